import OpenAI from 'openai';
import { type Response as OpenAiResponse, type ResponseStreamEvent } from 'openai/resources/responses/responses';
import { describe, expect, it } from 'vitest';
import { type JsonObject, type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { openState, sealState } from '../reasoning-state';
import { openAiResponses } from './openai-responses';
import { argued, contextOf, finished, native, proof, started, text, thought, writeStream } from './spec-support';

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

const eventsOf = (stream: string): ResponseStreamEvent[] =>
  stream
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => {
      const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(frame)!;
      const event = JSON.parse(data!) as ResponseStreamEvent;
      expect(event.type).toBe(name);
      return event;
    });

const typesOf = (events: readonly ReplyEvent[]): string[] => eventsOf(writeStream(events)).map(({ type }) => type);

function replyOf(events: readonly ReplyEvent[]) {
  const context = contextOf(events);
  const reply = openAiResponses.writeReply(events, context) as unknown as OpenAiResponse;
  return { reply, receipt: context.book.lines };
}

const outputOf = (events: readonly ReplyEvent[]) => replyOf(events).reply.output;

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
  it('opens and closes every item and every part', () => {
    expect(
      typesOf([
        thought('hm'),
        proof(SIGNATURE),
        text('hi'),
        started(0, 'a', 'f'),
        argued(0, '{}'),
        finished('tool-calls'),
      ]),
    ).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('begins with a response that has nothing yet', () => {
    const [created, inProgress] = eventsOf(writeStream([text('hi')]));
    const response = { id: 'resp_1', object: 'response', status: 'in_progress', output: [], created_at: 1_700_000_000 };
    expect(created).toMatchObject({ type: 'response.created', response });
    expect(inProgress).toMatchObject({ type: 'response.in_progress', response });
  });

  it('is whole although nobody told how it ended', async () => {
    expect(await finalOf(writeStream([text('hi')]))).toMatchObject({ status: 'completed', output_text: 'hi' });
  });

  it('keeps text with newlines and field names in one line of data', () => {
    const nasty = 'a\n\ndata: [DONE]\r\nevent: error';
    expect(outputOf(openAiResponses.readReply(replyOf([text(nasty)]).reply))).toMatchObject([
      { content: [{ text: nasty }] },
    ]);
    expect(eventsOf(writeStream([text(nasty)])).at(-1)).toMatchObject({
      response: { output: [{ content: [{ text: nasty }] }] },
    });
  });
});

describe('the end', () => {
  it.each([
    ['stop', { status: 'completed', incomplete_details: null }, 'response.completed'],
    ['tool-calls', { status: 'completed', incomplete_details: null }, 'response.completed'],
    ['length', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'response.incomplete'],
    [
      'content-filter',
      { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
      'response.incomplete',
    ],
    ['refusal', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'response.incomplete'],
    ['error', { status: 'failed', error: { code: 'upstream_error' } }, 'response.failed'],
  ] as const)('%s is told by status and details', (reason, expected, type) => {
    const events = [text('hi'), finished(reason)];
    expect(replyOf(events).reply).toMatchObject(expected);
    expect(eventsOf(writeStream(events)).at(-1)).toMatchObject({ type, response: expected });
  });

  it('says of what was cut that it is incomplete, and of what was whole that it is complete', () => {
    const output = outputOf([
      text('hi'),
      started(0, 'a', 'f'),
      started(1, 'b', 'f'),
      argued(1, '{"x'),
      finished('length'),
    ]);
    expect(output).toMatchObject([{ status: 'completed' }, { status: 'completed' }, { status: 'incomplete' }]);
    expect(outputOf([text('hi'), finished('length')])).toMatchObject([{ status: 'incomplete' }]);
  });

  it('of a refusal in words is a completed response', () => {
    const events: ReplyEvent[] = [{ type: 'refusal-delta', choice: 0, text: 'no' }, finished('refusal')];
    expect(replyOf(events).reply).toMatchObject({ status: 'completed' });
    expect(openAiResponses.readReply(replyOf(events).reply).at(-1)).toMatchObject({ reason: 'refusal' });
  });

  it('of a paused turn reads as completed, and the receipt says so', () => {
    const { reply, receipt } = replyOf([finished('pause')]);
    expect(reply.status).toBe('completed');
    expect(receipt).toMatchObject([{ path: 'response.status', outcome: 'approximated' }]);
  });
});

describe('a failure', () => {
  const failure = { kind: 'overloaded', message: 'Too busy.', param: 'input' } as const;
  const events: ReplyEvent[] = [text('hi'), { type: 'failure', failure }];

  it('in the stream is an error for SDKs, and a failed response for Codex', () => {
    const [error, failed] = eventsOf(writeStream(events)).slice(-2);
    const told = { message: 'Too busy.', code: 'overloaded', param: 'input' };
    expect(error).toMatchObject({ type: 'error', ...told, error: { ...told, type: 'server_error' } });
    expect(failed).toMatchObject({ type: 'response.failed', response: { status: 'failed', error: told } });
    expect(failed).toMatchObject({ response: { output: [{ status: 'incomplete', content: [{ text: 'hi' }] }] } });
  });

  it('is thrown by the SDK with our sentence', async () => {
    await expect(finalOf(writeStream(events))).rejects.toThrow('Too busy.');
  });

  it('before anything was said is a stream of its own', () => {
    expect(typesOf([{ type: 'failure', failure }])).toEqual([
      'response.created',
      'response.in_progress',
      'error',
      'response.failed',
    ]);
  });

  it('in a whole reply is its status', () => {
    expect(replyOf(events).reply).toMatchObject({
      status: 'failed',
      error: { code: 'overloaded', message: 'Too busy.' },
    });
  });

  it('always has a code', () => {
    const { reply } = replyOf([{ type: 'failure', failure: { kind: 'invalid-request', message: 'No.' } }]);
    expect(reply.error?.code).toBe('invalid_prompt');
  });
});

describe('usage', () => {
  it('counts parts in totals, and has the cost', () => {
    const { reply, receipt } = replyOf([
      {
        type: 'usage',
        usage: { inputTokens: 5, cacheReadTokens: 3, cacheWrite5mTokens: 2, outputTokens: 7, reasoningTokens: 4 },
        serviceTier: 'priority',
      },
    ]);
    expect(reply.usage).toEqual({
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
      output_tokens: 11,
      output_tokens_details: { reasoning_tokens: 4 },
      total_tokens: 21,
      cost: 0.25,
    });
    expect(reply.service_tier).toBe('priority');
    expect(receipt).toEqual([]);
  });

  it('is left out where it was not told, and so is a cost that is not known', () => {
    expect(replyOf([text('hi')]).reply).not.toHaveProperty('usage');
    const context = { ...contextOf(), usdCostOf: () => undefined };
    const reply = openAiResponses.writeReply([{ type: 'usage', usage: { inputTokens: 1 } }], context);
    expect(reply['usage']).not.toHaveProperty('cost');
  });

  it('is priced as it was served', () => {
    const asked: unknown[] = [];
    const context = { ...contextOf(), usdCostOf: (...of: unknown[]) => void asked.push(of) };
    const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 1 }, serviceTier: 'flex', webSearches: 2 };
    openAiResponses.writeReply([usage], context);
    expect(asked).toMatchObject([[{ inputTokens: 1 }, { serviceTier: 'flex', webSearches: 2 }]]);
  });

  it('names in the receipt what has no field of its own', () => {
    const { receipt } = replyOf([
      {
        type: 'usage',
        usage: {
          cacheWrite1hTokens: 1,
          inputAudioTokens: 2,
          inputImageTokens: 3,
          outputAudioTokens: 4,
          outputImageTokens: 5,
        },
        speed: 'fast',
        webSearches: 1,
      },
    ]);
    expect(receipt.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual([
      'approximated response.usage.cacheWrite1hTokens',
      'approximated response.usage.inputAudioTokens',
      'approximated response.usage.inputImageTokens',
      'approximated response.usage.outputAudioTokens',
      'approximated response.usage.outputImageTokens',
      'dropped response.usage.speed',
      'dropped response.usage.webSearches',
    ]);
  });
});

describe('the receipt names', () => {
  it.each<[string, ReplyEvent, string]>([
    ['another choice', text('b', 1), 'dropped response.choices[1]'],
    [
      'a source without an address',
      { type: 'citation', choice: 0, citation: { title: 'T' } },
      'dropped response.citations',
    ],
    [
      'log probabilities of a refusal',
      { type: 'logprobs', choice: 0, tokens: [], of: 'refusal' },
      'dropped response.logprobs',
    ],
    [
      'a recording',
      { type: 'media', choice: 0, media: 'audio', source: { kind: 'base64', mediaType: 'audio/wav', data: '' } },
      'dropped response.audio',
    ],
    ['a part of another dialect', native('gemini', { executableCode: {} }), 'dropped response.executableCode'],
    [
      'a field of another dialect',
      { type: 'extra', dialect: 'openai-chat', path: 'system_fingerprint', value: 'fp' },
      'dropped response.system_fingerprint',
    ],
  ])('%s', (_name, event, line) => {
    const { receipt, reply } = replyOf([text('a'), event]);
    expect(receipt.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual([line]);
    expect(reply.output).toMatchObject([{ content: [{ text: 'a' }] }]);
  });

  it('a part of another dialect that is told as text', () => {
    const { receipt, reply } = replyOf([{ ...native('gemini', { executableCode: {} }), text: 'print(1)' }]);
    expect(reply.output).toMatchObject([{ content: [{ text: 'print(1)' }] }]);
    expect(receipt).toMatchObject([{ path: 'response.executableCode', outcome: 'approximated' }]);
  });
});

describe('a proof of reasoning', () => {
  const itemsOf = (events: readonly ReplyEvent[]) => outputOf(events) as unknown as JsonObject[];

  it('of this dialect stands under its own id, which it needs', () => {
    const events: ReplyEvent[] = [
      { type: 'extra', dialect: 'openai-responses', path: 'output[0].id', value: 'rs_7' },
      thought('hm'),
      proof(ENCRYPTED),
    ];
    expect(itemsOf(events)).toEqual([
      { type: 'reasoning', id: 'rs_7', summary: summary('hm'), encrypted_content: 'gAAA' },
    ]);
  });

  it('of this dialect travels sealed where its item has another id already', () => {
    const [item] = itemsOf([thought('hm'), proof(ENCRYPTED)]);
    expect(openState(item!['encrypted_content'] as string)).toEqual({ state: ENCRYPTED });
  });

  it.each<ReasoningState>([
    SIGNATURE,
    { dialect: 'anthropic-messages', kind: 'redacted', data: 'čaj ☕' },
    { dialect: 'gemini', kind: 'signature', data: 'a+b/c==' },
    { dialect: 'openai-chat', kind: 'encrypted', data: '{"type":"reasoning.encrypted"}' },
  ])('of $dialect ($kind) comes back byte for byte', (state) => {
    const { reply } = replyOf([thought('hm'), proof(state), text('so')]);
    const call = openAiResponses.readRequest({ model: 'm', input: reply.output });
    expect(call.messages[0]?.parts).toEqual([
      { type: 'reasoning', path: 'input[0].summary', text: 'hm', paragraphs: ['hm'], state },
    ]);
  });

  it('on a call comes back on that call, and its carrier is no message', () => {
    const state: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 'thought' };
    const { reply } = replyOf([{ ...started(0, 'a', 'f'), state }, { ...started(1, 'b', 'g') }]);
    const call = openAiResponses.readRequest({ model: 'm', input: reply.output });
    expect(call.messages.flatMap(({ parts }) => parts as unknown[])).toMatchObject([
      { type: 'tool-call', id: 'a', state },
      { type: 'tool-call', id: 'b' },
    ]);
    expect(call.messages[1]?.parts[0]).not.toHaveProperty('state');
    expect(call.extras.filter(({ path }) => path.startsWith('input[0]'))).toEqual([]);
  });
});
