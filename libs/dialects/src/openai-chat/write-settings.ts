import { type SettingName, type Settings } from '../call';
import { type Sentence } from '../receipt';
import { writeCacheControl } from './cache-control';
import { type Draft, isOurs } from './draft';
import { dropped, type Loss, type Params, type RequestBody, set, SILENT, type Silent } from './setting-rule';
import { writeOutputFormat } from './write-output-format';
import { writeReasoningSetting, writeReasoningSummary } from './write-reasoning-settings';
import { writeParallelToolCalls, writeToolChoice } from './write-tool-choice';

type Rule<Value> = (value: Value, params: Params, draft: Draft) => Loss | Silent | undefined;

/** One rule for every setting: a new one does not compile until it has its rule here. */
const RULES: { readonly [Name in SettingName]: Rule<NonNullable<Settings[Name]>> } = {
  // Many vendors still know only the older name: a client that wrote it keeps it.
  maxOutputTokens: (tokens, params, draft) =>
    draft.call.settingPaths.maxOutputTokens === 'max_tokens'
      ? set(params, 'max_tokens', tokens)
      : set(params, 'max_completion_tokens', tokens),
  temperature: as('temperature'),
  topP: as('top_p'),
  topK: asOurOwn('top_k', 'There is no top_k here; temperature and top_p are kept.'),
  stopSequences: (sequences, params) => set(params, 'stop', [...sequences]),
  seed: as('seed'),
  frequencyPenalty: as('frequency_penalty'),
  presencePenalty: as('presence_penalty'),
  logitBias: as('logit_bias'),
  logprobs: as('logprobs'),
  topLogprobs: writeTopLogprobs,
  choices: as('n'),
  toolChoice: writeToolChoice,
  parallelToolCalls: writeParallelToolCalls,
  outputFormat: writeOutputFormat,
  reasoning: writeReasoningSetting,
  reasoningSummary: writeReasoningSummary,
  verbosity: as('verbosity'),
  serviceTier: writeServiceTier,
  endUser: (user, params, draft) =>
    draft.call.settingPaths.endUser === 'safety_identifier'
      ? set(params, 'safety_identifier', user)
      : set(params, 'user', user),
  metadata: writeMetadata,
  promptCacheKey: as('prompt_cache_key'),
  promptCaching: writePromptCaching,
  include: writeInclude,
  store: as('store'),
};

const SERVICE_TIERS = ['auto', 'default', 'flex', 'scale', 'priority', 'fast'] as const satisfies readonly NonNullable<
  RequestBody['service_tier']
>[];

/** Writes all settings, and on the receipt what became of those that are not carried under the client's own name. */
export function writeSettings(draft: Draft): Params {
  const params: Params = {};
  for (const name of Object.keys(RULES) as SettingName[]) {
    const value = draft.call.settings[name];
    if (value === undefined) continue;
    const path = draft.call.settingPaths[name] ?? name;
    // The mapped type ties each rule to its value; a lookup by a union of names cannot.
    const outcome = (RULES[name] as Rule<typeof value>)(value, params, draft);
    if (outcome === SILENT) continue;
    if (outcome) draft.book[outcome.outcome](path, outcome.why);
    else if (!isOurs(draft) && !(path in params)) draft.book.mapped(path);
  }
  return params;
}

/** Carried as it is, under this dialect's name. */
function as<Key extends keyof Params>(key: Key): Rule<NonNullable<Params[Key]>> {
  return (value, params) => set(params, key, value);
}

/** An extension: written where the client of this dialect wrote it, for the vendor to know. */
function asOurOwn<Key extends keyof Params>(key: Key, why: Sentence): Rule<NonNullable<Params[Key]>> {
  return (value, params, draft) => (isOurs(draft) ? set(params, key, value) : dropped(why));
}

/** OpenAI takes the number only beside the wish itself. */
function writeTopLogprobs(count: number, params: Params, draft: Draft): undefined {
  if (!isOurs(draft)) params.logprobs ??= true;
  return set(params, 'top_logprobs', count);
}

/** What the client of this dialect writes, the vendor of this dialect may know; others call the ordinary tier `standard`. */
function writeServiceTier(tier: string, params: Params, draft: Draft): Loss | undefined {
  const known: readonly string[] = SERVICE_TIERS;
  const word = isOurs(draft) ? tier : tier.replace(/^standard(_only)?$/, 'default');
  if (!known.includes(word) && !isOurs(draft)) return dropped(`There is no service tier '${tier}' here.`);
  return set(params, 'service_tier', word as RequestBody['service_tier']);
}

/** OpenAI refuses metadata of completions that it does not store: https://community.openai.com/t/1119240 */
function writeMetadata(metadata: Readonly<Record<string, string>>, params: Params, draft: Draft): Loss | undefined {
  if (!isOurs(draft) && draft.call.settings.store !== true)
    return dropped('Only stored completions have metadata here.');
  return set(params, 'metadata', metadata);
}

function writePromptCaching(
  cacheControl: NonNullable<Settings['promptCaching']>,
  params: Params,
  draft: Draft,
): Loss | undefined {
  if (!isOurs(draft)) return { outcome: 'approximated', why: 'The provider decides itself what it caches.' };
  return set(params, 'cache_control', writeCacheControl({ cacheControl }, draft).cache_control);
}

/** Log probabilities have a field of their own here, and proofs of reasoning come unasked where the vendor gives any. */
function writeInclude(wanted: readonly string[], params: Params): Loss | Silent {
  const lacking = wanted.filter((name) => name !== LOGPROBS && name !== 'reasoning.encrypted_content');
  if (wanted.includes(LOGPROBS)) params.logprobs ??= true;
  return lacking.length === 0 ? SILENT : dropped(`Replies do not hold ${lacking.join(', ')} here.`);
}

const LOGPROBS = 'message.output_text.logprobs';
