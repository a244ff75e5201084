import { describe, expect, it } from 'vitest';
import { compilePrice, missingPrices, modeKey, rateTier } from './compile-price';
import { type PriceComponent, type PriceUnit } from './price';

const component = (
  unit: PriceUnit,
  nanoPerMillion: number,
  condition?: PriceComponent['condition'],
): PriceComponent => ({
  unit,
  nanoUsdPerMillion: String(nanoPerMillion),
  condition,
});
const standard = (...components: PriceComponent[]) => compilePrice(components).modes.get(modeKey({}))?.[0]?.rates;

describe('classes without a price of their own', () => {
  const rates = standard(component('inputTokens', 3), component('outputTokens', 15));

  it.each([
    ['reasoningTokens', 15n],
    ['cacheReadTokens', 3n],
    ['cacheWrite5mTokens', 3n],
    ['cacheWrite1hTokens', 3n],
    ['inputAudioTokens', 3n],
    ['inputImageTokens', 3n],
  ] as const)('%s cost what the class they are part of costs', (unit, rate) => {
    expect(rates?.get(unit)).toBe(rate);
  });

  it.each(['outputAudioTokens', 'outputImageTokens', 'request', 'image'] as const)('%s have no stand-in', (unit) => {
    expect(rates?.has(unit)).toBe(false);
  });

  it('a cache write is not guessed from that of another lifetime', () => {
    const five = standard(component('inputTokens', 3), component('cacheWrite5mTokens', 4));
    expect(five?.get('cacheWrite5mTokens')).toBe(4n);
    expect(five?.has('cacheWrite1hTokens')).toBe(false);
    const hour = standard(component('inputTokens', 3), component('cacheWrite1hTokens', 6));
    expect(hour?.has('cacheWrite5mTokens')).toBe(false);
  });

  it('their own price wins, free included', () => {
    expect(standard(component('outputTokens', 15), component('reasoningTokens', 0))?.get('reasoningTokens')).toBe(0n);
  });
});

describe('context tiers', () => {
  const price = compilePrice([
    component('inputTokens', 1),
    component('outputTokens', 10),
    component('cacheReadTokens', 0),
    component('inputTokens', 2, { inputTokensAbove: 200_000 }),
    component('inputTokens', 4, { inputTokensAbove: 1_000_000 }),
    component('outputTokens', 15, { inputTokensAbove: 200_000 }),
  ]);

  it.each([
    [0, 1n, 10n],
    [200_000, 1n, 10n],
    [200_001, 2n, 15n],
    [1_000_000, 2n, 15n],
    [1_000_001, 4n, 15n],
  ])('%i input tokens cost %s and their output %s', (inputTokens, input, output) => {
    const rates = rateTier(price, {}, inputTokens)?.rates;
    expect(rates?.get('inputTokens')).toBe(input);
    expect(rates?.get('outputTokens')).toBe(output);
  });

  it('a unit that the tier does not name keeps its price, and stand-ins follow the tier', () => {
    const rates = rateTier(price, {}, 300_000)?.rates;
    expect(rates?.get('cacheReadTokens')).toBe(0n);
    expect(rates?.get('reasoningTokens')).toBe(15n);
    expect(rates?.get('inputAudioTokens')).toBe(2n);
  });
});

describe('service tiers and speeds', () => {
  const price = compilePrice([
    component('inputTokens', 1),
    component('outputTokens', 2),
    component('web-search', 7),
    component('inputTokens', 10, { serviceTier: 'priority' }),
    component('outputTokens', 20, { serviceTier: 'priority' }),
    component('inputTokens', 30, { speed: 'fast' }),
  ]);

  it.each([
    {},
    { serviceTier: 'default' },
    { serviceTier: 'standard', speed: 'standard' },
    { serviceTier: null, speed: null },
  ])('vendors’ words for standard service mean the standard price: %o', (mode) => {
    expect(rateTier(price, mode, 1)?.rates.get('inputTokens')).toBe(1n);
  });

  it.each(['priority', 'fast'])('%s is the same service tier', (serviceTier) => {
    expect(rateTier(price, { serviceTier }, 1)?.rates.get('inputTokens')).toBe(10n);
  });

  it('what is not priced in a mode is missing in it, though the standard mode has it', () => {
    expect(missingPrices(price)).toEqual([]);
    expect(missingPrices(price, undefined, { speed: 'fast' })).toEqual(['outputTokens']);
    expect(missingPrices(price, undefined, { serviceTier: 'flex' })).toEqual(['inputTokens', 'outputTokens']);
    expect(missingPrices(price, ['outputImageTokens', 'inputTokens'])).toEqual(['outputImageTokens']);
  });

  it('items cost the same in every mode', () => {
    expect(rateTier(price, { speed: 'fast' }, 1)?.rates.get('web-search')).toBe(7n);
  });
});

describe('faulty price lists', () => {
  it.each([
    ['two prices for one thing', [component('inputTokens', 1), component('inputTokens', 2)]],
    [
      'two spellings of one mode',
      [component('inputTokens', 1), component('inputTokens', 2, { serviceTier: 'default' })],
    ],
    ['a broken amount', [{ unit: 'inputTokens', nanoUsdPerMillion: '1.5' }]],
    ['a negative amount', [component('inputTokens', -1)]],
    ['a broken threshold', [component('inputTokens', 1, { inputTokensAbove: 0.5 })]],
  ] as [string, PriceComponent[]][])('are refused: %s', (_, components) => {
    expect(() => compilePrice(components)).toThrow(RangeError);
  });

  it('without components, everything is missing', () => {
    expect(missingPrices(compilePrice([]))).toEqual(['inputTokens', 'outputTokens']);
  });
});
