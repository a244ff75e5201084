import { type JsonObject } from '../call';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string at `name`, or undefined for anything else. */
export function stringAt(source: JsonObject, name: string): string | undefined {
  const value = source[name];
  return typeof value === 'string' ? value : undefined;
}
