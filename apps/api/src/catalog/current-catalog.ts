import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog } from './catalog';
import { readCatalog } from './catalog-file';

/** Where a refreshed catalogue lives in the data directory. */
export const refreshedCatalogPath = (dataDirectory: string): string => join(dataDirectory, 'catalog.json');

/** The newer of the catalogue that ships with Nuvra and the refreshed one. */
export function currentCatalog(shippedPath: string, dataDirectory: string): Catalog {
  const shipped = readCatalog(shippedPath);
  const path = refreshedCatalogPath(dataDirectory);
  if (!existsSync(path)) return shipped;
  const refreshed = readCatalog(path);
  return refreshed.date >= shipped.date ? refreshed : shipped;
}
