import { describe, expect, test } from 'vitest';
import { type Citation, type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { exampleContext, readFrames } from './example-reply';
import { gemini } from './gemini';
import { readCitations } from './read-citations';

const web = (uri: string, title?: string) => ({ web: { uri, ...(title && { title }) } });
const support = (
  startIndex: number,
  endIndex: number,
  text: string | undefined,
  ...groundingChunkIndices: number[]
) => ({
  segment: { startIndex, endIndex, ...(text !== undefined && { text }) },
  groundingChunkIndices,
});
const withoutNative = (citations: readonly Citation[]) => citations.map(({ native: _native, ...citation }) => citation);

// ö and 🍎 are two and four bytes, one and two units.
const TEXT = 'Öl 🍎 und Äpfel';

describe('sources told by Gemini', () => {
  const grounded = (groundingMetadata: JsonObject) => withoutNative(readCitations({ groundingMetadata }, TEXT));

  test('are cited where they stand in the text, counted in UTF-16 units', () => {
    const groundingChunks = [web('https://a', 'A'), web('https://b')];
    expect(
      grounded({ groundingChunks, groundingSupports: [support(4, 8, '🍎', 0, 1), support(13, 19, 'Äpfel', 1)] }),
    ).toEqual([
      { url: 'https://a', title: 'A', startIndex: 3, endIndex: 5 },
      { url: 'https://b', startIndex: 3, endIndex: 5 },
      { url: 'https://b', startIndex: 10, endIndex: 15 },
    ]);
  });

  test.each<[string, JsonObject, object]>([
    ['by its bytes where its words are not told', support(0, 3, undefined, 0), { startIndex: 0, endIndex: 2 }],
    ['by its words where the bytes are others', support(5, 9, 'und', 0), { startIndex: 6, endIndex: 9 }],
    ['nowhere where its words are not there', support(0, 3, 'Birnen', 0), {}],
    ['nowhere where it ends behind the text', support(0, 99, undefined, 0), {}],
    ['nowhere where no end is told', { segment: { text: 'Öl' }, groundingChunkIndices: [0] }, {}],
    ['nowhere where nothing is told', { groundingChunkIndices: [0] }, {}],
  ])('a passage is found %s', (_, groundingSupport, where) => {
    expect(grounded({ groundingChunks: [web('https://a')], groundingSupports: [groundingSupport] })).toEqual([
      { url: 'https://a', ...where },
    ]);
  });

  test.each<[string, JsonObject, object]>([
    [
      'a document',
      { retrievedContext: { title: 'A', text: 'its words', uri: 'gs://a' } },
      { url: 'gs://a', title: 'A', citedText: 'its words' },
    ],
    ['a place', { maps: { uri: 'https://maps', title: 'A' } }, { url: 'https://maps', title: 'A' }],
    ['a picture', { image: { sourceUri: 'https://a', title: 'A' } }, { url: 'https://a', title: 'A' }],
    ['what is not known', { newKind: {} }, {}],
  ])('may be %s', (_, chunk, citation) => {
    const [read] = readCitations({ groundingMetadata: { groundingChunks: [chunk] } }, TEXT);
    expect(read).toEqual({ ...citation, native: { dialect: 'gemini', value: chunk } });
  });

  test('that are not there are not cited', () => {
    expect(grounded({ groundingChunks: [web('https://a')], groundingSupports: [support(0, 3, 'Öl', 7)] })).toEqual([]);
    expect(grounded({ webSearchQueries: ['a'] })).toEqual([]);
  });

  test.each(['citations', 'citationSources'])('from which passages were taken over (%s) are cited too', (field) => {
    const citation = { startIndex: 0, endIndex: 3, uri: 'https://a', license: 'mit' };
    expect(readCitations({ citationMetadata: { [field]: [citation] } }, TEXT)).toEqual([
      { url: 'https://a', startIndex: 0, endIndex: 2, native: { dialect: 'gemini', value: citation } },
    ]);
  });

  const candidate = (texts: string[], groundingMetadata: JsonObject): JsonObject => ({
    candidates: [{ content: { parts: texts.map((text) => ({ text })) }, groundingMetadata, finishReason: 'STOP' }],
  });
  const told = (events: readonly ReplyEvent[]) =>
    events.flatMap((event): unknown[] => {
      if (event.type === 'citation') return withoutNative([event.citation]);
      return event.type === 'text-delta' ? [event.text] : event.type === 'text-end' ? ['|'] : [];
    });

  test('are told behind the text that rests on them, and counted in it', () => {
    const reply = candidate(['Öl', 'Äpfel', 'Brot'], {
      groundingChunks: [web('https://a'), web('https://b'), web('https://c')],
      groundingSupports: [
        support(3, 9, 'Äpfel', 1),
        support(0, 3, 'Öl', 0),
        support(0, 1, 'nowhere', 2),
        support(3, 13, 'ÄpfelBrot', 0),
      ],
    });
    expect(told(gemini.readReply(reply))).toEqual([
      'Öl',
      { url: 'https://a', startIndex: 0, endIndex: 2 },
      '|',
      'Äpfel',
      { url: 'https://b', startIndex: 0, endIndex: 5 },
      { url: 'https://a', startIndex: 0, endIndex: 5 },
      '|',
      'Brot',
      { url: 'https://c' },
    ]);
  });

  test('are told once, though a stream repeats them, and count in all of its text', () => {
    const first = { groundingChunks: [web('https://a')], groundingSupports: [support(0, 3, 'Öl', 0)] };
    const second = { ...first, groundingSupports: [...first.groundingSupports, support(3, 9, 'Äpfel', 0)] };
    const stream = [candidate(['Öl'], first), candidate(['Äpfel'], second)].map(
      (chunk) => `data: ${JSON.stringify(chunk)}\n\n`,
    );
    expect(told(readFrames(framesOf(Buffer.from(stream.join('')))))).toEqual([
      'Öl',
      { url: 'https://a', startIndex: 0, endIndex: 2 },
      'Äpfel',
      { url: 'https://a', startIndex: 2, endIndex: 7 },
    ]);
  });
});

describe('sources written for a client of Gemini', () => {
  const said = (text: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text });
  const cited = (citation: Citation): ReplyEvent => ({ type: 'citation', choice: 0, citation });

  function grounding(...events: ReplyEvent[]): unknown {
    const { candidates } = gemini.writeReply(events, exampleContext()) as {
      candidates: { groundingMetadata?: unknown }[];
    };
    return candidates[0]?.groundingMetadata;
  }

  test('stand once each, and passages are counted in bytes of the whole text', () => {
    const a = { url: 'https://a', title: 'A' };
    expect(
      grounding(
        said('Öl'),
        cited({ ...a, startIndex: 0, endIndex: 2 }),
        { type: 'text-end', choice: 0 },
        said('🍎 Äpfel'),
        cited({ ...a, startIndex: 3, endIndex: 8 }),
        cited({ title: 'Doc', citedText: 'words', startIndex: 0, endIndex: 2 }),
        cited({ url: 'https://b' }),
      ),
    ).toEqual({
      groundingChunks: [web('https://a', 'A'), { retrievedContext: { title: 'Doc', text: 'words' } }, web('https://b')],
      groundingSupports: [
        { segment: { endIndex: 3, text: 'Öl' }, groundingChunkIndices: [0] },
        { segment: { startIndex: 8, endIndex: 14, text: 'Äpfel' }, groundingChunkIndices: [0] },
        { segment: { startIndex: 3, endIndex: 7, text: '🍎' }, groundingChunkIndices: [1] },
      ],
    });
  });

  test('are read again as they were', () => {
    const citation = { url: 'https://a', title: 'A', startIndex: 3, endIndex: 8 };
    const reply = gemini.writeReply(
      [said('🍎 Äpfel'), cited(citation), { type: 'finish', choice: 0, reason: 'stop' }],
      exampleContext(),
    );
    const [read] = gemini.readReply(reply).flatMap((event) => (event.type === 'citation' ? event.citation : []));
    expect(read).toMatchObject(citation);
  });

  test('of Gemini’s own are not written a second time', () => {
    expect(grounding(said('A'), cited({ url: 'https://a', native: { dialect: 'gemini', value: {} } }))).toBeUndefined();
    expect(grounding(said('A'))).toBeUndefined();
  });
});
