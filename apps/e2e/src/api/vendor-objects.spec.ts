import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ask, type ClientDialect, environmentOf, hello, MODELS } from './support/hello-vendor';
import { type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** All tenants share the gateway's account with a vendor: nothing that is kept there can be reached from here, and nothing is put there. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  vendor.answer(hello);
  nuvra = await startNuvra({ environment: environmentOf(vendor) });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

beforeEach(() => void vendor.requests.splice(0));

const image = { type: 'input_image', file_id: 'file-1' };
const uri = 'https://generativelanguage.googleapis.com/v1beta/files/abc';

describe.each(Object.entries(MODELS))('whoever serves the model (%s)', (_vendor, model) => {
  it.each<[dialect: ClientDialect, param: string, fields: object]>([
    ['openai-responses', 'previous_response_id', { previous_response_id: 'resp_1' }],
    ['openai-responses', 'conversation', { conversation: 'conv_1' }],
    ['openai-responses', 'prompt.id', { prompt: { id: 'pmpt_1' } }],
    ['openai-responses', 'input[0].id', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
    ['openai-responses', 'input[0].content[0].file_id', { input: [{ role: 'user', content: [image] }] }],
    ['openai-responses', 'tools[0].vector_store_ids', { tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }] }],
    ['openai-responses', 'tools[0].container', { tools: [{ type: 'code_interpreter', container: 'cntr_1' }] }],
    [
      'openai-chat',
      'messages[0].content[0].file.file_id',
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
    ],
    [
      'openai-chat',
      'messages[0].content[0].image_url.url',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: uri } }] }] },
    ],
    ['anthropic-messages', 'container', { container: 'container_1' }],
    [
      'anthropic-messages',
      'messages[0].content[0].source.file_id',
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'file', file_id: 'file_1' } }] }] },
    ],
    ['gemini', 'cachedContent', { cachedContent: 'cachedContents/abc' }],
    [
      'gemini',
      'contents[0].parts[0].fileData.fileUri',
      { contents: [{ role: 'user', parts: [{ fileData: { fileUri: uri, mimeType: 'image/png' } }] }] },
    ],
  ])('%s: what a vendor keeps is not found: %s', async (dialect, param, fields) => {
    const reply = await ask(nuvra, dialect, model, { fields });
    const body = await reply.text();
    expect({ status: reply.status, body }).toMatchObject({ status: 404 });
    expect(body).toContain(`'${param}'`);
    if (dialect.startsWith('openai')) expect(JSON.parse(body)).toMatchObject({ error: { param, code: 'not_found' } });
    expect(vendor.requests).toEqual([]);
  });

  it('a reply that would have to be kept is refused', async () => {
    const reply = await ask(nuvra, 'openai-responses', model, { fields: { background: true } });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { param: 'background' } });
    expect(vendor.requests).toEqual([]);
  });

  it.each(['openai-chat', 'openai-responses'] as const)('nothing is stored for a client of %s', async (dialect) => {
    for (const fields of [{ store: true }, { store: false }, {}]) {
      const reply = await ask(nuvra, dialect, model, { fields });
      expect(reply.status).toBe(200);
      if (fields.store) expect(reply.headers.get('x-nuvra-translation')).toContain('dropped: store');
    }
    expect(vendor.requests).toHaveLength(3);
    for (const { path, body } of vendor.requests) {
      const { store } = JSON.parse(body) as { store?: boolean };
      // Where storing is what happens to those who do not say, it is said.
      expect(path.endsWith('/responses') ? [false] : [false, undefined]).toContain(store);
    }
  });
});

describe('what a tenant calls its end users and caches', () => {
  const NAME = 'eve@tenant.example';
  const NAMED: readonly (readonly [ClientDialect, object])[] = [
    ['openai-chat', { user: NAME, safety_identifier: NAME, prompt_cache_key: NAME }],
    ['openai-responses', { user: NAME, safety_identifier: NAME, prompt_cache_key: NAME }],
    ['anthropic-messages', { metadata: { user_id: NAME } }],
  ];

  it.each(NAMED)('of %s reaches no vendor, though the vendor can tell them apart', async (dialect, fields) => {
    for (const model of Object.values(MODELS)) {
      vendor.requests.splice(0);
      for (let time = 0; time < 2; time++) {
        const reply = await ask(nuvra, dialect, model, { fields });
        expect(reply.headers.get('x-nuvra-translation')).toContain('mapped=');
      }
      expect(vendor.requests).toHaveLength(2);
      for (const { body } of vendor.requests) expect(body).not.toContain(NAME);
      expect(vendor.requests[0]!.body).toBe(vendor.requests[1]!.body);
    }
  });
});

describe('a request', () => {
  it('has no field that chooses where it goes, or on whose account', async () => {
    const fields = {
      api_base: 'http://192.0.2.1',
      base_url: 'http://192.0.2.1',
      models: ['openai/gpt-5.4-pro'],
      route: 'fallback',
      provider: { order: ['x'] },
      plugins: [{ id: 'web' }],
    };
    const headers = {
      'openai-organization': 'canary',
      'openai-project': 'canary',
      'anthropic-workspace-id': 'canary',
      'anthropic-user-profile-id': 'canary',
      'x-goog-user-project': 'canary',
      'openai-beta': 'assistants=v2',
    };
    const reply = await ask(nuvra, 'openai-chat', MODELS.openai, { fields, headers });
    expect(reply.headers.get('x-nuvra-translation')).toContain('dropped: models, route, provider, plugins');
    const [{ path, headers: seen, body }] = vendor.requests as [(typeof vendor.requests)[0]];
    expect(path).toMatch(/^\/openai\/v1\//);
    expect(JSON.stringify(seen)).not.toContain('canary');
    expect(seen['openai-beta']).toBe('assistants=v2');
    expect(JSON.parse(body)).not.toHaveProperty('models');
  });

  it('passes its dialect’s own headers on in that dialect alone', async () => {
    const headers = { 'anthropic-beta': 'context-management-2025-06-27', 'anthropic-version': '2023-06-01' };
    await ask(nuvra, 'anthropic-messages', MODELS.anthropic, { headers });
    await ask(nuvra, 'anthropic-messages', MODELS.openai, { headers });
    await ask(nuvra, 'openai-chat', MODELS.anthropic, { headers: { ...headers, 'anthropic-version': 'canary' } });
    const [own, other, translated] = vendor.requests;
    expect(own!.headers).toMatchObject({ ...headers, 'x-api-key': 'key-of-anthropic' });
    expect(other!.headers).not.toHaveProperty('anthropic-beta');
    expect(translated!.headers).not.toHaveProperty('anthropic-beta');
    expect(translated!.headers['anthropic-version']).toBe('2023-06-01');
  });
});

it('what a vendor charges for in a way that cannot be metered is refused before any call', async () => {
  const cases: readonly (readonly [ClientDialect, string, object, string])[] = [
    ['anthropic-messages', MODELS.anthropic, { tools: [{ type: 'code_execution_20260120', name: 'x' }] }, 'tools[0]'],
    ['anthropic-messages', MODELS.anthropic, { fallbacks: 'default' }, 'fallbacks'],
    ['gemini', MODELS.gemini, { tools: [{ googleMaps: {} }] }, 'tools[0].googleMaps'],
  ];
  for (const [dialect, model, fields, field] of cases) {
    const reply = await ask(nuvra, dialect, model, { fields });
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain(`'${field}'`);
  }
  expect(vendor.requests).toEqual([]);
});
