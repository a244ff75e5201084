import { formatDate, formatPrice, formatTokens } from './amounts';

describe('formatPrice', () => {
  it.each([
    ['2000000000', '$2.00'],
    ['435000000', '$0.435'],
    ['15000000000000', '$15,000.00'],
    ['1', '$0.000000001'],
    ['0', 'Free'],
    [null, '—'],
    [undefined, '—'],
  ])('writes %s nano-USD as %s', (nanoUsd, text) => {
    expect(formatPrice(nanoUsd)).toBe(text);
  });

  it('tells a price per thousand without losing a digit', () => {
    expect(formatPrice('10000000000001', 1_000n)).toBe('$10.000000000001');
  });
});

describe('formatTokens', () => {
  it.each([
    [512, '512 '],
    [8_192, '8.19 K'],
    [32_768, '32.8 K'],
    [64_000, '64 K'],
    [128_000, '128 K'],
    [999_999, '1.00 M'],
    [1_048_576, '1.05 M'],
    [10_000_000, '10 M'],
  ])('writes %i as %s', (tokens, text) => {
    const { value, unit } = formatTokens(tokens);
    expect(`${value} ${unit}`).toBe(text);
  });
});

describe('formatDate', () => {
  it.each([
    ['2026-06-29', '29 Jun 2026'],
    ['2026-01', 'Jan 2026'],
    ['2025', '2025'],
    ['soon', 'soon'],
  ])('writes %s as %s', (date, text) => {
    expect(formatDate(date)).toBe(text);
  });
});
