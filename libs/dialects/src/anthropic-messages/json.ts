import { type JsonObject } from '../call';

/** The string at `name`, or undefined for anything else. */
export function stringAt(source: JsonObject, name: string): string | undefined {
  const value = source[name];
  return typeof value === 'string' ? value : undefined;
}
