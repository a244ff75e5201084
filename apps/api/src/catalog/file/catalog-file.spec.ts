import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatCatalog, readCatalog, writeCatalog } from './catalog-file';
import { checkCatalog } from './check-catalog';

const catalog = (date: string) =>
  checkCatalog({
    source: 'test',
    date,
    models: ['one', 'two'].map((slug) => ({
      id: `acme/${slug}`,
      author: 'acme',
      name: slug,
      aliases: [slug],
      kind: 'chat',
      inputModalities: ['text'],
      outputModalities: ['text'],
      capabilities: {},
      endpoints: [{ provider: 'openai', upstreamModel: slug, price: null }],
    })),
  });

describe('the catalogue file', () => {
  let directory: string;
  let path: string;
  let previous: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'nuvra-catalog-'));
    path = join(directory, 'catalog.json');
    previous = join(directory, 'catalog.previous.json');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('reads back as it was written, one model a line', () => {
    writeCatalog(path, catalog('2026-09-27'));
    expect(readCatalog(path)).toEqual(catalog('2026-09-27'));
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{"id":')),
    ).toHaveLength(2);
  });

  it('keeps the one that it replaces, and leaves nothing else behind', () => {
    writeCatalog(path, catalog('2026-09-26'), { keepAs: previous });
    expect(readdirSync(directory)).toEqual(['catalog.json']);
    writeCatalog(path, catalog('2026-09-27'), { keepAs: previous });
    expect(readCatalog(path).date).toBe('2026-09-27');
    expect(readCatalog(previous).date).toBe('2026-09-26');
    expect(readdirSync(directory).sort()).toEqual(['catalog.json', 'catalog.previous.json']);
  });

  it('that was cut short is refused', () => {
    writeFileSync(path, formatCatalog(catalog('2026-09-27')).slice(0, -20));
    expect(() => readCatalog(path)).toThrow(SyntaxError);
  });
});
