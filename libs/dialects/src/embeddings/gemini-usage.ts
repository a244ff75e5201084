import { asList, asObject, asWhole } from '../json';
import { remainder, type Usage } from '../usage';

/**
 * Reads the `usageMetadata` of embeddings; undefined where the model tells none, as `gemini-embedding-001` does. Its breakdown is called
 * `promptTokenDetails` here (recorded so), not `promptTokensDetails`.
 */
export function readEmbeddingsUsage(metadata: unknown): Usage | undefined {
  const told = asObject(metadata) ?? {};
  const total = asWhole(told['promptTokenCount']);
  if (total === undefined) return undefined;
  const details = asList(told['promptTokenDetails'] ?? told['promptTokensDetails']).map((each) => asObject(each) ?? {});
  const image = tokensOf(details, 'IMAGE');
  const audio = tokensOf(details, 'AUDIO');
  return {
    inputTokens: remainder(total, image, audio),
    ...(image !== undefined && { inputImageTokens: image }),
    ...(audio !== undefined && { inputAudioTokens: audio }),
  };
}

function tokensOf(details: readonly Readonly<Record<string, unknown>>[], modality: string): number | undefined {
  const of = details.filter((detail) => detail['modality'] === modality);
  return of.length === 0 ? undefined : of.reduce((sum, { tokenCount }) => sum + (asWhole(tokenCount) ?? 0), 0);
}
