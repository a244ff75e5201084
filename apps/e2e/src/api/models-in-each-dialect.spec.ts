import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';

const CHAT = 'anthropic/claude-sonnet-5';
const EMBEDDING = 'google/gemini-embedding-2';
const UNREACHABLE = 'deepseek/deepseek-v4-flash';

let nuvra: Nuvra;
let openai: OpenAI;
let anthropic: Anthropic;
let google: GoogleGenAI;

beforeAll(async () => {
  nuvra = await startNuvra({
    environment: {
      OPENAI_API_KEY: 'key-of-openai',
      ANTHROPIC_API_KEY: 'key-of-anthropic',
      GEMINI_API_KEY: 'key-of-gemini',
    },
  });
  const { url, apiKey } = nuvra;
  openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: apiKey!, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: url, apiKey: apiKey!, maxRetries: 0 });
  google = new GoogleGenAI({ apiKey: apiKey!, httpOptions: { baseUrl: url } });
});
afterAll(() => nuvra?.stop());

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('in OpenAI’s shape', () => {
  it('are all that can be called, in one list', async () => {
    const models = await collect(openai.models.list());
    const ids = models.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([CHAT, EMBEDDING, 'openai/gpt-5.4']));
    expect(ids).not.toContain(UNREACHABLE);
    expect(models[0]).toMatchObject({
      object: 'model',
      owned_by: expect.any(String) as string,
      created: expect.any(Number) as number,
    });
  });

  it.each([
    ['id', CHAT],
    ['bare name', 'claude-sonnet-5'],
  ])('is one, by its %s', async (_what, name) => {
    expect(await openai.models.retrieve(name)).toMatchObject({ id: CHAT, object: 'model', owned_by: 'anthropic' });
  });

  it('is none that cannot be called', async () => {
    await expect(openai.models.retrieve(UNREACHABLE)).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

describe('in Anthropic’s shape', () => {
  it('are paged, the newest first, and its SDK finds them all', async () => {
    const models = await collect(anthropic.models.list({ limit: 7 }));
    const dates = models.map(({ created_at }) => created_at);
    expect(dates).toEqual([...dates].sort().reverse());
    const all = (await collect(openai.models.list())).map(({ id }) => id);
    expect(models.map(({ id }) => id).sort()).toEqual(all.sort());
  });

  it('go back from a model as they come to it', async () => {
    const first = await anthropic.models.list({ limit: 3 });
    const second = await anthropic.models.list({ limit: 3, after_id: first.last_id! });
    const back = await anthropic.models.list({ limit: 3, before_id: second.first_id! });
    expect(back.data).toEqual(first.data);
    expect([first.has_more, back.has_more]).toEqual([true, false]);
  });

  it('is one, by its bare name', async () => {
    expect(await anthropic.models.retrieve('claude-sonnet-5')).toMatchObject({
      type: 'model',
      id: CHAT,
      display_name: expect.any(String) as string,
    });
  });

  it.each([
    ['a model that is not there', () => anthropic.models.retrieve(UNREACHABLE), 404],
    ['a page of none', () => anthropic.models.list({ limit: 0 }), 400],
  ])('errors are Anthropic’s own: %s', async (_what, ask, status) => {
    const failure: unknown = await ask().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      status,
      error: { type: 'error', error: { message: expect.any(String) as string } },
    });
  });
});

describe('in Gemini’s shape', () => {
  it('are paged, with what can be asked of them, and Google’s SDK finds them all', async () => {
    const models = await collect(await google.models.list({ config: { pageSize: 10 } }));
    expect(models.length).toBeGreaterThan(20);
    expect(models).toContainEqual(
      expect.objectContaining({
        name: `models/${CHAT}`,
        supportedActions: ['generateContent', 'streamGenerateContent', 'countTokens'],
      }),
    );
    expect(models).toContainEqual(
      expect.objectContaining({
        name: `models/${EMBEDDING}`,
        supportedActions: expect.arrayContaining(['embedContent']) as string[],
      }),
    );
  });

  it.each([
    ['id', CHAT],
    ['bare name', 'claude-sonnet-5'],
  ])('is one, by its %s', async (_what, model) => {
    expect(await google.models.get({ model })).toMatchObject({ name: `models/${CHAT}`, inputTokenLimit: 1_000_000 });
  });

  it('is at /v1beta for those who ask there', async () => {
    const reply = await fetch(`${nuvra.url}/v1beta/models/claude-sonnet-5?key=${nuvra.apiKey}`);
    expect(await reply.json()).toMatchObject({ name: `models/${CHAT}` });
  });

  it('errors are Google’s own', async () => {
    const reply = await fetch(`${nuvra.url}/v1beta/models/${UNREACHABLE}?key=${nuvra.apiKey}`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({
      error: { code: 404, status: 'NOT_FOUND', message: expect.any(String) as string },
    });
  });
});

it.each(['/v1/models', '/v1beta/models', `/v1/models/${CHAT}/endpoints`])('%s needs a key', async (path) => {
  expect((await fetch(nuvra.url + path)).status).toBe(401);
});
