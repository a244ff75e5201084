import { describe, expect, test } from 'vitest';
import { UnreadableReply } from '../dialect';
import { SseFrame } from '../sse';
import { MessageStreamReader } from './stream-reader';
import { fold, readStream, sse } from './spec-support';

const START = {
  type: 'message_start',
  message: { id: 'msg_1', model: 'claude-x', content: [], usage: { input_tokens: 7, output_tokens: 1 } },
};
const STOP = [
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];

function block(index: number, content_block: object, ...deltas: object[]): object[] {
  return [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

function read(...events: object[]) {
  return readStream(sse([START, ...events, ...STOP]));
}

describe('a streamed reply', () => {
  test('begins with its name and the usage told so far, and ends with the whole usage and one finish', () => {
    expect(read()).toEqual([
      { type: 'start', id: 'msg_1', model: 'claude-x' },
      { type: 'usage', usage: { inputTokens: 7, outputTokens: 1 } },
      { type: 'usage', usage: { inputTokens: 7, outputTokens: 9 } },
      { type: 'finish', choice: 0, reason: 'stop', vendorReason: 'end_turn' },
    ]);
  });

  test('gives text as it comes', () => {
    const text = block(
      0,
      { type: 'text', text: 'A' },
      { type: 'text_delta', text: 'b' },
      { type: 'text_delta', text: 'c' },
    );
    expect(read(...text).filter(({ type }) => type === 'text-delta')).toEqual([
      { type: 'text-delta', choice: 0, text: 'A' },
      { type: 'text-delta', choice: 0, text: 'b' },
      { type: 'text-delta', choice: 0, text: 'c' },
    ]);
  });

  test('gives the signature whole when its thinking ends', () => {
    const thinking = block(
      0,
      { type: 'thinking', thinking: 'I ', signature: 'a' },
      { type: 'thinking_delta', thinking: 'think' },
      { type: 'signature_delta', signature: 'b' },
      { type: 'signature_delta', signature: 'c' },
    );
    expect(read(...thinking).filter(({ type }) => type.startsWith('reasoning'))).toEqual([
      { type: 'reasoning-delta', choice: 0, text: 'I ' },
      { type: 'reasoning-delta', choice: 0, text: 'think' },
      { type: 'reasoning-state', choice: 0, state: { dialect: 'anthropic-messages', kind: 'signature', data: 'abc' } },
    ]);
  });

  test('gives redacted thinking at once', () => {
    expect(fold(read(...block(0, { type: 'redacted_thinking', data: 'x==' }))).states).toEqual(['redacted:x==']);
  });

  test('counts tool calls, not blocks', () => {
    const events = read(
      ...block(0, { type: 'text', text: 'So' }),
      ...block(
        1,
        { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} },
        { type: 'input_json_delta', partial_json: '' },
        { type: 'input_json_delta', partial_json: '{"city":' },
        { type: 'input_json_delta', partial_json: '"Bern"}' },
      ),
      ...block(
        2,
        { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
        { type: 'input_json_delta', partial_json: '{"query":"x"}' },
      ),
      ...block(3, { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} }),
    );
    expect(events.filter(({ type }) => type.startsWith('tool'))).toEqual([
      { type: 'tool-call-start', choice: 0, index: 0, id: 'toolu_1', name: 'weather' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{"city":' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '"Bern"}' },
      { type: 'tool-call-start', choice: 0, index: 1, id: 'toolu_2', name: 'now' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: '{}' },
    ]);
  });

  test('keeps apart blocks that are open at once', () => {
    const tool = (index: number) => ({ type: 'tool_use', id: `t${index}`, name: 'f', input: {} });
    const folded = fold(
      read(
        { type: 'content_block_start', index: 0, content_block: tool(0) },
        { type: 'content_block_start', index: 1, content_block: tool(1) },
        { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '[1]' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '[0]' } },
        { type: 'content_block_stop', index: 1 },
        { type: 'content_block_stop', index: 0 },
      ),
    );
    expect(folded.toolCalls.map(({ id, argumentsText }) => [id, argumentsText])).toEqual([
      ['t0', '[0]'],
      ['t1', '[1]'],
    ]);
  });

  test('passes over pings, comments, and events and deltas that are yet to be invented', () => {
    const plain = read(...block(0, { type: 'text', text: 'Hi' }));
    const events = [
      START,
      { type: 'ping' },
      { type: 'event_of_tomorrow', anything: [1] },
      { type: 'content_block_stop', index: 99 },
      ...block(0, { type: 'text', text: 'Hi' }, { type: 'delta_of_tomorrow' }),
      ...block(2, { type: 'redacted_thinking', data: '' }, { type: 'text_delta', text: 'not text' }),
      ...STOP,
    ];
    expect(readStream(Buffer.concat([Buffer.from(': hello\n\n'), sse(events)]))).toEqual(plain);
  });

  test.each<[string, object, object[], object]>([
    ['that came whole', { type: 'web_search_tool_result', content: [{ url: 'u' }] }, [], {}],
    [
      'whose input grew',
      { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
      [
        { type: 'input_json_delta', partial_json: '{"query":' },
        { type: 'input_json_delta', partial_json: '"x"}' },
      ],
      { input: { query: 'x' } },
    ],
    [
      'whose input broke off',
      { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
      [{ type: 'input_json_delta', partial_json: '{"query":' }],
      { input: '{"query":' },
    ],
    [
      'whose text grew, and whose other fields came later',
      { type: 'compaction', content: 'A ', signature: null },
      [
        { type: 'compaction_delta', content: 'sum', encrypted_content: null },
        { type: 'compaction_delta', content: null, encrypted_content: undefined },
        { type: 'compaction_delta', content: 'mary', encrypted_content: 'e', __proto__x: 1 },
      ],
      { content: 'A summary', encrypted_content: 'e', __proto__x: 1 },
    ],
  ])("keeps whole a block of the vendor's own %s", (_how, opened, deltas, grown) => {
    expect(read(...block(0, opened, ...deltas)).filter(({ type }) => type === 'native')).toEqual([
      { type: 'native', choice: 0, dialect: 'anthropic-messages', value: { ...opened, ...grown } },
    ]);
  });

  test('parts a text from one that follows at once, with the citations of each', () => {
    const citation = (url: string) => ({ type: 'citations_delta', citation: { type: 'x', url } });
    const text = (value: string) => ({ type: 'text_delta', text: value });
    const events = read(
      ...block(0, { type: 'text', text: '' }, text('a')),
      ...block(1, { type: 'text', text: '', citations: [] }, citation('u'), text('b'), text('c')),
      ...block(2, { type: 'text', text: '' }),
      ...block(3, { type: 'web_search_tool_result', content: [] }),
      ...block(4, { type: 'text', text: 'd' }),
    );
    expect(events.slice(2, -2)).toMatchObject([
      { type: 'text-delta', text: 'a' },
      { type: 'text-end' },
      { type: 'citation', citation: { url: 'u', native: { value: { type: 'x', url: 'u' } } } },
      { type: 'text-delta', text: 'b' },
      { type: 'text-delta', text: 'c' },
      { type: 'native' },
      { type: 'text-delta', text: 'd' },
    ]);
  });

  test.each<[string, object[], string[]]>([
    [
      'a thought that nobody signed from the next',
      [{ thinking: 'a' }, { thinking: 'b' }],
      ['reasoning-delta', 'reasoning-break', 'reasoning-delta'],
    ],
    [
      'no thought that was signed',
      [{ thinking: 'a', signature: 's' }, { thinking: 'b' }],
      ['reasoning-delta', 'reasoning-state', 'reasoning-delta'],
    ],
    ['no thought from a text', [{ thinking: 'a' }, { type: 'text', text: 'b' }], ['reasoning-delta', 'text-delta']],
  ])('parts %s', (_what, blocks, types) => {
    const events = read(...blocks.flatMap((content, index) => block(index, { type: 'thinking', ...content })));
    expect(events.slice(2, -2).map(({ type }) => type)).toEqual(types);
  });

  test('ends blocks that the vendor left open', () => {
    const [open, delta] = block(0, { type: 'thinking', thinking: 'Hm' }, { type: 'signature_delta', signature: 's' });
    expect(fold(read(open!, delta!)).states).toEqual(['signature:s']);
  });

  test('tells what only this dialect knows once, at the start or at the end, and how it was served', () => {
    const container = { id: 'c' };
    const events = readStream(
      sse([
        {
          type: 'message_start',
          message: { container, usage: { input_tokens: 7, service_tier: 'priority', inference_geo: 'us' } },
        },
        {
          type: 'message_delta',
          delta: { stop_reason: 'stop_sequence', stop_sequence: 'END', container: null },
          usage: {
            ...{ output_tokens: 9, speed: 'fast', inference_geo: 'us' },
            server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
          },
          context_management: { applied_edits: [1] },
        },
        { type: 'message_stop' },
      ]),
    );
    const extra = (path: string, value: unknown) => ({ type: 'extra', dialect: 'anthropic-messages', path, value });
    const usage = { inputTokens: 7, outputTokens: 9 };
    expect(events.slice(1)).toEqual([
      { type: 'usage', usage: { inputTokens: 7 }, serviceTier: 'priority' },
      extra('container', container),
      extra('usage.inference_geo', 'us'),
      { type: 'usage', usage, serviceTier: 'priority', speed: 'fast', webSearches: 2 },
      extra('usage.server_tool_use.web_fetch_requests', 1),
      extra('context_management', { applied_edits: [1] }),
      { type: 'finish', choice: 0, reason: 'stop', vendorReason: 'stop_sequence', stopSequence: 'END' },
    ]);
  });

  test('tells usage along the way, and ends with the stop reason', () => {
    const along = { type: 'message_delta', delta: {}, usage: { output_tokens: 3 } };
    expect(read(along, ...block(0, { type: 'text', text: 'Hi' })).map(({ type }) => type)).toEqual([
      'start',
      'usage',
      'usage',
      'text-delta',
      'usage',
      'finish',
    ]);
  });

  test('keeps what the start told of usage where the end leaves it out or gives null', () => {
    const cache = { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 3 };
    const usage = { input_tokens: 7, cache_creation_input_tokens: 5, cache_creation: cache, output_tokens: 1 };
    const events = readStream(
      sse([
        { type: 'message_start', message: { usage } },
        {
          type: 'message_delta',
          delta: { stop_reason: 'end_turn' },
          usage: { input_tokens: null, cache_creation_input_tokens: 5, output_tokens: 9 },
        },
        { type: 'message_stop' },
      ]),
    );
    expect(fold(events).usage).toEqual({
      inputTokens: 7,
      cacheWrite5mTokens: 2,
      cacheWrite1hTokens: 3,
      outputTokens: 9,
    });
  });

  test('finishes once', () => {
    const folded = fold(readStream(sse([START, STOP[0], STOP[0], STOP[1]])));
    expect(folded.finishes).toEqual([{ reason: 'stop', vendorReason: 'end_turn' }]);
  });

  test('says nothing after its end', () => {
    expect(readStream(sse([START, ...STOP, START, { type: 'error', error: {} }]))).toEqual(read());
  });

  test('that is refused carries the explanation', () => {
    const delta = { stop_reason: 'refusal', stop_details: { explanation: 'Not this.' } };
    const folded = fold(readStream(sse([START, { type: 'message_delta', delta }, { type: 'message_stop' }])));
    expect(folded.refusal).toBe('Not this.');
    expect(folded.finishes).toEqual([{ reason: 'refusal', vendorReason: 'refusal' }]);
  });

  test('that breaks with an error ends with that failure', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(readStream(sse([START, error, ...STOP])).slice(2)).toEqual([
      { type: 'failure', failure: { kind: 'overloaded', message: 'Overloaded', code: 'overloaded_error' } },
    ]);
  });

  test('whose error has its name in the frame alone ends with that failure', () => {
    const bytes = Buffer.concat([sse([START]), Buffer.from('event: error\ndata: {"error":{"message":"m"}}\n\n')]);
    expect(readStream(bytes).at(-1)).toEqual({ type: 'failure', failure: { kind: 'upstream', message: 'm' } });
  });

  test('that is cut inside a frame was cut short', () => {
    const whole = sse([START, ...STOP]);
    expect(readStream(whole.subarray(0, whole.length - 10)).at(-1)).toMatchObject({ type: 'failure' });
  });

  test.each([
    ['nothing at all', []],
    ['a start', [START]],
    ['no message_stop', [START, STOP[0]]],
    ['no stop reason', [START, { type: 'message_delta', delta: { stop_reason: null } }, { type: 'message_stop' }]],
  ])('that ends after %s was cut short', (_what, events) => {
    expect(readStream(sse(events)).at(-1)).toEqual({
      type: 'failure',
      failure: { kind: 'upstream', message: 'The provider ended the stream before the reply was complete.' },
    });
  });

  test('tells its failure once', () => {
    const reader = new MessageStreamReader();
    expect(reader.end()).toHaveLength(1);
    expect(reader.end()).toEqual([]);
    expect(reader.read(new SseFrame(sse([START])))).toEqual([]);
  });

  test.each([
    ['not JSON', 'data: {"type"\n\n'],
    ['no object', 'data: "ping"\n\n'],
    ['a message_start without message', 'data: {"type":"message_start"}\n\n'],
    ['a block that is no object', 'data: {"type":"content_block_start","index":0}\n\n'],
    ['a delta without a block', 'data: {"type":"content_block_delta","index":0,"delta":{}}\n\n'],
    ['a message_delta without delta', 'data: {"type":"message_delta"}\n\n'],
  ])('with an event that is %s cannot be read', (_what, bytes) => {
    expect(() => new MessageStreamReader().read(new SseFrame(Buffer.from(bytes)))).toThrow(UnreadableReply);
  });

  test('with a delta for a block that was closed cannot be read', () => {
    const late = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'late' } };
    expect(() => read(...block(0, { type: 'text', text: '' }), late)).toThrow(UnreadableReply);
  });

  test('with a block delta that is empty cannot be read', () => {
    const events = [START, { type: 'content_block_start', index: 0, content_block: { type: 'text' } }];
    const empty = { type: 'content_block_delta', index: 0 };
    expect(() => readStream(sse([...events, empty]))).toThrow(UnreadableReply);
  });
});
