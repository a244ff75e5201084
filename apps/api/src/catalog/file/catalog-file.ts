import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Catalog } from './catalog';
import { checkCatalog } from './check-catalog';

/** The text of a catalogue: one model a line, so that a change of one model is a change of one line. */
export function formatCatalog({ source, date, models }: Catalog): string {
  const head = `{\n"source": ${JSON.stringify(source)},\n"date": ${JSON.stringify(date)},\n"models": [\n`;
  return `${head}${models.map((model) => JSON.stringify(model)).join(',\n')}\n]}\n`;
}

/**
 * Reads and checks a catalogue.
 * @throws {FaultyFile} when it is not one; {SyntaxError} when it is not JSON
 */
export function readCatalog(path: string): Catalog {
  return checkCatalog(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * Writes a catalogue so that a reader sees the old one or the new one, never half of one. With `keepAs`, the file that it replaces is
 * kept under that path: the way back from a refresh that turns out wrong.
 */
export function writeCatalog(path: string, catalog: Catalog, { keepAs }: { readonly keepAs?: string } = {}): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, formatCatalog(catalog), { flush: true });
    if (keepAs !== undefined && existsSync(path)) {
      writeFileSync(`${keepAs}.${process.pid}.tmp`, readFileSync(path), { flush: true });
      renameSync(`${keepAs}.${process.pid}.tmp`, keepAs);
    }
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
