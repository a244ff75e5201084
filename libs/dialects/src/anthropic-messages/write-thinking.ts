import { type ReasoningEffort, type ReasoningSetting, type Settings } from '../call';
import { asList, asObject } from '../json';
import { type Sentence } from '../receipt';
import { DEFAULT_MAX_TOKENS, type Draft, type MessagesBody, OWN } from './draft';
import { type Effort, EFFORTS } from './model-traits';

type AskedEffort = Exclude<ReasoningEffort, 'none'>;

// The share of the output that each word stands for where a model takes only a number.
// Source: https://openrouter.ai/docs/use-cases/reasoning-tokens
const SHARES: Record<AskedEffort, number> = { minimal: 0.1, low: 0.2, medium: 0.5, high: 0.8, xhigh: 0.95, max: 0.95 };

/**
 * Asks the model to think, or not to, in the way it understands: an effort with adaptive thinking from Claude 4.6 on, a budget
 * before. Budgets are ≥ 1024 and < `max_tokens`.
 * Sources: https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking,
 * https://platform.claude.com/docs/en/build-with-claude/extended-thinking
 */
export function writeThinking(asked: ReasoningSetting, draft: Draft, path: string): void {
  const off = asked.kind === 'budget' ? asked.tokens === 0 : asked.effort === 'none';
  if (draft.target.reasoning === false) {
    if (!off) draft.book.dropped(path, 'This model does not reason.');
    return;
  }
  if (off) return writeOff(draft, path);
  if (asked.kind === 'budget') return writeBudget(asked.tokens, draft, path);
  if (asked.effort !== undefined && asked.effort !== 'none') return writeEffort(asked.effort, draft, path);
  // As much as the model finds right.
  if (draft.traits.adaptive) draft.body.thinking = { type: 'adaptive' };
  else writeEffort('medium', draft, path);
}

function writeOff({ body, traits, book }: Draft, path: string): void {
  switch (traits.thinkingOff) {
    case 'omitted':
      return;
    case 'disabled':
      body.thinking = { type: 'disabled' };
      return;
    case 'between_tools':
      body.thinking = { type: 'between_tools' };
      book.approximated(path, 'This model still notes what it does between tool calls.');
      return;
    case 'impossible': {
      const least = traits.efforts[0] ?? 'low';
      body.thinking = { type: 'adaptive' };
      setEffort(body, least);
      book.approximated(path, `This model always thinks; it is asked for effort '${least}'.`);
    }
  }
}

/** An effort that the model takes, or the nearest; a budget where it takes none, or where an effort alone starts no thinking. */
function writeEffort(asked: AskedEffort, draft: Draft, path: string): void {
  const { body, traits, book } = draft;
  const effort = nearestEffort(asked, traits.efforts);
  if (effort !== undefined) {
    setEffort(body, effort);
    if (effort !== asked) book.approximated(path, `This model's nearest effort is '${effort}'.`);
  }
  if (traits.adaptive && effort !== undefined) {
    body.thinking = { type: 'adaptive' };
    return;
  }
  const taken = takeBudget(Math.round(body.max_tokens * SHARES[asked]), draft, path);
  if (taken !== undefined && effort === undefined) {
    book.approximated(path, `This model takes a budget: ${taken} tokens for effort '${asked}'.`);
  }
}

function writeBudget(tokens: number, draft: Draft, path: string): void {
  if (draft.traits.budget === undefined && draft.traits.adaptive) return writeEffortFor(tokens, draft, path);
  const taken = takeBudget(tokens, draft, path);
  if (taken !== undefined && taken !== tokens) {
    draft.book.approximated(path, `A budget of ${taken} tokens is what this model and the output limit allow.`);
  }
}

function writeEffortFor(tokens: number, { body, traits, book }: Draft, path: string): void {
  const share = tokens / body.max_tokens;
  const wanted = share < 0.35 ? 'low' : share < 0.65 ? 'medium' : 'high';
  const effort = nearestEffort(wanted, traits.efforts) ?? wanted;
  body.thinking = { type: 'adaptive' };
  setEffort(body, effort);
  book.approximated(path, `This model takes no budget; it is asked for effort '${effort}'.`);
}

function setEffort(body: MessagesBody, effort: Effort): void {
  body.output_config = { ...body.output_config, effort };
}

/** The greatest of the efforts that is not above the one asked for, or the least of all. */
function nearestEffort(asked: AskedEffort, efforts: readonly Effort[]): Effort | undefined {
  const rank = asked === 'minimal' ? -1 : EFFORTS.indexOf(asked);
  return efforts.findLast((effort) => EFFORTS.indexOf(effort) <= rank) ?? efforts[0];
}

/** Sets the budget as near to the wanted one as model and output limit allow; undefined when thinking had to be left out. */
function takeBudget(asked: number, draft: Draft, path: string): number | undefined {
  const { body, call, target, book } = draft;
  const { min, max } = draft.traits.budget ?? { min: 1024, max: Infinity };
  const wanted = Math.min(Math.max(asked, min), max);
  const obstacle = obstacleToThinking(body);
  if (obstacle !== undefined) {
    book.dropped(path, obstacle);
    return undefined;
  }
  // The client's cap holds for thinking and answer together; a cap that is ours makes room.
  if (call.settings.maxOutputTokens === undefined && target.maxOutputTokens === undefined) {
    body.max_tokens = Math.max(body.max_tokens, wanted + DEFAULT_MAX_TOKENS);
  }
  if (body.max_tokens <= min) {
    book.dropped(path, `Thinking takes at least ${min} tokens, more than the output limit leaves.`);
    return undefined;
  }
  const budget = wanted < body.max_tokens ? wanted : Math.max(min, Math.floor(body.max_tokens * SHARES.max));
  body.thinking = { type: 'enabled', budget_tokens: budget };
  return budget;
}

/** What forbids thinking by budget; adaptive thinking lives with both: there the model decides whether to think. */
function obstacleToThinking({ tool_choice, messages }: MessagesBody): Sentence | undefined {
  if (tool_choice?.type === 'any' || tool_choice?.type === 'tool') {
    return 'This model cannot think where a tool call is forced.';
  }
  return isUnsignedToolLoop(messages)
    ? 'This model cannot think on after a tool call whose thinking was not sent back.'
    : undefined;
}

// With a budget, the last assistant turn of a tool loop must begin with its thinking; clients of other dialects often lose it.
export function isUnsignedToolLoop(messages: readonly unknown[]): boolean {
  const last = messages.map(asObject).findLast((turn) => turn?.['role'] === 'assistant');
  const types = asList(last?.['content']).map((block) => asObject(block)?.['type']);
  return types.includes('tool_use') && types[0] !== 'thinking' && types[0] !== 'redacted_thinking';
}

/**
 * A client of this dialect whose tool loop was another vendor's so far: the proof that thinking by budget wants at its beginning is not to be
 * had.
 */
export function stopUnprovedThinking({ body, call, book }: Draft): void {
  if (body.thinking?.type !== 'enabled' || !isUnsignedToolLoop(body.messages)) return;
  const last = call.messages.findLast(({ role }) => role === 'assistant');
  const wasProved = last?.parts.some((part) => 'state' in part && part.state && part.state.dialect !== OWN);
  if (!wasProved) return;
  delete body.thinking;
  book.dropped('thinking', 'This model cannot think on after a tool call that another vendor’s model thought of.');
}

/** Whether thoughts are told: https://platform.claude.com/docs/en/build-with-claude/thinking#controlling-thinking-display */
export function writeDisplay(summary: NonNullable<Settings['reasoningSummary']>, draft: Draft, path: string): void {
  const { body, traits, book } = draft;
  // A model that always thinks need not be asked to.
  if (traits.thinkingOff === 'impossible') body.thinking ??= { type: 'adaptive' };
  const { thinking } = body;
  if (thinking?.type !== 'adaptive' && thinking?.type !== 'enabled') return;
  if (traits.display) thinking.display = summary === 'none' ? 'omitted' : 'summarized';
  else if (summary === 'none') book.dropped(path, 'This model tells its thoughts.');
  if (summary === 'concise' || summary === 'detailed') {
    book.approximated(path, 'Anthropic decides how fully thoughts are summarized.');
  }
}
