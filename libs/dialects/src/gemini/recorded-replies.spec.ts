import { expect, test } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asObject } from '../json';
import { type SseFrame } from '../sse';
import { everySplit, framesOf } from '../testing/split-stream';
import { exampleContext, readFrames } from './example-reply';
import { gemini } from './gemini';

const generations = recordings(({ path, status }) => /:(stream)?[gG]enerateContent/.test(path) && status === 200).map(
  (recording): [string, Recording] => [nameOf(recording), recording],
);
const jsonReplies = generations.filter(([, { contentType }]) => contentType.startsWith('application/json'));
const streams = generations.filter(([, { contentType }]) => contentType.startsWith('text/event-stream'));

const context = (of: JsonObject) => exampleContext({ id: String(of['responseId']), model: String(of['modelVersion']) });

/**
 * What reading a reply and writing it again changes: the index of the only candidate, the reply's id and a call's id and arguments are always
 * written; a call without an id has ours.
 */
function normalised(reply: JsonObject, written: JsonObject): JsonObject {
  const copy = structuredClone(reply) as { candidates?: JsonObject[] } & JsonObject;
  copy['responseId'] ??= 'undefined';
  copy.candidates?.forEach((candidate, at) => {
    candidate['index'] ??= at;
    partsOf(candidate).forEach((part, i) => {
      const call = asObject(part['functionCall']);
      if (call)
        call['id'] ??= asObject(partsOf((written as typeof copy).candidates?.[at])[i]?.['functionCall'])?.['id'];
    });
  });
  return copy;
}

function partsOf(candidate: JsonObject | undefined): JsonObject[] {
  return (asObject(candidate?.['content'])?.['parts'] ?? []) as JsonObject[];
}

const bytesOf = (frames: readonly SseFrame[]): Buffer[] => frames.map(({ bytes }) => bytes);
const hasBytes = (frames: readonly SseFrame[], bytes: readonly Buffer[]): boolean =>
  frames.length === bytes.length && frames.every((frame, at) => frame.bytes.equals(bytes[at]!));

const chunksOf = (stream: Buffer): JsonObject[] =>
  framesOf(stream).flatMap(({ data }) => (data === undefined ? [] : [JSON.parse(data) as JsonObject]));

describeRecorded('recorded Gemini replies', () => {
  test.each(jsonReplies)('%s: read and written again it is the same', (_, { responseBody }) => {
    const reply = JSON.parse(responseBody.toString('utf8')) as JsonObject;
    const its = context(reply);
    const written = JSON.parse(JSON.stringify(gemini.writeReply(gemini.readReply(reply), its))) as JsonObject;
    expect(written).toEqual(normalised(reply, written));
    expect(its.book.lines).toEqual([]);
  });

  test.each(jsonReplies)('%s: relayed it is the vendor’s own text, but for the cost', (_, { responseBody }) => {
    const text = responseBody.toString('utf8');
    const relayed = gemini.relayReply(text, { usdCostOf: () => 0.25 });
    expect(relayed.text).toBe(text.replace(/("usageMetadata": *\{\s*)/, '$1"cost":0.25,'));
    const events = gemini.readReply(JSON.parse(text));
    expect(relayed.facts.usage).toEqual(events.find((event) => event.type === 'usage')?.usage);
    expect(relayed.facts.finishReason).toBe(events.find((event) => event.type === 'finish')?.reason);
    expect(relayed.facts.vendorId).toBe(events.find((event) => event.type === 'start')?.id);
  });
});

describeRecorded('recorded Gemini streams', () => {
  test.each(streams)('%s: read, written and read again, it says the same', (_, { responseBody }) => {
    const events = readFrames(framesOf(responseBody));
    const its = context(chunksOf(responseBody)[0] ?? {});
    for (const framing of ['sse', 'json-array'] as const) {
      const writer = gemini.createStreamWriter({ ...its, includeUsage: true, framing });
      const written = events.map((event) => writer.write(event)).join('') + writer.end();
      const stream = framing === 'sse' ? written : asEvents(written);
      expect(inOurOrder(readFrames(framesOf(Buffer.from(stream))))).toEqual(inOurOrder(events));
    }
    expect(its.book.lines).toEqual([]);
  });

  test.each(streams)(
    '%s: cut at every byte, the frames are the same, and so are their events',
    { timeout: 120_000 },
    (_, { responseBody }) => {
      const whole = framesOf(responseBody);
      const [bytes, events] = [bytesOf(whole), JSON.stringify(readFrames(whole))];
      let round = 0;
      for (const cuts of everySplit(responseBody)) {
        const frames = framesOf(responseBody, ...cuts);
        if (!hasBytes(frames, bytes)) expect.fail(`Other frames when cut at ${cuts.join()}`);
        // The events follow from the frames: that they do is shown for some.
        if (round++ % 101 === 0) expect(JSON.stringify(readFrames(frames))).toBe(events);
      }
    },
  );

  test.each(streams)('%s: relayed byte for byte, but for the cost in frames that end', (_, { responseBody }) => {
    const frames = framesOf(responseBody);
    const relay = gemini.createRelay({ usdCostOf: () => 0.25, includeUsage: true });
    const sent = frames.map((frame) => relay.relay(frame)?.toString('utf8'));
    const expected = frames.map(({ bytes }) => {
      const text = bytes.toString('utf8');
      return text.includes('"finishReason"') ? text.replace(/("usageMetadata": *\{\s*)/, '$1"cost":0.25,') : text;
    });
    expect(sent).toEqual(expected);
    expect(relay.end()).toBeNull();
    const events = readFrames(frames);
    const usage = events.findLast((event) => event.type === 'usage');
    expect(relay.facts).toMatchObject({
      usage: usage?.usage,
      vendorId: events.find((event) => event.type === 'start')?.id,
      finishReason: events.find((event) => event.type === 'finish')?.reason,
    });
    expect(relay.facts.served?.webSearches).toBe(usage?.webSearches);
  });
});

/** Elements of an array as events. */
function asEvents(array: string): string {
  return (JSON.parse(array) as unknown[]).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
}

/** What the vendor told of its usage in between is told once, at the end; what is extra is told at the end already. */
function inOurOrder(events: readonly ReplyEvent[]): ReplyEvent[] {
  const usage = events.filter(({ type }) => type === 'usage').slice(-1);
  return [...events.filter(({ type }) => type !== 'usage'), ...usage];
}
