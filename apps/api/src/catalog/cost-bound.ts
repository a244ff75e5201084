import { INPUT_CLASSES, OUTPUT_CLASSES, type TokenClass } from '@nuvra/dialects';
import { divideHalfUp, nano, type Nano } from '../money/nano.ts';
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
  return nano(divideHalfUp(sum + 499_999n, 1_000_000n));
}

function dearest(
  tiers: readonly RateTier[] | undefined,
  direction: readonly TokenClass[],
  classes: readonly TokenClass[],
): bigint | undefined {
  let highest = 0n;
  for (const tokenClass of classes) {
    if (!direction.includes(tokenClass)) continue;
    for (const tier of tiers ?? [undefined]) {
      const rate = tier?.rates.get(tokenClass);
      if (rate === undefined) return undefined;
      if (rate > highest) highest = rate;
    }
  }
  return highest;
}
