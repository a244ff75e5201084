import { INPUT_CLASSES, sumTokens, type Usage } from '@nuvra/dialects';
import { divideHalfUp, nano, type Nano } from './nano';
import { modeKey, rateTier, type CompiledPrice, type PriceMode } from './compile-price';
import type { ItemUnit, PriceUnit } from './price';

/** Countable things a request used besides tokens; whole numbers. */
export type ItemCounts = Readonly<Partial<Record<ItemUnit, number>>>;

/** What was used: the token classes as the vendor told them, and items. */
export interface Quantities {
  readonly usage: Usage;
  readonly items?: ItemCounts;
  readonly mode?: PriceMode;
}

/**
 * Why there is no cost. `no-price`: `units` were used and have no price in this mode. `no-usage`: the vendor told nothing, which is
 * not the same as zero. `bad-quantity`: `units` are not whole, non-negative numbers.
 */
export interface Unpriced {
  readonly cost?: undefined;
  readonly refused: 'no-price' | 'no-usage' | 'bad-quantity';
  readonly units: readonly PriceUnit[];
  /** Service tier and speed, as `tier/speed`, for the message. */
  readonly mode: string;
}

export type Priced = { readonly cost: Nano } | Unpriced;

const PER_MILLION = 1_000_000n;

/**
 * What `quantities` cost: Σ quantity × rate at the context tier of the request's total input, rounded once, half up.
 * Nothing is ever priced at zero for want of a price.
 */
export function priceUsage(price: CompiledPrice, { usage, items, mode = {} }: Quantities): Priced {
  const quantities = items === undefined ? usage : { ...usage, ...items };
  const tier = rateTier(price, mode, sumTokens(usage, INPUT_CLASSES) ?? 0);
  const missing: PriceUnit[] = [];
  const bad: PriceUnit[] = [];
  let told = false;
  let sum = 0n;
  for (const unit in quantities) {
    const quantity = quantities[unit as keyof typeof quantities];
    if (quantity === undefined) continue;
    told = true;
    if (quantity === 0) continue;
    const rate = tier?.rates.get(unit as PriceUnit);
    if (!Number.isSafeInteger(quantity) || quantity < 0) bad.push(unit as PriceUnit);
    else if (rate === undefined) missing.push(unit as PriceUnit);
    else sum += BigInt(quantity) * rate;
  }
  if (!told) return { refused: 'no-usage', units: [], mode: modeKey(mode) };
  if (bad.length > 0) return { refused: 'bad-quantity', units: bad, mode: modeKey(mode) };
  if (missing.length > 0) return { refused: 'no-price', units: missing, mode: modeKey(mode) };
  return { cost: nano(divideHalfUp(sum, PER_MILLION)) };
}
