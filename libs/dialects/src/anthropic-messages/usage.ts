import { type Usage as WireUsage } from '@anthropic-ai/sdk/resources/messages/messages';
import { type JsonObject } from '../call';
import { type ReplyEvent, type Served } from '../events';
import { asObject, asText, isObject } from '../json';
import { type ReceiptBook } from '../receipt';
import { OUTPUT_CLASSES, remainder, sumTokens, type TokenClass, type Usage } from '../usage';

export type UsageEvent = Extract<ReplyEvent, { type: 'usage' }>;

/**
 * Reads Anthropic's `usage` into disjoint classes. `input_tokens` already excludes what was read from or written to a cache;
 * `output_tokens` includes thinking. Written tokens are told as a sum, and mostly split by the cache's life as well: what
 * the split does not name counts as five minutes, the default. Returns undefined when nothing was told.
 * Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching#tracking-cache-performance
 */
export function readUsage(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined;
  const split = asObject(usage['cache_creation']) ?? {};
  const written = count(usage, 'cache_creation_input_tokens');
  const written1h = count(split, 'ephemeral_1h_input_tokens');
  const thinking = count(asObject(usage['output_tokens_details']) ?? {}, 'thinking_tokens');
  const classes: Usage = {
    inputTokens: count(usage, 'input_tokens'),
    cacheReadTokens: count(usage, 'cache_read_input_tokens'),
    cacheWrite5mTokens: remainder(written, written1h) ?? count(split, 'ephemeral_5m_input_tokens'),
    cacheWrite1hTokens: written1h,
    outputTokens: remainder(count(usage, 'output_tokens'), thinking),
    reasoningTokens: thinking,
  };
  return Object.values(classes).some((tokens) => tokens !== undefined) ? classes : undefined;
}

/** How the reply was served, as its `usage` tells. */
export function readServed(usage: JsonObject): Served {
  const serviceTier = asText(usage['service_tier']);
  const speed = asText(usage['speed']);
  const webSearches = count(asObject(usage['server_tool_use']) ?? {}, 'web_search_requests');
  return {
    ...(serviceTier !== undefined && { serviceTier }),
    ...(speed !== undefined && { speed }),
    ...(webSearches !== undefined && { webSearches }),
  };
}

export function readUsageEvent(told: unknown): ReplyEvent[] {
  const usage = readUsage(told);
  return usage === undefined ? [] : [{ type: 'usage', usage, ...readServed(asObject(told) ?? {}) }];
}

/**
 * A stream tells usage twice: in full at the start, then at the end as running totals without the split of cache writes.
 * What the end leaves out or gives as null stands as the start told it.
 */
export function mergeTold(earlier: JsonObject, later: unknown): JsonObject {
  if (!isObject(later)) return earlier;
  const told = Object.entries(later).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(told) };
}

const UNCACHED = ['inputTokens', 'inputAudioTokens', 'inputImageTokens'] as const satisfies readonly TokenClass[];

/** `usage` as this dialect tells it: what was not told is null, but for the two counts that it demands. */
export function writeUsage(usage: Usage, { serviceTier, speed, webSearches }: Served): WireUsage {
  const { cacheWrite5mTokens, cacheWrite1hTokens, reasoningTokens } = usage;
  return {
    input_tokens: sumTokens(usage, UNCACHED) ?? 0,
    cache_creation_input_tokens: sumTokens(usage, ['cacheWrite5mTokens', 'cacheWrite1hTokens']) ?? null,
    cache_read_input_tokens: usage.cacheReadTokens ?? null,
    cache_creation:
      cacheWrite1hTokens === undefined
        ? null
        : { ephemeral_5m_input_tokens: cacheWrite5mTokens ?? 0, ephemeral_1h_input_tokens: cacheWrite1hTokens },
    output_tokens: sumTokens(usage, OUTPUT_CLASSES) ?? 0,
    output_tokens_details: reasoningTokens === undefined ? null : { thinking_tokens: reasoningTokens },
    server_tool_use: webSearches === undefined ? null : { web_search_requests: webSearches, web_fetch_requests: 0 },
    // OpenAI's word for the tier that Anthropic calls standard; another vendor's tiers keep their names.
    service_tier: (serviceTier === 'default' ? 'standard' : (serviceTier ?? null)) as WireUsage['service_tier'],
    speed: (speed ?? null) as WireUsage['speed'],
    inference_geo: null,
  };
}

const UNNAMED = [
  'inputAudioTokens',
  'inputImageTokens',
  'outputAudioTokens',
  'outputImageTokens',
] as const satisfies readonly TokenClass[];

/** Says in the receipt what `writeUsage` could not tell apart, and what it had to make up. */
export function noteUsage(usage: Usage, book: ReceiptBook): void {
  for (const tokenClass of UNNAMED) {
    if (!usage[tokenClass]) continue;
    book.approximated(
      `response.usage.${tokenClass}`,
      'Counted among the other tokens, which this format does not tell apart.',
    );
  }
  if ([UNCACHED, OUTPUT_CLASSES].some((classes) => sumTokens(usage, classes) === undefined)) {
    book.approximated('response.usage', 'Not told; this format demands a number, so that zero stands for it.');
  }
}

function count(source: JsonObject, name: string): number | undefined {
  const value = source[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
