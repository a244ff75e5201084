import { describe, expect, it } from 'vitest';
import { type Extra, type JsonObject } from './call';
import { isObject } from './json';
import { keysOf, pathOfElement, pathOfField, restoreExtras } from './json-path';
import { seededRandom } from './testing/split-stream';

describe('a path', () => {
  it.each<[string, (string | number)[]]>([
    ['model', ['model']],
    ['messages[0].content[12].text', ['messages', 0, 'content', 12, 'text']],
    ['metadata["a.b"]', ['metadata', 'a.b']],
    ['metadata["a[0]"].x-y', ['metadata', 'a[0]', 'x-y']],
    ['$schema.0', ['$schema', '0']],
    ['["say \\"hi\\""]', ['say "hi"']],
    ['x["\\\\"]', ['x', '\\']],
    ['x[""]', ['x', '']],
    ['__proto__.a', ['__proto__', 'a']],
  ])('%s has its keys', (path, keys) => {
    expect(keysOf(path)).toEqual(keys);
    expect(pathTo(keys)).toBe(path);
  });

  it('leads back to its keys, whatever they hold', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 2000; round++) {
      const keys = [anyKey(random), ...Array.from({ length: 3 }, () => (random() < 0.3 ? 7 : anyKey(random)))];
      expect(keysOf(pathTo(keys))).toEqual(keys);
    }
  });
});

describe('extra fields return to their places', () => {
  it.each<[string, JsonObject, Extra[], JsonObject]>([
    ['at the top', { a: 1 }, [{ path: 'b', value: 2 }], { a: 1, b: 2 }],
    ['in an element', { list: [{ a: 1 }] }, [{ path: 'list[0].b', value: 2 }], { list: [{ a: 1, b: 2 }] }],
    ['in objects that nobody wrote', {}, [{ path: 'a.b.c', value: 1 }], { a: { b: { c: 1 } } }],
    ['in lists that nobody wrote', {}, [{ path: 'a[0].b', value: 1 }], { a: [{ b: 1 }] }],
    ['where something else was written', { a: null }, [{ path: 'a.b', value: 1 }], { a: { b: 1 } }],
    [
      'several in one',
      {},
      [
        { path: 'a.b', value: 1 },
        { path: 'a.c', value: [2] },
      ],
      { a: { b: 1, c: [2] } },
    ],
  ])('%s', (_where, body, extras, expected) => {
    restoreExtras(body, extras);
    expect(body).toEqual(expected);
  });

  it('without touching a prototype', () => {
    const body: JsonObject = {};
    restoreExtras(body, [
      { path: '__proto__.polluted', value: true },
      { path: 'constructor.prototype.polluted', value: true },
    ]);
    expect(({} as JsonObject)['polluted']).toBeUndefined();
    expect(JSON.stringify(body)).toBe('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
  });

  it('so that a body taken apart is whole again', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const body = anyObject(random, 3);
      const kept = structuredClone(body);
      const extras: Extra[] = [];
      takeApart(kept, '', extras, random);
      restoreExtras(kept, extras);
      expect({ seed, kept }).toEqual({ seed, kept: body });
    }
  });
});

function pathTo(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? pathOfElement(path, key) : pathOfField(path, key)),
    '',
  );
}

function anyKey(random: () => number): string {
  const letters = ['a', 'B', '0', '_', '$', '-', '.', '[', ']', '"', '\\', ' ', 'č', '\n'];
  return Array.from(
    { length: 1 + Math.floor(random() * 4) },
    () => letters[Math.floor(random() * letters.length)],
  ).join('');
}

function anyObject(random: () => number, depth: number): JsonObject {
  const entries = Array.from({ length: 1 + Math.floor(random() * 3) }, () => [anyKey(random), anyValue(random, depth)]);
  return Object.fromEntries(entries) as JsonObject;
}

function anyValue(random: () => number, depth: number): unknown {
  if (depth === 0 || random() < 0.4) return Math.floor(random() * 10);
  if (random() < 0.5) return anyObject(random, depth - 1);
  return Array.from({ length: Math.floor(random() * 3) }, () => anyValue(random, depth - 1));
}

/** Takes fields of objects out at random; elements of lists stay, as they do in a call. */
function takeApart(value: unknown, path: string, extras: Extra[], random: () => number): void {
  if (Array.isArray(value)) value.forEach((item, index) => takeApart(item, pathOfElement(path, index), extras, random));
  if (!isObject(value)) return;
  for (const [key, field] of Object.entries(value)) {
    const at = pathOfField(path, key);
    if (random() < 0.4) {
      extras.push({ path: at, value: field });
      delete value[key];
    } else takeApart(field, at, extras, random);
  }
}
