import { type Call, type OutputFormat, type ReasoningSetting, type SettingName, type Settings } from '../call';
import { writeCacheControl } from './cache-control';
import { type MessagesBody } from './draft';
import { EFFORTS } from './model-traits';
import { writeChoice } from './write-tool-choice';

type Rule<Name extends SettingName> = (value: NonNullable<Settings[Name]>, body: MessagesBody, path?: string) => void;

/** The inverse of `readSettings`, in an order in which a field is there before something is added to it. */
const RULES: { readonly [Name in SettingName]: Rule<Name> } = {
  maxOutputTokens: (tokens, body) => void (body.max_tokens = tokens),
  temperature: (temperature, body) => void (body.temperature = temperature),
  topP: (topP, body) => void (body.top_p = topP),
  topK: (topK, body) => void (body.top_k = topK),
  stopSequences: (sequences, body) => void (body.stop_sequences = [...sequences]),
  serviceTier: (tier, body) => void (body.service_tier = tier),
  promptCaching: (mark, body) => void Object.assign(body, writeCacheControl(mark)),
  endUser: (user, body) => void (body.metadata = { user_id: user }),
  toolChoice: (choice, body) => void (body.tool_choice = writeChoice(choice)),
  parallelToolCalls: (parallel, { tool_choice }) =>
    void (tool_choice && Object.assign(tool_choice, { disable_parallel_tool_use: !parallel })),
  reasoning: writeThinking,
  reasoningSummary: (summary, { thinking }) => {
    const isShown = thinking?.type === 'enabled' || thinking?.type === 'adaptive';
    if (isShown) thinking.display = summary === 'none' ? 'omitted' : 'summarized';
  },
  outputFormat: writeFormat,
  seed: unasked,
  frequencyPenalty: unasked,
  presencePenalty: unasked,
  logitBias: unasked,
  logprobs: unasked,
  topLogprobs: unasked,
  choices: unasked,
  verbosity: unasked,
  metadata: unasked,
  promptCacheKey: unasked,
  include: unasked,
  store: unasked,
};

/** Writes the settings of a call that came in this dialect under the names that they came by. */
export function writeOwnSettings(
  { settings, settingPaths }: Pick<Call, 'settings' | 'settingPaths'>,
  body: MessagesBody,
): void {
  for (const name of Object.keys(RULES) as SettingName[]) writeSetting(name, settings, settingPaths[name], body);
}

function writeSetting<Name extends SettingName>(
  name: Name,
  settings: Settings,
  path: string | undefined,
  body: MessagesBody,
): void {
  const value = settings[name];
  if (value !== undefined && value !== null) RULES[name](value, body, path);
}

/** No request of this dialect asks for it. */
function unasked(): void {}

function writeThinking(asked: ReasoningSetting, body: MessagesBody): void {
  const effort = EFFORTS.find((word) => word === asked.effort);
  if (effort !== undefined) body.output_config = { ...body.output_config, effort };
  if (asked.kind === 'adaptive') body.thinking = { type: 'adaptive' };
  if (asked.kind === 'budget') {
    body.thinking = asked.tokens === 0 ? { type: 'disabled' } : { type: 'enabled', budget_tokens: asked.tokens };
  }
}

function writeFormat(format: OutputFormat, body: MessagesBody, path?: string): void {
  if (format.kind !== 'json-schema') return;
  const written = { type: 'json_schema' as const, schema: format.schema };
  if (path === 'output_format') body.output_format = written;
  else body.output_config = { ...body.output_config, format: written };
}
