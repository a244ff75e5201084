import { type Candidate, type GroundingChunk, type GroundingSupport } from '@google/genai';
import { type Citation, type JsonObject } from '../call';
import { asList, asObject, asText, asWhole } from '../json';
import { objectsOf } from './read-json';
import { type Unchecked } from './wire';

/**
 * Reads where a candidate's text comes from: `groundingMetadata` names sources and the passages that rest on them, `citationMetadata` passages
 * taken over. Both count UTF-8 bytes of the whole text, whatever its parts: https://ai.google.dev/api/generate-content#GroundingMetadata, and
 * every recorded reply counts so.
 * @returns citations with indexes in `text`, in the order told
 */
export function readCitations(candidate: Unchecked<Candidate>, text: string): Citation[] {
  const grounding = asObject(candidate.groundingMetadata);
  const cited = asObject(candidate.citationMetadata);
  if (!grounding && !cited) return [];
  // Not before there is a passage: a stream has empty metadata on each of its chunks.
  let bytes: Buffer | undefined;
  const passage = (segment: JsonObject): Passage => locate(segment, text, (bytes ??= Buffer.from(text)));
  return [
    ...(grounding ? readGrounding(grounding, passage) : []),
    // The older name stands in the vendor's REST documentation still.
    ...objectsOf(cited?.['citations'] ?? cited?.['citationSources']).map((source) => ({
      ...sourceOf(source),
      ...passage(source),
    })),
  ];
}

type Passage = Pick<Citation, 'startIndex' | 'endIndex'>;

function readGrounding(grounding: JsonObject, passage: (segment: JsonObject) => Passage): Citation[] {
  const chunks = asList(grounding['groundingChunks']).map((chunk) => asObject(chunk) ?? {});
  const supports: Unchecked<GroundingSupport>[] = objectsOf(grounding['groundingSupports']);
  // Sources alone, where no passage is said to rest on them.
  if (supports.length === 0) return chunks.map(readChunk);
  return supports.flatMap((support) => {
    const where = passage(asObject(support.segment) ?? {});
    const sources = asList(support.groundingChunkIndices).map((at) => chunks[asWhole(at) ?? -1]);
    return sources.flatMap((chunk) => (chunk ? { ...readChunk(chunk), ...where } : []));
  });
}

function readChunk(chunk: Unchecked<GroundingChunk>): Citation {
  const source = asObject(chunk.web ?? chunk.retrievedContext ?? chunk.maps ?? chunk.image) ?? {};
  return { ...sourceOf(source), native: { dialect: 'gemini', value: { ...chunk } } };
}

function sourceOf(source: JsonObject): Citation {
  const url = asText(source['uri']) ?? asText(source['sourceUri']);
  const title = asText(source['title']);
  const citedText = asText(source['text']);
  return {
    ...(url && { url }),
    ...(title && { title }),
    ...(citedText && { citedText }),
    native: { dialect: 'gemini', value: source },
  };
}

/** Where a passage stands in UTF-16 units; nowhere if what stands there is not what the vendor says stands there. */
function locate(segment: JsonObject, text: string, bytes: Buffer): Passage {
  const end = asWhole(segment['endIndex']);
  if (end === undefined) return {};
  const start = asWhole(segment['startIndex']) ?? 0;
  const words = asText(segment['text']);
  const startIndex = bytes.subarray(0, start).toString('utf8').length;
  const endIndex = startIndex + bytes.subarray(start, end).toString('utf8').length;
  if (words === undefined) return end <= bytes.length && start < end ? { startIndex, endIndex } : {};
  if (text.slice(startIndex, endIndex) === words) return { startIndex, endIndex };
  const found = text.indexOf(words);
  return found < 0 ? {} : { startIndex: found, endIndex: found + words.length };
}
