import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { type StreamContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { anthropicMessages } from './anthropic-messages';
import { contextOf, readStream } from './spec-support';

const OWN = 'anthropic-messages';
const START: ReplyEvent = { type: 'start' };
const STOP: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };
const USAGE: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, outputTokens: 5 } };
const text = (value: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text: value });
const call = (index: number, id: string): ReplyEvent => ({ type: 'tool-call-start', choice: 0, index, id, name: 'f' });
const argue = (index: number, argumentsText: string): ReplyEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  index,
  argumentsText,
});

/** What a stream of these events is, piece by piece, with its end. */
function pieces(events: readonly ReplyEvent[], context: Partial<StreamContext> = {}): string[] {
  const writer = anthropicMessages.createStreamWriter(contextOf(context));
  return [...events.map((event) => writer.write(event)), writer.end()];
}

/** The data of a stream's events, whose names are checked. */
function dataOf(stream: string): Record<string, unknown>[] {
  const frames = stream.split('\n\n');
  expect(frames.pop()).toBe('');
  return frames.map((frame) => {
    const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(frame) ?? [];
    const event = JSON.parse(data!) as Record<string, unknown>;
    expect(event['type']).toBe(name);
    return event;
  });
}

/** In short: what opened, grew and closed, by index. */
function outline(events: readonly ReplyEvent[]): string[] {
  return dataOf(pieces(events).join('')).map((event) => {
    const { type, index, content_block, delta } = event as { type: string; index?: number } & Record<string, unknown>;
    const block = (content_block ?? delta) as { type?: string } | undefined;
    return index === undefined ? type : [type, index, block?.type].filter((word) => word !== undefined).join(' ');
  });
}

async function readWithSdk(stream: string) {
  const client = new Anthropic({
    apiKey: 'none',
    fetch: () => Promise.resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } })),
  });
  const blocks: unknown[] = [];
  const reply = client.messages.stream({ model: 'm', max_tokens: 1, messages: [] });
  reply.on('contentBlock', (block) => blocks.push(block));
  return { message: await reply.finalMessage(), blocks };
}

describe('a stream', () => {
  test("has the vendor's framing", () => {
    expect(
      pieces([START, text('Hi'), USAGE, STOP])
        .join('')
        .split('\n')
        .slice(3),
    ).toMatchObject([
      'event: ping',
      'data: {"type":"ping"}',
      '',
      'event: content_block_start',
      'data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":null}}',
      '',
      'event: content_block_delta',
      'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}',
      '',
      'event: content_block_stop',
      'data: {"type":"content_block_stop","index":0}',
      '',
      'event: message_delta',
      expect.stringMatching(/^data: \{"type":"message_delta","delta":\{.*"stop_reason":"end_turn".*"cost":0.25\}\}$/),
      '',
      'event: message_stop',
      'data: {"type":"message_stop"}',
      '',
      '',
    ]);
  });

  test('sends each word when it comes', () => {
    const [start, first, second, usage, stop] = pieces([START, text('a'), text('b'), USAGE, STOP]);
    expect(start).toBe('');
    expect(dataOf(first!).map(({ type }) => type)).toEqual([
      'message_start',
      'ping',
      'content_block_start',
      'content_block_delta',
    ]);
    expect(dataOf(second!)).toMatchObject([{ type: 'content_block_delta', delta: { text: 'b' } }]);
    expect([usage, stop]).toEqual(['', '']);
  });

  test.each<[string, ReplyEvent[], (() => number) | undefined, number]>([
    ['as the provider told them first', [USAGE], () => 99, 3],
    ['as they were estimated', [], () => 99, 99],
    ['as they were estimated beside what else was told', [{ type: 'usage', usage: { outputTokens: 1 } }], () => 99, 99],
    ['as none where nobody knows', [], undefined, 0],
  ])('tells the input tokens at its start: %s', (_how, before, estimateInputTokens, input_tokens) => {
    const [first] = dataOf(pieces([START, ...before, text('a'), USAGE, STOP], { estimateInputTokens }).join(''));
    expect(first).toMatchObject({
      type: 'message_start',
      message: { id: 'msg_ours', model: 'author/slug', role: 'assistant', content: [], usage: { input_tokens } },
    });
  });

  test('tells the whole usage at its end, wherever it came', () => {
    const whole: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, cacheReadTokens: 1, outputTokens: 5 } };
    const ends = dataOf(pieces([START, USAGE, text('a'), STOP, whole]).join('')).slice(-2);
    expect(ends).toMatchObject([
      {
        delta: { stop_reason: 'end_turn', stop_sequence: null, stop_details: null, container: null },
        usage: { input_tokens: 3, cache_read_input_tokens: 1, output_tokens: 5, cost: 0.25 },
      },
      { type: 'message_stop' },
    ]);
  });

  test("sends a block of the vendor's own as the vendor does: its input in a delta", () => {
    const native = (value: JsonObject): ReplyEvent => ({ type: 'native', choice: 0, dialect: OWN, value });
    const asked = native({ type: 'server_tool_use', id: 's', input: { query: 'x' } });
    const found = native({ type: 'web_search_tool_result', content: [] });
    expect(dataOf(pieces([START, asked, found]).slice(1, -1).join('')).slice(2)).toEqual([
      { type: 'content_block_start', index: 0, content_block: { type: 'server_tool_use', id: 's', input: {} } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"query":"x"}' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'web_search_tool_result', content: [] } },
      { type: 'content_block_stop', index: 1 },
    ]);
  });

  test('puts fields that only this dialect knows where they stood, in blocks and in usage', () => {
    const extra = (path: string, value: unknown): ReplyEvent => ({ type: 'extra', dialect: OWN, path, value });
    const before = [extra('usage.inference_geo', 'us'), extra('content[0].a', 1), extra('content[1].b.c', 2)];
    const events = [START, USAGE, ...before, text('x'), call(0, 't'), extra('container', { id: 'c' }), STOP];
    const data = dataOf(pieces(events).join(''));
    expect(data.find(({ type }) => type === 'message_start')).toMatchObject({
      message: { container: null, usage: { inference_geo: 'us' } },
    });
    const [first, second] = data.flatMap(({ content_block }) => (content_block === undefined ? [] : [content_block]));
    expect(first).toEqual({ type: 'text', text: '', citations: null, a: 1 });
    expect(second).toMatchObject({ type: 'tool_use', b: { c: 2 } });
    expect(second).not.toHaveProperty('a');
    expect(data.find(({ type }) => type === 'message_delta')).toMatchObject({
      delta: { container: { id: 'c' } },
      usage: { inference_geo: 'us' },
    });
  });

  test('of nothing is a message all the same', () => {
    expect(outline([START, USAGE, STOP])).toEqual(['message_start', 'ping', 'message_delta', 'message_stop']);
  });

  test('that fails ends in an error of this dialect, whether it had begun or not', () => {
    const failure: ReplyEvent = { type: 'failure', failure: { kind: 'overloaded', message: 'Busy', code: 'c' } };
    const error = { type: 'overloaded_error', message: 'Busy', details: { error_code: 'c' } };
    const framed = `event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`;
    for (const before of [[], [START, text('a')]]) {
      const writer = anthropicMessages.createStreamWriter(contextOf());
      for (const event of before) writer.write(event);
      expect(writer.write(failure)).toBe(framed);
    }
  });
});

describe('parallel calls', () => {
  test('that come one after the other are blocks one after the other', async () => {
    const events = [START, call(0, 'a'), argue(0, '{"x":'), argue(0, '0}'), call(1, 'b'), argue(1, '{}'), USAGE, STOP];
    expect(outline(events).slice(2, -2)).toEqual([
      'content_block_start 0 tool_use',
      'content_block_delta 0 input_json_delta',
      'content_block_delta 0 input_json_delta',
      'content_block_stop 0',
      'content_block_start 1 tool_use',
      'content_block_delta 1 input_json_delta',
      'content_block_stop 1',
    ]);
    const { message, blocks } = await readWithSdk(pieces(events).join(''));
    expect(blocks).toEqual(message.content);
  });

  test('that come interleaved stay open side by side', async () => {
    const events = [
      ...[START, call(0, 'a'), argue(0, '{"x":'), call(1, 'b'), argue(1, '{"y"'), argue(0, '0}'), argue(1, ':1}')],
      ...[text('c'), USAGE, STOP],
    ];
    expect(outline(events).slice(2, -2)).toEqual([
      'content_block_start 0 tool_use',
      'content_block_delta 0 input_json_delta',
      'content_block_start 1 tool_use',
      'content_block_delta 1 input_json_delta',
      'content_block_delta 0 input_json_delta',
      'content_block_delta 1 input_json_delta',
      'content_block_stop 0',
      'content_block_stop 1',
      'content_block_start 2 text',
      'content_block_delta 2 text_delta',
      'content_block_stop 2',
    ]);
    const { message } = await readWithSdk(pieces(events).join(''));
    expect(message.content).toMatchObject([{ id: 'a', input: { x: 0 } }, { id: 'b', input: { y: 1 } }, { text: 'c' }]);
  });
});

describe('read and written again', () => {
  const ALL: ReplyEvent[] = [
    { type: 'start', id: 'msg_ours', model: 'author/slug' },
    { type: 'usage', usage: { inputTokens: 3, outputTokens: 1 }, serviceTier: 'standard' },
    { type: 'reasoning-delta', choice: 0, text: 'H' },
    { type: 'reasoning-delta', choice: 0, text: 'm' },
    { type: 'reasoning-state', choice: 0, state: { dialect: OWN, kind: 'signature', data: 's' } },
    { type: 'reasoning-state', choice: 0, state: { dialect: OWN, kind: 'redacted', data: 'r' } },
    text('a'),
    { type: 'text-end', choice: 0 },
    { type: 'citation', choice: 0, citation: { url: 'u', native: { dialect: OWN, value: { type: 'x', url: 'u' } } } },
    text('b'),
    { type: 'native', choice: 0, dialect: OWN, value: { type: 'server_tool_use', id: 's', input: { query: 'x' } } },
    { type: 'native', choice: 0, dialect: OWN, value: { type: 'web_search_tool_result', content: [] } },
    { type: 'extra', dialect: OWN, path: 'content[6].toolset_name', value: 'computer' },
    call(0, 't'),
    argue(0, '{"x'),
    call(1, 'u'),
    argue(1, '{}'),
    argue(0, '":1}'),
    {
      type: 'usage',
      usage: { inputTokens: 4, cacheReadTokens: 0, cacheWrite5mTokens: 1, cacheWrite1hTokens: 2, outputTokens: 9 },
      serviceTier: 'standard',
      speed: 'fast',
      webSearches: 1,
    },
    { type: 'extra', dialect: OWN, path: 'container', value: { id: 'c' } },
    { type: 'extra', dialect: OWN, path: 'context_management', value: { applied_edits: [1] } },
    { type: 'extra', dialect: OWN, path: 'usage.inference_geo', value: 'us' },
    { type: 'finish', choice: 0, reason: 'stop', vendorReason: 'stop_sequence', stopSequence: 'END' },
  ];

  test('a stream says the same events', () => {
    const again = readStream(Buffer.from(pieces(ALL, { usdCostOf: () => undefined }).join('')));
    const isExtra = ({ type }: ReplyEvent) => type === 'extra';
    expect(again.filter((event) => !isExtra(event))).toEqual(ALL.filter((event) => !isExtra(event)));
    expect(again.filter(isExtra)).toEqual(expect.arrayContaining(ALL.filter(isExtra)));
  });

  test('a stream and a whole reply are the same message', async () => {
    const { message } = await readWithSdk(pieces(ALL).join(''));
    const { usage: _usage, ...whole } = anthropicMessages.writeReply(ALL, contextOf());
    expect(JSON.parse(JSON.stringify(message))).toMatchObject({
      content: whole['content'],
      stop_reason: 'stop_sequence',
    });
  });
});
