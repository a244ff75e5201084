import { expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { anthropicMessages } from './anthropic-messages';
import { readStream, sse } from './spec-support';

const EVENTS: readonly JsonObject[] = [
  { type: 'message_start', message: { id: 'msg_1', model: 'claude-x', usage: { input_tokens: 7, output_tokens: 1 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm, ü…' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { type: 'server_tool_use', id: 's', name: 'n', input: {} } },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"query":"x"}' } },
  { type: 'content_block_stop', index: 1 },
  { type: 'content_block_start', index: 2, content_block: { type: 'text', text: '', citations: [] } },
  { type: 'content_block_delta', index: 2, delta: { type: 'citations_delta', citation: { url: 'u' } } },
  { type: 'content_block_delta', index: 2, delta: { type: 'text_delta', text: 'Grüezi 🌍' } },
  { type: 'content_block_stop', index: 2 },
  { type: 'content_block_start', index: 3, content_block: { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} } },
  { type: 'content_block_delta', index: 3, delta: { type: 'input_json_delta', partial_json: '{"a":1}' } },
  { type: 'content_block_stop', index: 3 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];
const WHOLE = Buffer.from(
  EVENTS.map((event) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
);
const ROUNDS = 5000;

type Random = (below: number) => number;

/** The same numbers in every run. */
function randomFrom(seed: number): Random {
  const random = seededRandom(seed);
  return (below) => Math.floor(random() * below);
}

/** The events of a stream that could be read, or undefined for one that said it could not. */
function attempt(read: () => ReplyEvent[]): ReplyEvent[] | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableReply);
    return undefined;
  }
}

/** Ends in one failure, or is whole with one finish. */
function expectDefinedEnd(events: readonly ReplyEvent[]): void {
  const failures = events.filter(({ type }) => type === 'failure').length;
  const finishes = events.filter(({ type }) => type === 'finish').length;
  expect(failures).toBeLessThanOrEqual(1);
  expect(finishes).toBeLessThanOrEqual(1);
  if (failures === 1) expect(events.at(-1)?.type).toBe('failure');
  else expect(finishes).toBe(1);
}

/** The relay forwards every whole frame, whatever it says, and ends well only where the reader does. */
function expectRelayed(bytes: Buffer, events: readonly ReplyEvent[] | undefined): void {
  const relay = anthropicMessages.createRelay({ usdCostOf: () => undefined, includeUsage: true });
  const frames = framesOf(bytes);
  const sent = frames.map((frame) => relay.relay(frame)?.toString('utf8') ?? null);
  for (const [at, frame] of frames.entries()) if (!frame.cut) expect(sent[at]).toBe(frame.bytes.toString('utf8'));
  const failure = relay.end();
  expect(relay.end()).toBeNull();
  if (failure !== null) expect(relay.facts.failure).toBe(failure);
  if (events?.some(({ type }) => type === 'failure')) expect(relay.facts.failure).toBeDefined();
}

test('a stream with broken bytes is read, fails, or says that it cannot be read; its relay ends alike', () => {
  const random = randomFrom(1);
  let readable = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const broken = Buffer.from(WHOLE);
    for (let flips = 1 + random(4); flips > 0; flips--) broken[random(broken.length)] = random(256);
    const bytes = broken.subarray(0, random(3) > 0 ? broken.length : random(broken.length));
    const events = attempt(() => readStream(bytes));
    expectRelayed(bytes, events);
    if (events === undefined) continue;
    readable++;
    expectDefinedEnd(events);
  }
  expect(readable).toBeGreaterThan(ROUNDS / 20);
});

const VALUES: readonly unknown[] = [
  ...[null, 0, -1, 1e300, '', 'x', 'toString', '__proto__', true],
  ...[[], {}, [null], { type: 'text' }, undefined],
];

/** A copy in which one value anywhere became another. */
function distort(value: unknown, random: Random): unknown {
  if (random(6) === 0) return VALUES[random(VALUES.length)];
  if (Array.isArray(value) && value.length > 0) {
    const at = random(value.length);
    return value.map((item: unknown, index) => (index === at ? distort(item, random) : item));
  }
  if (typeof value !== 'object' || value === null) return VALUES[random(VALUES.length)];
  const names = Object.keys(value);
  const at = names[random(names.length)];
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [name, name === at ? distort(item, random) : item]),
  );
}

test('a stream of misshapen, missing or shuffled events is read, fails, or says that it cannot be read', () => {
  const random = randomFrom(2);
  const cutting = seededRandom(3);
  let readable = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const events: unknown[] = [...EVENTS];
    const at = random(events.length);
    if (round % 3 === 0) events[at] = distort(events[at], random);
    else if (round % 3 === 1) events.splice(at, 1);
    else events.splice(at, 0, ...events.splice(random(events.length), 1));
    const bytes = sse(events.filter((event) => event !== undefined));
    const read = attempt(() => readStream(bytes, randomCuts(bytes, 3, cutting)));
    expectRelayed(bytes, read);
    if (read === undefined) continue;
    readable++;
    expectDefinedEnd(read);
  }
  expect(readable).toBeGreaterThan(ROUNDS / 4);
});

test('a misshapen reply is read, or says that it cannot be read', () => {
  const random = randomFrom(4);
  const message = {
    type: 'message',
    id: 'msg_1',
    model: 'claude-x',
    content: [
      { type: 'thinking', thinking: 'Hm', signature: 's' },
      { type: 'redacted_thinking', data: 'r' },
      { type: 'text', text: 'Hi', citations: [{ url: 'u' }] },
      { type: 'web_search_tool_result', content: [] },
      { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 }, caller: { type: 'direct' } },
    ],
    stop_reason: 'refusal',
    stop_details: { explanation: 'No' },
    usage: { input_tokens: 1, cache_creation: { ephemeral_1h_input_tokens: 1 }, output_tokens_details: {} },
  };
  let readable = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const events = attempt(() => anthropicMessages.readReply(distort(message, random)));
    if (events === undefined) continue;
    readable++;
    expectDefinedEnd(events);
  }
  expect(readable).toBeGreaterThan(ROUNDS / 4);
});

test('an error of any shape gives a failure with a sentence', () => {
  const random = randomFrom(5);
  const body = { type: 'error', error: { type: 'api_error', message: 'Why', details: { error_code: 'c' } } };
  for (let round = 0; round < ROUNDS; round++) {
    const failure = anthropicMessages.readFailure(400 + random(200), distort(body, random), {});
    expect(failure.message).not.toBe('');
    expect(failure.kind).toMatch(/\w/);
  }
});
