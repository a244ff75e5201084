/**
 * Tokens by class. Classes are **disjoint**, so that each is priced once: `inputTokens` are those neither read from nor written
 * to a cache and neither audio nor image; `outputTokens` exclude reasoning, audio and image tokens where the vendor tells them
 * apart. A missing class means that the vendor did not tell it, never zero.
 */
export interface Usage {
  readonly inputTokens?: number;
  readonly cacheReadTokens?: number;
  /** Written to a cache that lives five minutes (or whose life the vendor does not state). */
  readonly cacheWrite5mTokens?: number;
  readonly cacheWrite1hTokens?: number;
  readonly inputAudioTokens?: number;
  readonly inputImageTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly outputAudioTokens?: number;
  readonly outputImageTokens?: number;
}

export type TokenClass = keyof Usage;

export const INPUT_CLASSES = [
  'inputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'inputAudioTokens',
  'inputImageTokens',
] as const satisfies readonly TokenClass[];

export const OUTPUT_CLASSES = [
  'outputTokens',
  'reasoningTokens',
  'outputAudioTokens',
  'outputImageTokens',
] as const satisfies readonly TokenClass[];

/** Tokens of the given classes together, or undefined when the vendor told none of them. */
export function sumTokens(usage: Usage, classes: readonly TokenClass[]): number | undefined {
  let sum: number | undefined;
  for (const tokenClass of classes) {
    const tokens = usage[tokenClass];
    if (tokens !== undefined) sum = (sum ?? 0) + tokens;
  }
  return sum;
}

/** What a vendor's total leaves once the parts it names are taken out; never below zero, undefined when there is no total. */
export function remainder(total: number | undefined, ...parts: (number | undefined)[]): number | undefined {
  if (total === undefined) return undefined;
  return Math.max(
    0,
    parts.reduce<number>((left, part) => left - (part ?? 0), total),
  );
}
