import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';

let nuvra: Nuvra;
let openai: OpenAI;
let anthropic: Anthropic;
let google: GoogleGenAI;

beforeAll(async () => {
  nuvra = await startNuvra();
  openai = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey!, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: nuvra.url, apiKey: nuvra.apiKey!, maxRetries: 0 });
  google = new GoogleGenAI({ apiKey: nuvra.apiKey!, httpOptions: { baseUrl: nuvra.url } });
});
afterAll(() => nuvra?.stop());

const failureOf = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => expect.fail('It was not refused'),
    (error: unknown) => error as { status: number; message: string; code?: string },
  );

describe('what a vendor would keep is refused to its SDK, saying what to do instead', () => {
  it.each<[string, () => PromiseLike<unknown>, string]>([
    ['a response by id', () => openai.responses.retrieve('resp_1'), 'send it whole'],
    ['the end of a response', () => openai.responses.cancel('resp_1'), 'send it whole'],
    ['a response’s deletion', () => openai.responses.delete('resp_1'), 'send it whole'],
    ['a response’s input', () => openai.responses.inputItems.list('resp_1'), 'send it whole'],
    ['a conversation', () => openai.conversations.create({}), 'the whole conversation'],
    ['a conversation’s items', () => openai.conversations.items.list('conv_1'), 'the whole conversation'],
    ['files', () => openai.files.list(), 'bytes within the request'],
    ['a file', () => openai.files.retrieve('file-1'), 'bytes within the request'],
    ['a file’s content', () => openai.files.content('file-1'), 'bytes within the request'],
    [
      'a batch',
      () => openai.batches.create({ input_file_id: 'f', endpoint: '/v1/responses', completion_window: '24h' }),
      'one by one',
    ],
    ['a vector store', () => openai.vectorStores.create({ name: 'x' }), 'POST /v1/embeddings'],
    ['a search in one', () => openai.vectorStores.search('vs_1', { query: 'x' }), 'POST /v1/embeddings'],
    ['a thread', () => openai.beta.threads.create({}), 'POST /v1/responses'],
    ['an assistant', () => openai.beta.assistants.create({ model: 'gpt-5.4' }), 'POST /v1/responses'],
  ])('OpenAI’s: %s', async (_what, ask, instead) => {
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ status: 404, code: 'not_kept' });
    expect(failure.message).toContain(instead);
  });

  it.each<[string, () => PromiseLike<unknown>, string]>([
    ['a batch', () => anthropic.messages.batches.create({ requests: [] }), 'one by one'],
    ['a batch’s results', () => anthropic.get('/v1/messages/batches/b/results'), 'one by one'],
    ['files', () => anthropic.beta.files.list(), 'bytes within the request'],
  ])('Anthropic’s: %s', async (_what, ask, instead) => {
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ status: 404, error: { type: 'error', error: { type: 'not_found_error' } } });
    expect(failure.message).toContain(instead);
  });

  it.each<[string, () => PromiseLike<unknown>, string]>([
    ['a cache', () => google.caches.create({ model: 'gemini-3.5-flash', config: {} }), 'caches by itself'],
    ['caches', () => google.caches.list(), 'caches by itself'],
    ['files', () => google.files.list(), 'bytes within the request'],
    [
      'an upload',
      () => google.files.upload({ file: new Blob(['x'], { type: 'text/plain' }) }),
      'bytes within the request',
    ],
  ])('Google’s: %s', async (_what, ask, instead) => {
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ status: 404 });
    expect(failure.message).toContain(instead);
    expect(failure.message).toContain('NOT_FOUND');
  });
});

it('all of them need a key first, and stand in the API reference', async () => {
  const document = (await (await fetch(`${nuvra.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { tags: string[]; summary: string; security: object[] }>>;
  };
  const refused = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { tags }]) => (tags?.includes('Not offered') ? [{ path, method }] : [])),
  );
  expect(refused.length).toBeGreaterThan(40);
  for (const { path, method } of refused) {
    const url = nuvra.url + path.replace(/\{\w+\}/g, 'x');
    const answer = (headers: Record<string, string>) => fetch(url, { method: method.toUpperCase(), headers });
    expect((await answer({})).status).toBe(401);
    const reply = await answer({ authorization: `Bearer ${nuvra.apiKey}` });
    expect([path, method, reply.status]).toEqual([path, method, 404]);
    expect(await reply.text()).toMatch(/send|use|make/);
  }
});
