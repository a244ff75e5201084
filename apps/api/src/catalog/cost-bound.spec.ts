import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/seeded-random';
import { parseUsd } from '../money/nano.ts';
import { compilePrice } from './compile-price.ts';
import { costBound } from './cost-bound.ts';
import { priceUsage } from './price-usage.ts';

const price = compilePrice([
  { unit: 'inputTokens', nanoUsdPerMillion: '2000000001' },
  { unit: 'outputTokens', nanoUsdPerMillion: '10000000000' },
  { unit: 'cacheReadTokens', nanoUsdPerMillion: '200000000' },
  { unit: 'cacheWrite5mTokens', nanoUsdPerMillion: '2500000000' },
  { unit: 'cacheWrite1hTokens', nanoUsdPerMillion: '4000000000' },
  { unit: 'inputTokens', nanoUsdPerMillion: '4000000000', condition: { inputTokensAbove: 1_000 } },
]);

describe('the most that a call can cost', () => {
  it('takes the dearest class that its tokens may be', () => {
    const bound = { inputTokens: 1_000, outputTokens: 100 };
    expect(costBound(price, { ...bound, classes: ['inputTokens', 'outputTokens'] })).toBe(parseUsd('0.003000001'));
    expect(costBound(price, { ...bound, classes: ['inputTokens', 'cacheWrite1hTokens', 'outputTokens'] })).toBe(
      parseUsd('0.005'),
    );
  });

  it('is never below the cost of a call within the bound, whatever its classes and tier', () => {
    const random = seededRandom(4);
    const classes = [
      'inputTokens',
      'cacheReadTokens',
      'cacheWrite5mTokens',
      'cacheWrite1hTokens',
      'outputTokens',
    ] as const;
    for (let run = 0; run < 20_000; run += 1) {
      const usage = Object.fromEntries(classes.map((each) => [each, random.below(500)])) as Record<
        (typeof classes)[number],
        number
      >;
      const { outputTokens, ...input } = usage;
      const inputTokens = Object.values(input).reduce((sum, tokens) => sum + tokens, 0) + random.below(10);
      const cost = priceUsage(price, { usage }).cost ?? expect.fail('has a price');
      const bound = costBound(price, { inputTokens, outputTokens, classes }) ?? -1n;
      if (bound < cost) expect.fail(`${JSON.stringify(usage)} costs ${cost}, more than ${bound}`);
    }
  });

  it('is unknown where a class, or the mode, has no price', () => {
    const bound = { inputTokens: 1, outputTokens: 1 };
    expect(costBound(price, { ...bound, classes: ['inputTokens', 'outputAudioTokens'] })).toBeUndefined();
    expect(costBound(price, { ...bound, classes: ['inputTokens'], mode: { speed: 'fast' } })).toBeUndefined();
  });
});
