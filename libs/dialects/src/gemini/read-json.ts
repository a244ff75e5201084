import { type JsonObject } from '../call';
import { isObject } from '../json';

/** The objects of a list; none where `value` is no list. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Parses JSON text; undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether JSON text holds a whole number that a double cannot hold, so that parsing it would change it. */
export function holdsUnsafeNumber(json: string): boolean {
  const outsideStrings = json.replace(/"(?:[^"\\]|\\.)*"/gs, '""');
  return (outsideStrings.match(/-?\d{16,}(?![\d.eE])/g) ?? []).some((digits) => !Number.isSafeInteger(Number(digits)));
}
