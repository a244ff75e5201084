import { providers } from '@nuvra/providers';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallableProvider } from '../callable-provider';
import { applyOverrides } from './apply-overrides';
import { type Catalog } from './catalog';
import { readCatalog } from './catalog-file';
import { type VariableLookup } from './custom-providers';
import { readOverrides } from './overrides';

/** Where catalogues are: the one that ships with Nuvra, and what lives in the data directory. */
export interface CatalogPaths {
  readonly shipped: string;
  /** What `npm run catalog:refresh` wrote; there need be none. */
  readonly refreshed: string;
  /** The one that it replaced, for going back. */
  readonly previous: string;
  /** The operator's word, which wins; there need be none. */
  readonly overrides: string;
}

/** The paths in a data directory. */
export function catalogPaths(shipped: string, dataDirectory: string): CatalogPaths {
  return {
    shipped,
    refreshed: join(dataDirectory, 'catalog.json'),
    previous: join(dataDirectory, 'catalog.previous.json'),
    overrides: join(dataDirectory, 'catalog.overrides.json'),
  };
}

/** The newer of the shipped and the refreshed catalogue, as its source has it. */
export function sourceCatalog({ shipped, refreshed }: CatalogPaths): Catalog {
  const own = readCatalog(shipped);
  if (!existsSync(refreshed)) return own;
  const newer = readCatalog(refreshed);
  return newer.date >= own.date ? newer : own;
}

/** What to serve. */
export interface CurrentCatalog {
  readonly catalog: Catalog;
  /** The operator's own, besides those that ship with Nuvra. */
  readonly providers: readonly CallableProvider[];
}

/**
 * What to serve: {@link sourceCatalog} with the operator's overrides, and the operator's own providers.
 * @param variable looks up the variables in which keys are kept
 * @throws {FaultyFile} naming every fault of a file
 */
export function currentCatalog(paths: CatalogPaths, variable: VariableLookup): CurrentCatalog {
  const catalog = sourceCatalog(paths);
  if (!existsSync(paths.overrides)) return { catalog, providers: [] };
  const known = new Set(catalog.models.flatMap(({ endpoints }) => endpoints.map(({ provider }) => provider)));
  for (const { id } of providers) known.add(id);
  const overrides = readOverrides(JSON.parse(readFileSync(paths.overrides, 'utf8')), known, variable);
  return { catalog: applyOverrides(catalog, overrides.models), providers: overrides.providers };
}
