import OpenAI from 'openai';
import { type Response as OpenAiResponse } from 'openai/resources/responses/responses';
import { describe, expect, it } from 'vitest';
import { type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { sealState } from '../reasoning-state';
import { openAiResponses } from './openai-responses';
import {
  argued,
  contextOf,
  eventsOf,
  finished,
  native,
  outputOf,
  proof,
  replyOf,
  started,
  text,
  thought,
  writeStream,
} from './spec-support';

/** What the vendor's own SDK makes of a stream of ours: it refuses frames out of order, unknown ones and ids that change. */
async function finalOf(stream: string): Promise<OpenAiResponse> {
  const headers = { 'content-type': 'text/event-stream' };
  const client = new OpenAI({
    apiKey: 'none',
    baseURL: 'http://localhost',
    maxRetries: 0,
    fetch: () => Promise.resolve(new Response(stream, { headers })),
  });
  return client.responses.stream({ model: 'm', input: 'hi' }).finalResponse();
}

const SIGNATURE: ReasoningState = { dialect: 'anthropic-messages', kind: 'signature', data: 'sig==' };
const ENCRYPTED: ReasoningState = { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA', id: 'rs_7' };
const SOURCE = { url: 'https://a.example', title: 'A', startIndex: 0, endIndex: 2 };

/** Replies of every kind, each with the output that a client must have at its end. */
const REPLIES: readonly (readonly [string, readonly ReplyEvent[], unknown[]])[] = [
  ['text', [text('Hel'), text('lo')], [message([said('Hello')])]],
  ['an empty reply', [], []],
  [
    'two blocks of text',
    [text('a'), { type: 'text-end', choice: 0 }, text('b'), { type: 'text-end', choice: 0 }],
    [message([said('a'), said('b')])],
  ],
  [
    'text with its source and log probabilities',
    [
      text('hi'),
      {
        type: 'logprobs',
        choice: 0,
        tokens: [{ token: 'hi', logprob: -0.5, top: [{ token: 'ho', logprob: -2, bytes: [104, 111] }] }],
      },
      { type: 'citation', choice: 0, citation: SOURCE },
      { type: 'citation', choice: 0, citation: { url: 'https://b.example' } },
    ],
    [
      message([
        {
          type: 'output_text',
          text: 'hi',
          annotations: [
            { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 2 },
            {
              type: 'url_citation',
              url: 'https://b.example',
              title: 'https://b.example',
              start_index: 0,
              end_index: 2,
            },
          ],
          logprobs: [
            {
              token: 'hi',
              bytes: [104, 105],
              logprob: -0.5,
              top_logprobs: [{ token: 'ho', logprob: -2, bytes: [104, 111] }],
            },
          ],
        },
      ]),
    ],
  ],
  [
    'a refusal after text',
    [
      text('Well. '),
      { type: 'refusal-delta', choice: 0, text: 'I ' },
      { type: 'refusal-delta', choice: 0, text: 'won’t' },
    ],
    [message([said('Well. '), { type: 'refusal', refusal: 'I won’t' }])],
  ],
  [
    'reasoning in two paragraphs, proved by another vendor',
    [thought('one'), { type: 'reasoning-break', choice: 0 }, thought('two'), proof(SIGNATURE), text('so')],
    [
      { type: 'reasoning', id: 'rs_nv_1_0', summary: summary('one', 'two'), encrypted_content: sealState(SIGNATURE) },
      message([said('so')], 1),
    ],
  ],
  [
    'reasoning without a proof',
    [thought('hm'), text('so')],
    [{ type: 'reasoning', id: 'rs_nv_1_0', summary: summary('hm') }, message([said('so')], 1)],
  ],
  [
    'a proof without reasoning, of this dialect',
    [proof(ENCRYPTED), text('so')],
    [{ type: 'reasoning', id: 'rs_7', summary: [], encrypted_content: 'gAAA' }, message([said('so')], 1)],
  ],
  [
    'a call, and what is said before and after it',
    [text('Let me see.'), started(0, 'call_a', 'f'), argued(0, '{"x"'), argued(0, ':1}'), text('There.')],
    [message([said('Let me see.')]), call(1, 'call_a', 'f', '{"x":1}'), message([said('There.')], 2)],
  ],
  [
    'parallel calls whose arguments come in turns',
    [started(0, 'a', 'f'), started(1, 'b', 'g'), argued(1, '{"y":'), argued(0, '{"x":1}'), argued(1, '2}')],
    [call(0, 'a', 'f', '{"x":1}'), call(1, 'b', 'g', '{"y":2}')],
  ],
  [
    'a call that carries a proof',
    [{ ...started(0, 'a', 'f'), state: { dialect: 'gemini', kind: 'signature', data: 'thought' } }, argued(0, '{}')],
    [
      {
        type: 'reasoning',
        id: 'rs_nv_1_0',
        summary: [],
        encrypted_content: sealState({ dialect: 'gemini', kind: 'signature', data: 'thought' }, 'a'),
      },
      call(1, 'a', 'f', '{}'),
    ],
  ],
  [
    'an item of this dialect alone',
    [native('openai-responses', { type: 'web_search_call', id: 'ws_1', status: 'completed' }), text('found')],
    [{ type: 'web_search_call', id: 'ws_1', status: 'completed' }, message([said('found')], 1)],
  ],
  [
    'an image',
    [{ type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/webp', data: 'AAAA' } }],
    [
      {
        type: 'image_generation_call',
        id: 'ig_1_0',
        status: 'completed',
        result: 'AAAA',
        output_format: 'webp',
      },
    ],
  ],
];

function said(value: string) {
  return { type: 'output_text', text: value, annotations: [], logprobs: [] };
}

function message(content: unknown[], index = 0, status = 'completed') {
  return { type: 'message', id: `msg_1_${index}`, role: 'assistant', status, content };
}

function call(index: number, callId: string, name: string, args: string) {
  const id = `fc_1_${index}`;
  return { type: 'function_call', id, call_id: callId, name, arguments: args, status: 'completed' };
}

function summary(...texts: string[]) {
  return texts.map((value) => ({ type: 'summary_text', text: value }));
}

describe.each(REPLIES)('%s', (_name, events, output) => {
  it('is written into the output', () => expect(outputOf(events)).toEqual(output));

  it('is streamed so that the SDK has the same in the end', async () => {
    const final = await finalOf(writeStream(events));
    expect(withoutParsed(final.output)).toEqual(output);
    expect(final.status).toBe('completed');
  });

  it('is streamed item by item, for those who do not wait for the last event', async () => {
    const frames = writeStream(events).replace(
      /(event: response.completed.*?"output":)\[.*?\](,"parallel_tool_calls")/s,
      '$1null$2',
    );
    expect(frames).toContain('"output":null');
    expect(withoutParsed((await finalOf(frames)).output)).toEqual(output);
  });

  it('is streamed with everything in the last event', () => {
    const last = eventsOf(writeStream(events)).at(-1);
    expect(last).toMatchObject({ type: 'response.completed', response: { output } });
  });

  it('is streamed in numbered frames', () => {
    const numbers = eventsOf(writeStream(events)).map((event) => event.sequence_number);
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });

  it('is written as soon as it comes', () => {
    const writer = openAiResponses.createStreamWriter(contextOf());
    const silent = ['text-end', 'reasoning-break', 'reasoning-state'];
    for (const event of events.filter(({ type }) => !silent.includes(type))) expect(writer.write(event)).not.toBe('');
  });

  it('reads back as it was said', () => {
    expect(joined(openAiResponses.readReply(replyOf(events).reply))).toEqual(joined(events));
  });
});

/** The SDK adds what it parses. */
function withoutParsed(output: unknown): unknown {
  return JSON.parse(
    JSON.stringify(output, (key, value: unknown) =>
      key === 'parsed' || key === 'parsed_arguments' ? undefined : value,
    ),
  );
}

/** What was said, by kind and joined. */
function joined(events: readonly ReplyEvent[]): unknown {
  const of = (type: ReplyEvent['type']) =>
    events.flatMap((event) => (event.type === type && 'text' in event ? event.text : [])).join('');
  return {
    text: of('text-delta'),
    thought: of('reasoning-delta'),
    refusal: of('refusal-delta'),
    calls: events.flatMap((event) => (event.type === 'tool-call-start' ? [[event.index, event.id, event.name]] : [])),
  };
}

describe('a stream', () => {
  it('is whole although nobody told how it ended', async () => {
    expect(await finalOf(writeStream([text('hi')]))).toMatchObject({ status: 'completed', output_text: 'hi' });
  });

  it('that fails makes the SDK throw our sentence', async () => {
    const failure = { kind: 'overloaded', message: 'Too busy.' } as const;
    await expect(finalOf(writeStream([text('hi'), { type: 'failure', failure }]))).rejects.toThrow('Too busy.');
  });

  it('that was cut tells the SDK so', async () => {
    const final = await finalOf(writeStream([text('hi'), finished('length')]));
    expect(final).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  });
});
