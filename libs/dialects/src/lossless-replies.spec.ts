import { expect, it } from 'vitest';
import { type Citation, type DialectId, type JsonObject, type ReasoningState } from './call';
import { type Dialect, type StreamContext } from './dialect';
import { type FinishReason, type ReplyEvent, type Served } from './events';
import { sealState } from './reasoning-state';
import { ReceiptBook } from './receipt';
import { crossed, findLoss, type Marks, type Written } from './testing/find-loss';
import { type Usage } from './usage';

/*
 * Every word of the vocabulary for replies: what a vendor of one dialect says reaches the client of each other, in a JSON reply and in a stream,
 * or the receipt has a line. The tables are exhaustive: a new word does not compile until it stands here.
 */

type Row = readonly [title: string, said: readonly ReplyEvent[], marks: Marks];

const START: ReplyEvent = { type: 'start', id: 'vendor-1', model: 'vendor-model' };
const SAID: ReplyEvent = { type: 'text-delta', choice: 0, text: 'said' };
const STOP = { type: 'finish', choice: 0, reason: 'stop' } as const;
const USED: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, outputTokens: 2 } };

function contextOf(book: ReceiptBook): StreamContext {
  return { id: 'ours-1', model: 'a/b', createdAtSeconds: 9, includeUsage: true, usdCostOf: () => undefined, book };
}

const WAYS: Readonly<Record<string, (dialect: Dialect, events: readonly ReplyEvent[]) => Written>> = {
  'in a JSON reply': (dialect, events) => {
    const book = new ReceiptBook();
    return { text: JSON.stringify(dialect.writeReply(events, contextOf(book))), receipt: book.lines };
  },
  'in a stream': (dialect, events) => {
    const book = new ReceiptBook();
    const writer = dialect.createStreamWriter(contextOf(book));
    const text = events.map((event) => writer.write(event)).join('');
    return { text: text + writer.end(), receipt: book.lines };
  },
};

const cited = (citation: Citation): ReplyEvent => ({ type: 'citation', choice: 0, citation });
const native = (dialect: DialectId, value: JsonObject, text?: string): ReplyEvent => ({
  type: 'native',
  choice: 0,
  dialect,
  value,
  ...(text !== undefined && { text }),
});
const thought = (text: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text });
const started = (name: string, state?: ReasoningState): ReplyEvent => ({
  type: 'tool-call-start',
  choice: 0,
  index: 0,
  id: 'call_mark',
  name,
  ...(state && { state }),
});
const logprobs = (of?: 'refusal'): ReplyEvent => ({
  type: 'logprobs',
  choice: 0,
  tokens: [{ token: 'mark', logprob: -0.4321, bytes: [109], top: [{ token: 'Mark', logprob: -4.321 }] }],
  ...(of && { of }),
});
const media = (kind: 'image' | 'audio' | 'file', mediaType: string): ReplyEvent => ({
  type: 'media',
  choice: 0,
  media: kind,
  source: { kind: 'base64', mediaType, data: 'TUFSSw==' },
});
/** A proof as it travels through a client of another dialect; that of Chat Completions has names for proofs of others. */
const carried = (state: ReasoningState) => [state.data, sealState(state), sealState(state, 'call_mark')];

/** An end with calls is told by the calls, and the vendor's own word for an end by the sense in which it was read. */
const ENDS: Readonly<Record<Exclude<FinishReason, 'stop' | 'tool-calls'>, ReplyEvent>> = {
  length: { ...STOP, reason: 'length' },
  'content-filter': { ...STOP, reason: 'content-filter' },
  refusal: { ...STOP, reason: 'refusal' },
  pause: { ...STOP, reason: 'pause' },
  error: { ...STOP, reason: 'error' },
};

/** What says nothing by itself, since other events or our own words stand for it. */
const NOTHING: readonly Row[] = [];

function rowsFor(vendor: DialectId): readonly Row[] {
  const state: ReasoningState = { dialect: vendor, kind: 'signature', data: 'c3RhdGU=' };
  const rows: { readonly [Type in ReplyEvent['type']]: readonly Row[] } = {
    // The reply has our id, our name of the model and our time.
    start: NOTHING,
    'text-delta': [
      ['a text', [{ type: 'text-delta', choice: 0, text: 'mark' }], ['mark']],
      ['a second choice', [{ type: 'text-delta', choice: 1, text: 'mark' }], ['mark']],
    ],
    'text-end': NOTHING,
    citation: [
      ['a source’s address', [SAID, cited({ url: 'https://mark.example', title: 'T' })], ['https://mark.example']],
      ['a source’s title', [SAID, cited({ url: 'https://x.example', title: 'mark' })], ['"mark"']],
      ['a source without an address', [SAID, cited({ title: 'mark' })], ['mark']],
    ],
    'reasoning-delta': [['a thought', [thought('mark')], ['mark']]],
    'reasoning-break': [
      ['a paragraph', [thought('ma'), { type: 'reasoning-break', choice: 0 }, thought('rk')], ['rk']],
    ],
    'reasoning-state': [
      ['a proof', [{ type: 'reasoning-state', choice: 0, state }, SAID], carried(state)],
      ['a thought’s proof', [thought('hm'), { type: 'reasoning-state', choice: 0, state }, SAID], carried(state)],
    ],
    'refusal-delta': [['a refusal', [{ type: 'refusal-delta', choice: 0, text: 'mark' }], ['mark']]],
    'tool-call-start': [
      ['a call', [started('mark')], ['"mark"']],
      ['a call’s id', [started('f')], ['call_mark']],
      ['a call’s proof', [started('f', state)], carried(state)],
    ],
    'tool-call-delta': [
      [
        'a call’s arguments',
        [started('f'), { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{"q":"mark"}' }],
        ['"mark"', '\\"mark\\"'],
      ],
    ],
    media: [
      ['an image', [media('image', 'image/png')], ['TUFSSw==']],
      ['a recording', [media('audio', 'audio/wav')], ['TUFSSw==']],
      ['a file', [media('file', 'application/pdf')], ['TUFSSw==']],
    ],
    logprobs: [
      ['probabilities', [SAID, logprobs()], ['-0.4321']],
      ['alternatives', [SAID, logprobs()], ['-4.321']],
      ['probabilities of a refusal', [SAID, logprobs('refusal')], ['-0.4321']],
    ],
    native: [
      ['a part of its own', [native(vendor, { type: 'odd', mark: 1 })], ['mark']],
      ['what a part of its own says', [native(vendor, { type: 'odd' }, 'mark')], ['mark']],
    ],
    extra: [
      ['a field of its own', [{ type: 'extra', dialect: vendor, path: 'odd', value: 'mark' }], ['mark']],
      ['a field of its usage', [{ type: 'extra', dialect: vendor, path: 'usage.odd', value: 'mark' }], ['mark']],
    ],
    finish: [
      ...Object.entries(ENDS).map(([reason, end]): Row => [`the end ${reason}`, [end], []]),
      ['a stop sequence', [SAID, { ...STOP, stopSequence: 'mark' }], ['mark']],
    ],
    usage: [...usageRows(), ...servedRows()],
    // A stream tells it, which the specs of each dialect hold; in place of a JSON reply goes an error.
    failure: NOTHING,
  };
  return Object.values(rows).flat();
}

function usageRows(): Row[] {
  const counts: Required<Usage> = {
    inputTokens: 4321,
    cacheReadTokens: 4321,
    cacheWrite5mTokens: 4321,
    cacheWrite1hTokens: 4321,
    inputAudioTokens: 4321,
    inputImageTokens: 4321,
    outputTokens: 4321,
    reasoningTokens: 4321,
    outputAudioTokens: 4321,
    outputImageTokens: 4321,
  };
  return Object.entries(counts).map(([name, tokens]) => [
    name,
    [{ type: 'usage', usage: { [name]: tokens } }],
    ['4321'],
  ]);
}

function servedRows(): Row[] {
  const served: Required<Served> = { serviceTier: 'priority', speed: 'fast', webSearches: 7 };
  return Object.entries(served).map(([name, value]) => [
    name,
    [{ type: 'usage', usage: { inputTokens: 3, outputTokens: 2 }, [name]: value }],
    [`:${JSON.stringify(value)}`],
  ]);
}

const cases = Object.entries(WAYS).flatMap(([way, write]) =>
  crossed(rowsFor).map(
    ([title, , dialect, , said, marks]) => [`${title}, ${way}`, dialect, write, said, marks] as const,
  ),
);

it.each(cases)('nothing is lost untold: %s', (_title, dialect, write, said, marks) => {
  const ends = said.some(({ type }) => type === 'finish') ? [] : [STOP];
  const uses = said.some(({ type }) => type === 'usage') ? [] : [USED];
  const written = write(dialect, [START, ...said, ...ends, ...uses]);
  // What comes before the word in question is told either way.
  const without = write(dialect, [START, ...said.filter((event) => event === SAID), STOP, USED]);
  expect(findLoss(written, without, 'response.', marks)).toBeUndefined();
});

it.each(Object.entries(WAYS).flatMap(([way, write]) => crossed(() => [[way, write]] as const)))(
  'a field that merely repeats the request is not missed: %s',
  (_title, vendor, dialect, _way, write) => {
    const echo: ReplyEvent = { type: 'extra', dialect: vendor, path: 'temperature', value: 1, isEcho: true };
    expect(write(dialect, [START, echo, SAID, STOP, USED])).toEqual(write(dialect, [START, SAID, STOP, USED]));
  },
);
