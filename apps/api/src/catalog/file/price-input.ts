import { perMillion } from '../import/apply-additions';
import { Fields } from './fields';
import type { PriceComponent, PriceCondition, PriceList, PriceUnit } from '../../pricing/price';
import { DATE } from './check-catalog';

/** The words by which people write prices: USD per million tokens, or USD per item, as decimal text. */
const WORDS: Readonly<Record<string, PriceUnit>> = {
  input: 'inputTokens',
  output: 'outputTokens',
  cacheRead: 'cacheReadTokens',
  cacheWrite5m: 'cacheWrite5mTokens',
  cacheWrite1h: 'cacheWrite1hTokens',
  reasoning: 'reasoningTokens',
  inputAudio: 'inputAudioTokens',
  inputImage: 'inputImageTokens',
  outputAudio: 'outputAudioTokens',
  outputImage: 'outputImageTokens',
  request: 'request',
  image: 'image',
  second: 'second',
  character: 'character',
  webSearch: 'web-search',
};
const UNIT_WORDS = Object.keys(WORDS);

/**
 * Reads the price that an operator wrote:
 * `{ "input": "2.00", "output": "10.00", "tiers": [{ "inputTokensAbove": 200000, "input": "4.00" }],
 * "serviceTiers": { "priority": { "input": "4.00" } }, "speeds": { "fast": {…} }, "source": "contract", "date": "2026-09-27" }`,
 * or `"free"`: tokens put in and out cost nothing.
 * Undefined after a fault, which is written to the endpoint's list.
 */
export function readPriceInput(endpoint: Fields, key: string): PriceList | undefined {
  if (endpoint.raw(key) === 'free') {
    return {
      components: (['inputTokens', 'outputTokens'] as const).map((unit) => ({ unit, nanoUsdPerMillion: '0' })),
      source: 'operator',
    };
  }
  const before = endpoint.faults.length;
  const price = endpoint.optionalFields(key);
  if (price === undefined) return undefined;
  price.only([...UNIT_WORDS, 'tiers', 'serviceTiers', 'speeds', 'source', 'date']);
  const components = [
    ...readTiered(price, {}),
    ...readModes(price, 'serviceTiers', (serviceTier) => ({ serviceTier })),
    ...readModes(price, 'speeds', (speed) => ({ speed })),
  ];
  const source = price.optionalText('source') ?? 'operator';
  const date = price.optionalText('date');
  if (date !== undefined && !DATE.test(date)) price.fault('date', 'must be a date such as 2026-09-27');
  if (components.length === 0 && endpoint.faults.length === before) {
    endpoint.fault(key, `prices nothing; name at least one of ${UNIT_WORDS.join(', ')}, or write "free"`);
  }
  return endpoint.faults.length === before ? { components, source, date } : undefined;
}

function readModes(price: Fields, key: string, condition: (name: string) => PriceCondition): PriceComponent[] {
  const modes = price.optionalFields(key);
  return (modes?.keys() ?? []).flatMap((name) => {
    const mode = modes?.optionalFields(name);
    mode?.only([...UNIT_WORDS, 'tiers']);
    return mode === undefined ? [] : readTiered(mode, condition(name));
  });
}

function readTiered(price: Fields, condition: PriceCondition): PriceComponent[] {
  const tiers = price.has('tiers') ? price.list('tiers') : [];
  return [
    ...readUnits(price, condition),
    ...tiers.flatMap((tier) => {
      tier.only([...UNIT_WORDS, 'inputTokensAbove']);
      const inputTokensAbove = tier.optionalCount('inputTokensAbove');
      if (!tier.has('inputTokensAbove')) tier.fault('inputTokensAbove', 'is missing');
      return readUnits(tier, { ...condition, inputTokensAbove });
    }),
  ];
}

function readUnits(price: Fields, condition: PriceCondition): PriceComponent[] {
  return Object.entries(WORDS).flatMap(([word, unit]) => {
    const nanoUsdPerMillion = readAmount(price, word, unit);
    if (nanoUsdPerMillion === undefined) return [];
    return [{ unit, nanoUsdPerMillion, ...(Object.keys(condition).length > 0 && { condition }) }];
  });
}

function readAmount(price: Fields, word: string, unit: PriceUnit): string | undefined {
  const value = price.raw(word);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) {
    price.fault(word, `must be USD as decimal text such as "2.50", not ${JSON.stringify(value)}`);
    return undefined;
  }
  try {
    return perMillion(unit, value);
  } catch (error) {
    price.fault(word, (error as Error).message);
    return undefined;
  }
}
