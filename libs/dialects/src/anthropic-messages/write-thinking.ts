import {
  type MessageCreateParamsBase,
  type MessageParam,
  type OutputConfig,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type ReasoningSetting } from '../call';
import { traitsOf } from './model-generation';
import { DEFAULT_MAX_TOKENS, type Draft } from './draft';

type Effort = NonNullable<OutputConfig['effort']>;
type AskedEffort = Exclude<Extract<ReasoningSetting, { kind: 'effort' }>['effort'], 'none'>;

const MIN_BUDGET = 1024;

// The share of the output that each word stands for where a model takes only a number.
// Source: https://openrouter.ai/docs/use-cases/reasoning-tokens
const SHARES: Record<AskedEffort, number> = { minimal: 0.1, low: 0.2, medium: 0.5, high: 0.8, xhigh: 0.95, max: 0.95 };

/**
 * Asks the model to think, or not to, in the way its generation understands: an effort with adaptive thinking from Claude 4.6
 * on, a budget before. Budgets are ≥ 1024 and < `max_tokens`.
 * Sources: https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking,
 * https://platform.claude.com/docs/en/build-with-claude/extended-thinking
 */
export function writeThinking(asked: ReasoningSetting, draft: Draft, path: string): void {
  const off = asked.kind === 'effort' ? asked.effort === 'none' : asked.tokens === 0;
  if (draft.target.reasoning === false) {
    if (!off) draft.receipt.dropped(path, 'This model does not reason');
    return;
  }
  if (off) return writeOff(draft, path);
  const { thinking } = traitsOf(draft.target.model);
  if (asked.kind === 'budget') {
    if (thinking === 'effort') writeEffortFor(asked.tokens, draft, path);
    else writeBudget(asked.tokens, draft, path);
  } else if (asked.effort !== 'none') {
    if (thinking === 'budget') writeBudgetFor(asked.effort, draft, path);
    else writeEffort(asked.effort, draft, path);
  }
}

function writeOff({ body, target, receipt }: Draft, path: string): void {
  const { thinkingOff } = traitsOf(target.model);
  switch (thinkingOff) {
    case 'omitted':
      return;
    case 'disabled':
      body.thinking = { type: 'disabled' };
      return;
    case 'between_tools':
      body.thinking = { type: 'between_tools' };
      receipt.approximated(path, 'This model still notes what it does between tool calls');
      return;
    case 'impossible':
      think(body, 'low');
      receipt.approximated(path, "This model always thinks; it is asked for effort 'low'");
  }
}

function writeEffort(asked: AskedEffort, { body, target, receipt }: Draft, path: string): void {
  const effort =
    asked === 'minimal' ? 'low' : asked === 'xhigh' && !traitsOf(target.model).xhighEffort ? 'high' : asked;
  think(body, effort);
  if (effort !== asked) receipt.approximated(path, `This model's nearest effort is '${effort}'`);
}

function writeEffortFor(tokens: number, { body, receipt }: Draft, path: string): void {
  const share = tokens / body.max_tokens;
  const effort = share < 0.35 ? 'low' : share < 0.65 ? 'medium' : 'high';
  think(body, effort);
  receipt.approximated(path, `This model takes no budget; it is asked for effort '${effort}'`);
}

function think(body: MessageCreateParamsBase, effort: Effort): void {
  body.thinking = { type: 'adaptive' };
  body.output_config = { ...body.output_config, effort };
}

function writeBudgetFor(effort: AskedEffort, draft: Draft, path: string): void {
  const budget = Math.max(MIN_BUDGET, Math.round(draft.body.max_tokens * SHARES[effort]));
  const taken = takeBudget(budget, draft, path);
  if (taken !== undefined) {
    draft.receipt.approximated(path, `This model takes a budget: ${taken} tokens for effort '${effort}'`);
  }
}

function writeBudget(tokens: number, draft: Draft, path: string): void {
  const taken = takeBudget(Math.max(MIN_BUDGET, tokens), draft, path);
  if (taken !== undefined && taken !== tokens) {
    draft.receipt.approximated(path, `A budget of ${taken} tokens is what this model and the output limit allow`);
  }
}

/** Sets the budget as near to the wanted one as the output limit allows; undefined when thinking had to be left out. */
function takeBudget(wanted: number, draft: Draft, path: string): number | undefined {
  const { body, call, target, receipt } = draft;
  const obstacle = obstacleToThinking(body);
  if (obstacle !== undefined) {
    receipt.dropped(path, obstacle);
    return undefined;
  }
  // The client's cap holds for thinking and answer together; a cap that is ours makes room.
  if (call.settings.maxOutputTokens === undefined && target.maxOutputTokens === undefined) {
    body.max_tokens = Math.max(body.max_tokens, wanted + DEFAULT_MAX_TOKENS);
  }
  if (body.max_tokens <= MIN_BUDGET) {
    receipt.dropped(path, `Thinking takes at least ${MIN_BUDGET} tokens, more than the output limit leaves`);
    return undefined;
  }
  const budget = wanted < body.max_tokens ? wanted : Math.max(MIN_BUDGET, Math.floor(body.max_tokens * SHARES.max));
  body.thinking = { type: 'enabled', budget_tokens: budget };
  return budget;
}

/** What forbids thinking by budget; adaptive thinking lives with both: there the model decides whether to think. */
function obstacleToThinking({ tool_choice, messages }: MessageCreateParamsBase): string | undefined {
  if (tool_choice?.type === 'any' || tool_choice?.type === 'tool') {
    return 'This model cannot think where a tool call is forced';
  }
  return isUnsignedToolLoop(messages)
    ? 'This model cannot think on after a tool call whose thinking was not sent back'
    : undefined;
}

// With a budget, the last assistant turn of a tool loop must begin with its thinking; clients of other dialects often lose it.
function isUnsignedToolLoop(messages: readonly MessageParam[]): boolean {
  const last = messages.findLast(({ role }) => role === 'assistant')?.content;
  if (!Array.isArray(last)) return false;
  const first = last[0]?.type;
  return last.some(({ type }) => type === 'tool_use') && first !== 'thinking' && first !== 'redacted_thinking';
}
