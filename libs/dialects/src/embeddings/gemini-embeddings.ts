import { type ContentEmbedding } from '@google/genai';
import { type Extra, type JsonObject } from '../call';
import { insertCost } from '../cost-in-usage';
import { InvalidRequest, type ReplyFacts, UnreadableReply } from '../dialect';
import { Fields } from '../fields';
import { parseJson } from '../gemini/read-json';
import { asList, asObject, asText, isObject } from '../json';
import { type ReceiptBook } from '../receipt';
import { INPUT_CLASSES, sumTokens } from '../usage';
import {
  type EmbeddedMedia,
  type EmbeddingsCall,
  type EmbeddingsContext,
  type EmbeddingsFormat,
  type EmbeddingsReply,
} from './embeddings';
import { readEmbeddingsUsage } from './gemini-usage';

/** What one content is embedded with: the body of `:embedContent`, and an element of `:batchEmbedContents`. */
interface EmbedContentRequest {
  model: string;
  content: { parts: { text: string }[] };
  outputDimensionality?: number;
}

/** `models/{model}:batchEmbedContents`, https://ai.google.dev/api/embeddings: one vector for each request. */
export const geminiBatchEmbeddings: EmbeddingsFormat = {
  readRequest(body) {
    const extras: Extra[] = [];
    const fields = Fields.of(body, '', extras);
    fields.any('model');
    const requests = fields.objects('requests');
    if (requests.length === 0) {
      throw new InvalidRequest("'requests' must have at least one request.", 'requests', 'invalid_value');
    }
    return fields.close(readRequests(requests, extras));
  },

  writeRequest: writeBatch,

  readReply(body) {
    const reply = asObject(body) ?? {};
    if (!Array.isArray(reply['embeddings'])) throw new UnreadableReply('An embeddings reply without embeddings');
    const usage = readEmbeddingsUsage(reply['usageMetadata']);
    return { vectors: asList(reply['embeddings']).map(readVector), ...(usage && { usage }) };
  },

  writeReply(reply, _call, context) {
    return { embeddings: reply.vectors.map(writeVector), ...writeUsage(reply, context) };
  },

  prepareRequest: ({ requests, ...body }, model) => ({
    ...body,
    requests: asList(requests).map((request) => (isObject(request) ? named(request, model) : request)),
  }),
  relayReply,
  inputOf: ({ requests }) => ({ texts: asList(requests).flatMap(textsOf), tokens: 0 }),
  mediaOf: ({ requests }) =>
    asList(requests).flatMap((request, index) => mediaIn(request, `requests[${index}].content`)),
};

/** `models/{model}:embedContent`: one content, one vector. Spoken to us alone, since a batch of one says the same upstream. */
export const geminiEmbeddings: EmbeddingsFormat = {
  ...geminiBatchEmbeddings,

  readRequest(body) {
    const extras: Extra[] = [];
    return readRequests([Fields.of(body, '', extras)], extras);
  },

  writeReply(reply, _call, context) {
    return { embedding: writeVector(reply.vectors[0] ?? []), ...writeUsage(reply, context) };
  },

  prepareRequest: named,
  inputOf: (body) => ({ texts: textsOf(body), tokens: 0 }),
  mediaOf: (body) => mediaIn(body, 'content'),
};

/** One call for all of them: a batch that is to be embedded in several ways has no counterpart. */
function readRequests(requests: readonly Fields[], extras: Extra[]): EmbeddingsCall {
  const read = requests.map(readOne);
  const [{ dimensions, task }] = read as [(typeof read)[0]];
  const other = read.findIndex((one) => one.dimensions !== dimensions);
  if (other >= 0) {
    const path = requests[other]!.pathOf('outputDimensionality');
    throw new InvalidRequest(`'${path}' must be the same in all requests for this model.`, path, 'invalid_value');
  }
  return {
    inputs: read.map(({ text }) => text),
    ...(dimensions !== undefined && { dimensions }),
    ...(task && { task }),
    encoding: 'float',
    extras,
  };
}

function readOne(request: Fields) {
  request.any('model');
  const dimensions = request.number('outputDimensionality') ?? request.number('output_dimensionality');
  const type = request.string('taskType') ?? request.string('task_type');
  const task = type === undefined ? undefined : { path: request.pathOf('taskType'), type };
  return request.close({ text: readText(request), dimensions, task });
}

function readText(request: Fields): string {
  const content = request.required('content', request.fields('content'));
  content.any('role');
  const parts = content.objects('parts').map((part) => {
    const text = part.string('text');
    if (text !== undefined) return part.close(text);
    throw new InvalidRequest(
      `'${part.path}' is no text, and this model embeds text alone.`,
      part.path,
      'invalid_value',
    );
  });
  if (parts.length === 0)
    throw new InvalidRequest(`'${content.pathOf('parts')}' must have a text.`, content.pathOf('parts'));
  // Several parts make one content; how the vendor joins them it does not say.
  return content.close(parts.join('\n'));
}

function writeBatch(call: EmbeddingsCall, model: string, book: ReceiptBook): JsonObject {
  book.dropForeign({ extras: call.extras, tools: [] });
  const requests = call.inputs.map((text): EmbedContentRequest => ({
    model: `models/${model}`,
    content: { parts: [{ text }] },
    ...(call.dimensions !== undefined && { outputDimensionality: call.dimensions }),
  }));
  return { requests };
}

function readVector(embedding: unknown): readonly number[] {
  const values = isObject(embedding) ? embedding['values'] : undefined;
  if (!Array.isArray(values)) throw new UnreadableReply('An embedding without values');
  return values as number[];
}

function writeVector(vector: readonly number[]): ContentEmbedding {
  return { values: [...vector] };
}

function writeUsage({ usage }: EmbeddingsReply, { usdCostOf }: EmbeddingsContext): JsonObject {
  const promptTokenCount = usage && sumTokens(usage, INPUT_CLASSES);
  if (usage === undefined || promptTokenCount === undefined) return {};
  const cost = usdCostOf(usage);
  return { usageMetadata: { promptTokenCount, ...(cost !== undefined && { cost }) } };
}

/** A request under the vendor's name of its model, which the path says too. */
function named(request: JsonObject, model: string): JsonObject {
  return { ...request, model: `models/${model}` };
}

function textsOf(request: unknown): string[] {
  const content = asObject(asObject(request)?.['content']);
  return asList(content?.['parts']).flatMap((part) => asText(asObject(part)?.['text']) ?? []);
}

/** Parts with bytes or a file, in both of the spellings that Gemini takes. */
function mediaIn(request: unknown, path: string): EmbeddedMedia[] {
  const content = asObject(asObject(request)?.['content']);
  return asList(content?.['parts']).flatMap((part, index) => {
    const { inlineData, inline_data = inlineData, fileData, file_data = fileData } = asObject(part) ?? {};
    const media = asObject(inline_data) ?? asObject(file_data);
    if (!media) return [];
    return [{ path: `${path}.parts[${index}]`, mediaType: asText(media['mimeType'] ?? media['mime_type']) ?? '' }];
  });
}

/** Reads the facts of a reply and puts our cost into its usage. */
function relayReply(text: string, { usdCostOf }: EmbeddingsContext): { text: string; facts: ReplyFacts } {
  const body = parseJson(text);
  if (!isObject(body)) throw new UnreadableReply('A reply that is no JSON object');
  const told = asObject(body['usageMetadata']);
  const usage = readEmbeddingsUsage(told);
  const cost = usage && usdCostOf(usage);
  const costed = told && cost !== undefined ? insertCost(text, told, cost, 'usageMetadata') : undefined;
  return { text: costed ?? text, facts: usage ? { usage } : {} };
}
