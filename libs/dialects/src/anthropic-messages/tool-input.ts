import { type JsonObject } from '../call';
import { isObject } from '../json';

/**
 * The input of a tool call whose arguments are `text`. Anthropic's is an object always: arguments that are none, since models do
 * write invalid JSON, stand in it as one string under `arguments`, and it is not exact.
 */
export function readInput(text: string): { readonly input: JsonObject; readonly isExact: boolean } {
  if (text.trim() === '') return { input: {}, isExact: true };
  const input = parseJson(text);
  return isObject(input) ? { input, isExact: true } : { input: { arguments: text }, isExact: false };
}

/** What a JSON text holds; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
