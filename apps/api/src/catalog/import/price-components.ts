import { Fields } from '../file/fields';
import type { ModelKind } from '../file/catalog';
import type { PriceComponent, PriceCondition, PriceUnit } from '../../pricing/price';
import { FREE } from './additions';
import { applyAdditions, perMillion } from './apply-additions';
import type { Copy } from './models-dev';

/** A copy's price list; null with the reason why it has none. `dropped` names zeros that were not taken for prices. */
export type ReadPrice =
  | { readonly components: readonly PriceComponent[]; readonly dropped: readonly string[]; readonly free: boolean }
  | { readonly components: null; readonly reason: string };

const UNITS: Readonly<Record<string, PriceUnit>> = {
  input: 'inputTokens',
  output: 'outputTokens',
  cache_read: 'cacheReadTokens',
  cache_write: 'cacheWrite5mTokens',
  reasoning: 'reasoningTokens',
  input_audio: 'inputAudioTokens',
  output_audio: 'outputAudioTokens',
};

/**
 * Reads `cost` and the priced modes of a copy. models.dev writes zero both for free and for unknown, so a zero counts as a price only
 * - for input and output of what {@link FREE} names,
 * - for the output of an embedding model, which has none.
 * Any other zero of input or output leaves the copy without a price; a zero of a lesser class is dropped, and the class falls back
 * to what `compile-price.ts` says. A wrong free price loses money in silence, a missing one is refused and told.
 */
export function readPrice(copy: Copy, kind: ModelKind): ReadPrice {
  if (copy.cost === undefined) return readAdditions(copy);
  const faults: string[] = [];
  const cost = new Fields(copy.cost, 'cost', faults);
  const input = cost.raw('input');
  const output = cost.raw('output');
  const free = isFree(copy);
  if (input === 0 && output === 0 && !free) return { components: null, reason: 'zero, and not known to be free' };
  if (!free && (input === 0 || (output === 0 && kind !== 'embedding'))) {
    return { components: null, reason: `input ${String(input)}, output ${String(output)}: one of them is a gap` };
  }
  const base = readAmounts(cost, faults);
  const dropped = Object.keys(UNITS).filter((key) => isGap(key, cost.raw(key)));
  const components = [
    ...listed(base, copy),
    ...(cost.has('tiers') ? cost.list('tiers') : []).flatMap((tier) => readTier(tier, base, copy, faults)),
    ...readModes(copy, faults),
  ];
  if (faults.length > 0) return { components: null, reason: faults.join('; ') };
  return { components: applyAdditions(copy.provider, copy.upstreamModel, components), dropped, free };
}

/** What is known of a copy that the source has no price for. */
function readAdditions({ provider, upstreamModel }: Copy): ReadPrice {
  const components = applyAdditions(provider, upstreamModel, []);
  if (components.length === 0) return { components: null, reason: 'the source has no price' };
  return { components, dropped: [], free: components.every(({ nanoUsdPerMillion }) => nanoUsdPerMillion === '0') };
}

function isFree({ provider, upstreamModel, cost }: Copy): boolean {
  const { input, output } = cost as { input?: unknown; output?: unknown };
  return (
    input === 0 &&
    output === 0 &&
    FREE.some((free) => free.provider === provider && free.upstreamModel.test(upstreamModel))
  );
}

function isGap(key: string, value: unknown): boolean {
  return value === 0 && key !== 'input' && key !== 'output';
}

type Amounts = ReadonlyMap<PriceUnit, string>;

function readAmounts(cost: Fields, faults: string[]): Amounts {
  const amounts = new Map<PriceUnit, string>();
  for (const [key, unit] of Object.entries(UNITS)) {
    const value = cost.raw(key);
    if (value === undefined || isGap(key, value)) continue;
    if (typeof value !== 'number' || !(value >= 0)) cost.fault(key, 'must be a number of USD');
    else {
      try {
        amounts.set(unit, perMillion(unit, decimalText(value)));
      } catch (error) {
        faults.push(`${cost.at(key)}: ${(error as Error).message}`);
      }
    }
  }
  if (!amounts.has('inputTokens')) cost.fault('input', 'is missing');
  if (!amounts.has('outputTokens')) cost.fault('output', 'is missing');
  return amounts;
}

/** As {@link readAmounts}, of a tier or mode: nobody gives long contexts or speed away, so a zero is a gap. */
function readPaid(cost: Fields, faults: string[]): Amounts {
  const amounts = readAmounts(cost, faults);
  if (cost.raw('input') === 0 || cost.raw('output') === 0) cost.fault('input', 'or output is zero, which is a gap');
  return amounts;
}

/** The shortest decimal text that is this double, which is the text it was parsed from; without an exponent. */
function decimalText(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** The components, with the price of `output` for the tokens of the one thing that the model puts out, if that is not text. */
function listed(amounts: Amounts, copy: Copy, condition?: PriceCondition): PriceComponent[] {
  const all = new Map(amounts);
  const output = amounts.get('outputTokens');
  const only = copy.outputModalities.length === 1 ? copy.outputModalities[0] : undefined;
  const unit = only === 'image' ? 'outputImageTokens' : only === 'audio' ? 'outputAudioTokens' : undefined;
  if (unit !== undefined && output !== undefined && !all.has(unit)) all.set(unit, output);
  return [...all].map(([name, nanoUsdPerMillion]) => ({
    unit: name,
    nanoUsdPerMillion,
    ...(condition && { condition }),
  }));
}

/** A context tier. Where reasoning costs what output costs, it does so in the tier too, though the source leaves it out. */
function readTier(cost: Fields, base: Amounts, copy: Copy, faults: string[]): PriceComponent[] {
  const tier = cost.optionalFields('tier');
  const inputTokensAbove = tier?.optionalCount('size');
  if (tier?.raw('type') !== 'context' || inputTokensAbove === undefined) {
    cost.fault('tier', 'must be a context tier with a size');
    return [];
  }
  const amounts = new Map(readPaid(cost, faults));
  const output = amounts.get('outputTokens');
  const asOutput = base.has('reasoningTokens') && base.get('reasoningTokens') === base.get('outputTokens');
  if (asOutput && output !== undefined && !amounts.has('reasoningTokens')) amounts.set('reasoningTokens', output);
  return listed(amounts, copy, { inputTokensAbove });
}

/** Modes that the request's body chooses: a service tier (OpenAI, Fireworks) or a speed (Anthropic). */
function readModes(copy: Copy, faults: string[]): PriceComponent[] {
  if (copy.modes === undefined) return [];
  const modes = new Fields(copy.modes, 'experimental.modes', faults);
  return modes.keys().flatMap((name) => {
    const mode = modes.optionalFields(name);
    const body = mode?.optionalFields('provider')?.optionalFields('body');
    const cost = mode?.optionalFields('cost');
    const serviceTier = body?.optionalText('service_tier');
    const speed = body?.optionalText('speed');
    if (cost === undefined || (serviceTier === undefined && speed === undefined)) return [];
    return listed(readPaid(cost, faults), copy, { ...(serviceTier && { serviceTier }), ...(speed && { speed }) });
  });
}
