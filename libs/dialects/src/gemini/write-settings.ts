import { type Call, type SettingName, type Settings } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { writeJsonSchema } from './json-schema';
import { type GenerateContentRequest, type WireGenerationConfig } from './wire';
import { writeThinking } from './write-thinking';

/** Where a setting is written, and what it may look at. */
interface Draft {
  readonly config: WireGenerationConfig;
  readonly body: Pick<GenerateContentRequest, 'serviceTier' | 'store'>;
  readonly call: Call;
  readonly target: Target;
  readonly receipt: ReceiptBook;
  /** The setting's path in the client's body. */
  readonly path: string;
}

type Rule<Name extends SettingName> = (value: NonNullable<Settings[Name]>, draft: Draft) => void;

/** A rule for every setting: a new one does not compile until its rule is written. */
type Rules = { readonly [Name in keyof Required<Settings>]: Rule<Name> };

/** https://ai.google.dev/api/generate-content#GenerationConfig */
const RULES: Rules = {
  maxOutputTokens: (value, { config }) => void (config.maxOutputTokens = value),
  temperature: (value, { config }) => void (config.temperature = value),
  topP: (value, { config }) => void (config.topP = value),
  topK: (value, { config }) => void (config.topK = value),
  stopSequences: writeStopSequences,
  seed: writeSeed,
  frequencyPenalty: (value, { config }) => void (config.frequencyPenalty = value),
  presencePenalty: (value, { config }) => void (config.presencePenalty = value),
  logitBias: dropped('Gemini has no bias for single tokens'),
  logprobs: writeLogprobs,
  topLogprobs: (value, { config }) => void (config.logprobs = value),
  choices: (value, { config }) => void (config.candidateCount = value),
  toolChoice: noteToolChoice,
  parallelToolCalls: (value, { receipt, path }) => {
    if (!value) receipt.dropped(path, 'Gemini decides itself whether to call several functions at once');
  },
  outputFormat: writeOutputFormat,
  reasoning: writeReasoning,
  verbosity: dropped('Gemini has no setting for the length of an answer'),
  serviceTier: writeServiceTier,
  endUser: dropped('Gemini does not take an identifier of the end user'),
  metadata: dropped('Gemini does not keep metadata with a request'),
  promptCacheKey: dropped('Gemini caches prompts without a key'),
  store: (value, { body }) => void (body.store = value),
};

/** Writes every setting the client made. */
export function writeSettings(
  call: Call,
  target: Target,
  receipt: ReceiptBook,
): Pick<GenerateContentRequest, 'generationConfig' | 'serviceTier' | 'store'> {
  const config: WireGenerationConfig = {};
  const body: Draft['body'] = {};
  for (const name of Object.keys(RULES) as SettingName[]) {
    apply(name, { config, body, call, target, receipt, path: call.settingPaths[name] ?? name });
  }
  return { ...body, ...(Object.keys(config).length > 0 && { generationConfig: config }) };
}

function apply<Name extends SettingName>(name: Name, draft: Draft): void {
  const value: Settings[Name] = draft.call.settings[name];
  const rule: Rule<Name> = RULES[name];
  if (value !== undefined) rule(value, draft);
}

function dropped(why: string): (value: unknown, draft: Draft) => void {
  return (_value, { receipt, path }) => receipt.dropped(path, why);
}

function writeStopSequences(value: readonly string[], { config, receipt, path }: Draft): void {
  if (value.length > 0) config.stopSequences = value.slice(0, 5);
  value.slice(5).forEach((_, i) => receipt.dropped(`${path}[${i + 5}]`, 'Gemini takes at most 5 stop sequences'));
}

/** The wire has 32 bits for it; the same seed gives the same number, so that it still repeats. */
function writeSeed(value: number, { config, receipt, path }: Draft): void {
  config.seed = value | 0;
  if (config.seed !== value) receipt.approximated(path, 'Gemini takes a seed of 32 bits; a number made of it is sent');
}

function writeLogprobs(value: boolean, { config, receipt, path }: Draft): void {
  config.responseLogprobs = value;
  if (value) receipt.approximated(path, 'Gemini is asked for them, but they are not translated back into the reply');
}

function noteToolChoice(value: NonNullable<Settings['toolChoice']>, { call, receipt, path }: Draft): void {
  const asksForTools = value.kind === 'required' || value.kind === 'tool';
  if (call.tools.length === 0 && asksForTools) receipt.dropped(path, 'The call has no tools to choose from');
}

function writeOutputFormat(value: NonNullable<Settings['outputFormat']>, { config, receipt, path }: Draft): void {
  if (value.kind === 'text') return;
  config.responseMimeType = 'application/json';
  if (value.kind !== 'json-schema') return;
  const { schema, lost } = writeJsonSchema(value.schema);
  // Gemini has no place for the format's own name and description: a schema's title and description are that place.
  const { name, description } = value;
  config.responseJsonSchema = { ...(name && { title: name }), ...(description && { description }), ...schema };
  if (lost.length > 0) receipt.approximated(path, `Gemini does not read these schema keywords: ${lost.join(', ')}`);
}

function writeReasoning(value: NonNullable<Settings['reasoning']>, { config, target, receipt, path }: Draft): void {
  const { config: thinkingConfig, why } = writeThinking(value, target);
  if (thinkingConfig) config.thinkingConfig = thinkingConfig;
  if (why !== undefined && !thinkingConfig) receipt.dropped(path, why);
  else if (why !== undefined) receipt.approximated(path, why);
  else if (thinkingConfig?.thinkingBudget !== undefined && value.kind === 'effort') receipt.mapped(path);
}

/** OpenAI's words to Gemini's; `auto` is what Gemini does when nothing is said. */
function writeServiceTier(value: string, { body, receipt, path }: Draft): void {
  if (value === 'auto') return;
  if (value === 'default') {
    body.serviceTier = 'standard';
    receipt.mapped(path);
  } else if (['standard', 'flex', 'priority'].includes(value)) body.serviceTier = value;
  else receipt.dropped(path, 'Gemini has no such service tier');
}
