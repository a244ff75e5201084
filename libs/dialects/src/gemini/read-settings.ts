import { type OutputFormat, type ReasoningSetting, type SettingName, type Settings, type ToolChoice } from '../call';
import { InvalidRequest } from '../dialect';
import { Fields, wrongType } from '../fields';
import { isObject } from '../json';
import { readOpenApiSchema } from './openapi-schema';

/** What was read of one setting, and the field it stood in. */
interface Found<Value> {
  readonly value: Value;
  readonly path: string;
}

/** Where settings stand. */
interface Source {
  readonly body: Fields;
  readonly config: Fields;
  readonly thinking: Fields;
  readonly calling: Fields;
}

type Reader<Value> = (source: Source) => Found<Value> | undefined;

/** How each setting is read; `never` stands for those that Gemini has not. */
const READERS: { readonly [Name in SettingName]: Reader<NonNullable<Settings[Name]>> } = {
  maxOutputTokens: ({ config }) => at(config, 'maxOutputTokens', positiveInteger),
  temperature: ({ config }) => at(config, 'temperature', number),
  topP: ({ config }) => at(config, 'topP', number),
  topK: ({ config }) => at(config, 'topK', number),
  stopSequences: ({ config }) => at(config, 'stopSequences', strings),
  seed: ({ config }) => at(config, 'seed', number),
  frequencyPenalty: ({ config }) => at(config, 'frequencyPenalty', number),
  presencePenalty: ({ config }) => at(config, 'presencePenalty', number),
  logitBias: never,
  logprobs: ({ config }) => at(config, 'responseLogprobs', (from, key) => from.boolean(key)),
  topLogprobs: ({ config }) => at(config, 'logprobs', number),
  choices: ({ config }) => at(config, 'candidateCount', positiveInteger),
  toolChoice: readToolChoice,
  parallelToolCalls: never,
  outputFormat: readOutputFormat,
  reasoning: readReasoning,
  reasoningSummary: ({ thinking }) => at(thinking, 'includeThoughts', readSummary),
  verbosity: never,
  serviceTier: ({ body }) => at(body, 'serviceTier', readServiceTier),
  endUser: never,
  metadata: never,
  promptCacheKey: never,
  promptCaching: never,
  include: never,
  store: ({ body }) => at(body, 'store', (from, key) => from.boolean(key)),
};

/**
 * Reads every setting that the body has.
 * @throws {InvalidRequest} for a value of a type that no vendor takes
 */
export function readSettings(body: Fields): {
  readonly settings: Settings;
  readonly settingPaths: Partial<Record<SettingName, string>>;
} {
  const config = fieldsOf(body, 'generationConfig');
  const thinking = fieldsOf(config, 'thinkingConfig');
  const toolConfig = fieldsOf(body, 'toolConfig');
  const calling = fieldsOf(toolConfig, 'functionCallingConfig');
  const settings: Record<string, unknown> = {};
  const settingPaths: Partial<Record<SettingName, string>> = {};
  for (const name of Object.keys(READERS) as SettingName[]) {
    const found = READERS[name]({ body, config, thinking, calling });
    if (found === undefined) continue;
    settings[name] = found.value;
    settingPaths[name] = found.path;
  }
  for (const read of [config, thinking, toolConfig, calling]) read.close(undefined);
  return { settings, settingPaths };
}

/** The object of a field, an empty one where there is none. */
function fieldsOf(owner: Fields, key: string): Fields {
  return owner.fields(key) ?? Fields.of({}, owner.pathOf(key), owner.extras);
}

function at<Value>(
  fields: Fields,
  key: string,
  read: (fields: Fields, key: string) => Value | undefined,
): Found<Value> | undefined {
  const value = read(fields, key);
  return value === undefined ? undefined : { value, path: fields.pathOf(key) };
}

const number = (fields: Fields, key: string): number | undefined => fields.number(key);

function never(): undefined {
  return undefined;
}

/** What a call may cost is held in advance: a cap or a count that is no whole number above zero has no cost. */
function positiveInteger(fields: Fields, key: string): number | undefined {
  const value = fields.number(key);
  const path = fields.pathOf(key);
  if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
    throw new InvalidRequest(`'${path}' must be a whole number above zero.`, path, 'invalid_value');
  }
  return value;
}

function strings(fields: Fields, key: string): readonly string[] | undefined {
  const values = fields.list(key);
  if (values?.every((value) => typeof value === 'string') === false) {
    throw wrongType(fields.pathOf(key), 'an array of strings');
  }
  return values;
}

/** The word that other dialects have for it. */
function readServiceTier(fields: Fields, key: string): string | undefined {
  const tier = fields.string(key);
  return tier === 'standard' ? 'default' : tier;
}

function readSummary(fields: Fields, key: string): 'auto' | 'none' | undefined {
  const isIncluded = fields.boolean(key);
  return isIncluded === undefined ? undefined : isIncluded ? 'auto' : 'none';
}

const EFFORTS = { MINIMAL: 'minimal', LOW: 'low', MEDIUM: 'medium', HIGH: 'high' } as const;
const LEVELS = Object.keys(EFFORTS) as (keyof typeof EFFORTS)[];

/** A level, a budget in tokens (−1: as many as the model finds right), or both. The vendor's own examples write levels in lower case too. */
function readReasoning({ thinking }: Source): Found<ReasoningSetting> | undefined {
  const level = LEVELS.find((word) => word === String(thinking.raw['thinkingLevel']).toUpperCase());
  if (level) thinking.any('thinkingLevel');
  const effort = level && { effort: EFFORTS[level] };
  const tokens = thinking.number('thinkingBudget');
  const path = thinking.pathOf(tokens === undefined ? 'thinkingLevel' : 'thinkingBudget');
  if (tokens === undefined) return effort && { value: { kind: 'effort', ...effort }, path };
  return { value: tokens < 0 ? { kind: 'adaptive', ...effort } : { kind: 'budget', tokens, ...effort }, path };
}

/** `VALIDATED`, which is `AUTO` held to the schemas, has a word here only with a list of functions; without one it stays as it is. */
function readToolChoice({ calling }: Source): Found<ToolChoice> | undefined {
  const path = calling.pathOf('mode');
  const { allowedFunctionNames } = calling.raw;
  const isListed = Array.isArray(allowedFunctionNames) && allowedFunctionNames.length > 0;
  const mode = calling.word('mode', isListed ? ['ANY', 'VALIDATED', 'AUTO', 'NONE'] : ['ANY', 'AUTO', 'NONE']);
  if (mode === undefined) return undefined;
  if (mode === 'AUTO' || mode === 'NONE') return { value: { kind: mode === 'AUTO' ? 'auto' : 'none' }, path };
  if (!isListed) return { value: { kind: 'required' }, path };
  const names = strings(calling, 'allowedFunctionNames') ?? [];
  const [name] = names;
  if (mode === 'ANY' && names.length === 1 && name !== undefined) return { value: { kind: 'tool', name }, path };
  return { value: { kind: 'allowed', mode: mode === 'ANY' ? 'required' : 'auto', names }, path };
}

/** A schema makes the answer JSON; other media types than JSON and plain text stay as they are. */
function readOutputFormat({ config }: Source): Found<OutputFormat> | undefined {
  const { responseMimeType: type, responseJsonSchema, responseSchema } = config.raw;
  const isJson = (type ?? 'application/json') === 'application/json';
  const key = (responseJsonSchema ?? undefined) === undefined ? 'responseSchema' : 'responseJsonSchema';
  const schema = responseJsonSchema ?? responseSchema;
  if (isJson && isObject(schema)) {
    config.any('responseMimeType');
    config.any(key);
    const neutral = key === 'responseSchema' ? readOpenApiSchema(schema) : schema;
    return { value: { kind: 'json-schema', schema: neutral }, path: config.pathOf(key) };
  }
  const plain = config.word('responseMimeType', ['application/json', 'text/plain']);
  if (plain === undefined) return undefined;
  return {
    value: { kind: plain === 'text/plain' ? 'text' : 'json-object' },
    path: config.pathOf('responseMimeType'),
  };
}
