import { type ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions';
import {
  type JsonObject,
  type OutputFormat,
  type ReasoningSetting,
  type SettingName,
  type Settings,
  type ToolChoice,
} from '../call';
import { type Draft, isOurs } from './draft';

/** A request's body, with the fields that vendors of this dialect add to OpenAI's. */
export type RequestBody = ChatCompletionCreateParamsBase & { top_k?: number; reasoning?: JsonObject };

type Params = Partial<RequestBody>;

/** What a rule could not carry; a rule that returns nothing carried all. */
interface Loss {
  readonly outcome: 'approximated' | 'dropped';
  readonly why: string;
}

type Rule<Value> = (value: Value, params: Params, draft: Draft) => Loss | undefined;

const NO_LOGPROBS = 'Log probabilities do not cross between formats.';

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
  logprobs: asOurOwn('logprobs', NO_LOGPROBS),
  topLogprobs: asOurOwn('top_logprobs', NO_LOGPROBS),
  choices: as('n'),
  toolChoice: writeToolChoice,
  parallelToolCalls: (parallel, params, draft) =>
    hasNoUseFor(draft) ? undefined : set(params, 'parallel_tool_calls', parallel),
  outputFormat: (format, params) => set(params, 'response_format', writeFormat(format)),
  reasoning: writeReasoningSetting,
  verbosity: as('verbosity'),
  serviceTier: writeServiceTier,
  endUser: (user, params, draft) =>
    draft.call.settingPaths.endUser === 'safety_identifier'
      ? set(params, 'safety_identifier', user)
      : set(params, 'user', user),
  metadata: as('metadata'),
  promptCacheKey: as('prompt_cache_key'),
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
    const loss = (RULES[name] as Rule<typeof value>)(value, params, draft);
    if (loss) draft.book[loss.outcome](path, loss.why);
    else if (!isOurs(draft) && !(path in params)) draft.book.mapped(path);
  }
  return params;
}

function set<Key extends keyof Params>(params: Params, key: Key, value: Params[Key]): undefined {
  params[key] = value;
}

/** Carried as it is, under this dialect's name. */
function as<Key extends keyof Params>(key: Key): Rule<NonNullable<Params[Key]>> {
  return (value, params) => set(params, key, value);
}

/** An extension: written where the client of this dialect wrote it, for the vendor to know. */
function asOurOwn<Key extends keyof Params>(key: Key, why: string): Rule<NonNullable<Params[Key]>> {
  return (value, params, draft) => (isOurs(draft) ? set(params, key, value) : dropped(why));
}

function dropped(why: string): Loss {
  return { outcome: 'dropped', why };
}

/** OpenAI refuses to hear about tools where there are none; a client of this dialect is answered by the vendor itself. */
function hasNoUseFor(draft: Draft): boolean {
  return draft.call.tools.length === 0 && !isOurs(draft);
}

function writeFormat(format: OutputFormat): RequestBody['response_format'] {
  switch (format.kind) {
    case 'text':
      return { type: 'text' };
    case 'json-object':
      return { type: 'json_object' };
    case 'json-schema': {
      const { kind: _kind, name = 'response', ...form } = format;
      return { type: 'json_schema', json_schema: { name, ...form } };
    }
  }
}

function writeToolChoice(choice: ToolChoice, params: Params, draft: Draft): undefined {
  if (hasNoUseFor(draft)) return;
  const named = choice.kind === 'tool' ? { type: 'function' as const, function: { name: choice.name } } : choice.kind;
  set(params, 'tool_choice', named);
}

/** What the client of this dialect writes, the vendor of this dialect may know. */
function writeServiceTier(tier: string, params: Params, draft: Draft): Loss | undefined {
  const known: readonly string[] = SERVICE_TIERS;
  if (!known.includes(tier) && !isOurs(draft)) return dropped(`There is no service tier '${tier}' here.`);
  return set(params, 'service_tier', tier as RequestBody['service_tier']);
}

function writeReasoningSetting(setting: ReasoningSetting, params: Params, draft: Draft): Loss | undefined {
  const path = draft.call.settingPaths.reasoning;
  if (isOurs(draft) && path?.startsWith('reasoning.')) {
    return set(params, 'reasoning', writeOpenRouterReasoning(setting, path));
  }
  if (draft.target.reasoning === false) {
    // A model that cannot think does as it is told when told not to.
    const off = setting.kind === 'effort' ? setting.effort === 'none' : setting.tokens === 0;
    return off ? undefined : dropped('The chosen model does not reason.');
  }
  if (setting.kind === 'effort') return set(params, 'reasoning_effort', setting.effort);
  const effort = effortFor(setting.tokens);
  set(params, 'reasoning_effort', effort);
  return { outcome: 'approximated', why: `The chosen model takes an effort, not a budget: '${effort}'.` };
}

function writeOpenRouterReasoning(setting: ReasoningSetting, path: string): JsonObject {
  if (setting.kind === 'budget') return { max_tokens: setting.tokens };
  return path.endsWith('.enabled') ? { enabled: setting.effort !== 'none' } : { effort: setting.effort };
}

/** Google's own table between the two: https://ai.google.dev/gemini-api/docs/openai#thinking */
function effortFor(tokens: number): 'none' | 'low' | 'medium' | 'high' {
  if (tokens === 0) return 'none';
  if (tokens <= 1024) return 'low';
  return tokens <= 8192 ? 'medium' : 'high';
}
