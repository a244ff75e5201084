import { type CompletionUsage } from 'openai/resources/completions';
import { type Extra, type JsonObject } from '../call';
import { type Served } from '../events';
import { saysNothing } from '../fields';
import { asCount, asList, asObject, asText, isObject } from '../json';
import { pathOfField } from '../json-path';
import { INPUT_CLASSES, OUTPUT_CLASSES, remainder, sumTokens, type Usage } from '../usage';

/** Where a reply or chunk keeps its usage: at the top, in Groq's envelope, or in Moonshot's last choice. */
export function findUsage(body: JsonObject): JsonObject | undefined {
  return (
    asObject(body['usage']) ??
    asObject(asObject(body['x_groq'])?.['usage']) ??
    asObject(asObject(asList(body['choices'])[0])?.['usage'])
  );
}

/**
 * Reads a `usage` object; undefined when it counts nothing. `prompt_tokens` and `completion_tokens` include the parts that
 * their details name. Mistral's `num_cached_tokens` is left out: it is not billed, unlike its `cached_tokens`.
 */
export function readUsage(usage: JsonObject): Usage | undefined {
  const prompt = asObject(usage['prompt_tokens_details']) ?? {};
  const completion = asObject(usage['completion_tokens_details']) ?? {};
  const promptTokens = asCount(usage['prompt_tokens']);
  const completionTokens = asCount(usage['completion_tokens']);
  if (promptTokens === undefined && completionTokens === undefined) return undefined;

  // DeepSeek counts cache hits beside the details, Moonshot at the top: https://api-docs.deepseek.com/guides/kv_cache
  const cacheReadTokens =
    asCount(prompt['cached_tokens']) ?? asCount(usage['prompt_cache_hit_tokens']) ?? asCount(usage['cached_tokens']);
  const cacheWrite5mTokens = asCount(prompt['cache_write_tokens']);
  const inputAudioTokens = asCount(prompt['audio_tokens']);
  const inputImageTokens = asCount(prompt['image_tokens']);
  // Perplexity counts reasoning beside the details, and in no total: https://docs.perplexity.ai/getting-started/models/models/sonar-deep-research
  const apartTokens = asCount(usage['reasoning_tokens']);
  const reasoningTokens = asCount(completion['reasoning_tokens']) ?? apartTokens;
  const outputAudioTokens = asCount(completion['audio_tokens']);
  const outputImageTokens = asCount(completion['image_tokens']);

  const cached = cachedPart(promptTokens, cacheReadTokens, cacheWrite5mTokens);
  const excludesReasoning =
    apartTokens !== undefined ||
    asCount(usage['total_tokens']) === sum(promptTokens, completionTokens, reasoningTokens);
  return told({
    inputTokens: remainder(promptTokens, cached, inputAudioTokens, inputImageTokens),
    cacheReadTokens,
    cacheWrite5mTokens,
    inputAudioTokens,
    inputImageTokens,
    // xAI's completion_tokens leave reasoning out, which its total_tokens give away.
    outputTokens: remainder(
      completionTokens,
      excludesReasoning ? 0 : reasoningTokens,
      outputAudioTokens,
      outputImageTokens,
    ),
    reasoningTokens,
    outputAudioTokens,
    outputImageTokens,
  });
}

/** How the reply was served, as far as usage tells: the tier, which Mistral puts there, and searches as OpenRouter and Perplexity count them. */
export function readServed(usage: JsonObject): Served {
  const serviceTier = asText(usage['service_tier']);
  const webSearches =
    asCount(asObject(usage['server_tool_use_details'])?.['web_search_requests']) ?? asCount(usage['num_search_queries']);
  return {
    ...(serviceTier !== undefined && { serviceTier }),
    ...(webSearches !== undefined && { webSearches }),
  };
}

/** What usage says in this dialect, where totals include their parts. */
export function writeUsage(usage: Usage, { webSearches }: Served = {}): JsonObject {
  const promptTokens = sumTokens(usage, INPUT_CLASSES) ?? 0;
  const completionTokens = sumTokens(usage, OUTPUT_CLASSES) ?? 0;
  const promptDetails: CompletionUsage['prompt_tokens_details'] = told({
    cached_tokens: usage.cacheReadTokens,
    cache_write_tokens: sumTokens(usage, ['cacheWrite5mTokens', 'cacheWrite1hTokens']),
    audio_tokens: usage.inputAudioTokens,
    image_tokens: usage.inputImageTokens,
  });
  // OpenRouter's name for generated images; OpenAI has none.
  const completionDetails: CompletionUsage['completion_tokens_details'] & Record<'image_tokens', number | undefined> =
    told({
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: usage.outputAudioTokens,
      image_tokens: usage.outputImageTokens,
    });
  const counts: CompletionUsage = {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...(Object.keys(promptDetails).length > 0 && { prompt_tokens_details: promptDetails }),
    ...(Object.keys(completionDetails).length > 0 && { completion_tokens_details: completionDetails }),
  };
  return {
    ...counts,
    ...(webSearches !== undefined && { server_tool_use_details: { web_search_requests: webSearches } }),
  };
}

/** What a vendor's usage says beyond what `written` says of it; totals are sums of their parts, whatever the vendor calls a total. */
export function leftOfUsage(told: JsonObject, written: JsonObject): Extra[] {
  const { prompt_tokens: _prompt, completion_tokens: _completion, total_tokens: _total, ...parts } = told;
  return leftOf(parts, written, 'usage');
}

function leftOf(told: JsonObject, written: JsonObject, path: string): Extra[] {
  return Object.entries(told).flatMap(([key, value]) => {
    const twin = written[key];
    const at = pathOfField(path, key);
    if (value === twin || saysNothing(value)) return [];
    return isObject(value) && isObject(twin) ? leftOf(value, twin, at) : [{ path: at, value }];
  });
}

/** Google's implicit caching, seen through OpenRouter, writes and reads the same tokens in one call: they overlap. */
function cachedPart(total: number | undefined, read = 0, written = 0): number {
  return total !== undefined && read + written > total ? Math.max(read, written) : read + written;
}

/** The sum that shows reasoning beside the completion; undefined where there is no reasoning to show. */
function sum(prompt = 0, completion = 0, reasoning = 0): number | undefined {
  return reasoning > 0 ? prompt + completion + reasoning : undefined;
}

/** Without the classes that were not told. */
function told<Counts extends Record<string, number | undefined>>(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, tokens]) => tokens !== undefined)) as Counts;
}
