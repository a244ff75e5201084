import { describe, expect, test } from 'vitest';
import { type ReasoningState } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf, seededRandom } from '../testing/split-stream';
import { exampleContext, readFrames, streamed } from './example-reply';
import { gemini } from './gemini';

const CHUNKS = [
  {
    candidates: [{ content: { parts: [{ text: 'Let me think', thought: true }], role: 'model' }, index: 0 }],
    responseId: 'r1',
  },
  {
    candidates: [
      { content: { parts: [{ text: 'Äpfel & Öl', thoughtSignature: 'c2ln' }] }, index: 0 },
      {
        content: { parts: [{ functionCall: { name: 'f', args: { a: [1, null, 'x'] } }, thoughtSignature: 'c2ln' }] },
        index: 1,
      },
    ],
    usageMetadata: {
      promptTokenCount: 9,
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 4 }],
      totalTokenCount: 9,
    },
    modelVersion: 'gemini-x',
  },
  {
    candidates: [
      {
        content: {
          parts: [
            { inlineData: { mimeType: 'image/png', data: 'AA==' } },
            { executableCode: { code: 'x' } },
            { text: 'Brot', partMetadata: {} },
            { text: 'Bier' },
          ],
        },
        groundingMetadata: {
          webSearchQueries: ['q'],
          groundingChunks: [{ web: { uri: 'https://a', title: 'A' } }],
          groundingSupports: [{ segment: { startIndex: 0, endIndex: 6, text: 'Äpfel' }, groundingChunkIndices: [0] }],
        },
        citationMetadata: { citations: [{ startIndex: 1, endIndex: 2, uri: 'https://b' }] },
        logprobsResult: {
          chosenCandidates: [{ token: 'A', logProbability: -1 }],
          topCandidates: [{ candidates: [{ token: 'A', logProbability: -1 }] }],
        },
      },
    ],
  },
  {
    candidates: [
      { content: { parts: [{ text: '' }] }, finishReason: 'STOP', index: 0 },
      { finishReason: 'MAX_TOKENS', index: 1 },
    ],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 17 },
  },
];
const STREAM = Buffer.from(CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(''));

/** Events of the stream, and whether reading stopped at something unreadable. Any other error escapes and fails the test. */
function read(bytes: Buffer): { events: ReplyEvent[]; unreadable: boolean } {
  const reader = gemini.createStreamReader();
  const events: ReplyEvent[] = [];
  try {
    for (const frame of framesOf(bytes)) events.push(...reader.read(frame));
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableReply);
    return { events, unreadable: true };
  }
  return { events: [...events, ...reader.end()], unreadable: false };
}

/** Whatever was read can be written, and is a stream or an array. */
function expectWritable(events: readonly ReplyEvent[]): void {
  const written = streamed(events, exampleContext({ framing: 'json-array' })).text;
  expect(JSON.parse(written)).toBeInstanceOf(Array);
  expect(JSON.stringify(streamed(events).chunks.flat())).toBe(JSON.stringify(JSON.parse(written)));
}

/** Whatever comes is forwarded, and ends well or in a failure. */
function expectRelayed(bytes: Buffer): void {
  const relay = gemini.createRelay({ usdCostOf: () => 1, includeUsage: true });
  for (const frame of framesOf(bytes)) relay.relay(frame);
  const failure = relay.end();
  if (failure) expect(relay.facts.failure).toBe(failure);
}

function expectDefinedEnd({ events, unreadable }: ReturnType<typeof read>): void {
  const ends = events.filter(({ type }) => type === 'finish' || type === 'failure');
  if (unreadable) return;
  expect(ends.length).toBeGreaterThan(0);
  expect(events.slice(-ends.length)).toEqual(ends);
  expect(ends.some(({ type }) => type === 'failure')).toBe(events.at(-1)?.type === 'failure');
}

/** Every JSON value that could stand where another is expected. */
const ODD_VALUES = [null, 0, -1, 1.5, 1e300, '', 'x', true, [], [null], {}, { text: 3 }, [[{}]], { error: 1 }];

function positions(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => positions(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: (string | number)[], odd: unknown): unknown {
  if (key === undefined) return odd;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, odd);
  return copy;
}

describe('damaged Gemini replies', () => {
  test('a stream cut at any byte before its end never ends clean', () => {
    for (let cut = 0; cut < STREAM.length; cut++) {
      const result = read(STREAM.subarray(0, cut));
      expectDefinedEnd(result);
      // The last frame is whole once its JSON is, whether or not its blank line came.
      const whole = STREAM.subarray(0, cut).toString('utf8').trimEnd() === STREAM.toString('utf8').trimEnd();
      if (!whole && !result.unreadable) expect(result.events.at(-1)?.type).toBe('failure');
    }
    expect(read(STREAM).events.at(-1)).toMatchObject({ type: 'finish', choice: 1, reason: 'length' });
  });

  test(
    'bytes changed at random throw nothing but UnreadableReply, and what was read can be written',
    { timeout: 60_000 },
    () => {
      for (let seed = 1; seed <= 5000; seed++) {
        const random = seededRandom(seed);
        const bytes = Buffer.from(STREAM);
        for (let change = 0; change < 1 + (seed % 5); change++) {
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        }
        const result = read(bytes);
        expectDefinedEnd(result);
        expectWritable(result.events);
        expectRelayed(bytes);
      }
    },
  );

  test(
    'any value in place of any other throws nothing but UnreadableReply, streamed or whole',
    { timeout: 60_000 },
    () => {
      for (const chunk of CHUNKS) {
        for (const path of positions(chunk)) {
          for (const odd of ODD_VALUES) {
            const damaged = replaced(chunk, path, odd);
            const frame = Buffer.from(`data: ${JSON.stringify(damaged)}\n\n`);
            expectDefinedEnd(read(frame));
            expectRelayed(frame);
            try {
              const events = gemini.readReply(damaged);
              expectDefinedEnd({ events, unreadable: false });
              gemini.writeReply(events, exampleContext());
            } catch (error) {
              if (!(error instanceof UnreadableReply)) throw error;
            }
            expect(gemini.readFailure(500, { error: damaged }, {}).kind).toBeTypeOf('string');
          }
        }
      }
    },
  );
});

/** An event of any kind, of one of two choices. */
function randomEvent(random: () => number): ReplyEvent {
  const pick = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const choice = pick(0, 0, 0, 1);
  const index = pick(0, 1, 2);
  const state: ReasoningState = { dialect: pick('gemini', 'anthropic-messages'), kind: 'signature', data: 'x' };
  return pick<ReplyEvent>(
    { type: 'text-delta', choice, text: pick('', 'a', '"}\r\n\r\ndata: ') },
    { type: 'text-end', choice },
    { type: 'reasoning-delta', choice, text: 'a' },
    { type: 'reasoning-break', choice },
    { type: 'reasoning-state', choice, state },
    { type: 'refusal-delta', choice, text: 'a' },
    { type: 'citation', choice, citation: { url: 'https://a', startIndex: pick(0, 5, -1), endIndex: pick(0, 9) } },
    { type: 'tool-call-start', choice, index, id: 'i', name: 'f', ...(random() < 0.5 && { state }) },
    { type: 'tool-call-delta', choice, index, argumentsText: pick('{', '}', '{}', '"a":1') },
    { type: 'logprobs', choice, tokens: [{ token: 'a', logprob: -1 }] },
    { type: 'native', choice, dialect: pick('gemini', 'openai-responses'), value: { a: 1 } },
    { type: 'usage', usage: { inputTokens: 1 } },
    {
      type: 'extra',
      dialect: pick('gemini', 'openai-chat'),
      path: pick('a', 'candidates[0].b', 'usageMetadata.c'),
      value: 1,
    },
    { type: 'finish', choice, reason: 'stop' },
  );
}

describe('events in any order', () => {
  test('are written as a stream, an array and a reply', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const random = seededRandom(seed);
      const events = Array.from({ length: 1 + (seed % 20) }, () => randomEvent(random));
      if (seed % 5 === 0) events.push({ type: 'failure', failure: { kind: 'upstream', message: 'No' } });
      expectWritable(events);
      gemini.writeReply(events, exampleContext());
    }
  });

  test('lose no word and no call', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const random = seededRandom(seed);
      const events = Array.from({ length: 1 + (seed % 20) }, () => randomEvent(random));
      const words = events
        .map((event) => (event.type === 'text-delta' || event.type === 'refusal-delta' ? event.text : ''))
        .join('');
      const calls = new Set(
        events.flatMap((event) => (event.type === 'tool-call-start' ? [`${event.choice}/${event.index}`] : [])),
      );
      const again = readFrames(framesOf(Buffer.from(streamed(events).text)));
      const said = again.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
      expect([...said].sort()).toEqual([...words].sort());
      expect(again.filter(({ type }) => type === 'tool-call-start').length).toBeGreaterThanOrEqual(calls.size);
    }
  });
});
