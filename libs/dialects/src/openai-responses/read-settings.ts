import { type OutputFormat, type SettingName, type Settings, type ToolChoice } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields, wrongType } from '../fields';
import { asList, isObject } from '../json';
import { EFFORTS } from '../reasoning-effort';

/** What was read of one setting, and the field it stood in. */
interface Found<Value> {
  readonly value: Value;
  readonly path: string;
}

/** Where settings stand: at the top, or in one of two objects. */
interface Source {
  readonly body: Fields;
  readonly reasoning?: Fields;
  readonly text?: Fields;
}

type Reader<Value> = (source: Source) => Found<Value> | undefined;

/** The format has no field for it. */
const lacks = (): undefined => undefined;

/** What asks for log probabilities, which have no field of their own. */
export const LOGPROBS = 'message.output_text.logprobs';

/** How each setting is read. */
const READERS: { readonly [Name in SettingName]: Reader<NonNullable<Settings[Name]>> } = {
  maxOutputTokens: ({ body }) => at(body, 'max_output_tokens', positiveInteger),
  temperature: ({ body }) => at(body, 'temperature', number),
  topP: ({ body }) => at(body, 'top_p', number),
  topK: lacks,
  stopSequences: lacks,
  seed: lacks,
  frequencyPenalty: lacks,
  presencePenalty: lacks,
  logitBias: lacks,
  logprobs: ({ body }) => at(body, 'include', (from, key) => asList(from.raw[key]).includes(LOGPROBS) || undefined),
  topLogprobs: ({ body }) => at(body, 'top_logprobs', number),
  choices: lacks,
  toolChoice: ({ body }) => at(body, 'tool_choice', readToolChoice),
  parallelToolCalls: ({ body }) => at(body, 'parallel_tool_calls', boolean),
  outputFormat: ({ text }) => at(text, 'format', readOutputFormat),
  reasoning: ({ reasoning }) =>
    at(reasoning, 'effort', (from, key) => {
      const effort = from.word(key, EFFORTS);
      return effort && { kind: 'effort', effort };
    }),
  reasoningSummary: ({ reasoning }) =>
    at(reasoning, 'summary', (from, key) => from.word(key, ['auto', 'concise', 'detailed'])),
  verbosity: ({ text }) => at(text, 'verbosity', (from, key) => from.word(key, ['low', 'medium', 'high'])),
  serviceTier: ({ body }) => at(body, 'service_tier', string),
  // Where both stand the newer one wins, and the other stays unknown.
  endUser: ({ body }) => at(body, 'safety_identifier', string) ?? at(body, 'user', string),
  metadata: ({ body }) => at(body, 'metadata', readMetadata),
  promptCacheKey: ({ body }) => at(body, 'prompt_cache_key', string),
  promptCaching: lacks,
  include: ({ body }) => at(body, 'include', readWords),
  store: ({ body }) => at(body, 'store', boolean),
};

/**
 * Reads every setting that the body has.
 * @throws {InvalidRequest} for a value of a type that no vendor takes
 */
export function readSettings(body: Fields): {
  readonly settings: Settings;
  readonly settingPaths: Partial<Record<SettingName, string>>;
} {
  const source: Source = { body, reasoning: body.fields('reasoning'), text: body.fields('text') };
  const settings: Record<string, unknown> = {};
  const settingPaths: Partial<Record<SettingName, string>> = {};
  for (const name of Object.keys(READERS) as SettingName[]) {
    const found = READERS[name](source);
    if (found === undefined) continue;
    settings[name] = found.value;
    settingPaths[name] = found.path;
  }
  source.reasoning?.close(undefined);
  source.text?.close(undefined);
  return { settings, settingPaths };
}

function at<Value>(
  owner: Fields | undefined,
  key: string,
  read: (owner: Fields, key: string) => Value | undefined,
): Found<Value> | undefined {
  const value = owner && read(owner, key);
  return value === undefined ? undefined : { value, path: owner!.pathOf(key) };
}

const number = (body: Fields, key: string): number | undefined => body.number(key);
const string = (body: Fields, key: string): string | undefined => body.string(key);
const boolean = (body: Fields, key: string): boolean | undefined => body.boolean(key);

/** What a call may cost is held in advance: a cap that is no whole number above zero has no cost. */
function positiveInteger(body: Fields, key: string): number | undefined {
  const value = body.number(key);
  if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
    throw new InvalidRequest(`'${key}' must be a whole number above zero.`, key, 'invalid_value');
  }
  return value;
}

function readWords(body: Fields, key: string): readonly string[] | undefined {
  const words = body.list(key);
  if (words === undefined) return undefined;
  if (!words.every((word) => typeof word === 'string')) throw wrongType(body.pathOf(key), 'an array of strings');
  return words;
}

/** OpenAI takes strings only; richer metadata is another vendor's extension and stays unknown. */
function readMetadata(body: Fields, key: string): Record<string, string> | undefined {
  const value = body.raw[key];
  if (!isObject(value) || !hasStringsOnly(value)) return undefined;
  body.any(key);
  return value;
}

function hasStringsOnly(value: Record<string, unknown>): value is Record<string, string> {
  return Object.values(value).every((item) => typeof item === 'string');
}

/** A word, a function, or a list of functions; the choice of a hosted tool stays unknown. */
function readToolChoice(body: Fields, key: string): ToolChoice | undefined {
  const word = body.word(key, ['auto', 'none', 'required']);
  if (word !== undefined) return { kind: word };
  const choice = body.raw[key];
  if (!isObject(choice)) return undefined;
  if (choice['type'] === 'function') {
    const named = body.required(key, body.fields(key));
    named.any('type');
    return named.close({ kind: 'tool', name: named.required('name', named.string('name')) });
  }
  const names = choice['type'] === 'allowed_tools' ? readFunctionNames(choice['tools']) : undefined;
  const { mode } = choice;
  if (names === undefined || (mode !== 'auto' && mode !== 'required')) return undefined;
  const allowed = body.required(key, body.fields(key));
  for (const known of ['type', 'mode', 'tools']) allowed.any(known);
  return allowed.close({ kind: 'allowed', mode, names });
}

/** The names in a list of functions; undefined where a tool is no function or says more than its name. */
function readFunctionNames(tools: unknown): string[] | undefined {
  const names: string[] = [];
  for (const tool of asList(tools)) {
    if (!isObject(tool) || Object.keys(tool).length !== 2) return undefined;
    const { type, name } = tool;
    if (type !== 'function' || typeof name !== 'string') return undefined;
    names.push(name);
  }
  return names;
}

function readOutputFormat(text: Fields, key: string): OutputFormat | undefined {
  const told = text.raw[key];
  const type = isObject(told) ? told['type'] : undefined;
  if (type !== 'text' && type !== 'json_object' && type !== 'json_schema') return undefined;
  const format = text.required(key, text.fields(key));
  format.any('type');
  if (type !== 'json_schema') return format.close({ kind: type === 'text' ? 'text' : 'json-object' });

  const [name, description] = [format.string('name'), format.string('description')];
  const strict = format.boolean('strict');
  const schema = format.required('schema', format.any('schema'));
  if (!isObject(schema)) throw wrongType(format.pathOf('schema'), 'an object');
  return format.close({
    kind: 'json-schema',
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    schema,
    ...(strict !== undefined && { strict }),
  });
}
