import { type CreateEmbeddingResponse, type EmbeddingCreateParams } from 'openai/resources/embeddings';
import { type Extra } from '../call';
import { InvalidRequest, UnreadableReply } from '../dialect';
import { Fields, wrongType } from '../fields';
import { asList, asObject } from '../json';
import { relayReply } from '../openai-chat/same-dialect';
import { readUsage } from '../openai-chat/usage';
import { INPUT_CLASSES, sumTokens } from '../usage';
import { type EmbeddingsFormat } from './embeddings';
import { fromBase64, toBase64 } from './float32';

/** `POST /v1/embeddings`, https://developers.openai.com/api/reference/resources/embeddings/methods/create */
export const openAiEmbeddings: EmbeddingsFormat = {
  readRequest(body) {
    const extras: Extra[] = [];
    const fields = Fields.of(body, '', extras);
    fields.string('model');
    const encoding = fields.word('encoding_format', ['float', 'base64']);
    if (encoding === undefined && fields.any('encoding_format') !== undefined) {
      throw new InvalidRequest("'encoding_format' must be float or base64.", 'encoding_format', 'invalid_value');
    }
    const dimensions = fields.number('dimensions');
    return fields.close({
      inputs: readInputs(fields),
      ...(dimensions !== undefined && { dimensions }),
      encoding: encoding ?? 'float',
      extras,
    });
  },

  writeRequest({ inputs, dimensions, task, extras }, model, book) {
    if (task) book.dropped(task.path, 'The model does not take what its vectors are for.');
    book.dropForeign({ extras, tools: [] });
    return {
      model,
      input: [...inputs],
      ...(dimensions !== undefined && { dimensions }),
    } satisfies EmbeddingCreateParams;
  },

  readReply(body) {
    const reply = asObject(body) ?? {};
    if (!Array.isArray(reply['data'])) throw new UnreadableReply('An embeddings reply without data');
    const items = asList(reply['data']).map((item) => asObject(item) ?? {});
    items.sort((left, right) => Number(left['index'] ?? 0) - Number(right['index'] ?? 0));
    const usage = readUsage(asObject(reply['usage']) ?? {});
    return { vectors: items.map(({ embedding }) => readVector(embedding)), ...(usage && { usage }) };
  },

  writeReply({ vectors, usage }, { encoding }, { model, usdCostOf }) {
    const tokens = (usage && sumTokens(usage, INPUT_CLASSES)) ?? 0;
    const cost = usage && usdCostOf(usage);
    const counts: CreateEmbeddingResponse.Usage = { prompt_tokens: tokens, total_tokens: tokens };
    return {
      object: 'list',
      data: vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: encoding === 'base64' ? toBase64(vector) : vector,
      })),
      model,
      usage: { ...counts, ...(cost !== undefined && { cost }) },
    };
  },

  prepareRequest: (body, model) => ({ ...body, model }),
  relayReply,
  inputOf({ input }) {
    const inputs = Array.isArray(input) ? (input as unknown[]).flat() : [input];
    return {
      texts: inputs.filter((text) => typeof text === 'string'),
      tokens: inputs.filter((token) => typeof token === 'number').length,
    };
  },
  mediaOf: () => [],
};

function readInputs(fields: Fields): string[] {
  const input = fields.required('input', fields.any('input'));
  const inputs = Array.isArray(input) ? (input as unknown[]) : [input];
  if (inputs.length === 0) throw new InvalidRequest("'input' must not be empty.", 'input', 'invalid_value');
  if (typeof inputs[0] === 'number' || Array.isArray(inputs[0])) {
    throw new InvalidRequest(
      "'input' holds token ids, which only OpenAI's own models understand. Send text to this model.",
      'input',
      'invalid_type',
    );
  }
  return inputs.map((text, index) => {
    const path = Array.isArray(input) ? `input[${index}]` : 'input';
    if (typeof text !== 'string') throw wrongType(path, 'a string');
    if (text === '') throw new InvalidRequest(`'${path}' must not be empty.`, path, 'invalid_value');
    return text;
  });
}

function readVector(embedding: unknown): readonly number[] {
  const vector = typeof embedding === 'string' ? fromBase64(embedding) : embedding;
  if (!Array.isArray(vector)) throw new UnreadableReply('An embedding that is no vector');
  return vector as number[];
}
