import type { Catalog } from './catalog';

/** A source that loses more than this share at once is taken to be broken, not changed. */
const MOST_LOST_PERCENT = 20;

/**
 * Refuses a catalogue that has lost more than a fifth of the models, or of the endpoints with a price, that the last one had.
 * @throws {RangeError} with both figures
 */
export function refuseShrinkage(previous: Catalog, next: Catalog): void {
  for (const [what, count] of [
    ['models', (catalog: Catalog) => catalog.models.length],
    ['priced endpoints', countPriced],
  ] as const) {
    const before = count(previous);
    const after = count(next);
    if (after * 100 < before * (100 - MOST_LOST_PERCENT)) {
      throw new RangeError(
        `The new catalogue has ${after} ${what} where the last one has ${before}: more than ${MOST_LOST_PERCENT} % fewer. It was not taken.`,
      );
    }
  }
}

function countPriced({ models }: Catalog): number {
  return models.reduce((sum, { endpoints }) => sum + endpoints.filter(({ price }) => price !== null).length, 0);
}
