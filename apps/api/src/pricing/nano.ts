/**
 * Money: an integer number of nano-USD (1 USD = 10⁹). Every amount, price and balance is one, so that sums are exact: a double
 * holds no more than 15 digits, and adding doubles drifts. `bigint` in code and in PostgreSQL, decimal text in JSON.
 */
export type Nano = bigint & { readonly [nanoUsd]: true };
declare const nanoUsd: unique symbol;

export const NANO_PER_USD = 1_000_000_000n;
const DECIMALS = 9;
const DECIMAL_TEXT = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Says that `value` counts nano-USD: for what comes from the database or from arithmetic on amounts. */
export function nano(value: bigint): Nano {
  return value as Nano;
}

/**
 * The exact amount of a decimal text in USD, such as `"0.0375"` or `"-12"`.
 * @throws {RangeError} when it is not such a text, or has a digit below one nano-USD
 */
export function parseUsd(text: string): Nano {
  const [, sign, whole, decimals = ''] = DECIMAL_TEXT.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`"${text}" is not a decimal amount of USD such as "2.50"`);
  const significant = decimals.replace(/0+$/, '');
  if (significant.length > DECIMALS) throw new RangeError(`"${text}" has more than ${DECIMALS} decimals`);
  const magnitude = BigInt(whole) * NANO_PER_USD + BigInt(significant.padEnd(DECIMALS, '0'));
  return nano(sign === '-' ? -magnitude : magnitude);
}

/** The exact decimal text in USD, without trailing zeros: `"0.0375"`, `"12"`, `"-0.000000001"`. */
export function formatUsd(amount: Nano): string {
  const signed: bigint = amount;
  const magnitude = signed < 0n ? -signed : signed;
  const decimals = (magnitude % NANO_PER_USD).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${magnitude / NANO_PER_USD}${decimals === '' ? '' : `.${decimals}`}`;
}

/**
 * The nearest double, in USD: only for public JSON whose format demands a number (`usage.cost` of OpenRouter's API). The one way
 * out of exact money; nothing computes with the result.
 */
export function toUsdNumber(amount: Nano): number {
  return Number(formatUsd(amount));
}

/**
 * `numerator / denominator` rounded to the nearest integer, halves away from zero: half up for charges, and a reversal is
 * exactly the negative of what it reverses.
 * @throws {RangeError} when the denominator is not positive
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive');
  const magnitude = ((numerator < 0n ? -numerator : numerator) * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -magnitude : magnitude;
}

/** `amount × numerator / denominator` with one rounding: markups, shares, exchange of units. */
export function scale(amount: Nano, numerator: bigint, denominator: bigint): Nano {
  return nano(divideHalfUp(amount * numerator, denominator));
}
