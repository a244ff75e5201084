import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { catalogueCost } from './support/catalogue-price';
import { recordingName, type RecordedUpstream, startRecordedUpstream } from './support/recorded-upstream';
import { openAiReplies } from './support/vendor-replies';

interface Model {
  readonly id: string;
  readonly available: boolean;
  readonly providers: readonly string[];
  readonly inputNanoUsdPerMillion: string | null;
}

/** What an operator says: another price, a model of their own, one that has half a price, and one that has none. */
const OVERRIDES = {
  models: [
    { id: 'openai/gpt-4o', endpoints: [{ provider: 'openai', price: { input: '3.21', output: '12.34' } }] },
    {
      id: 'acme/in-house',
      name: 'In-house',
      aliases: ['house-model'],
      endpoints: [{ provider: 'openai', upstreamModel: 'ft:house', price: { input: '0.5', output: '1.5' } }],
    },
    { id: 'acme/half-priced', endpoints: [{ provider: 'openai', upstreamModel: 'half', price: { input: '1' } }] },
    { id: 'acme/unpriced', endpoints: [{ provider: 'openai', upstreamModel: 'none' }] },
    { id: 'acme/gift', endpoints: [{ provider: 'openai', upstreamModel: 'gift', price: 'free' }] },
  ],
};

/** No key for the provider, no price for all that is needed, or no operation for this kind of model. */
const NOT_CALLABLE = ['anthropic/claude-sonnet-5', 'acme/unpriced', 'acme/half-priced', 'openai/gpt-realtime-2.1'];

const REPLY = openAiReplies.reply({ prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 });
let upstream: RecordedUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startRecordedUpstream([REPLY]);
  const { OPENAI_BASE_URL, OPENAI_API_KEY } = upstream.environment;
  nuvra = await startNuvra({
    environment: { OPENAI_BASE_URL: OPENAI_BASE_URL!, OPENAI_API_KEY: OPENAI_API_KEY! },
    overrides: OVERRIDES,
  });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.stop();
});

async function read<Body>(path: string, key?: string): Promise<Body> {
  const reply = await fetch(
    `${nuvra.url}${path}`,
    key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } },
  );
  expect(reply.status).toBe(200);
  return (await reply.json()) as Body;
}

const readAll = async (): Promise<readonly Model[]> =>
  (await read<{ models: Model[] }>('/management/v1/models')).models;
const readCallable = async (): Promise<string[]> =>
  (await read<{ data: { id: string }[] }>('/v1/models', nuvra.apiKey)).data.map(({ id }) => id);

async function ask(model: string) {
  const reply = await fetch(`${nuvra.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: recordingName(0) }] }),
  });
  const body = (await reply.json()) as {
    usage?: { cost: unknown };
    error?: { code: string; message: string; param: string };
  };
  return { status: reply.status, ...body };
}

describe('the public catalogue', () => {
  it('lists more than 300 models to anyone, with where they come from', async () => {
    const catalogue = await read<{ models: Model[]; source: string; sourceDate: string; demo: boolean }>(
      '/management/v1/models',
    );
    expect(catalogue.models.length).toBeGreaterThanOrEqual(300);
    expect(catalogue.source).not.toBe('');
    expect(catalogue.sourceDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(catalogue.demo).toBe(false);
    const ids = catalogue.models.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^~?[^/]+\/[^/]+$/.test(id))).toEqual([]);
  });

  it('tells for each model whether it can be called here', async () => {
    const models = await readAll();
    const isAvailable = (id: string) => models.find((model) => model.id === id)?.available;
    expect(isAvailable('openai/gpt-4o')).toBe(true);
    expect(isAvailable('anthropic/claude-sonnet-5')).toBe(false);
    expect(isAvailable('acme/unpriced')).toBe(false);
  });

  it('shows one model with its endpoints, prices and other names', async () => {
    const model = await read('/management/v1/models/anthropic/claude-sonnet-5');
    expect(model).toMatchObject({
      id: 'anthropic/claude-sonnet-5',
      aliases: expect.arrayContaining(['claude-sonnet-5']) as string[],
      endpoints: expect.arrayContaining([
        expect.objectContaining({
          provider: 'anthropic',
          upstreamModel: 'claude-sonnet-5',
          available: false,
          price: expect.objectContaining({
            version: 1,
            components: expect.arrayContaining([
              { unit: 'inputTokens', nanoUsdPerMillion: expect.stringMatching(/^\d+$/) as string },
            ]) as unknown[],
          }) as object,
        }),
      ]) as unknown[],
    });
  });

  it('knows no model that there is not', async () => {
    const reply = await fetch(`${nuvra.url}/management/v1/models/acme/nothing`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('the list for programs', () => {
  it('has nothing but what can be called now', async () => {
    const callable = await readCallable();
    const available = (await readAll()).flatMap(({ id, available }) => (available ? [id] : []));
    expect(callable.filter((id) => !available.includes(id))).toEqual([]);
    expect(callable).toEqual(expect.arrayContaining(['openai/gpt-4o', 'openai/text-embedding-3-small']));
    for (const uncallable of NOT_CALLABLE) expect(callable).not.toContain(uncallable);
  });

  it('is for holders of a key', async () => {
    expect((await fetch(`${nuvra.url}/v1/models`)).status).toBe(401);
  });

  it('gives prices as decimal USD per token', async () => {
    const model = await read<{ pricing: unknown }>('/v1/models/openai/gpt-4o', nuvra.apiKey);
    expect(model.pricing).toEqual({ prompt: '0.00000321', completion: '0.00001234' });
  });
});

describe('an operator’s word', () => {
  it('changes a price', async () => {
    // 100 × 3.21 + 10 × 12.34 nano-USD a thousand tokens
    expect(await catalogueCost(nuvra.url, 'openai/gpt-4o', 'openai', { inputTokens: 100, outputTokens: 10 })).toBe(
      444_400n,
    );
    expect(await ask('gpt-4o')).toMatchObject({ status: 200, usage: { cost: 0.0004444 } });
  });

  it.each(['acme/in-house', 'house-model'])('adds a model that is called as %s', async (name) => {
    expect(await readCallable()).toContain('acme/in-house');
    expect(await ask(name)).toMatchObject({ status: 200, usage: { cost: 0.000065 } });
    expect(upstream.received(0).body).toMatchObject({ model: 'ft:house' });
  });

  it('makes a model free, which is not the same as without a price', async () => {
    expect(await ask('acme/gift')).toMatchObject({ status: 200, usage: { cost: 0 } });
  });

  it('takes effect while running', async () => {
    const added = { id: 'acme/later', endpoints: [{ provider: 'openai', upstreamModel: 'later', price: 'free' }] };
    const overrides = { models: [...OVERRIDES.models, added] };
    writeFileSync(join(nuvra.dataDirectory, 'catalog.overrides.json'), JSON.stringify(overrides));
    await vi.waitFor(async () => expect(await readCallable()).toContain('acme/later'), {
      timeout: 20_000,
      interval: 100,
    });
    expect(await ask('acme/later')).toMatchObject({ status: 200 });
  });
});

describe('a model that cannot be called', () => {
  it.each([
    ['acme/unpriced', 'inputTokens, outputTokens'],
    ['acme/half-priced', 'outputTokens'],
  ])('for want of a price is refused, naming what has none: %s', async (model, component) => {
    const { status, error } = await ask(model);
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: 'model_unpriced', param: 'model' });
    expect(error?.message).toContain(`${model} has no price for ${component}`);
  });

  it('for want of a key says which one its operator needs', async () => {
    const { status, error } = await ask('claude-sonnet-5');
    expect(status).toBe(503);
    expect(error).toMatchObject({ code: 'model_unavailable', param: 'model' });
    expect(error?.message).toContain('ANTHROPIC_API_KEY');
  });

  it.each([
    ['gpt-4p', 'openai/gpt-4o'],
    ['claude-sonet-5', 'anthropic/claude-sonnet-5'],
    ['google/gemini-2.5-falsh', 'google/gemini-2.5-flash'],
    ['acme/inhouse', 'acme/in-house'],
  ])('because its name %s is none suggests %s', async (name, meant) => {
    const { status, error } = await ask(name);
    expect(status).toBe(404);
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(error?.message).toContain(meant);
  });

  it('because its name is like nothing says where the names are', async () => {
    const { status, error } = await ask('⌘⌘⌘');
    expect(status).toBe(404);
    expect(error?.message).toContain('GET /v1/models');
  });
});
