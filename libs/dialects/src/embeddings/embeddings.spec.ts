import { describe, expect, it } from 'vitest';
import { describeRecorded, nameOf, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { ReceiptBook } from '../receipt';
import { type EmbeddingsFormat } from './embeddings';
import { fromBase64, toBase64 } from './float32';
import { geminiBatchEmbeddings, geminiEmbeddings } from './gemini-embeddings';
import { openAiEmbeddings } from './openai-embeddings';

const context = { model: 'google/gemini-embedding-2', usdCostOf: () => 0.25 };
const content = (text: string) => ({ content: { parts: [{ text }] } });

function carried(from: EmbeddingsFormat, to: EmbeddingsFormat, body: JsonObject) {
  const book = new ReceiptBook();
  return { body: to.writeRequest(from.readRequest(body), 'upstream', book), lost: book.lines.map(({ path }) => path) };
}

describe('OpenAI’s embeddings over Gemini', () => {
  it.each([
    ['a text', 'one', ['one']],
    ['a list of texts', ['one', 'two'], ['one', 'two']],
  ])('carry %s, a request each', (_name, input, texts) => {
    const { body, lost } = carried(openAiEmbeddings, geminiBatchEmbeddings, { model: 'm', input, dimensions: 256 });
    expect(body).toEqual({
      requests: texts.map((text) => ({ model: 'models/upstream', ...content(text), outputDimensionality: 256 })),
    });
    expect(lost).toEqual([]);
  });

  it('tell what Gemini has no place for', () => {
    const { lost } = carried(openAiEmbeddings, geminiBatchEmbeddings, {
      model: 'm',
      input: 'one',
      user: 'u',
      extra: 1,
    });
    expect(lost).toEqual(['user', 'extra']);
  });

  it.each<[string, JsonObject, string]>([
    ['token ids', { input: [1, 2, 3] }, 'input'],
    ['lists of token ids', { input: [[1], [2]] }, 'input'],
    ['nothing', {}, 'input'],
    ['an empty list', { input: [] }, 'input'],
    ['an empty text', { input: ['one', ''] }, 'input[1]'],
    ['something else', { input: ['one', {}] }, 'input[1]'],
    ['an unknown encoding', { input: 'one', encoding_format: 'int8' }, 'encoding_format'],
    ['dimensions that are no number', { input: 'one', dimensions: '256' }, 'dimensions'],
  ])('refuse %s, naming the field', (_name, body, param) => {
    expect(() => openAiEmbeddings.readRequest({ model: 'm', ...body })).toThrowError(
      expect.objectContaining({ param }),
    );
  });

  it.each([
    ['floats where nothing is asked', {}, [0.5, -1.25]],
    ['floats when asked', { encoding_format: 'float' }, [0.5, -1.25]],
    ['base64 when asked', { encoding_format: 'base64' }, 'AAAAPwAAoL8='],
  ])('answer with %s', (_name, options, embedding) => {
    const call = openAiEmbeddings.readRequest({ model: 'm', input: 'one', ...options });
    const reply = geminiBatchEmbeddings.readReply({
      embeddings: [{ values: [0.5, -1.25] }],
      usageMetadata: { promptTokenCount: 7 },
    });
    expect(openAiEmbeddings.writeReply(reply, call, context)).toEqual({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding }],
      model: 'google/gemini-embedding-2',
      usage: { prompt_tokens: 7, total_tokens: 7, cost: 0.25 },
    });
  });
});

describe('Gemini’s embeddings over OpenAI', () => {
  it('carry one content, its parts together', () => {
    const body = { content: { role: 'user', parts: [{ text: 'one' }, { text: 'two' }] }, outputDimensionality: 64 };
    const { body: written } = carried(geminiEmbeddings, openAiEmbeddings, body);
    expect(written).toEqual({ model: 'upstream', input: ['one\ntwo'], dimensions: 64 });
  });

  it('carry a batch, and tell what the vectors were to be for', () => {
    const requests = ['one', 'two'].map((text) => ({ model: 'models/m', taskType: 'CLUSTERING', ...content(text) }));
    expect(carried(geminiBatchEmbeddings, openAiEmbeddings, { requests })).toEqual({
      body: { model: 'upstream', input: ['one', 'two'] },
      lost: ['requests[0].taskType'],
    });
  });

  it.each<[string, EmbeddingsFormat, JsonObject, string]>([
    ['no content', geminiEmbeddings, {}, 'content'],
    ['a content without parts', geminiEmbeddings, { content: {} }, 'content.parts'],
    ['an image', geminiEmbeddings, { content: { parts: [{ inlineData: {} }] } }, 'content.parts[0]'],
    ['an empty batch', geminiBatchEmbeddings, { requests: [] }, 'requests'],
    [
      'a batch of several dimensions',
      geminiBatchEmbeddings,
      { requests: [content('one'), { ...content('two'), outputDimensionality: 8 }] },
      'requests[1].outputDimensionality',
    ],
  ])('refuse %s, naming the field', (_name, format, body, param) => {
    expect(() => format.readRequest(body)).toThrowError(expect.objectContaining({ param }));
  });

  it('answer in the order of the inputs, each path in its own shape', () => {
    const reply = openAiEmbeddings.readReply({
      data: [
        { index: 1, embedding: [2] },
        { index: 0, embedding: toBase64([1]) },
      ],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    const call = geminiEmbeddings.readRequest(content('one'));
    const usageMetadata = { promptTokenCount: 3, cost: 0.25 };
    expect(geminiBatchEmbeddings.writeReply(reply, call, context)).toEqual({
      embeddings: [{ values: [1] }, { values: [2] }],
      usageMetadata,
    });
    expect(geminiEmbeddings.writeReply(reply, call, context)).toEqual({ embedding: { values: [1] }, usageMetadata });
  });
});

describe('readReply', () => {
  it.each([
    ['OpenAI’s', openAiEmbeddings, [null, {}, { data: {} }, { data: [null] }, { data: [{ embedding: 'AAAA' }] }]],
    ['Gemini’s', geminiBatchEmbeddings, [[], {}, { embeddings: [null] }, { embeddings: [{ values: 1 }] }]],
  ])('of %s refuses what is no such reply', (_name, format, bodies) => {
    for (const body of bodies) expect(() => format.readReply(body)).toThrow('embedding');
  });

  it('of Gemini’s keeps media apart, and does not know what is not told', () => {
    const usageMetadata = {
      promptTokenCount: 300,
      promptTokenDetails: [
        { modality: 'TEXT', tokenCount: 10 },
        { modality: 'IMAGE', tokenCount: 258 },
        { modality: 'AUDIO', tokenCount: 32 },
      ],
    };
    expect(geminiBatchEmbeddings.readReply({ embeddings: [], usageMetadata }).usage).toEqual({
      inputTokens: 10,
      inputImageTokens: 258,
      inputAudioTokens: 32,
    });
    expect(geminiBatchEmbeddings.readReply({ embeddings: [] })).toEqual({ vectors: [] });
  });
});

describe('between ends of the same format', () => {
  it.each<[string, EmbeddingsFormat, JsonObject, JsonObject]>([
    ['OpenAI’s', openAiEmbeddings, { model: 'm', input: [[1]], later: 1 }, { model: 'v', input: [[1]], later: 1 }],
    ['Gemini’s', geminiEmbeddings, { ...content('one'), later: 1 }, { model: 'models/v', ...content('one'), later: 1 }],
    [
      'Gemini’s, of several',
      geminiBatchEmbeddings,
      { requests: [{ model: 'models/m', ...content('one') }, 1], later: 1 },
      { requests: [{ model: 'models/v', ...content('one') }, 1], later: 1 },
    ],
  ])('a body of %s changes its model’s name alone', (_name, format, body, prepared) => {
    expect(format.prepareRequest(body, 'v')).toEqual(prepared);
  });

  it.each<[string, EmbeddingsFormat, string, string]>([
    [
      'OpenAI’s',
      openAiEmbeddings,
      '{"data":[], "usage": {"prompt_tokens": 3, "total_tokens": 3}}',
      '{"data":[], "usage": {"cost":0.25,"prompt_tokens": 3, "total_tokens": 3}}',
    ],
    [
      'Gemini’s',
      geminiEmbeddings,
      '{"embedding": {}, "usageMetadata": {"promptTokenCount": 3}}',
      '{"embedding": {}, "usageMetadata": {"cost":0.25,"promptTokenCount": 3}}',
    ],
  ])('a reply in %s gets its cost and keeps its bytes', (_name, format, text, relayed) => {
    expect(format.relayReply(text, context)).toMatchObject({ text: relayed, facts: { usage: { inputTokens: 3 } } });
  });

  it('a reply without usage stays as it is', () => {
    const text = '{"embedding": {"values": [1]}}';
    expect(geminiEmbeddings.relayReply(text, context)).toEqual({ text, facts: {} });
    expect(() => geminiEmbeddings.relayReply('[]', context)).toThrow('no JSON object');
  });

  it.each<[string, EmbeddingsFormat, JsonObject, { texts: string[]; tokens: number }]>([
    ['a text', openAiEmbeddings, { input: 'one' }, { texts: ['one'], tokens: 0 }],
    ['texts', openAiEmbeddings, { input: ['one', 'two'] }, { texts: ['one', 'two'], tokens: 0 }],
    ['token ids', openAiEmbeddings, { input: [5, 6] }, { texts: [], tokens: 2 }],
    ['lists of token ids', openAiEmbeddings, { input: [[5], [6, 7]] }, { texts: [], tokens: 3 }],
    ['a content', geminiEmbeddings, content('one'), { texts: ['one'], tokens: 0 }],
    [
      'contents',
      geminiBatchEmbeddings,
      { requests: [content('one'), content('two')] },
      { texts: ['one', 'two'], tokens: 0 },
    ],
    ['nonsense', geminiBatchEmbeddings, { requests: [1, { content: { parts: [{}] } }] }, { texts: [], tokens: 0 }],
  ])('what is put in is known of %s', (_name, format, body, input) => {
    expect(format.inputOf(body)).toEqual(input);
  });
});

it('what Gemini is to embed besides text is found, in either spelling', () => {
  const parts = [
    { text: 'one' },
    { inlineData: { mimeType: 'image/png', data: '' } },
    { file_data: { mime_type: 'video/mp4', file_uri: '' } },
    { fileData: {} },
  ];
  const media = [
    { path: 'content.parts[1]', mediaType: 'image/png' },
    { path: 'content.parts[2]', mediaType: 'video/mp4' },
    { path: 'content.parts[3]', mediaType: '' },
  ];
  expect(geminiEmbeddings.mediaOf({ content: { parts } })).toEqual(media);
  expect(geminiBatchEmbeddings.mediaOf({ requests: [{}, { content: { parts } }] })).toEqual(
    media.map(({ path, mediaType }) => ({ path: `requests[1].${path}`, mediaType })),
  );
  expect(openAiEmbeddings.mediaOf({ input: 'one' })).toEqual([]);
});

const recorded = recordings(({ path, status }) => /\/embeddings$|:batchEmbedContents$/.test(path) && status === 200);
const vectorsOf = (body: JsonObject) => (body['data'] as { embedding: string }[]).map(({ embedding }) => embedding);

describeRecorded('recorded embeddings', () => {
  it('are there', () => {
    expect(recorded.length).toBeGreaterThan(10);
  });

  it.each(recorded.map((recording) => [nameOf(recording), recording] as const))(
    '%s reaches a client of the other dialect with the same vectors',
    (_name, { host, request, responseBody }) => {
      const told = JSON.parse(responseBody.toString('utf8')) as JsonObject;
      if (host === 'api.openai.com') {
        const call = geminiBatchEmbeddings.readRequest({ requests: [content('one')] });
        const { embeddings } = geminiBatchEmbeddings.writeReply(openAiEmbeddings.readReply(told), call, context);
        expect((embeddings as { values: number[] }[]).map(({ values }) => toBase64(values))).toEqual(vectorsOf(told));
      } else {
        const call = openAiEmbeddings.readRequest({ model: 'm', input: 'one', encoding_format: 'base64' });
        const reply = openAiEmbeddings.writeReply(geminiBatchEmbeddings.readReply(told), call, context);
        const values = vectorsOf(reply).map((text) => fromBase64(text));
        expect(values).toEqual(
          (told['embeddings'] as { values: number[] }[]).map((each) => each.values.map(Math.fround)),
        );
        expect(geminiBatchEmbeddings.readRequest(request as JsonObject).inputs).toHaveLength(values.length);
      }
    },
  );
});
