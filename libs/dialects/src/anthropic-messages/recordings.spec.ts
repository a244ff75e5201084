import Anthropic from '@anthropic-ai/sdk';
import { type BetaMessage } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import { extractUsage, findProvider } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { ReceiptBook } from '../receipt';
import { type SseFrame, SseSplitter } from '../sse';
import { everySplit, framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { INPUT_CLASSES, OUTPUT_CLASSES, sumTokens, type Usage } from '../usage';
import { anthropicMessages } from './anthropic-messages';
import { contextOf, type Folded, fold, readFrames, readStream } from './spec-support';

const isMessage = ({ host, path }: Recording) => host === 'api.anthropic.com' && /^\/v1\/messages(\?|$)/.test(path);
const isStream = ({ contentType }: Recording) => contentType.startsWith('text/event-stream');
const named = (recording: Recording) => [nameOf(recording), recording] as const;

const ALL = recordings(isMessage).map(named);
const REPLIES = ALL.filter(([, recording]) => !isStream(recording));
const STREAMS = ALL.filter(([, recording]) => isStream(recording));

const jsonOf = ({ responseBody }: Recording) => JSON.parse(responseBody.toString('utf8')) as JsonObject;

/** The vendor's own SDK reads the same bytes. */
async function readWithSdk({ contentType }: Recording, body: Buffer | string): Promise<BetaMessage> {
  const client = new Anthropic({
    apiKey: 'none',
    fetch: () => Promise.resolve(new Response(body.toString(), { headers: { 'content-type': contentType } })),
  });
  const request = { model: 'any', max_tokens: 1, messages: [{ role: 'user' as const, content: 'any' }] };
  return contentType.startsWith('text/event-stream')
    ? client.beta.messages.stream(request).finalMessage()
    : client.beta.messages.create(request);
}

const REASONS: Record<string, string> = { end_turn: 'stop', tool_use: 'tool-calls', pause_turn: 'pause' };

function expectSame(folded: Folded, message: BetaMessage): void {
  const { content, usage } = message;
  expect(folded.failures).toEqual([]);
  expect(folded.text).toBe(content.map((block) => (block.type === 'text' ? block.text : '')).join(''));
  expect(folded.reasoning).toBe(content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''));
  expect(folded.states).toEqual(
    content.flatMap((block) => {
      if (block.type === 'thinking') return [`signature:${block.signature}`];
      return block.type === 'redacted_thinking' ? [`redacted:${block.data}`] : [];
    }),
  );
  expect(
    folded.toolCalls.map(({ id, name, argumentsText }) => ({ id, name, input: JSON.parse(argumentsText) as unknown })),
  ).toEqual(
    content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
    ),
  );
  expect(folded.citations).toEqual(content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : [])));
  const read = ['text', 'thinking', 'redacted_thinking', 'tool_use'];
  expect(folded.natives).toEqual(content.filter(({ type }) => !read.includes(type)));
  expect(folded.finishes).toEqual([{ reason: REASONS[message.stop_reason!], vendorReason: message.stop_reason! }]);
  expect(folded.usage).toEqual({
    inputTokens: usage.input_tokens,
    cacheReadTokens: usage.cache_read_input_tokens,
    cacheWrite5mTokens: usage.cache_creation?.ephemeral_5m_input_tokens,
    cacheWrite1hTokens: usage.cache_creation?.ephemeral_1h_input_tokens,
    outputTokens: usage.output_tokens - (usage.output_tokens_details?.thinking_tokens ?? 0),
    reasoningTokens: usage.output_tokens_details?.thinking_tokens,
  });
}

/** Another project's reading of the same usage, in which cached tokens are part of the input and reasoning of the output. */
function expectPriced(usage: Usage | undefined, message: BetaMessage): void {
  const provider = findProvider({ providerId: 'anthropic' });
  if (!provider || !usage) throw new Error('Nothing to compare');
  const judged = extractUsage(provider, message).usage;
  expect({
    input: sumTokens(usage, INPUT_CLASSES),
    read: usage.cacheReadTokens,
    written: (usage.cacheWrite5mTokens ?? 0) + (usage.cacheWrite1hTokens ?? 0),
    written1h: usage.cacheWrite1hTokens,
    output: sumTokens(usage, OUTPUT_CLASSES),
    reasoning: usage.reasoningTokens,
  }).toEqual({
    input: judged['input_tokens'],
    read: judged['cache_read_tokens'],
    written: judged['cache_write_tokens'],
    written1h: judged['cache_write_1h_tokens'],
    output: judged['output_tokens'],
    reasoning: judged['output_reasoning_tokens'],
  });
}

/** Without what says nothing: nulls and empty lists, and the default that the model itself makes a call. */
function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  const told = Object.entries(value as JsonObject).filter(
    ([, item]) => item !== null && !(Array.isArray(item) && item.length === 0) && !isDirectCaller(item),
  );
  return Object.fromEntries(told.map(([key, item]) => [key, normalised(item)]));
}

function isDirectCaller(value: unknown): boolean {
  return JSON.stringify(value) === '{"type":"direct"}';
}

describeRecorded('recorded requests', () => {
  test('are there', () => expect(ALL.length).toBeGreaterThanOrEqual(145));

  test.each(ALL)('read and written again, say the same: %s', (_name, { request }) => {
    const body = request as JsonObject;
    const before = structuredClone(body);
    const book = new ReceiptBook();
    const call = anthropicMessages.readRequest(body);
    const written = anthropicMessages.writeRequest(call, { model: call.model }, book);
    // Not to stream is the default.
    const { stream, ...rest } = body;
    expect(normalised(written.body)).toEqual(normalised(stream ? body : rest));
    expect(book.lines).toEqual([]);
    expect(body).toEqual(before);
  });

  test.each(ALL)('are prepared with the model alone changed: %s', (_name, { request }) => {
    const body = request as JsonObject;
    expect(anthropicMessages.prepareRequest(body, { model: 'upstream' }, new ReceiptBook())).toEqual({
      ...body,
      model: 'upstream',
    });
  });
});

describeRecorded('recorded replies', () => {
  test('are there', () => expect(REPLIES.length).toBeGreaterThanOrEqual(133));

  test.each(REPLIES)('are read as they stand: %s', async (_name, reply) => {
    const message = await readWithSdk(reply, reply.responseBody);
    const folded = fold(anthropicMessages.readReply(jsonOf(reply)));
    expectSame(folded, message);
    expectPriced(folded.usage, message);
  });

  test.each(REPLIES)('read and written again, say the same: %s', (_name, reply) => {
    const body = jsonOf(reply);
    const context = contextOf({ id: String(body['id']), model: String(body['model']), usdCostOf: () => undefined });
    const written = anthropicMessages.writeReply(anthropicMessages.readReply(jsonOf(reply)), context);
    expect(normalised(written)).toEqual(normalised(body));
    expect(context.book.lines).toEqual([]);
  });

  test.each(REPLIES)('are relayed byte for byte, but for the cost: %s', (_name, reply) => {
    const original = reply.responseBody.toString('utf8');
    const { text, facts } = anthropicMessages.relayReply(original, contextOf());
    expect(text.replace('"cost":0.25,', '')).toBe(original);
    expectFacts(facts, anthropicMessages.readReply(jsonOf(reply)));
  });
});

/** What the relay learned is what the reader reads. */
function expectFacts(
  facts: ReturnType<typeof anthropicMessages.relayReply>['facts'],
  events: readonly ReplyEvent[],
): void {
  const usage = events.findLast((event) => event.type === 'usage');
  if (usage === undefined) throw new Error('No usage');
  const { type: _type, usage: tokens, ...served } = usage;
  expect(facts).toEqual({
    vendorId: events.find((event) => event.type === 'start')?.id,
    finishReason: events.find((event) => event.type === 'finish')?.reason,
    usage: tokens,
    served,
  });
}

/** A stream in which the events are the reader's own, written again. */
function rewritten(events: readonly ReplyEvent[]): string {
  const writer = anthropicMessages.createStreamWriter(contextOf());
  return events.map((event) => writer.write(event)).join('') + writer.end();
}

/** What becomes of a stream in these frames: read, and relayed. */
function outcome(frames: readonly SseFrame[]) {
  const relay = anthropicMessages.createRelay(contextOf());
  const text = frames.map((frame) => relay.relay(frame)?.toString('utf8') ?? '').join('');
  expect(relay.end()).toBeNull();
  return { events: readFrames(frames), text, facts: relay.facts };
}

const withoutStart = (events: readonly ReplyEvent[]) => events.filter(({ type }) => type !== 'start');

function parsed({ toolCalls, ...folded }: Folded) {
  const calls = toolCalls.map((call) => ({ ...call, argumentsText: JSON.parse(call.argumentsText) as unknown }));
  return { ...folded, toolCalls: calls };
}

describeRecorded('recorded streams', () => {
  test('are there', () => expect(STREAMS.length).toBeGreaterThanOrEqual(12));

  test.each(STREAMS)('are read as they stand, and say the same as whole replies: %s', async (_name, stream) => {
    const message = await readWithSdk(stream, stream.responseBody);
    const folded = fold(readStream(stream.responseBody));
    expectSame(folded, message);
    expectPriced(folded.usage, message);
    expect(parsed(folded)).toEqual(parsed(fold(anthropicMessages.readReply(message))));
  });

  test.each(STREAMS)('read and written again, say the same events: %s', (_name, { responseBody }) => {
    const events = readStream(responseBody);
    const again = readStream(Buffer.from(rewritten(events)));
    expect(withoutStart(again)).toEqual(withoutStart(events));
  });

  test.each(STREAMS)("written again, are the same to the vendor's SDK: %s", async (_name, stream) => {
    const message = await readWithSdk(stream, stream.responseBody);
    const again = await readWithSdk(stream, rewritten(readStream(stream.responseBody)));
    expect(normalised(again.content)).toEqual(normalised(message.content));
    expect(again.stop_reason).toBe(message.stop_reason);
    expect(normalised(again.usage)).toMatchObject(normalised(message.usage) as JsonObject);
  });

  test.each(STREAMS)('are relayed byte for byte, but for the cost: %s', (_name, { responseBody }) => {
    const original = responseBody.toString('utf8');
    const { text, facts, events } = outcome(framesOf(responseBody));
    expect(text.split('"cost":0.25,')).toHaveLength(2);
    expect(text.replace('"cost":0.25,', '')).toBe(original);
    expectFacts(facts, events);
  });

  test.each(STREAMS)('are the same wherever they are cut: %s', { timeout: 60_000 }, (_name, { responseBody }) => {
    const whole = JSON.stringify(outcome(framesOf(responseBody)));
    for (const frames of splitsOf(responseBody)) {
      // Not `expect`, which would take longer than the reading.
      if (JSON.stringify(outcome(frames)) !== whole) expect.fail('Read or relayed otherwise');
    }
  });

  test.each(STREAMS)('end in a failure wherever they break off: %s', (_name, { responseBody }) => {
    const stop = responseBody.lastIndexOf('event: message_stop');
    const random = seededRandom(stop);
    for (let round = 0; round < 20; round++) {
      const broken = responseBody.subarray(0, Math.floor(random() * stop));
      expect(readStream(broken).at(-1)?.type).toBe('failure');
    }
  });
});

/** Every stream comes byte by byte and cut at random; a short one is cut at each byte by itself as well. */
function* splitsOf(stream: Buffer): Generator<SseFrame[]> {
  const splitter = new SseSplitter();
  yield [...[...stream.keys()].flatMap((at) => splitter.push(stream.subarray(at, at + 1))), ...splitter.end()];
  const random = seededRandom(stream.length);
  for (let round = 0; round < 20; round++) yield framesOf(stream, ...randomCuts(stream, 1 + 2 * round, random));
  if (stream.length < 6000) for (const cuts of everySplit(stream)) yield framesOf(stream, ...cuts);
}
