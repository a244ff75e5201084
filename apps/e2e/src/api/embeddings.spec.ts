import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { GoogleGenAI } from '@google/genai';
import { GoogleGenerativeAI } from '@google/generative-ai';
import { OpenAIEmbeddings } from '@langchain/openai';
import { embedMany } from 'ai';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { catalogueCost } from './support/catalogue-price';
import { generation } from './support/chat';
import { json, type Script, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

const OPENAI_MODEL = 'openai/text-embedding-3-small';
const GEMINI_MODEL = 'google/gemini-embedding-2';
/** Held exactly by 32-bit floats, so that base64 loses nothing. */
const VECTORS = [
  [0.5, -1.25, 3],
  [0.25, 2, -8],
];
const TEXTS = ['one', 'two'];

let upstream: ScriptedUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      OPENAI_BASE_URL: `${upstream.origin}/openai`,
      OPENAI_API_KEY: 'key-of-openai',
      GEMINI_BASE_URL: `${upstream.origin}/gemini`,
      GEMINI_API_KEY: 'key-of-gemini',
      ANTHROPIC_BASE_URL: `${upstream.origin}/anthropic`,
      ANTHROPIC_API_KEY: 'key-of-anthropic',
    },
  });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});
afterEach(() => void upstream.requests.splice(0));

const lastRequest = () => {
  const { path, body } = upstream.requests.at(-1)!;
  return { path, body: JSON.parse(body) as Record<string, unknown> };
};

function bytesOf(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}

/** OpenAI's vendor: answers in the encoding that it is asked for. */
const openAiVendor: Script = (response, seen) => {
  const { encoding_format } = JSON.parse(seen.body) as { encoding_format?: string };
  const data = VECTORS.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: encoding_format === 'base64' ? bytesOf(vector) : vector,
  }));
  return json({ object: 'list', data, model: 'vendor', usage: { prompt_tokens: 7, total_tokens: 7 } })(response, seen);
};
const geminiUsage = { promptTokenCount: 7, promptTokenDetails: [{ modality: 'TEXT', tokenCount: 7 }] };
const geminiBatch = (usageMetadata?: object) =>
  json({ embeddings: VECTORS.map((values) => ({ values })), ...(usageMetadata && { usageMetadata }) });

const openAiClient = () => new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey!, maxRetries: 0 });
const genAi = () => new GoogleGenAI({ apiKey: nuvra.apiKey!, httpOptions: { baseUrl: nuvra.url } });

describe.each([
  ['OpenAI', OPENAI_MODEL, openAiVendor],
  ['Gemini', GEMINI_MODEL, geminiBatch(geminiUsage)],
] as const)('vectors of %s reach', (vendor, model, script) => {
  it('OpenAI’s SDK, which asks for base64', async () => {
    upstream.answer(script);
    const { data, usage } = await openAiClient().embeddings.create({ model, input: TEXTS });
    expect(data.map(({ embedding }) => embedding)).toEqual(VECTORS);
    expect(usage).toMatchObject({ prompt_tokens: 7, total_tokens: 7 });
  });

  it.each([
    ['floats', 'float', VECTORS],
    ['base64', 'base64', VECTORS.map(bytesOf)],
  ] as const)('a client as %s where it says so, with their cost', async (_name, encoding_format, embeddings) => {
    upstream.answer(script);
    const reply = await fetch(`${nuvra.url}/v1/embeddings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}` },
      body: JSON.stringify({ model, input: TEXTS, encoding_format }),
    });
    const body = (await reply.json()) as { data: { embedding: unknown }[]; usage: { cost: unknown } };
    expect(body.data.map(({ embedding }) => embedding)).toEqual(embeddings);
    const cost = await catalogueCost(nuvra.url, model, vendor.toLowerCase(), { inputTokens: 7 });
    expect(BigInt(Math.round(Number(body.usage.cost) * 1e9))).toBe(cost);
    expect(await generation(nuvra, reply.headers.get('x-request-id')!)).toMatchObject({
      model,
      tokens_prompt: 7,
      total_cost_nano: String(cost),
      estimated: false,
    });
  });

  it('@google/genai', async () => {
    upstream.answer(script);
    const { embeddings } = await genAi().models.embedContent({ model, contents: TEXTS });
    expect(embeddings!.map(({ values }) => values)).toEqual(VECTORS);
  });

  it('@google/generative-ai, by its batch', async () => {
    upstream.answer(script);
    const client = new GoogleGenerativeAI(nuvra.apiKey!).getGenerativeModel(
      { model: `models/${model}` },
      { baseUrl: nuvra.url },
    );
    const { embeddings } = await client.batchEmbedContents({
      requests: TEXTS.map((text) => ({ content: { role: 'user', parts: [{ text }] } })),
    });
    expect(embeddings.map(({ values }) => values)).toEqual(VECTORS);
  });

  it('LangChain', async () => {
    upstream.answer(script);
    const embeddings = new OpenAIEmbeddings({
      model,
      apiKey: nuvra.apiKey!,
      configuration: { baseURL: `${nuvra.url}/v1` },
    });
    expect(await embeddings.embedDocuments(TEXTS)).toEqual(VECTORS);
  });

  it('the AI SDK', async () => {
    upstream.answer(script);
    const google = createGoogleGenerativeAI({ apiKey: nuvra.apiKey!, baseURL: `${nuvra.url}/v1beta` });
    const { embeddings } = await embedMany({ model: google.textEmbeddingModel(model), values: TEXTS });
    expect(embeddings).toEqual(VECTORS);
  });
});

describe('what is asked of Gemini', () => {
  it('is a batch, with the dimensions that the client wants', async () => {
    upstream.answer(geminiBatch(geminiUsage));
    await openAiClient().embeddings.create({ model: GEMINI_MODEL, input: 'one', dimensions: 256 });
    expect(lastRequest()).toEqual({
      path: '/gemini/v1beta/models/gemini-embedding-2:batchEmbedContents',
      body: {
        requests: [
          { model: 'models/gemini-embedding-2', content: { parts: [{ text: 'one' }] }, outputDimensionality: 256 },
        ],
      },
    });
  });

  it('in its own form goes as it came, the reply’s bytes too but for the cost', async () => {
    const told = '{"embedding": {"values": [0.10000000149011612]}, "usageMetadata": {"promptTokenCount": 7}}';
    upstream.answer((response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(told));
    const reply = await fetch(`${nuvra.url}/v1beta/models/gemini-embedding-2:embedContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': nuvra.apiKey! },
      body: JSON.stringify({ content: { parts: [{ text: 'one' }] }, taskType: 'CLUSTERING', later: { a: 1 } }),
    });
    expect(await reply.text()).toBe(told.replace('{"promptTokenCount"', '{"cost":0.0000014,"promptTokenCount"'));
    expect(lastRequest()).toEqual({
      path: '/gemini/v1beta/models/gemini-embedding-2:embedContent',
      body: {
        model: 'models/gemini-embedding-2',
        content: { parts: [{ text: 'one' }] },
        taskType: 'CLUSTERING',
        later: { a: 1 },
      },
    });
  });

  it('and not counted by it is counted by us, and says so', async () => {
    upstream.answer(geminiBatch());
    const reply = await fetch(`${nuvra.url}/v1/embeddings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}` },
      body: JSON.stringify({ model: 'google/gemini-embedding-001', input: ['Hello, world!', 'Hello, world!'] }),
    });
    expect(reply.headers.get('x-nuvra-estimate')).toBe('true');
    expect(await reply.json()).toMatchObject({ usage: { prompt_tokens: 8, total_tokens: 8 } });
    expect(await generation(nuvra, reply.headers.get('x-request-id')!)).toMatchObject({
      tokens_prompt: 8,
      estimated: true,
      total_cost: 0.0000012,
    });
  });
});

it('a video is refused, since nothing says what its tokens cost, and nothing is sent', async () => {
  const parts = [{ inlineData: { mimeType: 'video/mp4', data: 'AAAA' } }];
  const reply = await fetch(`${nuvra.url}/v1beta/models/gemini-embedding-2:embedContent`, {
    method: 'POST',
    headers: { 'x-goog-api-key': nuvra.apiKey! },
    body: JSON.stringify({ content: { parts } }),
  });
  expect(reply.status).toBe(400);
  expect(await reply.text()).toContain('content.parts[0]');
  expect(upstream.requests).toEqual([]);
});

describe('token ids', () => {
  it.each([
    ['a list', [5, 6]],
    ['lists', [[5], [6]]],
  ])('in %s go to OpenAI', async (_name, input) => {
    upstream.answer(openAiVendor);
    await openAiClient().embeddings.create({ model: OPENAI_MODEL, input });
    expect(lastRequest().body).toMatchObject({ model: 'text-embedding-3-small', input });
  });

  it('are refused for Gemini, naming the field, and nothing is sent', async () => {
    const failure: unknown = await openAiClient()
      .embeddings.create({ model: GEMINI_MODEL, input: [5, 6] })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 400, param: 'input', type: 'invalid_request_error' });
    expect(upstream.requests).toEqual([]);
  });
});

describe('a model is called on the paths of its kind', () => {
  it.each([
    [
      'a chat model is not embedded with',
      '/v1/embeddings',
      { model: 'openai/gpt-5.4', input: 'one' },
      '/v1/chat/completions',
    ],
    [
      'an embedding model does not chat',
      '/v1/chat/completions',
      { model: OPENAI_MODEL, messages: [{ role: 'user', content: 'Hi' }] },
      '/v1/embeddings',
    ],
  ])('%s', async (_promise, path, body, right) => {
    const reply = await fetch(nuvra.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}` },
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(400);
    const { error } = (await reply.json()) as { error: { message: string } };
    expect(error).toMatchObject({ code: 'unsupported_by_model', param: 'model' });
    expect(error.message).toContain(`POST ${right}`);
    expect(upstream.requests).toEqual([]);
  });
});

it('a vendor’s refusal is told in the client’s own shape', async () => {
  upstream.answer(json({ error: { code: 400, message: 'Too long', status: 'INVALID_ARGUMENT' } }, 400));
  await expect(openAiClient().embeddings.create({ model: GEMINI_MODEL, input: 'one' })).rejects.toMatchObject({
    status: 400,
    type: 'invalid_request_error',
  });
});
