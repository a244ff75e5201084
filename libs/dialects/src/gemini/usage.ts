import { type GenerateContentResponseUsageMetadata, type ModalityTokenCount } from '@google/genai';
import { type JsonObject } from '../call';
import { type Served } from '../events';
import { asText, asWhole } from '../json';
import { type Usage, remainder } from '../usage';
import { objectsOf } from './read-json';
import { type Unchecked, type Wire } from './wire';
import { type WireUsage, writeUsage } from './write-usage';

type Modality = NonNullable<Wire<ModalityTokenCount>['modality']>;

/**
 * Reads `usageMetadata` into disjoint classes. `promptTokenCount` includes what was read from the cache, and
 * `promptTokensDetails` break down all of it; `toolUsePromptTokenCount` comes on top; `candidatesTokenCount` excludes thoughts.
 * `totalTokenCount` is the sum of the four, and a count of zero is not on the wire at all: so an absent `candidatesTokenCount` is
 * what the total leaves for it. Video and documents are priced as text.
 * Source: https://ai.google.dev/api/generate-content#UsageMetadata, and every recorded reply adds up so.
 */
export function readUsage(metadata: Unchecked<GenerateContentResponseUsageMetadata>): Usage {
  const prompt = asWhole(metadata.promptTokenCount);
  const toolUse = asWhole(metadata.toolUsePromptTokenCount);
  const thoughts = asWhole(metadata.thoughtsTokenCount);
  const candidates =
    asWhole(metadata.candidatesTokenCount) ?? remainder(asWhole(metadata.totalTokenCount), prompt, toolUse, thoughts);
  return withoutUntold({
    ...readInput(metadata, prompt, toolUse),
    ...readOutput(metadata, candidates),
    reasoningTokens: thoughts,
  });
}

function readInput(
  metadata: Unchecked<GenerateContentResponseUsageMetadata>,
  prompt: number | undefined,
  toolUse: number | undefined,
): Usage {
  if (prompt === undefined && toolUse === undefined) return {};
  const cached = Math.min(asWhole(metadata.cachedContentTokenCount) ?? 0, prompt ?? 0);
  const fresh = (prompt ?? 0) - cached + (toolUse ?? 0);
  // A cached audio token is a cache read, not audio once more.
  const freshOf = (modality: Modality): number | undefined => {
    const told = tokensOf(metadata.promptTokensDetails, modality);
    const used = tokensOf(metadata.toolUsePromptTokensDetails, modality);
    if (told === undefined && used === undefined) return undefined;
    return (remainder(told, tokensOf(metadata.cacheTokensDetails, modality)) ?? 0) + (used ?? 0);
  };
  const audio = atMost(fresh, freshOf('AUDIO'));
  const image = atMost(fresh - (audio ?? 0), freshOf('IMAGE'));
  return {
    inputTokens: remainder(fresh, audio, image),
    cacheReadTokens: asWhole(metadata.cachedContentTokenCount) === undefined ? undefined : cached,
    inputAudioTokens: audio,
    inputImageTokens: image,
  };
}

function readOutput(metadata: Unchecked<GenerateContentResponseUsageMetadata>, candidates: number | undefined): Usage {
  if (candidates === undefined) return {};
  const audio = atMost(candidates, tokensOf(metadata.candidatesTokensDetails, 'AUDIO'));
  const image = atMost(candidates - (audio ?? 0), tokensOf(metadata.candidatesTokensDetails, 'IMAGE'));
  return { outputTokens: remainder(candidates, audio, image), outputAudioTokens: audio, outputImageTokens: image };
}

/** Tokens that a breakdown tells for one modality; undefined where it tells none. */
function tokensOf(details: unknown, modality: Modality): number | undefined {
  let sum: number | undefined;
  for (const detail of objectsOf(details) as Unchecked<ModalityTokenCount>[]) {
    if (detail.modality === modality) sum = (sum ?? 0) + (asWhole(detail.tokenCount) ?? 0);
  }
  return sum;
}

/** Breakdowns that exceed their total must not price a token twice. */
function atMost(limit: number, tokens: number | undefined): number | undefined {
  return tokens === undefined ? undefined : Math.min(limit, tokens);
}

function withoutUntold(usage: Usage): Usage {
  return Object.fromEntries(Object.entries(usage).filter(([, tokens]) => tokens !== undefined));
}

/** Reads how the reply was served: AI Studio tells a tier, Vertex AI a type of traffic. */
export function readServed(metadata: Unchecked<WireUsage>): Pick<Served, 'serviceTier'> {
  const serviceTier = asText(metadata.serviceTier) ?? asText(metadata.trafficType);
  return serviceTier === undefined ? {} : { serviceTier };
}

/** What our own writing of the usage would not give back: the fields of `usageMetadata` that say more than the classes do. */
export function usageLeftovers(metadata: JsonObject): [string, unknown][] {
  const written: JsonObject = { ...writeUsage(readUsage(metadata), readServed(metadata)) };
  return Object.entries(metadata).filter(([field, told]) => JSON.stringify(written[field]) !== JSON.stringify(told));
}
