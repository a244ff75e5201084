import type { EmbeddingCreateParams } from 'openai/resources/embeddings';
import { tokensIn } from './demo-usage';

/** What each model answers with unless `dimensions` says otherwise; a model not named here gives the first. */
const DIMENSIONS: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'gemini-embedding-001': 3072,
  'text-embedding-004': 768,
};
const USUAL_DIMENSIONS = 1536;
const MOST_DIMENSIONS = 4096;

/** The body of OpenAI's `POST /v1/embeddings` answered: https://platform.openai.com/docs/api-reference/embeddings/create */
export function openAiEmbeddings(body: EmbeddingCreateParams): object {
  const texts = textsOf(body.input);
  const dimensions = dimensionsOf(body.model, body.dimensions);
  const tokens = texts.reduce((sum, text) => sum + tokensIn(text), 0);
  return {
    object: 'list',
    data: texts.map((text, index) => {
      const vector = wordVector(text, dimensions);
      return { object: 'embedding', index, embedding: body.encoding_format === 'base64' ? base64Of(vector) : vector };
    }),
    model: body.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** One request of Gemini's `embedContent`, or one of many in `batchEmbedContents`: https://ai.google.dev/api/embeddings */
export interface GeminiEmbedRequest {
  readonly content?: { readonly parts?: readonly { readonly text?: string }[] };
  readonly outputDimensionality?: number;
}

/** Gemini's embeddings of each request, with the tokens they took. */
export function geminiEmbeddings(model: string, requests: readonly GeminiEmbedRequest[]) {
  const texts = requests.map(({ content }) => (content?.parts ?? []).map(({ text }) => text ?? '').join(' '));
  return {
    embeddings: texts.map((text, index) => ({
      values: wordVector(text, dimensionsOf(model, requests[index]?.outputDimensionality)),
    })),
    usageMetadata: { promptTokenCount: texts.reduce((sum, text) => sum + tokensIn(text), 0) },
  };
}

/**
 * A unit vector of the text's words by feature hashing: equal texts give equal vectors, and texts that share words lie near each
 * other, so that a search over demo vectors behaves like one. https://en.wikipedia.org/wiki/Feature_hashing
 */
export function wordVector(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text];
  for (const word of words) {
    const hash = fnv1a(word);
    vector[hash % dimensions]! += hash & 0x8000_0000 ? -1 : 1;
  }
  const length = Math.hypot(...vector);
  // Words can cancel each other out; a vector must still have a direction.
  if (length === 0) return vector.fill(1, 0, 1);
  return vector.map((value) => value / length);
}

/** 32-bit FNV-1a over UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** OpenAI takes one text, many, or either as token numbers. */
function textsOf(input: EmbeddingCreateParams['input']): string[] {
  if (typeof input === 'string') return [input];
  if (input.every((item) => typeof item === 'number')) return [input.join(' ')];
  return input.map((item) => (Array.isArray(item) ? item.join(' ') : String(item)));
}

function dimensionsOf(model: string, wished: number | undefined): number {
  const dimensions = wished ?? DIMENSIONS[model] ?? USUAL_DIMENSIONS;
  return Math.min(Math.max(Math.trunc(dimensions), 1), MOST_DIMENSIONS);
}

/** Little-endian 32-bit floats, as OpenAI packs them. */
function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
