const BYTES = 4;

/** A vector as base64 of its little-endian 32-bit floats, which is how OpenAI's SDKs ask for it. */
export function toBase64(vector: readonly number[]): string {
  const bytes = Buffer.allocUnsafe(vector.length * BYTES);
  for (let index = 0; index < vector.length; index++) bytes.writeFloatLE(vector[index]!, index * BYTES);
  return bytes.toString('base64');
}

/** The vector in such a text; undefined where its bytes are no whole number of floats. */
export function fromBase64(text: string): number[] | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length % BYTES !== 0) return undefined;
  return Array.from({ length: bytes.length / BYTES }, (_, index) => bytes.readFloatLE(index * BYTES));
}
