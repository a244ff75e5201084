import { describe, expect, it } from 'vitest';
import { type JsonObject, type ReasoningState } from '../call';
import { type StreamContext } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiChat } from './openai-chat';
import { STOP, text, thought, started, argued, proof } from './spec-support';

const CONTEXT: StreamContext = {
  id: 'gen-1',
  model: 'a/b',
  createdAtSeconds: 9,
  includeUsage: true,
  usdCostOf: () => 0.5,
};
const finished = (reason: FinishReason, vendorReason?: string): ReplyEvent => ({
  type: 'finish',
  choice: 0,
  reason,
  ...(vendorReason && { vendorReason }),
});
const state = (dialect: ReasoningState['dialect'], kind: ReasoningState['kind'], data = 'd'): ReplyEvent => ({
  type: 'reasoning-state',
  choice: 0,
  state: { dialect, kind, data },
});
const riding: ReplyEvent = {
  ...started(0, 'c1', 'f'),
  state: { dialect: 'gemini', kind: 'signature', data: 'ts' },
} as ReplyEvent;

/** The message and its details, written whole. */
function written(...events: ReplyEvent[]) {
  const body = openAiChat.writeReply(events, CONTEXT) as {
    choices: { message: JsonObject; finish_reason: string; native_finish_reason?: string }[];
  };
  return body.choices[0]!;
}

/** All deltas of the one choice, written as a stream. */
function deltas(...events: ReplyEvent[]): JsonObject[] {
  const writer = openAiChat.createStreamWriter({ ...CONTEXT, includeUsage: false });
  return framesOf(Buffer.from(events.map((event) => writer.write(event)).join(''))).map(
    ({ data }) => (JSON.parse(data!) as { choices: { delta: JsonObject }[] }).choices[0]!.delta,
  );
}

describe('a reply of ours', () => {
  it('is a chat.completion', () => {
    const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } };
    expect(
      openAiChat.writeReply(
        [{ type: 'start', id: 'theirs', model: 'theirs' }, text('a'), text('b'), usage, STOP],
        CONTEXT,
      ),
    ).toEqual({
      id: 'gen-1',
      object: 'chat.completion',
      created: 9,
      model: 'a/b',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'ab', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3, cost: 0.5 },
    });
    expect(openAiChat.writeReply([text('a'), STOP], CONTEXT)).not.toHaveProperty('usage');
  });

  it('has its choices in order', () => {
    const body = openAiChat.writeReply(
      [text('b', 1), text('a'), { type: 'finish', choice: 1, reason: 'length' }, STOP],
      CONTEXT,
    );
    expect(body['choices']).toMatchObject([
      { index: 0, message: { content: 'a' }, finish_reason: 'stop' },
      { index: 1, message: { content: 'b' }, finish_reason: 'length' },
    ]);
  });

  it.each<[FinishReason, string]>([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool-calls', 'tool_calls'],
    ['content-filter', 'content_filter'],
    ['refusal', 'content_filter'],
    ['pause', 'stop'],
    ['error', 'error'],
  ])('ends %s with %s', (reason, word) => {
    expect(written(finished(reason)).finish_reason).toBe(word);
    expect(written(finished(reason))).not.toHaveProperty('native_finish_reason');
    expect(written(finished(reason, 'THEIRS'))).toMatchObject({ finish_reason: word, native_finish_reason: 'THEIRS' });
  });

  it.each<[string, ReplyEvent[], JsonObject]>([
    ['nothing', [], { content: '' }],
    [
      'a refusal',
      [
        { type: 'refusal-delta', choice: 0, text: 'n' },
        { type: 'refusal-delta', choice: 0, text: 'o' },
      ],
      { content: null, refusal: 'no' },
    ],
    [
      'calls',
      [started(0, 'a', 'f'), argued(0, '{'), started(1, 'b', 'g'), argued(0, '}')],
      {
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
          { id: 'b', type: 'function', function: { name: 'g', arguments: '' } },
        ],
      },
    ],
    [
      'reasoning by both names',
      [thought('h'), thought('m')],
      { content: '', reasoning_content: 'hm', reasoning: 'hm' },
    ],
    [
      'signed thoughts',
      [
        thought('h'),
        thought('m'),
        state('anthropic-messages', 'signature', 's1'),
        thought('x'),
        state('anthropic-messages', 'signature', 's2'),
        state('anthropic-messages', 'redacted'),
      ],
      {
        content: '',
        reasoning_content: 'hmx',
        reasoning: 'hmx',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', signature: 's1', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.text', text: 'x', signature: 's2', format: 'anthropic-claude-v1', index: 1 },
          { type: 'reasoning.encrypted', data: 'd', format: 'anthropic-claude-v1', index: 2 },
        ],
      },
    ],
    [
      'a thought and an encrypted one',
      [thought('hm'), state('openai-responses', 'encrypted')],
      {
        content: '',
        reasoning_content: 'hm',
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', index: 0 },
          { type: 'reasoning.encrypted', data: 'd', format: 'openai-responses-v1', index: 1 },
        ],
      },
    ],
    [
      'a proof on a call',
      [thought('hm'), riding],
      {
        content: null,
        reasoning_content: 'hm',
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', index: 0 },
          { type: 'reasoning.encrypted', data: 'ts', id: 'c1', format: 'google-gemini-v1', index: 1 },
        ],
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }],
      },
    ],
    ['a proof that only claims to be ours', [state('openai-chat', 'signature', 'x')], { content: '' }],
  ])('says %s', (_name, events, message) => {
    expect(written(...events, STOP).message).toEqual({ role: 'assistant', refusal: null, ...message });
  });

  it.each<[ReplyEvent]>([
    [state('anthropic-messages', 'signature')],
    [state('anthropic-messages', 'redacted')],
    [state('gemini', 'signature')],
    [state('openai-responses', 'encrypted')],
    [proof('signature', { type: 'reasoning.text', signature: 's', format: 'x', id: 1 })],
    [proof('encrypted', { data: 'd', type: 'reasoning.encrypted' })],
    [riding],
  ])('returns the proof %j byte for byte, when the client sends back what it got', (event) => {
    const { message } = written(thought('hm'), event, STOP);
    const call = openAiChat.readRequest({ model: 'm', messages: [message] });
    const states = call.messages[0]!.parts.flatMap((part) => ('state' in part && part.state ? [part.state] : []));
    expect(states).toEqual(['state' in event ? event.state : undefined]);
    expect(call.unknownPaths).toEqual([]);
  });
});

describe('a stream of ours', () => {
  function stream(events: ReplyEvent[], context: Partial<StreamContext> = {}): string {
    const writer = openAiChat.createStreamWriter({ ...CONTEXT, ...context });
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

  it('names the role once a choice', () => {
    const chunks = stream([text('a'), text('b', 1), text('c'), text('d', 1)]).match(/"role":"assistant"/g);
    expect(chunks).toHaveLength(2);
  });

  it('ends with the vendor’s own word too', () => {
    expect(stream([finished('error', 'MALFORMED_FUNCTION_CALL')])).toContain(
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
      [riding],
      [
        {
          reasoning_details: [
            { type: 'reasoning.encrypted', data: 'ts', id: 'c1', format: 'google-gemini-v1', index: 0 },
          ],
        },
        { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }] },
      ],
    ],
    ['no proof that only claims to be ours', [state('openai-chat', 'signature', 'x'), text('a')], [{ content: 'a' }]],
  ])('says %s', (_name, events, expected) => {
    const [one, ...others] = expected;
    expect(deltas(...events)).toEqual([{ role: 'assistant', ...one }, ...others]);
  });

  it('breaks off with an error that OpenAI’s SDK throws', () => {
    const writer = openAiChat.createStreamWriter(CONTEXT);
    expect(writer.write({ type: 'failure', failure: { kind: 'overloaded', message: 'm', code: 'c' } })).toBe(
      'data: {"error":{"message":"m","type":"server_error","param":null,"code":"c"}}\n\n',
    );
  });
});
