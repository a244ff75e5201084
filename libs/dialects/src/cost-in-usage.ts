import { type JsonObject } from './call';

/**
 * Puts our cost into the text of a reply, between the vendor's own bytes; undefined where that cannot be done, because the vendor
 * names a cost of its own or the text has more than one `usage`.
 * @param usage the object that the text holds under that key
 */
export function insertCost(text: string, usage: JsonObject, usd: number): string | undefined {
  const at = usage['cost'] === undefined ? firstFieldOfUsage(text) : -1;
  return at < 0 ? undefined : `${text.slice(0, at)}"cost":${usd},${text.slice(at)}`;
}

const USAGE = '"usage"';
const OPENING = /\s*:\s*\{\s*(?=")/y;

/** Where the first field of the only `usage` begins; −1 without one. Inside a string its quotes would be escaped. */
function firstFieldOfUsage(text: string): number {
  const key = text.indexOf(USAGE);
  if (key < 0 || text.indexOf(USAGE, key + USAGE.length) >= 0) return -1;
  OPENING.lastIndex = key + USAGE.length;
  return OPENING.test(text) ? OPENING.lastIndex : -1;
}
