import { type JsonObject } from '../call';
import { remainder, type Usage } from '../usage';
import { isObject } from '../json';

/**
 * Reads Anthropic's `usage` into disjoint classes. `input_tokens` already excludes what was read from or written to a cache;
 * `output_tokens` includes thinking. Written tokens are told as a sum, and mostly split by the cache's life as well: what
 * the split does not name counts as five minutes, the default. Returns undefined when nothing was told.
 * Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching#tracking-cache-performance
 */
export function readUsage(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined;
  const split = isObject(usage['cache_creation']) ? usage['cache_creation'] : {};
  const written = tokens(usage, 'cache_creation_input_tokens');
  const written1h = tokens(split, 'ephemeral_1h_input_tokens');
  const details = isObject(usage['output_tokens_details']) ? usage['output_tokens_details'] : {};
  const thinking = tokens(details, 'thinking_tokens');
  const classes: Usage = {
    inputTokens: tokens(usage, 'input_tokens'),
    cacheReadTokens: tokens(usage, 'cache_read_input_tokens'),
    cacheWrite5mTokens: remainder(written, written1h) ?? tokens(split, 'ephemeral_5m_input_tokens'),
    cacheWrite1hTokens: written1h,
    outputTokens: remainder(tokens(usage, 'output_tokens'), thinking),
    reasoningTokens: thinking,
  };
  return Object.values(classes).some((count) => count !== undefined) ? classes : undefined;
}

/**
 * A stream tells usage twice: in full at the start, then at the end as running totals without the split of cache writes.
 * A count that the end leaves out or gives as null stands as the start told it.
 */
export function mergeUsage(earlier: JsonObject, later: unknown): JsonObject {
  if (!isObject(later)) return earlier;
  const told = Object.entries(later).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(told) };
}

function tokens(source: JsonObject, name: string): number | undefined {
  const count = source[name];
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
