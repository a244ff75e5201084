import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { providers } from './providers';

const ROOT = resolve(import.meta.dirname, '../../..');
const CODE = ['apps/api/src', 'apps/console/src', 'libs/providers/src', 'libs/dialects/src'];
/**
 * The catalogue's mapping of other people's names, the stand-ins for vendors, OpenRouter's names for the tokenizers of models' authors, and what
 * is generated from our own documentation.
 */
const MAY_NAME_PROVIDERS = [
  'libs/providers/src/providers.ts',
  'apps/api/src/catalog/import/',
  'apps/api/src/demo/',
  'apps/api/src/models/listed-model.ts',
  'apps/api/src/metadata.ts',
];
/** Names of dialects and their authors, and a word of the language: their mention is no mention of the provider. */
const OTHER_MEANINGS = ['openai', 'anthropic', 'gemini', 'openrouter', 'together'];

describe('providers', () => {
  it('have ids, names and environment prefixes of their own', () => {
    for (const field of ['id', 'name', 'environmentPrefix'] as const) {
      expect(new Set(providers.map((provider) => provider[field])).size).toBe(providers.length);
    }
  });

  it('speak each dialect once', () => {
    for (const { apis } of providers) expect(new Set(apis.map(({ dialect }) => dialect.id)).size).toBe(apis.length);
  });

  it('without an address of their own say what one looks like', () => {
    for (const { baseUrl, exampleBaseUrl } of providers)
      expect(baseUrl === undefined).toBe(exampleBaseUrl !== undefined);
  });

  it('gemini streams as server-sent events, the model’s name escaped', () => {
    const [api] = providers.find(({ id }) => id === 'gemini')!.apis;
    expect(api.path('a b/c', true)).toBe('/v1beta/models/a%20b%2Fc:streamGenerateContent?alt=sse');
    expect(api.path('gemini-2.5-flash', false)).toBe('/v1beta/models/gemini-2.5-flash:generateContent');
  });

  it.each(providers.map(({ id }) => id).filter((id) => !OTHER_MEANINGS.includes(id)))(
    '%s is named in its folder and in the list of providers, and nowhere else in the code',
    (id) => {
      const word = new RegExp(`(?<![a-z_])${id}(?![a-z])`, 'i');
      const mentions = CODE.flatMap((folder) => sourceFiles(join(ROOT, folder)))
        .filter((file) => word.test(codeOf(file)))
        .map((file) => relative(ROOT, file));
      const allowed = [...MAY_NAME_PROVIDERS, `libs/providers/src/${id}/`];
      expect(mentions.filter((file) => !allowed.some((start) => file.startsWith(start)))).toEqual([]);
    },
  );
});

/** A file without its comments: those may tell where a wire format comes from. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts') ? [path] : [];
  });
}
