import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MASTER_KEY, type Nuvra, startNuvra } from '../start-nuvra';
import { generation } from './support/chat';
import { ask, type ClientDialect, environmentOf, hello, MODELS } from './support/hello-vendor';
import { type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { until } from './support/until';

/** Who would rather have an error than a loss gets one, naming the field, and nothing is sent. */
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

const STRICT = { 'x-nuvra-strict': 'true' };

/** A field of each dialect that the other vendor has no place for. */
const LOSSES: Readonly<Record<ClientDialect, { model: string; fields: object; field: string }>> = {
  'openai-chat': { model: MODELS.anthropic, fields: { seed: 7 }, field: 'seed' },
  'openai-responses': { model: MODELS.anthropic, fields: { truncation: 'auto' }, field: 'truncation' },
  'anthropic-messages': { model: MODELS.openai, fields: { top_k: 7 }, field: 'top_k' },
  gemini: {
    model: MODELS.openai,
    fields: { generationConfig: { topK: 7 } },
    field: 'generationConfig.topK',
  },
};

describe.each(Object.entries(LOSSES))('a client of %s', (name, { model, fields, field }) => {
  const dialect = name as ClientDialect;

  it('is answered, with a loss, where it does not ask for strictness', async () => {
    const reply = await ask(nuvra, dialect, model, { fields });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('x-nuvra-translation')).toContain(`dropped: ${field}`);
  });

  it.each([
    ['by header', { fields, headers: STRICT }],
    ['by a field of the body', { fields: { ...fields, nuvra: { strict: true } } }],
  ])('is refused, by the field’s name, where it asks for it %s', async (_how, request) => {
    const reply = await ask(nuvra, dialect, model, request);
    const body = await reply.text();
    expect({ status: reply.status, body }).toMatchObject({ status: 400 });
    expect(body).toContain(`'${field}'`);
    expect(vendor.requests).toEqual([]);
    const record = await generation(nuvra, reply.headers.get('x-request-id')!);
    expect(record).toMatchObject({ status: 400, error_code: 'not_carried', total_cost_nano: null });
    expect(record!['translation']).toContainEqual(expect.objectContaining({ path: field, outcome: 'dropped' }));
  });

  it('is answered where nothing is lost, and no vendor sees what it asked of us', async () => {
    const reply = await ask(nuvra, dialect, model, { fields: { nuvra: { strict: true } }, headers: STRICT });
    expect({ status: reply.status, body: await reply.clone().text() }).toMatchObject({ status: 200 });
    expect(vendor.requests).toHaveLength(1);
    expect(vendor.requests[0]!.body + JSON.stringify(vendor.requests[0]!.headers)).not.toMatch(/nuvra":|strict/);
  });
});

it('a dialect that has a word for the field names it there', async () => {
  const chat = await ask(nuvra, 'openai-chat', MODELS.anthropic, { fields: { seed: 7 }, headers: STRICT });
  expect(await chat.json()).toMatchObject({ error: { param: 'seed', code: 'not_carried' } });
});

it('what is passed through untranslated loses nothing', async () => {
  const reply = await ask(nuvra, 'openai-chat', MODELS.openai, {
    fields: { seed: 7, field_of_tomorrow: 1 },
    headers: STRICT,
  });
  expect(reply.status).toBe(200);
  expect(JSON.parse(vendor.requests[0]!.body)).toMatchObject({ seed: 7, field_of_tomorrow: 1 });
});

it('a preference that makes no sense is the client’s fault', async () => {
  const reply = await ask(nuvra, 'openai-chat', MODELS.openai, { fields: { nuvra: { strict: 'yes' } } });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({ error: { param: 'nuvra.strict' } });
});

describe('a key', () => {
  const manage = (method: string, path: string, body: object): Promise<Response> =>
    fetch(`${nuvra.url}/management/v1/api-keys${path}`, {
      method,
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('may be strict, from its creation or from any moment on, and lenient again', async () => {
    const created = await manage('POST', '', { name: 'careful', strict: true });
    const { id, key, strict } = (await created.json()) as { id: string; key: string; strict: boolean };
    expect(strict).toBe(true);
    const statusOf = async (): Promise<number> =>
      (await ask({ ...nuvra, apiKey: key }, 'openai-chat', MODELS.anthropic, { fields: { seed: 7 } })).status;
    expect(await statusOf()).toBe(400);

    for (const [wanted, status] of [
      [false, 200],
      [true, 400],
    ] as const) {
      const changed = await manage('PATCH', `/${id}`, { strict: wanted });
      expect(await changed.json()).toMatchObject({ id, strict: wanted });
      await until('the change is known', async () => (await statusOf()) === status);
    }
  });

  it('is not changed by what is no setting of it, and must exist', async () => {
    const id = '019a0000-0000-7000-8000-000000000000';
    expect((await manage('PATCH', `/${id}`, { strict: true })).status).toBe(404);
    expect((await manage('PATCH', `/${id}`, { strict: 'yes' })).status).toBe(400);
    expect((await manage('PATCH', `/${id}`, { strict: true, hash: 'x' })).status).toBe(400);
    expect((await manage('PATCH', `/${id}`, {})).status).toBe(400);
  });
});
