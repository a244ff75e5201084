import { type OutputFormat, type SettingName, type Settings } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields, wrongType } from '../fields';
import { isObject } from '../json';
import { readCacheControl } from './cache-control';
import { type Found, type FoundReasoning, readReasoningSettings } from './read-reasoning-settings';
import { readToolChoice } from './read-tool-choice';

type Reader<Value> = (body: Fields) => Found<Value> | undefined;

/** How each setting is read. Where the format has two names for one thing, the newer one wins and the other stays unknown. */
export const READERS: {
  readonly [Name in Exclude<SettingName, keyof FoundReasoning>]: Reader<NonNullable<Settings[Name]>>;
} = {
  maxOutputTokens: (body) => at(body, named(body, 'max_completion_tokens', 'max_tokens'), positiveInteger),
  temperature: (body) => at(body, 'temperature', number),
  topP: (body) => at(body, 'top_p', number),
  topK: (body) => at(body, 'top_k', number),
  stopSequences: (body) => at(body, 'stop', readStop),
  seed: (body) => at(body, 'seed', number),
  frequencyPenalty: (body) => at(body, 'frequency_penalty', number),
  presencePenalty: (body) => at(body, 'presence_penalty', number),
  logitBias: (body) => at(body, 'logit_bias', readLogitBias),
  logprobs: (body) => at(body, 'logprobs', (from, key) => from.boolean(key)),
  topLogprobs: (body) => at(body, 'top_logprobs', number),
  choices: (body) => at(body, 'n', positiveInteger),
  toolChoice: (body) => at(body, 'tool_choice', readToolChoice),
  parallelToolCalls: (body) => at(body, 'parallel_tool_calls', (from, key) => from.boolean(key)),
  outputFormat: (body) => at(body, 'response_format', readOutputFormat),
  verbosity: (body) => at(body, 'verbosity', (from, key) => from.word(key, ['low', 'medium', 'high'])),
  serviceTier: (body) => at(body, 'service_tier', string),
  endUser: (body) => at(body, named(body, 'safety_identifier', 'user'), string),
  metadata: (body) => at(body, 'metadata', readMetadata),
  promptCacheKey: (body) => at(body, 'prompt_cache_key', string),
  promptCaching: (body) => at(body, 'cache_control', (from) => readCacheControl(from).cacheControl),
  // The format has no such field; what it names has fields of its own here.
  include: () => undefined,
  store: (body) => at(body, 'store', (from, key) => from.boolean(key)),
};

/**
 * Reads every setting that the body has.
 * @throws {InvalidRequest} for a value of a type that no vendor takes
 */
export function readSettings(
  body: Fields,
  readers: { readonly [Name in keyof typeof READERS]: Reader<unknown> } = READERS,
): {
  readonly settings: Settings;
  readonly settingPaths: Partial<Record<SettingName, string>>;
} {
  const settings: Record<string, unknown> = {};
  const settingPaths: Partial<Record<SettingName, string>> = {};
  const names = Object.keys(readers) as (keyof typeof READERS)[];
  const found = Object.fromEntries(names.map((name) => [name, readers[name](body)]));
  for (const [name, setting] of Object.entries({ ...found, ...readReasoningSettings(body) })) {
    if (setting === undefined) continue;
    settings[name] = setting.value;
    settingPaths[name as SettingName] = setting.path;
  }
  return { settings, settingPaths };
}

/** The setting as `read` finds it in the field `key`. */
export function at<Value>(
  body: Fields,
  key: string,
  read: (body: Fields, key: string) => Value | undefined,
): Found<Value> | undefined {
  const value = read(body, key);
  return value === undefined ? undefined : { value, path: body.pathOf(key) };
}

/** The first of two names for one field that the body uses. */
function named(body: Fields, newer: string, older: string): string {
  return (body.raw[newer] ?? undefined) === undefined ? older : newer;
}

const number = (body: Fields, key: string): number | undefined => body.number(key);
const string = (body: Fields, key: string): string | undefined => body.string(key);

/** What a call may cost is held in advance: a cap or a count that is no whole number above zero has no cost. */
function positiveInteger(body: Fields, key: string): number | undefined {
  const value = body.number(key);
  if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
    throw new InvalidRequest(`'${key}' must be a whole number above zero.`, key, 'invalid_value');
  }
  return value;
}

function readStop(body: Fields, key: string): readonly string[] | undefined {
  const value = body.any(key);
  if (value === undefined) return undefined;
  const sequences: unknown[] = Array.isArray(value) ? value : [value];
  if (!sequences.every((sequence) => typeof sequence === 'string')) {
    throw wrongType(body.pathOf(key), 'a string or an array of strings');
  }
  return sequences;
}

function readLogitBias(body: Fields, key: string): Record<string, number> | undefined {
  const value = body.any(key);
  if (value === undefined) return undefined;
  if (!isObject(value) || !hasOnly(value, 'number')) throw wrongType(body.pathOf(key), 'an object of numbers');
  return value;
}

/** OpenAI takes strings only; richer metadata is another vendor's extension and stays unknown. */
function readMetadata(body: Fields, key: string): Record<string, string> | undefined {
  const value = body.raw[key];
  if (!isObject(value) || !hasOnly(value, 'string')) return undefined;
  body.any(key);
  return value;
}

function hasOnly<Type extends 'number' | 'string'>(
  value: Record<string, unknown>,
  type: Type,
): value is Record<string, Type extends 'number' ? number : string> {
  return Object.values(value).every((item) => typeof item === type);
}

function readOutputFormat(body: Fields, key: string): OutputFormat | undefined {
  const format = body.raw[key];
  const type = isObject(format) ? format['type'] : undefined;
  if (type !== 'text' && type !== 'json_object' && type !== 'json_schema') return undefined;
  const wanted = body.required(key, body.fields(key));
  wanted.any('type');
  if (type !== 'json_schema') return wanted.close({ kind: type === 'text' ? 'text' : 'json-object' });

  const form = wanted.required('json_schema', wanted.fields('json_schema'));
  const [name, description] = [form.string('name'), form.string('description')];
  const strict = form.boolean('strict');
  const schema = form.any('schema') ?? {};
  if (!isObject(schema)) throw wrongType(form.pathOf('schema'), 'an object');
  form.close(undefined);
  return wanted.close({
    kind: 'json-schema',
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    schema,
    ...(strict !== undefined && { strict }),
  });
}
