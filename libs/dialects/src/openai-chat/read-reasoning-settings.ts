import { type ReasoningSetting, type Settings } from '../call';
import { type Fields } from '../fields';
import { isObject } from '../json';
import { EFFORTS } from '../reasoning-effort';

/** What was read of one setting, and the field it stood in. */
export interface Found<Value> {
  readonly value: Value;
  readonly path: string;
}

export interface FoundReasoning {
  readonly reasoning?: Found<ReasoningSetting>;
  readonly reasoningSummary?: Found<NonNullable<Settings['reasoningSummary']>>;
}

/**
 * Reads OpenAI's `reasoning_effort` and OpenRouter's `reasoning`, which has an effort, a budget, a switch, and whether the reply tells
 * the reasoning: https://openrouter.ai/docs/guides/best-practices/reasoning-tokens
 */
export function readReasoningSettings(body: Fields): FoundReasoning {
  const effort = body.word('reasoning_effort', EFFORTS);
  const path = body.pathOf('reasoning_effort');
  const told = effort && { reasoning: { value: { kind: 'effort' as const, effort }, path } };
  if (!isObject(body.raw['reasoning'])) return told ?? {};
  const reasoning = body.required('reasoning', body.fields('reasoning'));
  return reasoning.close({ ...(told ?? readHowMuch(reasoning)), ...readSummary(reasoning) });
}

/** The path says in which field it stood, so that it returns there: the switch, the budget or the effort. */
function readHowMuch(from: Fields): FoundReasoning {
  const enabled = from.boolean('enabled');
  const at = (value: ReasoningSetting, key: string): FoundReasoning => ({
    reasoning: { value, path: from.pathOf(key) },
  });
  if (enabled === false) return at({ kind: 'effort', effort: 'none' }, 'enabled');
  const tokens = from.number('max_tokens');
  const effort = from.word('effort', EFFORTS);
  const also = effort && { effort };
  if (tokens !== undefined) return at({ kind: 'budget', tokens, ...also }, enabled ? 'enabled' : 'max_tokens');
  if (enabled) return at({ kind: 'adaptive', ...also }, 'enabled');
  return effort ? at({ kind: 'effort', effort }, 'effort') : {};
}

function readSummary(from: Fields): FoundReasoning {
  const summary = from.word('summary', ['auto', 'concise', 'detailed']);
  if (summary !== undefined) return { reasoningSummary: { value: summary, path: from.pathOf('summary') } };
  const exclude = from.boolean('exclude');
  const path = from.pathOf('exclude');
  return exclude === undefined ? {} : { reasoningSummary: { value: exclude ? 'none' : 'auto', path } };
}
