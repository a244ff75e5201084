import { type Usage } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/seeded-random';
import { parseUsd } from './nano';
import { compilePrice } from './compile-price';
import { priceUsage } from './price-usage';
import { PRICE_UNITS, TOKEN_UNITS, type PriceComponent, type PriceUnit } from './price';

const usd = (unit: PriceUnit, text: string, condition?: PriceComponent['condition']): PriceComponent => ({
  unit,
  nanoUsdPerMillion: parseUsd(text).toString(),
  condition,
});
const sonnet = compilePrice([
  usd('inputTokens', '2'),
  usd('outputTokens', '10'),
  usd('cacheReadTokens', '0.2'),
  usd('cacheWrite5mTokens', '2.5'),
]);

describe('the cost of a request', () => {
  it('is the sum over its token classes, each at its own price', () => {
    const usage = {
      inputTokens: 1_000,
      cacheReadTokens: 50_000,
      cacheWrite5mTokens: 2_000,
      outputTokens: 500,
      reasoningTokens: 300,
    };
    // 0.002 + 0.01 + 0.005 + 0.005 + 0.003
    expect(priceUsage(sonnet, { usage })).toEqual({ cost: parseUsd('0.025') });
  });

  it('is rounded once, half up: three tokens at a third of a nano-dollar each are one', () => {
    const price = compilePrice([
      { unit: 'inputTokens', nanoUsdPerMillion: '250000' },
      { unit: 'outputTokens', nanoUsdPerMillion: '250000' },
    ]);
    expect(priceUsage(price, { usage: { inputTokens: 1, outputTokens: 1 } })).toEqual({ cost: 1n });
    expect(priceUsage(price, { usage: { inputTokens: 1 } })).toEqual({ cost: 0n });
  });

  it('takes the context tier of all input together, and prices every token by it', () => {
    const price = compilePrice([
      usd('inputTokens', '1.25'),
      usd('outputTokens', '10'),
      usd('cacheReadTokens', '0.125'),
      usd('inputTokens', '2.5', { inputTokensAbove: 200_000 }),
      usd('outputTokens', '15', { inputTokensAbove: 200_000 }),
      usd('cacheReadTokens', '0.25', { inputTokensAbove: 200_000 }),
    ]);
    expect(
      priceUsage(price, { usage: { inputTokens: 100_000, cacheReadTokens: 100_000, outputTokens: 1_000 } }),
    ).toEqual({
      cost: parseUsd('0.1475'),
    });
    expect(
      priceUsage(price, { usage: { inputTokens: 100_000, cacheReadTokens: 100_001, outputTokens: 1_000 } }),
    ).toEqual({
      cost: parseUsd('0.29000025'),
    });
  });

  it('includes items', () => {
    const price = compilePrice([usd('inputTokens', '1'), usd('outputTokens', '1'), usd('web-search', '10000')]);
    expect(priceUsage(price, { usage: { inputTokens: 1_000_000 }, items: { 'web-search': 3 } })).toEqual({
      cost: parseUsd('1.03'),
    });
  });

  it('is zero only for what is priced at zero', () => {
    const free = compilePrice([usd('inputTokens', '0'), usd('outputTokens', '0')]);
    expect(priceUsage(free, { usage: { inputTokens: 5, outputTokens: 5 } })).toEqual({ cost: 0n });
  });
});

describe('what has no price', () => {
  it('is refused by name, with the mode', () => {
    const usage = { inputTokens: 1, cacheWrite1hTokens: 2, outputImageTokens: 3 };
    expect(priceUsage(sonnet, { usage })).toEqual({
      refused: 'no-price',
      units: ['cacheWrite1hTokens', 'outputImageTokens'],
      mode: 'standard/standard',
    });
    expect(priceUsage(sonnet, { usage: { inputTokens: 1 }, mode: { serviceTier: 'priority' } })).toEqual({
      refused: 'no-price',
      units: ['inputTokens'],
      mode: 'priority/standard',
    });
  });

  it('does not matter where nothing of it was used', () => {
    expect(priceUsage(sonnet, { usage: { inputTokens: 1, cacheWrite1hTokens: 0 } })).toEqual({ cost: 2_000n });
  });

  it('usage that the vendor did not tell is refused, not free', () => {
    expect(priceUsage(sonnet, { usage: {} })).toMatchObject({ refused: 'no-usage' });
    expect(priceUsage(sonnet, { usage: { inputTokens: undefined } })).toMatchObject({ refused: 'no-usage' });
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53])('%d tokens are refused', (inputTokens) => {
    expect(priceUsage(sonnet, { usage: { inputTokens } })).toMatchObject({
      refused: 'bad-quantity',
      units: ['inputTokens'],
    });
  });
});

describe('exactness', () => {
  it(
    '100,000 random usages at 500 random price lists cost what exact rational arithmetic says',
    { timeout: 60_000 },
    () => {
      const random = seededRandom(3);
      for (let run = 0; run < 500; run += 1) {
        const threshold = random.below(400_000);
        const low = randomRates();
        const high = randomRates();
        const price = compilePrice([...components(low), ...components(high, { inputTokensAbove: threshold })]);
        for (let request = 0; request < 200; request += 1) {
          const usage: Usage = Object.fromEntries(TOKEN_UNITS.map((unit) => [unit, random.below(100_000)]));
          const items = { request: random.below(3), image: random.below(10) };
          const { cost } = priceUsage(price, { usage, items });
          const expected = exactCost({ ...usage, ...items }, inputOf(usage) > threshold ? high : low);
          if (cost !== expected) expect.fail(`price ${run}, request ${request}: ${cost} instead of ${expected}`);
        }
      }

      function randomRates(): Map<PriceUnit, bigint> {
        return new Map(PRICE_UNITS.map((unit) => [unit, random.bits(1 + random.below(48))]));
      }
    },
  );

  /** Σ quantity × rate as a fraction over a million, brought to the nearest integer. */
  function exactCost(quantities: Readonly<Record<string, number>>, rates: ReadonlyMap<PriceUnit, bigint>): bigint {
    let millionths = 0n;
    for (const [unit, rate] of rates) millionths += BigInt(quantities[unit] ?? 0) * rate;
    return millionths / 1_000_000n + (millionths % 1_000_000n >= 500_000n ? 1n : 0n);
  }

  function inputOf(usage: Usage): number {
    return TOKEN_UNITS.filter((unit) => /^(input|cache)/.test(unit)).reduce((sum, unit) => sum + (usage[unit] ?? 0), 0);
  }

  function components(
    rates: ReadonlyMap<PriceUnit, bigint>,
    condition?: PriceComponent['condition'],
  ): PriceComponent[] {
    return [...rates].map(([unit, rate]) => ({ unit, nanoUsdPerMillion: rate.toString(), condition }));
  }
});
