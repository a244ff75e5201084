import { ITEM_UNITS, PRICE_UNITS, type PriceComponent, type PriceUnit } from './price';

/** A price list made ready for the request path: per mode the context tiers, dearest threshold first, with a rate for each unit. */
export interface CompiledPrice {
  readonly modes: ReadonlyMap<string, readonly RateTier[]>;
}

export interface RateTier {
  /** The tier applies to requests of more input tokens than this; -1 for the tier that always applies. */
  readonly inputTokensAbove: number;
  /** Nano-USD per million units. A unit that is not there has no price. */
  readonly rates: ReadonlyMap<PriceUnit, bigint>;
}

/** How a request was served, in the vendor's own words; absent means the standard way. */
export interface PriceMode {
  readonly serviceTier?: string | null;
  readonly speed?: string | null;
}

/**
 * Words by which vendors name their standard service: OpenAI `auto`, `default`; Anthropic `auto`, `standard_only`, `standard`;
 * Groq `on_demand`. `auto` is only asked for, the reply then names the tier that served.
 */
const STANDARD = new Set(['auto', 'default', 'standard', 'standard_only', 'on_demand']);
/** OpenAI takes `fast` for `priority` and always answers `priority` (https://developers.openai.com/api/docs/guides/fast-mode). */
const SYNONYMS: Readonly<Record<string, string>> = { fast: 'priority' };

/** The key of a mode: two spellings of the same service are one. */
export function modeKey({ serviceTier, speed: asked }: PriceMode): string {
  if (!serviceTier && !asked) return 'standard/standard';
  const tier = serviceTier || 'standard';
  const speed = asked || 'standard';
  return `${STANDARD.has(tier) ? 'standard' : (SYNONYMS[tier] ?? tier)}/${STANDARD.has(speed) ? 'standard' : speed}`;
}

/**
 * What a class without a price of its own costs. Each rule is how vendors bill a class that their list leaves out:
 * - reasoning is output (OpenAI, Anthropic and Google bill it so);
 * - cached input read back is input, where a vendor gives no discount for it;
 * - audio and images put in are input;
 * - cache writes are input **only where the list prices no cache write at all**: a vendor that has a surcharge for one lifetime
 *   has one for the other, and it is not ours to guess;
 * - audio and images put out have no stand-in: they are dearer than text wherever both are priced.
 */
const SUBSTITUTES: Readonly<Partial<Record<PriceUnit, PriceUnit>>> = {
  reasoningTokens: 'outputTokens',
  cacheReadTokens: 'inputTokens',
  inputAudioTokens: 'inputTokens',
  inputImageTokens: 'inputTokens',
  cacheWrite5mTokens: 'inputTokens',
  cacheWrite1hTokens: 'inputTokens',
};
const ITEMS: ReadonlySet<string> = new Set(ITEM_UNITS);
const CACHE_WRITES: readonly PriceUnit[] = ['cacheWrite5mTokens', 'cacheWrite1hTokens'];

function substitute(unit: PriceUnit, own: ReadonlyMap<PriceUnit, bigint>): PriceUnit | undefined {
  const guess = CACHE_WRITES.includes(unit) && CACHE_WRITES.some((write) => own.has(write));
  return guess ? undefined : SUBSTITUTES[unit];
}

/**
 * Compiles a price list. In a context tier, a unit that the tier does not name keeps the price of the tier below. Items cost the same
 * in every mode unless a component says otherwise; tokens of a mode have only the mode's own prices.
 * @throws {RangeError} on an amount that is no whole number, a threshold that is none, or two prices for the same thing
 */
export function compilePrice(components: readonly PriceComponent[]): CompiledPrice {
  const byMode = new Map<string, Map<number, Map<PriceUnit, bigint>>>();
  for (const component of components) {
    const { unit, condition = {} } = component;
    const mode = modeKey(condition);
    const threshold = condition.inputTokensAbove ?? -1;
    if (!Number.isSafeInteger(threshold)) throw new RangeError(`${unit}: inputTokensAbove must be a whole number`);
    const tiers = byMode.get(mode) ?? new Map<number, Map<PriceUnit, bigint>>();
    const rates = tiers.get(threshold) ?? new Map<PriceUnit, bigint>();
    if (rates.has(unit)) throw new RangeError(`${unit} is priced twice under the same condition`);
    rates.set(unit, wholeAmount(component));
    byMode.set(mode, tiers.set(threshold, rates));
  }
  const items = new Map([...(byMode.get(modeKey({}))?.get(-1) ?? [])].filter(([unit]) => ITEMS.has(unit)));
  return { modes: new Map([...byMode].map(([mode, tiers]) => [mode, compileTiers(tiers, items)])) };
}

function wholeAmount({ unit, nanoUsdPerMillion }: PriceComponent): bigint {
  if (!/^\d+$/.test(nanoUsdPerMillion)) {
    throw new RangeError(`${unit}: "${nanoUsdPerMillion}" is not a whole number of nano-USD`);
  }
  return BigInt(nanoUsdPerMillion);
}

type Rates = ReadonlyMap<PriceUnit, bigint>;

function compileTiers(tiers: ReadonlyMap<number, Rates>, items: Rates): RateTier[] {
  const compiled: RateTier[] = [];
  let own = items;
  for (const threshold of [...tiers.keys()].sort((left, right) => left - right)) {
    own = new Map([...own, ...(tiers.get(threshold) ?? [])]);
    const rates = new Map<PriceUnit, bigint>();
    for (const unit of PRICE_UNITS) {
      const other = substitute(unit, own);
      const rate = own.get(unit) ?? (other && own.get(other));
      if (rate !== undefined) rates.set(unit, rate);
    }
    compiled.unshift({ inputTokensAbove: threshold, rates });
  }
  return compiled;
}

/** The units among `units` that have no price in every context tier of `mode`: empty when such a call can be priced. */
export function missingPrices(
  price: CompiledPrice,
  units: readonly PriceUnit[] = ['inputTokens', 'outputTokens'],
  mode: PriceMode = {},
): PriceUnit[] {
  const tiers = price.modes.get(modeKey(mode));
  return units.filter((unit) => !tiers?.every(({ rates }) => rates.has(unit)));
}

/** The tier of `mode` for a request of `inputTokens` in all; undefined when the mode has no prices, or none so small. */
export function rateTier(price: CompiledPrice, mode: PriceMode, inputTokens: number): RateTier | undefined {
  return price.modes.get(modeKey(mode))?.find(({ inputTokensAbove }) => inputTokens > inputTokensAbove);
}
