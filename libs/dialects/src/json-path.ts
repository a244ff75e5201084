import { type Extra, type JsonObject } from './call';

/** The path of a field: `messages[0].name`, or `metadata["a.b"]` where the key would read as a path itself. */
export function pathOfField(owner: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${owner}[${JSON.stringify(key)}]`;
  return owner === '' ? key : `${owner}.${key}`;
}

/** The path of an element of a list. */
export function pathOfElement(list: string, index: number): string {
  return `${list}[${index}]`;
}

/** The keys along a path, numbers for elements of lists. */
export function keysOf(path: string): (string | number)[] {
  const steps = path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w$-]+)/g);
  return Array.from(steps, ([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? plain! : (JSON.parse(quoted) as string);
  });
}

/** Puts each extra field back where it stood: for a body written in the dialect that it came in. Changes `body`. */
export function restoreExtras(body: JsonObject, extras: readonly Extra[]): void {
  for (const { path, value } of extras) {
    const keys = keysOf(path);
    const last = keys.pop();
    let owner = body as Record<string | number, unknown>;
    for (const [at, key] of keys.entries()) {
      // `Object.hasOwn`: a client may name a field `__proto__`.
      if (!Object.hasOwn(owner, key) || typeof owner[key] !== 'object' || owner[key] === null) {
        define(owner, key, typeof (keys[at + 1] ?? last) === 'number' ? [] : {});
      }
      owner = owner[key] as Record<string | number, unknown>;
    }
    if (last !== undefined) define(owner, last, value);
  }
}

function define(owner: Record<string | number, unknown>, key: string | number, value: unknown): void {
  Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
}
