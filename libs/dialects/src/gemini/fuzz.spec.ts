import { describe, expect, test } from 'vitest';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { SseSplitter } from '../sse';
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
      { content: { parts: [{ text: '' }] }, finishReason: 'STOP', index: 0 },
      { finishReason: 'MAX_TOKENS', index: 1 },
    ],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 17 },
  },
];
const STREAM = Buffer.from(CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(''));

function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Events of the stream, and whether reading stopped at something unreadable. Any other error escapes and fails the test. */
function read(bytes: Buffer): { events: ReplyEvent[]; unreadable: boolean } {
  const splitter = new SseSplitter();
  const reader = gemini.createStreamReader();
  const events: ReplyEvent[] = [];
  try {
    for (const frame of [...splitter.push(bytes), ...splitter.end()]) events.push(...reader.read(frame));
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableReply);
    return { events, unreadable: true };
  }
  return { events: [...events, ...reader.end()], unreadable: false };
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

  test('bytes changed at random throw nothing but UnreadableReply', () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const random = randomNumbers(seed);
      const bytes = Buffer.from(STREAM);
      for (let change = 0; change < 1 + (seed % 5); change++) {
        bytes[Math.floor(random.next().value * bytes.length)] = Math.floor(random.next().value * 256);
      }
      expectDefinedEnd(read(bytes));
    }
  });

  test('any value in place of any other throws nothing but UnreadableReply, streamed or whole', () => {
    for (const chunk of CHUNKS) {
      for (const path of positions(chunk)) {
        for (const odd of ODD_VALUES) {
          const damaged = replaced(chunk, path, odd);
          expectDefinedEnd(read(Buffer.from(`data: ${JSON.stringify(damaged)}\n\n`)));
          try {
            expectDefinedEnd({ events: gemini.readReply(damaged), unreadable: false });
          } catch (error) {
            if (!(error instanceof UnreadableReply)) throw error;
          }
          expect(gemini.readFailure(500, { error: damaged }, {}).kind).toBeTypeOf('string');
        }
      }
    }
  });
});
