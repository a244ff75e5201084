import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readCatalog, writeCatalog } from '../catalog/file/catalog-file';
import { refreshedCatalog } from '../catalog/import/refresh';
import { formatReport } from '../catalog/import/report-text';
import { SHIPPED_CATALOG } from './project-paths';

/** Makes the shipped catalogue from a copy of https://models.dev/api.json that has its date in the file's name. */
export async function run(source?: string, target = SHIPPED_CATALOG): Promise<void> {
  const date = /\d{4}-\d{2}-\d{2}/.exec(basename(source ?? ''))?.[0];
  if (!source || !date) throw new Error('Usage: catalog:import <models.dev-YYYY-MM-DD.json> [<catalogue>]');
  const previous = existsSync(target) ? readCatalog(target) : undefined;
  const { catalog, report } = refreshedCatalog({ text: readFileSync(source, 'utf8'), date }, previous);
  writeCatalog(target, catalog);
  console.log(formatReport(report));
  return Promise.resolve();
}
