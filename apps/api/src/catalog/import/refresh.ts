import type { Catalog } from '../file/catalog';
import { checkCatalog } from '../file/check-catalog';
import { refuseShrinkage } from '../file/shrinkage';
import { convertModelsDev, type ImportReport } from './convert';
import { UNLISTED } from './unlisted-models';

/** A catalogue as downloaded. */
export interface Download {
  /** The body, as sent. */
  readonly text: string;
  /** The day of the download, `YYYY-MM-DD`. */
  readonly date: string;
}

/**
 * What a refresh takes over: the download converted, checked, and compared with the catalogue in use. Nothing is written; on an error
 * the catalogue in use stays.
 * @throws {SyntaxError} when the download is not JSON; {RangeError} when it is not models.dev's catalogue, two models claim a name, or
 *   more than a fifth is gone; {FaultyFile} when the result is no catalogue
 */
export function refreshedCatalog(
  { text, date }: Download,
  previous: Catalog | undefined,
): { catalog: Catalog; report: ImportReport } {
  const { catalog, report } = convertModelsDev(JSON.parse(text), date, UNLISTED);
  // As it will be read: without the fields that are undefined.
  const written = checkCatalog(JSON.parse(JSON.stringify(catalog)));
  if (previous !== undefined) refuseShrinkage(previous, written);
  return { catalog: written, report };
}
