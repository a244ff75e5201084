import { expect, test } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { asObject } from '../json';
import { ReceiptBook } from '../receipt';
import { type SseFrame } from '../sse';
import { everySplit, framesOf } from '../testing/split-stream';
import { gemini } from './gemini';

const generations = recordings(({ path, status }) => /:(stream)?[gG]enerateContent/.test(path) && status === 200).map(
  (recording): [string, Recording] => [nameOf(recording), recording],
);
const jsonReplies = generations.filter(([, { contentType }]) => contentType.startsWith('application/json'));
const streams = generations.filter(([, { contentType }]) => contentType.startsWith('text/event-stream'));

const context = (of: JsonObject): ReplyContext & { book: ReceiptBook } => ({
  id: String(of['responseId']),
  model: String(of['modelVersion']),
  createdAtSeconds: 0,
  usdCostOf: () => undefined,
  book: new ReceiptBook(),
});

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

function readStream(frames: readonly SseFrame[]): ReplyEvent[] {
  const reader = gemini.createStreamReader();
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()];
}

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
});

describeRecorded('recorded Gemini streams', () => {
  test.each(streams)('%s: read, written and read again, it says the same', (_, { responseBody }) => {
    const events = readStream(framesOf(responseBody));
    const its = context(chunksOf(responseBody)[0] ?? {});
    for (const framing of ['sse', 'json-array'] as const) {
      const writer = gemini.createStreamWriter({ ...its, includeUsage: true, framing });
      const written = events.map((event) => writer.write(event)).join('') + writer.end();
      const stream = framing === 'sse' ? written : asEvents(written);
      expect(inOurOrder(readStream(framesOf(Buffer.from(stream))))).toEqual(inOurOrder(events));
    }
    expect(its.book.lines).toEqual([]);
  });

  test.each(streams)('%s: cut anywhere, the same', { timeout: 120_000 }, (_, { responseBody }) => {
    const whole = JSON.stringify(readStream(framesOf(responseBody)));
    const isLong = responseBody.length > 20_000;
    let at = 0;
    for (const cuts of everySplit(responseBody)) {
      if (isLong && at++ % 7 !== 0) continue;
      expect(JSON.stringify(readStream(framesOf(responseBody, ...cuts)))).toBe(whole);
    }
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
