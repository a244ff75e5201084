import { type ReasoningEffort } from './call';

/** From the least to the most. */
export const EFFORTS = [
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
] as const satisfies ReasoningEffort[];

/** The effort that a budget in tokens comes nearest to, by Google's own table: https://ai.google.dev/gemini-api/docs/openai#thinking */
export function effortOfBudget(tokens: number): ReasoningEffort {
  if (tokens === 0) return 'none';
  if (tokens <= 1024) return 'low';
  return tokens <= 8192 ? 'medium' : 'high';
}

/**
 * The nearest effort that a model takes; of two as near the lesser, for it costs less. Who wants reasoning gets some.
 * @param taken the words that the model takes, where they are known
 */
export function nearestEffort(wanted: ReasoningEffort, taken?: readonly string[]): ReasoningEffort {
  const known = EFFORTS.filter((effort) => taken?.includes(effort) && (effort !== 'none' || wanted === 'none'));
  const distance = (effort: ReasoningEffort): number => Math.abs(EFFORTS.indexOf(effort) - EFFORTS.indexOf(wanted));
  return (
    known.reduce<ReasoningEffort | undefined>(
      (best, effort) => (best === undefined || distance(effort) < distance(best) ? effort : best),
      undefined,
    ) ?? wanted
  );
}
