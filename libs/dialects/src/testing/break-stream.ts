/** Punctuation of JSON and SSE, and values of the wrong type: more telling than bytes at random. */
const SHRAPNEL = ['"', '{', '}', '[', ']', 'null', '7', '\n', '\n\n', '\r', 'data: ', 'event: error\n', '\\', '\uFEFF'];

/**
 * The stream with up to three wounds: cut off, a byte changed, bytes lost or doubled, a piece of something else in it, or a value
 * of another type.
 * @param words that mean something in the dialect
 */
export function breakStream(stream: Buffer, words: readonly string[], random: () => number): Buffer {
  const pick = (length: number): number => Math.floor(random() * length);
  const shrapnel = [...SHRAPNEL, ...words];
  let broken = stream;
  for (let wounds = 1 + pick(3); wounds > 0; wounds--) {
    const at = pick(broken.length);
    const [before, after] = [broken.subarray(0, at), broken.subarray(at)];
    const ways = [
      () => [before],
      () => [before, Buffer.from([pick(256)]), after.subarray(1)],
      () => [before, after.subarray(pick(200))],
      () => [before, after.subarray(0, pick(200)), after],
      () => [before, Buffer.from(shrapnel[pick(shrapnel.length)]!), after],
      () => [before, Buffer.from(after.toString('utf8').replace(/:("[^"]*"|\d+|\[|\{)/, ':[]'))],
    ];
    broken = Buffer.concat(ways[pick(ways.length)]!());
  }
  return broken;
}
