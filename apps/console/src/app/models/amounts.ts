const NANO_PER_USD = 1_000_000_000n;

/**
 * A price of a million units in USD: at least two decimals, at most what it has. "Free" for zero, "—" for unknown, which is not the same.
 * @param nanoUsd nano-USD (10⁻⁹ USD) per million, decimal digits; null: unknown
 * @param divisor for prices that are told per fewer units, e.g. 1000n for a price per thousand
 */
export function formatPrice(nanoUsd: string | null | undefined, divisor = 1n): string {
  if (nanoUsd === null || nanoUsd === undefined) return '—';
  // Twelve decimals hold a nano-dollar divided by a thousand exactly.
  const pico = (BigInt(nanoUsd) * 1_000n) / divisor;
  if (pico === 0n) return 'Free';
  const picoPerUsd = NANO_PER_USD * 1_000n;
  const decimals = (pico % picoPerUsd).toString().padStart(12, '0').replace(/0+$/, '').padEnd(2, '0');
  return `$${(pico / picoPerUsd).toLocaleString('en-US')}.${decimals}`;
}

/** A number and its unit, to be set apart. */
export interface Amount {
  readonly value: string;
  readonly unit: string;
}

/** A count of tokens in three digits: 1.00 M, 128 K, 8.19 K. */
export function formatTokens(tokens: number): Amount {
  if (tokens < 1_000) return { value: String(tokens), unit: '' };
  // 999,999 is 1.00 M and not 1000 K.
  const [size, unit] = tokens < 999_500 ? [1_000, 'K'] : [1_000_000, 'M'];
  const scaled = tokens / size;
  return { value: scaled.toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0).replace(/\.0$/, ''), unit };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date as far as it is known: `2026-06-29` is "29 Jun 2026", `2026-06` "Jun 2026", `2026` itself. Anything else is left as it is. */
export function formatDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (!year || !name) return date;
  return `${day ? `${Number(day)} ` : ''}${name} ${year}`;
}
