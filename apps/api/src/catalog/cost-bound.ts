import { INPUT_CLASSES, OUTPUT_CLASSES, type TokenClass } from '@nuvra/dialects';
import { nano, type Nano } from '../money/nano.ts';
import { modeKey, type CompiledPrice, type PriceMode, type RateTier } from './compile-price.ts';

/** What a call may use at most. */
export interface CallBound {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The classes that its tokens may turn out to be: with a one-hour cache marker, for one, `cacheWrite1hTokens`. */
  readonly classes: readonly TokenClass[];
  readonly mode?: PriceMode;
}

/**
 * The most that such a call can cost, for a hold: each token at the dearest rate among the classes it may be, in any context tier
 * that the input can reach. Rounded up, never below the cost of a call within the bound. Undefined when a class has no price.
 */
export function costBound(price: CompiledPrice, bound: CallBound): Nano | undefined {
  const reached = price.modes
    .get(modeKey(bound.mode ?? {}))
    ?.filter(({ inputTokensAbove }) => bound.inputTokens > inputTokensAbove);
  const input = dearest(reached, INPUT_CLASSES, bound.classes);
  const output = dearest(reached, OUTPUT_CLASSES, bound.classes);
  if (input === undefined || output === undefined) return undefined;
  const sum = BigInt(bound.inputTokens) * input + BigInt(bound.outputTokens) * output;
  return nano((sum + 999_999n) / 1_000_000n);
}

function dearest(
  tiers: readonly RateTier[] | undefined,
  direction: readonly TokenClass[],
  classes: readonly TokenClass[],
): bigint | undefined {
  if (tiers === undefined || tiers.length === 0) return undefined;
  let highest = 0n;
  for (const tokenClass of classes) {
    if (!direction.includes(tokenClass)) continue;
    for (const { rates } of tiers) {
      const rate = rates.get(tokenClass);
      if (rate === undefined) return undefined;
      if (rate > highest) highest = rate;
    }
  }
  return highest;
}
