import { type JsonObject } from '../call';
import { asObject } from '../json';

export function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The position of a choice: OpenAI makes 128 at most, and what a stranger numbers higher must not make a list of that length. */
export function asIndex(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 128 ? value : undefined;
}

/** The object that a JSON text holds, or undefined where it holds none. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
