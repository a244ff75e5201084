import { type ResponseCreateParamsBase, type ResponseIncludable } from 'openai/resources/responses/responses';
import { type OutputFormat, type ReasoningSetting, type SettingName, type Settings, type ToolChoice } from '../call';
import { effortOfBudget, nearestEffort } from '../reasoning-effort';
import { type Sentence } from '../receipt';
import { type Draft, isOurs } from './draft';
import { LOGPROBS } from './read-settings';
import { needsAnswerTool } from './write-answer-tool';

export type Params = Partial<ResponseCreateParamsBase>;

/** What a rule could not carry; a rule that returns nothing carried all. */
interface Loss {
  readonly outcome: 'approximated' | 'dropped';
  readonly why: Sentence;
}

type Rule<Value> = (value: Value, params: Params, draft: Draft) => Loss | undefined;

/** OpenAI refuses a lower cap: https://github.com/vectorize-io/hindsight/issues/58 */
const LEAST_OUTPUT_TOKENS = 16;
const NO_REASONING = 'The chosen model does not reason.';

/** One rule for every setting: a new one does not compile until it has its rule here. */
const RULES: { readonly [Name in SettingName]: Rule<NonNullable<Settings[Name]>> } = {
  maxOutputTokens: writeMaxOutputTokens,
  temperature: as('temperature'),
  topP: as('top_p'),
  topK: lacks('top_k', () => false),
  stopSequences: lacks('stop sequences', (sequences) => sequences.length === 0),
  seed: lacks('seed', () => false),
  frequencyPenalty: lacks('frequency penalty', (penalty) => penalty === 0),
  presencePenalty: lacks('presence penalty', (penalty) => penalty === 0),
  logitBias: lacks('logit bias', (bias) => Object.keys(bias).length === 0),
  include: (include, params) => set(params, 'include', [...include] as ResponseIncludable[]),
  logprobs: (wanted, params) => (wanted ? addToInclude(LOGPROBS, params) : undefined),
  topLogprobs: as('top_logprobs'),
  choices: lacks('way to ask for several replies', (count) => count === 1),
  toolChoice: writeToolChoice,
  parallelToolCalls: as('parallel_tool_calls'),
  outputFormat: writeOutputFormat,
  reasoning: writeReasoning,
  reasoningSummary: writeReasoningSummary,
  verbosity: (verbosity, params) => set(params, 'text', { ...params.text, verbosity }),
  serviceTier: writeServiceTier,
  endUser: (user, params, draft) =>
    draft.call.settingPaths.endUser === 'user' ? set(params, 'user', user) : set(params, 'safety_identifier', user),
  metadata: (metadata, params) => set(params, 'metadata', { ...metadata }),
  promptCacheKey: as('prompt_cache_key'),
  promptCaching: () => approximated('The chosen model finds by itself what it can cache.'),
  store: writeStore,
};

const SERVICE_TIERS = [
  'auto',
  'default',
  'flex',
  'scale',
  'priority',
  'fast',
  'ultrafast',
] as const satisfies readonly NonNullable<ResponseCreateParamsBase['service_tier']>[];

/** Writes all settings, and on the receipt what became of those that are not carried under the client's own name. */
export function writeSettings(draft: Draft): Params {
  const params: Params = {};
  if (!isOurs(draft)) writeStateless(params, draft);
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

/** Clients of other dialects send every conversation whole: nothing is kept for them, and proofs of reasoning come with the reply. */
function writeStateless(params: Params, draft: Draft): void {
  params.store = false;
  if (draft.target.reasoning !== false) addToInclude('reasoning.encrypted_content', params);
}

function set<Key extends keyof Params>(params: Params, key: Key, value: Params[Key]): undefined {
  params[key] = value;
}

/** Carried as it is, under this dialect's name. */
function as<Key extends keyof Params>(key: Key): Rule<NonNullable<Params[Key]>> {
  return (value, params) => set(params, key, value);
}

/** @param isDefault whether the client asked for no more than it gets anyway: then nothing is lost */
function lacks<Value>(what: string, isDefault: (value: Value) => boolean): Rule<Value> {
  return (value) => (isDefault(value) ? undefined : dropped(`The format of the chosen model has no ${what}.`));
}

function dropped(why: Sentence): Loss {
  return { outcome: 'dropped', why };
}

function approximated(why: Sentence): Loss {
  return { outcome: 'approximated', why };
}

function addToInclude(wanted: ResponseIncludable, params: Params): undefined {
  if (!params.include?.includes(wanted)) params.include = [...(params.include ?? []), wanted];
}

function writeMaxOutputTokens(tokens: number, params: Params, draft: Draft): Loss | undefined {
  const isTooLow = tokens < LEAST_OUTPUT_TOKENS && !isOurs(draft);
  set(params, 'max_output_tokens', isTooLow ? LEAST_OUTPUT_TOKENS : tokens);
  return isTooLow ? approximated(`The lowest cap that can be set is ${LEAST_OUTPUT_TOKENS} tokens.`) : undefined;
}

function writeToolChoice(choice: ToolChoice, params: Params, draft: Draft): Loss | undefined {
  const hasTools = isOurs(draft) || draft.call.tools.some(({ type }) => type === 'function');
  if (hasTools) return set(params, 'tool_choice', toParam(choice));
  return choice.kind === 'auto' || choice.kind === 'none' ? undefined : dropped('There are no tools to choose from.');
}

function toParam(choice: ToolChoice): ResponseCreateParamsBase['tool_choice'] {
  switch (choice.kind) {
    case 'tool':
      return { type: 'function', name: choice.name };
    case 'allowed': {
      const tools = choice.names.map((name) => ({ type: 'function', name }));
      return { type: 'allowed_tools', mode: choice.mode, tools };
    }
    default:
      return choice.kind;
  }
}

function writeOutputFormat(format: OutputFormat, params: Params, draft: Draft): Loss | undefined {
  if (needsAnswerTool(draft))
    return approximated('The chosen model is made to answer through a function with this schema.');
  return set(params, 'text', { ...params.text, format: writeFormat(format) });
}

function writeFormat(format: OutputFormat): NonNullable<ResponseCreateParamsBase['text']>['format'] {
  switch (format.kind) {
    case 'text':
      return { type: 'text' };
    case 'json-object':
      return { type: 'json_object' };
    case 'json-schema': {
      const { kind: _kind, name = 'response', ...form } = format;
      return { type: 'json_schema', name, ...form };
    }
  }
}

function writeReasoning(setting: ReasoningSetting, params: Params, draft: Draft): Loss | undefined {
  const wanted = setting.kind === 'budget' ? (setting.effort ?? effortOfBudget(setting.tokens)) : setting.effort;
  if (draft.target.reasoning === false && !isOurs(draft)) {
    // A model that cannot think does as it is told when told not to.
    return wanted === 'none' ? undefined : dropped(NO_REASONING);
  }
  // As much as the model finds right is what it does unless told otherwise.
  if (wanted === undefined) return undefined;
  const effort = isOurs(draft) ? wanted : nearestEffort(wanted, draft.target.reasoningEfforts);
  set(params, 'reasoning', { ...params.reasoning, effort });
  if (setting.kind === 'budget') return approximated(`The chosen model takes an effort, not a budget: '${effort}'.`);
  return effort === wanted ? undefined : approximated(`The nearest effort that the chosen model takes is '${effort}'.`);
}

function writeReasoningSummary(
  summary: NonNullable<Settings['reasoningSummary']>,
  params: Params,
  draft: Draft,
): Loss | undefined {
  if (summary === 'none') return undefined;
  if (draft.target.reasoning === false && !isOurs(draft)) return dropped(NO_REASONING);
  return set(params, 'reasoning', { ...params.reasoning, summary });
}

/** What the client of this dialect writes, the vendor of this dialect may know. */
function writeServiceTier(tier: string, params: Params, draft: Draft): Loss | undefined {
  const known = SERVICE_TIERS.find((word) => word === tier);
  if (known === undefined && !isOurs(draft)) return dropped(`There is no service tier '${tier}' here.`);
  return set(params, 'service_tier', tier as ResponseCreateParamsBase['service_tier']);
}

function writeStore(store: boolean, params: Params, draft: Draft): Loss | undefined {
  if (isOurs(draft)) return set(params, 'store', store);
  return store
    ? dropped('Replies are not stored: what is stored here could not be fetched in the format of the client.')
    : undefined;
}
