import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readCatalog, writeCatalog } from '../../apps/api/src/catalog/catalog-file.ts';
import { refreshedCatalog } from '../../apps/api/src/catalog/import/refresh.ts';
import { formatReport } from '../../apps/api/src/catalog/import/report-text.ts';

/**
 * Makes the shipped catalogue from a copy of https://models.dev/api.json:
 *   node tools/catalog/import.ts <file> [<catalogue>] [--date YYYY-MM-DD]
 * The date is that in the file's name unless given. Git keeps the last good copy.
 */
function main(): void {
  const words = process.argv.slice(2);
  const flag = words.indexOf('--date');
  const given = flag < 0 ? undefined : words.splice(flag, 2)[1];
  const [source, target = resolve(import.meta.dirname, '../../apps/api/assets/catalog.json')] = words;
  const date = given ?? /\d{4}-\d{2}-\d{2}/.exec(basename(source ?? ''))?.[0];
  if (source === undefined || date === undefined) {
    throw new Error('Usage: node tools/catalog/import.ts <models.dev json> [<catalogue>] [--date YYYY-MM-DD]');
  }
  const previous = existsSync(target) ? readCatalog(target) : undefined;
  const { catalog, report } = refreshedCatalog({ text: readFileSync(source, 'utf8'), date }, previous);
  writeCatalog(target, catalog);
  console.log(formatReport(report));
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
