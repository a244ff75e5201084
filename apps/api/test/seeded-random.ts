/** A generator of numbers that are the same in every run (mulberry32): a failing case can be found again. */
export function seededRandom(seed: number): { below(limit: number): number; bits(count: number): bigint } {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    /** A whole number from 0 and below `limit`. */
    below: (limit) => Math.floor((next() / 2 ** 32) * limit),
    /** A whole number of up to `count` bits. */
    bits: (count) => {
      let value = 0n;
      for (let made = 0; made < count; made += 32) value = (value << 32n) | BigInt(next());
      return value >> BigInt(Math.ceil(count / 32) * 32 - count);
    },
  };
}
