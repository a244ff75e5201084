import { type SseFrame, SseSplitter } from '../sse';

/** The frames of a stream that arrives in pieces, cut at the given offsets (ascending), and then ends. */
export function framesOf(stream: Buffer, ...cuts: readonly number[]): SseFrame[] {
  const splitter = new SseSplitter();
  const frames: SseFrame[] = [];
  let start = 0;
  for (const cut of [...cuts, stream.length]) {
    // A copy, as from a socket: nothing may depend on the pieces sharing memory.
    frames.push(...splitter.push(Buffer.from(stream.subarray(start, cut))));
    start = cut;
  }
  return [...frames, ...splitter.end()];
}

/** Cuts of every kind: once at each byte, and at all bytes at once. */
export function* everySplit(stream: Buffer): Generator<number[]> {
  const all = Array.from({ length: Math.max(0, stream.length - 1) }, (_, index) => index + 1);
  for (const cut of all) yield [cut];
  yield all;
}

/** Up to `count` offsets at random, ascending. */
export function randomCuts(stream: Buffer, count: number, random: () => number): number[] {
  const cuts = Array.from({ length: count }, () => Math.floor(random() * stream.length));
  return cuts.sort((one, other) => one - other);
}

/** Numbers in [0, 1) that are the same in every run: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
