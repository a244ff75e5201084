import { type SettingName, type Settings } from '../call';
import { type Sentence } from '../receipt';
import { type Draft, type SettingDraft, isOwn } from './draft';
import { reasons } from './model-generation';
import { type GenerateContentRequest, type WireGenerationConfig } from './wire';
import { cachesByItself } from './write-cache-marks';
import { writeOutputFormat } from './write-output-format';
import { writeOwnThinking, writeThinking } from './write-thinking';

type Rule<Name extends SettingName> = (value: NonNullable<Settings[Name]>, draft: SettingDraft) => void;

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
  logitBias: dropped('Gemini has no bias for single tokens.'),
  logprobs: (value, { config }) => void (config.responseLogprobs = value),
  topLogprobs: (value, { config }) => void (config.logprobs = value),
  choices: (value, { config }) => void (config.candidateCount = value),
  toolChoice: noteToolChoice,
  parallelToolCalls: (value, { book, path }) => {
    if (!value) book.dropped(path, 'Gemini decides itself whether to call several functions at once.');
  },
  outputFormat: writeOutputFormat,
  reasoning: writeReasoning,
  // After `reasoning`, whose choice it overrides.
  reasoningSummary: writeReasoningSummary,
  verbosity: dropped('Gemini has no setting for the length of an answer.'),
  serviceTier: writeServiceTier,
  endUser: dropped('Gemini does not take an identifier of the end user.'),
  metadata: dropped('Gemini does not keep metadata with a request.'),
  promptCacheKey: dropped('Gemini caches prompts without a key.'),
  promptCaching: ({ ttl }, { target, book, path }) => {
    if (!cachesByItself(target.model)) book.dropped(path, 'This model does not cache prompts by itself.');
    else if (ttl !== undefined) book.approximated(path, 'Gemini itself chooses how long it caches.');
  },
  include: writeInclude,
  store: (value, { body }) => void (body.store = value),
};

/** Writes every setting the client made. */
export function writeSettings(
  draft: Draft,
): Pick<GenerateContentRequest, 'generationConfig' | 'serviceTier' | 'store'> {
  const config: WireGenerationConfig = {};
  const body: SettingDraft['body'] = {};
  for (const name of Object.keys(RULES) as SettingName[]) {
    apply(name, { ...draft, config, body, path: draft.call.settingPaths[name] ?? name });
  }
  return { ...body, ...(Object.keys(config).length > 0 && { generationConfig: config }) };
}

function apply<Name extends SettingName>(name: Name, draft: SettingDraft): void {
  const value: Settings[Name] = draft.call.settings[name];
  const rule: Rule<Name> = RULES[name];
  if (value !== undefined) rule(value, draft);
}

function dropped(why: Sentence): (value: unknown, draft: SettingDraft) => void {
  return (_value, { book, path }) => book.dropped(path, why);
}

function writeStopSequences(value: readonly string[], draft: SettingDraft): void {
  const { config, book, path } = draft;
  const most = isOwn(draft) ? value.length : 5;
  if (value.length > 0) config.stopSequences = value.slice(0, most);
  value.slice(most).forEach((_, i) => book.dropped(`${path}[${i + most}]`, 'Gemini takes at most 5 stop sequences.'));
}

/** The wire has 32 bits for it; the same seed gives the same number, so that it still repeats. */
function writeSeed(value: number, draft: SettingDraft): void {
  const { config, book, path } = draft;
  config.seed = isOwn(draft) ? value : value | 0;
  if (config.seed !== value) book.approximated(path, 'Gemini takes a seed of 32 bits; a number made of it is sent.');
}

function noteToolChoice(value: NonNullable<Settings['toolChoice']>, draft: SettingDraft): void {
  const asksForTools = value.kind !== 'auto' && value.kind !== 'none';
  const hasTools = draft.call.tools.some(({ type }) => type === 'function');
  if (asksForTools && !hasTools && !isOwn(draft))
    draft.book.dropped(draft.path, 'The call has no tools to choose from.');
}

function writeReasoning(value: NonNullable<Settings['reasoning']>, draft: SettingDraft): void {
  const { config, target, book, path } = draft;
  if (isOwn(draft)) return void (config.thinkingConfig = writeOwnThinking(value));
  const { config: thinkingConfig, why } = writeThinking(value, target);
  if (thinkingConfig) config.thinkingConfig = thinkingConfig;
  if (why !== undefined && !thinkingConfig) book.dropped(path, why);
  else if (why !== undefined) book.approximated(path, why);
  else if (thinkingConfig?.thinkingBudget !== undefined && value.kind === 'effort') book.mapped(path);
}

function writeReasoningSummary(value: NonNullable<Settings['reasoningSummary']>, draft: SettingDraft): void {
  const { config, target, book, path } = draft;
  if (!isOwn(draft) && !reasons(target)) {
    if (value !== 'none') book.dropped(path, 'The model does not reason.');
    return;
  }
  const isSilent = config.thinkingConfig?.includeThoughts === false;
  config.thinkingConfig = { ...config.thinkingConfig, includeThoughts: value !== 'none' && !isSilent };
  if (value === 'concise' || value === 'detailed') book.approximated(path, 'Gemini sums up its thoughts in one way.');
}

/** The proofs of reasoning come unasked; log probabilities are a setting of their own. */
function writeInclude(value: readonly string[], { config, book, path }: SettingDraft): void {
  value.forEach((item, i) => {
    if (item === 'reasoning.encrypted_content') return;
    if (item === 'message.output_text.logprobs') config.responseLogprobs = true;
    else book.dropped(`${path}[${i}]`, 'Gemini cannot be asked for this.');
  });
}

/** OpenAI's words to Gemini's; `auto` is what Gemini does when nothing is said. */
function writeServiceTier(value: string, draft: SettingDraft): void {
  const { body, book, path } = draft;
  if (value === 'default') {
    body.serviceTier = 'standard';
    if (!isOwn(draft)) book.mapped(path);
  } else if (isOwn(draft) || ['standard', 'flex', 'priority'].includes(value)) body.serviceTier = value;
  else if (value !== 'auto') book.dropped(path, 'Gemini has no such service tier.');
}
