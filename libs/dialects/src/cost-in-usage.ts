import { type JsonObject } from './call';

/**
 * Puts our cost into the text of a reply, between the vendor's own bytes; undefined where that cannot be done, because the vendor
 * names a cost of its own or the text has more than one such object.
 * @param usage the object that the text holds under `key`
 */
export function insertCost(text: string, usage: JsonObject, usd: number, key = 'usage'): string | undefined {
  const at = usage['cost'] === undefined ? firstFieldOf(key, text) : undefined;
  return at === undefined ? undefined : `${text.slice(0, at)}"cost":${usd},${text.slice(at)}`;
}

const OPENING = /\s*:\s*\{\s*(?=")/y;

/** Where the first field of the only object of that name begins. Inside a string the quotes of a name would be escaped. */
function firstFieldOf(key: string, text: string): number | undefined {
  const name = `"${key}"`;
  const start = text.indexOf(name);
  const end = start + name.length;
  if (start < 0 || text.includes(name, end)) return undefined;
  OPENING.lastIndex = end;
  return OPENING.test(text) ? OPENING.lastIndex : undefined;
}
