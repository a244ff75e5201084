import { type GenerateContentResponseUsageMetadata } from '@google/genai';
import { type ReplyContext } from '../dialect';
import { type Served } from '../events';
import { type ReceiptBook } from '../receipt';
import { INPUT_CLASSES, sumTokens, type Usage } from '../usage';
import { type Wire } from './wire';

/** `usageMetadata` as it stands on the wire, and what a request costs. */
export type WireUsage = Wire<GenerateContentResponseUsageMetadata> & {
  serviceTier?: string;
  cost?: Cost;
};

/** A public decimal in USD. */
type Cost = ReturnType<ReplyContext['usdCostOf']>;

/** Writes usage in Gemini's counts, which include their parts; nothing that is zero is on the wire. */
export function writeUsage(usage: Usage, served: Served, cost?: Cost): WireUsage {
  const { cacheReadTokens, reasoningTokens } = usage;
  const promptTokens = sumTokens(usage, INPUT_CLASSES);
  const candidatesTokens = sumTokens(usage, ['outputTokens', 'outputAudioTokens', 'outputImageTokens']);
  const counts = {
    promptTokenCount: promptTokens,
    candidatesTokenCount: candidatesTokens,
    totalTokenCount: (promptTokens ?? 0) + (candidatesTokens ?? 0) + (reasoningTokens ?? 0),
    cachedContentTokenCount: cacheReadTokens,
    thoughtsTokenCount: reasoningTokens,
  };
  const textIn = sumTokens(usage, ['inputTokens', 'cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens']);
  const promptTokensDetails = byModality(textIn, usage.inputAudioTokens, usage.inputImageTokens);
  const candidatesTokensDetails = byModality(usage.outputTokens, usage.outputAudioTokens, usage.outputImageTokens);
  return {
    ...(Object.fromEntries(Object.entries(counts).filter(([, count]) => count)) as typeof counts),
    ...(promptTokensDetails.length > 0 && { promptTokensDetails }),
    // What is text alone the vendor does not break down.
    ...(candidatesTokensDetails.some(({ modality }) => modality !== 'TEXT') && { candidatesTokensDetails }),
    ...writeServed(served),
    ...(cost !== undefined && { cost }),
  };
}

/** Says what of a foreign reply's usage Gemini cannot tell. */
export function noteUsage(usage: Usage, { speed, webSearches }: Served, book: ReceiptBook): void {
  for (const tokenClass of ['cacheWrite5mTokens', 'cacheWrite1hTokens'] as const) {
    if (!usage[tokenClass]) continue;
    book.approximated(`response.usage.${tokenClass}`, 'Gemini counts them with the prompt, not apart.');
  }
  if (speed !== undefined) book.dropped('response.usage.speed', 'Gemini has no word for it.');
  if (webSearches) book.dropped('response.usage.webSearches', 'Gemini does not count searches.');
}

function byModality(text: number | undefined, audio: number | undefined, image: number | undefined) {
  const details = [
    { modality: 'TEXT' as const, tokenCount: text },
    { modality: 'AUDIO' as const, tokenCount: audio },
    { modality: 'IMAGE' as const, tokenCount: image },
  ];
  return details.flatMap(({ modality, tokenCount }) => (tokenCount ? { modality, tokenCount } : []));
}

/** The words of Vertex AI stand in a field of their own, in upper case. */
function writeServed({ serviceTier }: Served): Pick<WireUsage, 'serviceTier' | 'trafficType'> {
  if (serviceTier === undefined) return {};
  if (/^[A-Z_]+$/.test(serviceTier)) return { trafficType: serviceTier as WireUsage['trafficType'] };
  return { serviceTier: serviceTier === 'default' ? 'standard' : serviceTier };
}
