import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/seeded-random';
import { divideHalfUp, formatUsd, nano, parseUsd, scale, toUsdNumber } from './nano';

describe('amounts in nano-USD', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['2.00', 2_000_000_000n],
    ['0.0375', 37_500_000n],
    ['0.000000001', 1n],
    ['-0.5', -500_000_000n],
    ['12345678901234567890.123456789', 12345678901234567890_123456789n],
    ['0.10000000000000', 100_000_000n],
  ])('reads %s exactly', (text, expected) => {
    expect(parseUsd(text)).toBe(expected);
  });

  it.each(['', '1e-7', '.5', '1.', '+1', '1,5', ' 1', '0x10', '1.2.3', 'NaN', '--1', '0.0000000001'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseUsd(text)).toThrow(RangeError);
    },
  );

  it.each([
    [0n, '0'],
    [1n, '0.000000001'],
    [-1n, '-0.000000001'],
    [2_500_000_000n, '2.5'],
    [-12_000_000_000n, '-12'],
  ])('writes %s nano-USD as %s', (amount, text) => {
    expect(formatUsd(nano(amount))).toBe(text);
  });

  it('reads back what it wrote, for 20,000 random amounts of up to 128 bits', () => {
    const random = seededRandom(1);
    for (let run = 0; run < 20_000; run += 1) {
      const magnitude = random.bits(1 + random.below(128));
      const amount = nano(random.below(2) === 0 ? magnitude : -magnitude);
      if (parseUsd(formatUsd(amount)) !== amount) expect.fail(`${amount} became ${formatUsd(amount)}`);
    }
  });

  it('becomes the nearest JSON number, also where nano-USD exceed what a double can count', () => {
    expect(toUsdNumber(nano(100_000_000n))).toBe(0.1);
    expect(toUsdNumber(nano(1n))).toBe(1e-9);
    expect(toUsdNumber(parseUsd('98765432.123456789'))).toBe(Number('98765432.123456789'));
  });
});

describe('rounding', () => {
  it.each([
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [15n, 10n, 2n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [7n, 7n, 1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
  ])('%s / %s is %s', (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected);
  });

  it('is never more than half away from the exact quotient, halves go up, and a reversal is the exact negative', () => {
    const random = seededRandom(2);
    for (let run = 0; run < 50_000; run += 1) {
      const numerator = random.bits(1 + random.below(120));
      const denominator = random.bits(1 + random.below(60)) + 1n;
      const rounded = divideHalfUp(numerator, denominator);
      // Exact rationals: −1/2 < rounded − numerator/denominator ≤ 1/2, multiplied by 2 × denominator.
      const error = 2n * (rounded * denominator - numerator);
      const nearest = error > -denominator && error <= denominator;
      if (!nearest || divideHalfUp(-numerator, denominator) !== -rounded)
        expect.fail(`${numerator} / ${denominator}: ${rounded}`);
    }
  });

  it('refuses a denominator that is not positive', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideHalfUp(1n, -1n)).toThrow(RangeError);
  });

  it('scales an amount with one rounding', () => {
    expect(scale(parseUsd('0.000000003'), 105n, 100n)).toBe(3n);
    expect(scale(parseUsd('1'), 1055n, 1000n)).toBe(parseUsd('1.055'));
  });
});
