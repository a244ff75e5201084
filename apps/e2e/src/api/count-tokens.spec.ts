import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { GoogleGenerativeAI } from '@google/generative-ai';
import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

const ANTHROPIC_MODEL = 'anthropic/claude-sonnet-5';
const GEMINI_MODEL = 'google/gemini-3.5-flash';
const OPENAI_MODEL = 'openai/gpt-5.4';
/** Has no count of its own. */
const UNCOUNTED_MODEL = 'deepseek/deepseek-v4-flash';
const TEXT = 'The quick brown fox jumps over the lazy dog.';
/** Ten for the words, four around the message, three for the reply. */
const ESTIMATE = 17;

let upstream: ScriptedUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  const { origin } = upstream;
  nuvra = await startNuvra({
    environment: {
      OPENAI_BASE_URL: `${origin}/openai`,
      OPENAI_API_KEY: 'key-of-openai',
      ANTHROPIC_BASE_URL: `${origin}/anthropic`,
      ANTHROPIC_API_KEY: 'key-of-anthropic',
      GEMINI_BASE_URL: `${origin}/gemini`,
      GEMINI_API_KEY: 'key-of-gemini',
      DEEPSEEK_BASE_URL: `${origin}/deepseek`,
      DEEPSEEK_API_KEY: 'key-of-deepseek',
    },
  });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});
afterEach(() => {
  upstream.requests.splice(0);
  upstream.answer(json({}, 500));
});

const lastRequest = () => {
  const { path, body, headers } = upstream.requests.at(-1)!;
  return { path, headers, body: JSON.parse(body) as Record<string, unknown> };
};

/** How each dialect's SDK asks for a count of a text. */
const CLIENTS: readonly [string, (model: string) => Promise<number | undefined>][] = [
  [
    'Anthropic’s SDK',
    async (model) => {
      const client = new Anthropic({ baseURL: nuvra.url, apiKey: nuvra.apiKey!, maxRetries: 0 });
      const counted = await client.messages.countTokens({ model, messages: [{ role: 'user', content: TEXT }] });
      return counted.input_tokens;
    },
  ],
  [
    '@google/genai',
    async (model) => {
      const client = new GoogleGenAI({ apiKey: nuvra.apiKey!, httpOptions: { baseUrl: nuvra.url } });
      return (await client.models.countTokens({ model, contents: TEXT })).totalTokens;
    },
  ],
  [
    '@google/generative-ai',
    async (model) => {
      const client = new GoogleGenerativeAI(nuvra.apiKey!);
      const counted = await client
        .getGenerativeModel({ model: `models/${model}` }, { baseUrl: nuvra.url })
        .countTokens({ generateContentRequest: { contents: [{ role: 'user', parts: [{ text: TEXT }] }] } });
      return counted.totalTokens;
    },
  ],
  [
    'OpenAI’s SDK',
    async (model) => {
      const client = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey!, maxRetries: 0 });
      return (await client.responses.inputTokens.count({ model, input: TEXT })).input_tokens;
    },
  ],
];
/** How each vendor counts, and where. */
const VENDORS: readonly [string, string, string, object][] = [
  ['Anthropic', ANTHROPIC_MODEL, '/anthropic/v1/messages/count_tokens', { input_tokens: 42 }],
  ['Gemini', GEMINI_MODEL, '/gemini/v1beta/models/gemini-3.5-flash:countTokens', { totalTokens: 42 }],
  ['OpenAI', OPENAI_MODEL, '/openai/responses/input_tokens', { object: 'response.input_tokens', input_tokens: 42 }],
];

describe.each(CLIENTS)('%s is told', (_client, count) => {
  it.each(VENDORS)('the count of %s, which is asked in its own way', async (_vendor, model, path, reply) => {
    upstream.answer(json(reply));
    expect(await count(model)).toBe(42);
    expect(lastRequest().path).toBe(path);
    expect(JSON.stringify(lastRequest().body)).toContain(TEXT);
    expect(lastRequest().body).not.toHaveProperty('max_tokens');
    expect(lastRequest().body).not.toHaveProperty('stream');
  });

  it('an estimate where the vendor does not count', async () => {
    expect(await count(UNCOUNTED_MODEL)).toBe(ESTIMATE);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    ['fails', 500],
    ['refuses our key', 401],
    ['has too much to do', 429],
  ])('an estimate where the vendor %s', async (_what, status) => {
    upstream.answer(json({ error: { message: 'No' } }, status));
    expect(await count(ANTHROPIC_MODEL)).toBe(ESTIMATE);
  });
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(nuvra.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, ...headers },
    body: JSON.stringify(body),
  });

it('an estimate says so, in a header and in the body; a count says nothing of it', async () => {
  const messages = [{ role: 'user', content: TEXT }];
  const estimated = await post('/v1/messages/count_tokens', { model: UNCOUNTED_MODEL, messages });
  expect(estimated.headers.get('x-nuvra-estimate')).toBe('true');
  expect(await estimated.json()).toEqual({ input_tokens: ESTIMATE, estimate: true });
  upstream.answer(json({ input_tokens: 42 }));
  const counted = await post('/v1/messages/count_tokens', { model: ANTHROPIC_MODEL, messages });
  expect(counted.headers.has('x-nuvra-estimate')).toBe(false);
  expect(await counted.json()).toEqual({ input_tokens: 42 });
});

it('a request in the vendor’s own dialect goes as it came, with the headers that choose features', async () => {
  upstream.answer(json({ input_tokens: 42 }));
  const body = {
    model: 'claude-sonnet-5',
    system: [{ type: 'text', text: 'Be brief', cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: TEXT }],
    thinking: { type: 'adaptive' },
    later: { a: 1 },
  };
  await post('/v1/messages/count_tokens?beta=true', body, { 'anthropic-beta': 'context-1m' });
  expect(lastRequest()).toMatchObject({
    path: '/anthropic/v1/messages/count_tokens',
    headers: { 'anthropic-beta': 'context-1m', 'x-api-key': 'key-of-anthropic' },
    body,
  });
});

it('that the request is at fault is told by the vendor, in the client’s own shape', async () => {
  upstream.answer(json({ error: { code: 400, message: 'No contents', status: 'INVALID_ARGUMENT' } }, 400));
  const reply = await post('/v1/messages/count_tokens', {
    model: GEMINI_MODEL,
    messages: [{ role: 'user', content: TEXT }],
  });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({
    type: 'error',
    error: { type: 'invalid_request_error', message: 'No contents' },
  });
});

it('tools, images and a system prompt weigh something in an estimate', async () => {
  const weigh = async (fields: object) => {
    const body = { model: UNCOUNTED_MODEL, messages: [{ role: 'user', content: TEXT }], ...fields };
    const { input_tokens } = (await (await post('/v1/messages/count_tokens', body)).json()) as { input_tokens: number };
    return input_tokens;
  };
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
  expect(await weigh({ system: 'Be brief.' })).toBeGreaterThan(ESTIMATE);
  expect(await weigh({ tools: [{ name: 'f', input_schema: { type: 'object' } }] })).toBeGreaterThan(ESTIMATE);
  expect(await weigh({ messages: [{ role: 'user', content: [image] }] })).toBeGreaterThan(700);
});

it('a count is free and leaves no trace in the usage', async () => {
  const reply = await post('/v1/messages/count_tokens', {
    model: UNCOUNTED_MODEL,
    messages: [{ role: 'user', content: TEXT }],
  });
  const id = reply.headers.get('x-request-id')!;
  const found = await fetch(`${nuvra.url}/v1/generation?id=${id}`, {
    headers: { authorization: `Bearer ${nuvra.apiKey}` },
  });
  expect(found.status).toBe(404);
});

it('a long text keeps no other request waiting', async () => {
  const long = post('/v1/messages/count_tokens', {
    model: UNCOUNTED_MODEL,
    messages: [{ role: 'user', content: '中文字符'.repeat(2_000_000) }],
  });
  let done = false;
  void long.then(() => (done = true));
  let answered = 0;
  while (!done) {
    expect((await fetch(`${nuvra.url}/health/live`)).status).toBe(200);
    answered++;
  }
  // A gateway that counted in one go would answer the first of them after the count.
  expect(answered).toBeGreaterThan(3);
  expect(((await (await long).json()) as { input_tokens: number }).input_tokens).toBeGreaterThan(1_000_000);
});

it.each([
  ['/v1/messages/count_tokens', { type: 'error', error: { type: 'authentication_error' } }],
  ['/v1beta/models/x:countTokens', { error: { code: 401, status: 'UNAUTHENTICATED' } }],
  ['/v1/responses/input_tokens', { error: { code: 'invalid_api_key' } }],
])('%s needs a key, and says so in its own shape', async (path, body) => {
  const reply = await post(path, {}, { authorization: 'Bearer sk-nv-wrong' });
  expect(reply.status).toBe(401);
  expect(await reply.json()).toMatchObject(body);
});
