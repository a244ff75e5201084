import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { type StreamContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiChat } from './openai-chat';
import {
  argued,
  cited,
  contextOf,
  deltas,
  extra,
  native,
  PAINTED,
  started,
  state,
  STOP,
  text,
  thought,
} from './spec-support';

describe('a stream of ours', () => {
  function stream(events: ReplyEvent[], context: Partial<StreamContext> = {}): string {
    const writer = openAiChat.createStreamWriter(contextOf(context));
    return events.map((event) => writer.write(event)).join('') + writer.end();
  }
  const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } };
  const head = '{"id":"gen-1","object":"chat.completion.chunk","created":9,"model":"a/b","choices":[';
  const first = `${head}{"index":0,"delta":{"role":"assistant","content":"a"},"logprobs":null,"finish_reason":null}]`;
  const last = `${head}{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]`;

  it('is chunks, usage only if asked for, and the sentinel', () => {
    const events: ReplyEvent[] = [
      { type: 'start', id: 'theirs' },
      text('a'),
      { type: 'usage', usage: { inputTokens: 9 } },
      STOP,
      usage,
    ];
    expect(stream(events, { includeUsage: false })).toBe(`data: ${first}}\n\ndata: ${last}}\n\ndata: [DONE]\n\n`);
    expect(stream(events)).toBe(
      `data: ${first},"usage":null}\n\ndata: ${last},"usage":null}\n\n` +
        `data: ${head}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":0.5}}\n\ndata: [DONE]\n\n`,
    );
    expect(stream([text('a'), STOP])).toBe(
      `data: ${first},"usage":null}\n\ndata: ${last},"usage":null}\n\ndata: [DONE]\n\n`,
    );
  });

  it('says nothing of usage before it is told, to clients who refuse a null', () => {
    expect(stream([text('a'), STOP], { omitsNullUsage: true })).toBe(
      `data: ${first}}\n\ndata: ${last}}\n\ndata: [DONE]\n\n`,
    );
  });

  it('names the role once a choice', () => {
    const chunks = stream([text('a'), text('b', 1), text('c'), text('d', 1)]).match(/"role":"assistant"/g);
    expect(chunks).toHaveLength(2);
  });

  it('ends with the vendor’s own word too', () => {
    expect(stream([{ type: 'finish', choice: 0, reason: 'error', vendorReason: 'MALFORMED_FUNCTION_CALL' }])).toContain(
      '"finish_reason":"error","native_finish_reason":"MALFORMED_FUNCTION_CALL"',
    );
  });

  it.each<[string, ReplyEvent[], JsonObject[]]>([
    ['a refusal', [{ type: 'refusal-delta', choice: 0, text: 'no' }], [{ refusal: 'no' }]],
    [
      'calls',
      [started(0, 'a', 'f'), argued(0, '{}'), started(1, 'b', 'g')],
      [
        { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
        { tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '' } }] },
      ],
    ],
    [
      'signed thoughts',
      [thought('h'), thought('m'), state('anthropic-messages', 'signature'), thought('x')],
      [
        {
          reasoning_content: 'h',
          reasoning: 'h',
          reasoning_details: [{ type: 'reasoning.text', text: 'h', index: 0 }],
        },
        {
          reasoning_content: 'm',
          reasoning: 'm',
          reasoning_details: [{ type: 'reasoning.text', text: 'm', index: 0 }],
        },
        { reasoning_details: [{ type: 'reasoning.text', signature: 'd', format: 'anthropic-claude-v1', index: 0 }] },
        {
          reasoning_content: 'x',
          reasoning: 'x',
          reasoning_details: [{ type: 'reasoning.text', text: 'x', index: 1 }],
        },
      ],
    ],
    [
      'a proof on a call, before the call',
      [started(0, 'c1', 'f', { dialect: 'gemini', kind: 'signature', data: 'ts' })],
      [
        {
          reasoning_details: [
            { type: 'reasoning.encrypted', data: 'ts', id: 'c1', format: 'google-gemini-v1', index: 0 },
          ],
        },
        { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }] },
      ],
    ],
    [
      'paragraphs of reasoning, the break with the next one',
      [{ type: 'reasoning-break', choice: 0 }, thought('a'), { type: 'reasoning-break', choice: 0 }, thought('b')],
      [
        {
          reasoning_content: 'a',
          reasoning: 'a',
          reasoning_details: [{ type: 'reasoning.text', text: 'a', index: 0 }],
        },
        {
          reasoning_content: '\n\nb',
          reasoning: '\n\nb',
          reasoning_details: [{ type: 'reasoning.text', text: '\n\nb', index: 0 }],
        },
      ],
    ],
    [
      'where its texts come from',
      [text('ab'), { type: 'text-end', choice: 0 }, text('cd'), cited({ url: 'u' })],
      [
        { content: 'ab' },
        { content: 'cd' },
        {
          annotations: [{ type: 'url_citation', url_citation: { url: 'u', title: 'u', start_index: 2, end_index: 4 } }],
        },
      ],
    ],
    [
      'images',
      [PAINTED, PAINTED],
      [0, 1].map((index) => ({
        images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' }, index }],
      })),
    ],
    [
      'proofs that stand for themselves, numbered behind the thought',
      [thought('a'), state('anthropic-messages', 'redacted'), state('openai-responses', 'encrypted')],
      [
        {
          reasoning_content: 'a',
          reasoning: 'a',
          reasoning_details: [{ type: 'reasoning.text', text: 'a', index: 0 }],
        },
        {
          reasoning_details: [{ type: 'reasoning.encrypted', data: 'd', format: 'anthropic-claude-v1', index: 1 }],
        },
        {
          reasoning_details: [{ type: 'reasoning.encrypted', data: 'd', format: 'openai-responses-v1', index: 2 }],
        },
      ],
    ],
    ['parts of its own', [native({ audio: { data: 'QUJD' } })], [{ audio: { data: 'QUJD' } }]],
    ['extra fields of a message', [extra('choices[0].message.channel', 'x')], [{ channel: 'x' }]],
    [
      'extra fields of a call',
      [extra('choices[0].message.tool_calls[2].function.note', 1)],
      [{ tool_calls: [{ index: 2, function: { note: 1 } }] }],
    ],
    ['no proof that only claims to be ours', [state('openai-chat', 'signature', 'x'), text('a')], [{ content: 'a' }]],
  ])('says %s', (_name, events, expected) => {
    const [one, ...others] = expected;
    expect(deltas(...events)).toEqual([{ role: 'assistant', ...one }, ...others]);
  });

  it('tells extra fields beside a choice, and those of the usage with it', () => {
    const chunks = framesOf(
      Buffer.from(
        stream([
          text('a'),
          extra('system_fingerprint', 'fp'),
          extra('choices[0].stop_reason', 7),
          extra('usage.queue_time', 1),
          extra('usage.cost', 9),
          { type: 'usage', usage: { inputTokens: 1 }, serviceTier: 'flex', webSearches: 2 },
        ]),
      ),
    ).map(({ data }) => (data === '[DONE]' ? data : (JSON.parse(data!) as JsonObject)));
    expect(chunks).toMatchObject([
      { choices: [{ delta: { content: 'a' } }] },
      { system_fingerprint: 'fp', choices: [{ index: 0, delta: {}, finish_reason: null }] },
      { choices: [{ delta: {}, stop_reason: 7 }] },
      {
        choices: [],
        service_tier: 'flex',
        usage: { prompt_tokens: 1, queue_time: 1, cost: 0.5, server_tool_use_details: { web_search_requests: 2 } },
      },
      '[DONE]',
    ]);
  });

  it('tells log probabilities in a chunk of their own, so that no text waits for them', () => {
    const tokens = [{ token: 'a', logprob: -1 }];
    const writer = openAiChat.createStreamWriter(contextOf());
    writer.write(text('a'));
    expect(writer.write({ type: 'logprobs', choice: 0, tokens })).toContain(
      '"delta":{},"logprobs":{"content":[{"token":"a","logprob":-1,"bytes":null,"top_logprobs":[]}],"refusal":null}',
    );
    expect(writer.write({ type: 'logprobs', choice: 0, tokens, of: 'refusal' })).toContain(
      '"content":null,"refusal":[',
    );
  });

  it('breaks off with an error that OpenAI’s SDK throws', () => {
    const writer = openAiChat.createStreamWriter(contextOf());
    expect(writer.write({ type: 'failure', failure: { kind: 'overloaded', message: 'm', code: 'c' } })).toBe(
      'data: {"error":{"message":"m","type":"server_error","param":null,"code":"c"}}\n\n',
    );
  });
});
