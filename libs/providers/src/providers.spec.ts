import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { providers } from './providers';

describe('providers', () => {
  it('have ids and environment prefixes of their own', () => {
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
    expect(new Set(providers.map(({ environmentPrefix }) => environmentPrefix)).size).toBe(providers.length);
  });

  it.each(providers.map((provider) => [provider.id, provider] as const))(
    '%s is called over https, with its key in a header',
    (_id, provider) => {
      expect(provider.baseUrl).toMatch(/^https:\/\/[^/]+(\/[^/]+)*$/);
      const headers = provider.headers('the-key');
      expect(Object.values(headers).some((value) => value.includes('the-key'))).toBe(true);
      for (const name of Object.keys(headers)) expect(name).toBe(name.toLowerCase());
      for (const stream of [false, true]) {
        const path = provider.completionPath('a/model', stream);
        expect(path).toMatch(/^\//);
        // The key never stands in a URL: URLs are logged.
        expect(path).not.toContain('key');
      }
    },
  );

  it('gemini streams as server-sent events, the model’s name escaped', () => {
    const gemini = providers.find(({ id }) => id === 'gemini');
    expect(gemini?.completionPath('a b/c', true)).toBe('/v1beta/models/a%20b%2Fc:streamGenerateContent?alt=sse');
    expect(gemini?.completionPath('gemini-2.5-flash', false)).toBe('/v1beta/models/gemini-2.5-flash:generateContent');
  });

  it('pass a client’s request through untranslated exactly where they speak the dialect', () => {
    const untranslated = providers.filter(({ sameDialect }) => sameDialect).map(({ id }) => id);
    expect(untranslated).toEqual(['openai', 'deepseek']);
    for (const { dialect, sameDialect } of providers) if (sameDialect) expect(sameDialect.id).toBe(dialect.id);
  });

  // Vendors whose name is also a dialect's are left out: the dialect's name is no mention of the provider.
  it.each(['deepseek'])(
    '%s is named in its folder and in the list of providers, and nowhere else in the code',
    (id) => {
      const root = resolve(import.meta.dirname, '../../..');
      const mentions = ['apps/api/src', 'apps/console/src', 'libs/providers/src', 'libs/dialects/src']
        .flatMap((folder) => sourceFiles(join(root, folder)))
        .filter((file) => codeOf(file).toLowerCase().includes(id))
        .map((file) => relative(root, file));
      expect(mentions.filter((file) => !MAY_NAME_PROVIDERS.some((allowed) => file.startsWith(allowed)))).toEqual([]);
    },
  );
});

/** The list, the catalogue's mapping of other people's names, and the stand-ins for vendors. */
const MAY_NAME_PROVIDERS = [
  'libs/providers/src/deepseek/',
  'libs/providers/src/providers.ts',
  'apps/api/src/catalog/import/',
  'apps/api/src/demo/',
];

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
