import { type SettingName, type Settings } from '../call';
import { type Sentence } from '../receipt';
import { writeCacheControl } from './cache-control';
import { type Draft } from './draft';
import { writeOutputFormat } from './write-output-format';
import { writeTemperature, writeTopK, writeTopP } from './write-sampling';
import { writeDisplay, writeThinking } from './write-thinking';
import { writeParallelToolCalls, writeToolChoice } from './write-tool-choice';

type Rule<Name extends SettingName> = (value: NonNullable<Settings[Name]>, draft: Draft, path: string) => void;

/** One rule for every setting, in the order of the table: what can be said depends on what stands above. */
const RULES: { readonly [Name in SettingName]: Rule<Name> } = {
  maxOutputTokens: writeMaxTokens,
  toolChoice: writeToolChoice,
  parallelToolCalls: writeParallelToolCalls,
  outputFormat: writeOutputFormat,
  reasoning: writeThinking,
  reasoningSummary: writeDisplay,
  temperature: writeTemperature,
  topP: writeTopP,
  topK: writeTopK,
  stopSequences: writeStopSequences,
  serviceTier: writeServiceTier,
  endUser: (endUser, { body }) => void (body.metadata = { user_id: endUser }),
  promptCaching: (mark, { body }) => void Object.assign(body, writeCacheControl(mark)),
  include: drop('Anthropic tells of reasoning what it tells, and no more on request.', isProofAlone),
  seed: drop('Anthropic has no seed.'),
  frequencyPenalty: drop('Anthropic has no frequency penalty.', (penalty) => penalty === 0),
  presencePenalty: drop('Anthropic has no presence penalty.', (penalty) => penalty === 0),
  logitBias: drop('Anthropic has no logit bias.', (bias) => Object.keys(bias).length === 0),
  logprobs: drop('Anthropic tells no log probabilities.', (wanted) => !wanted),
  topLogprobs: drop('Anthropic tells no log probabilities.', (count) => count === 0),
  choices: drop('Anthropic gives one completion a call.', (count) => count === 1),
  verbosity: drop('Anthropic has no verbosity apart from effort, which governs reasoning too.'),
  metadata: drop('Anthropic stores no metadata.', (metadata) => Object.keys(metadata).length === 0),
  promptCacheKey: drop('Anthropic finds cached prompts by their content.'),
  store: drop('Anthropic stores no replies to be fetched later.', (store) => !store),
};

/** Writes every setting the client gave, or says in the book what became of it. */
export function writeSettings(draft: Draft): void {
  for (const name of Object.keys(RULES) as SettingName[]) writeSetting(name, draft);
}

function writeSetting<Name extends SettingName>(name: Name, draft: Draft): void {
  const value = draft.call.settings[name];
  if (value === undefined || value === null) return;
  RULES[name](value, draft, draft.call.settingPaths[name] ?? name);
}

/** @param isDefault whether the client asked for no more than Anthropic does anyway: then nothing is lost */
function drop<Value>(why: Sentence, isDefault: (value: Value) => boolean = () => false) {
  return (value: Value, { book }: Draft, path: string): void => {
    if (!isDefault(value)) book.dropped(path, why);
  };
}

function writeMaxTokens(wanted: number, { body, target, book }: Draft, path: string): void {
  const limit = target.maxOutputTokens ?? Infinity;
  body.max_tokens = Math.min(wanted, limit);
  if (wanted > limit) book.approximated(path, `This model writes at most ${limit} tokens.`);
}

/** The API refuses sequences of white space alone. */
function writeStopSequences(sequences: readonly string[], { body, book }: Draft, path: string): void {
  const accepted = sequences.filter((sequence) => sequence.trim() !== '');
  if (accepted.length > 0) body.stop_sequences = accepted;
  if (accepted.length < sequences.length) book.dropped(path, 'Anthropic takes no stop sequence of white space alone.');
}

/** Proofs of reasoning come with every reply, asked for or not. */
function isProofAlone(include: readonly string[]): boolean {
  return include.every((wanted) => wanted === 'reasoning.encrypted_content');
}

/** Anthropic knows two words: with or without the priority capacity that was bought. https://platform.claude.com/docs/en/api/service-tiers */
function writeServiceTier(tier: string, { body, book }: Draft, path: string): void {
  switch (tier) {
    case 'auto':
    case 'standard_only':
      body.service_tier = tier;
      return;
    case 'default':
    case 'standard':
      body.service_tier = 'standard_only';
      book.mapped(path);
      return;
    case 'priority':
      body.service_tier = 'auto';
      book.approximated(path, 'Anthropic uses priority capacity where there is some.');
      return;
    default:
      book.dropped(path, `Anthropic has no service tier '${tier}'.`);
  }
}
