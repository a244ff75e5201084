import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { saysNothing } from '../fields';
import { pathOfField } from '../json-path';

/* The fields of a reply that the readers know, by the object they stand in. All others are extras. */

/** Of a completion or chunk. `obfuscation` is noise of random length, which OpenAI adds to chunks against eavesdroppers. */
export const REPLY_FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'object', 'created', 'model', 'choices', 'usage', 'service_tier', 'x_groq', 'error', 'obfuscation'],
]);

/** `usage` is Moonshot's; `native_finish_reason` and `error` are OpenRouter's. */
export const CHOICE_FIELDS: ReadonlySet<string> = new Set([
  ...['index', 'message', 'delta', 'finish_reason', 'native_finish_reason', 'logprobs', 'usage', 'error'],
]);

export const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  ...['role', 'content', 'refusal', 'reasoning', 'reasoning_content', 'reasoning_details'],
  ...['tool_calls', 'annotations', 'images', 'audio'],
]);

export const LOGPROBS_FIELDS: ReadonlySet<string> = new Set(['content', 'refusal']);

/** `extra_content` is Google's, see `callProof`. */
export const CALL_FIELDS: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function', 'extra_content']);

export const FUNCTION_FIELDS: ReadonlySet<string> = new Set(['name', 'arguments']);

/** Reads what no reader knows. A stream repeats most such fields in every chunk: each value is told once. */
export class ExtraReader {
  private readonly told = new Map<string, unknown>();

  /** @param path of the object, as in a JSON reply */
  read(object: JsonObject, known: ReadonlySet<string>, path: string): ReplyEvent[] {
    let extras: ReplyEvent[] | undefined;
    for (const key in object) {
      if (!known.has(key)) (extras ??= []).push(...this.tell(pathOfField(path, key), object[key]));
    }
    return extras ?? NONE;
  }

  /** One field, unless it says nothing or was told. */
  tell(path: string, value: unknown): ReplyEvent[] {
    if (saysNothing(value) || isSame(value, this.told.get(path))) return NONE;
    this.told.set(path, value);
    return [{ type: 'extra', dialect: 'openai-chat', path, value }];
  }
}

const NONE: ReplyEvent[] = [];

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
