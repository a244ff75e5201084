import { type ResponseUsage } from 'openai/resources/responses/responses';
import { type JsonObject } from '../call';
import { asCount, asObject } from '../json';
import { type ReceiptBook } from '../receipt';
import { INPUT_CLASSES, OUTPUT_CLASSES, remainder, sumTokens, type Usage } from '../usage';

/**
 * Reads a `usage` object; undefined when it counts nothing. Totals include their parts. How long a written cache lives (30 minutes or
 * 12 hours) makes no class of its own.
 */
export function readUsage(usage: JsonObject): Usage | undefined {
  const inputDetails = asObject(usage['input_tokens_details']) ?? {};
  const inputTotal = asCount(usage['input_tokens']);
  const outputTotal = asCount(usage['output_tokens']);
  if (inputTotal === undefined && outputTotal === undefined) return undefined;
  const cacheReadTokens = asCount(inputDetails['cached_tokens']);
  const cacheWrite5mTokens = asCount(inputDetails['cache_write_tokens']);
  const reasoningTokens = asCount(asObject(usage['output_tokens_details'])?.['reasoning_tokens']);
  const inputTokens = remainder(inputTotal, cacheReadTokens, cacheWrite5mTokens);
  const outputTokens = remainder(outputTotal, reasoningTokens);
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
    ...(cacheWrite5mTokens !== undefined && { cacheWrite5mTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  };
}

/** What goes into a total without a field of its own. */
const UNNAMED = {
  cacheWrite1hTokens: 'cache_write_tokens',
  inputAudioTokens: 'input_tokens',
  inputImageTokens: 'input_tokens',
  outputAudioTokens: 'output_tokens',
  outputImageTokens: 'output_tokens',
} as const;

/** What usage says in this dialect, where totals include their parts; with its `cost` where that is known. */
export function writeUsage(usage: Usage, usd: number | undefined, book: ReceiptBook): ResponseUsage {
  for (const [tokenClass, field] of Object.entries(UNNAMED)) {
    if (usage[tokenClass as keyof typeof UNNAMED]) {
      book.approximated(`response.usage.${tokenClass}`, `Counted in ${field}, which has no part of this name.`);
    }
  }
  const inputTokens = sumTokens(usage, INPUT_CLASSES) ?? 0;
  const outputTokens = sumTokens(usage, OUTPUT_CLASSES) ?? 0;
  return {
    input_tokens: inputTokens,
    // The types demand all three parts: what was not told reads as none.
    input_tokens_details: {
      cached_tokens: usage.cacheReadTokens ?? 0,
      cache_write_tokens: sumTokens(usage, ['cacheWrite5mTokens', 'cacheWrite1hTokens']) ?? 0,
    },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: inputTokens + outputTokens,
    ...(usd !== undefined && { cost: usd }),
  };
}
