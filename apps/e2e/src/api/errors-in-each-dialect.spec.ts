import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { expectNothingInternal } from './support/expect-failure';
import { ask, CLIENTS, type ClientDialect, environmentOf, MODELS } from './support/hello-vendor';
import { json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** Whatever goes wrong on a path is told in the shape that its SDK reads, with a request id where that looks for one. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({ environment: { ...environmentOf(vendor), NUVRA_MAX_BODY_MB: '1' } });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const text = expect.stringMatching(/\w/) as string;

/** Each dialect's error body, in its vendor's own words. */
const SHAPES: Readonly<Record<ClientDialect, (requestId: string, status: number) => object>> = {
  // https://platform.openai.com/docs/guides/error-codes
  'openai-chat': (request_id) => ({
    error: expect.objectContaining({ message: text, type: text, request_id }) as object,
  }),
  'openai-responses': (request_id) => ({
    error: expect.objectContaining({ message: text, type: text, request_id }) as object,
  }),
  // https://platform.claude.com/docs/en/api/errors
  'anthropic-messages': (request_id) => ({
    type: 'error',
    error: expect.objectContaining({ type: text, message: text }) as object,
    request_id,
  }),
  // https://google.aip.dev/193
  gemini: (_id, code) => ({ error: expect.objectContaining({ code, message: text, status: text }) as object }),
};

async function expectShape(reply: Response, dialect: ClientDialect, status: number): Promise<string> {
  const body = await reply.text();
  expect({ status: reply.status, body }).toMatchObject({ status });
  const requestId = reply.headers.get('x-request-id')!;
  expect(requestId).toMatch(UUID);
  expect(reply.headers.get('request-id')).toBe(dialect === 'anthropic-messages' ? requestId : null);
  expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(JSON.parse(body)).toEqual(SHAPES[dialect](requestId, status));
  expectNothingInternal(body);
  return body;
}

describe.each(Object.keys(CLIENTS) as ClientDialect[])('a client of %s', (dialect) => {
  const path = CLIENTS[dialect].path(MODELS.openai);
  const post = (body: string, key = nuvra.apiKey): Promise<Response> =>
    fetch(nuvra.url + path, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body });

  it('is told of a key that is none', async () => {
    await expectShape(await post('{}', 'sk-nv-nonsense'), dialect, 401);
    await expectShape(await fetch(nuvra.url + path, { method: 'POST' }), dialect, 401);
  });

  it('is told of a model that there is not', async () => {
    const body = await expectShape(await ask(nuvra, dialect, 'openai/gpt-5.44'), dialect, 404);
    expect(body).toContain('openai/gpt-5.4');
  });

  it('is told of a body that is too large, or no JSON', async () => {
    await expectShape(await post(`{"x":"${'x'.repeat(1024 * 1024)}"}`), dialect, 413);
    await expectShape(await post('{'), dialect, 400);
    await expectShape(await post('[]'), dialect, 400);
  });

  it('is told of a path that there is not', async () => {
    await expectShape(await fetch(`${nuvra.url}${path}/nothing?key=x`, { method: 'POST' }), dialect, 404);
  });

  it.each(Object.entries(MODELS))('is told which field a vendor refused, and why: %s', async (_vendor, model) => {
    vendor.answer(json({ error: { message: 'The temperature is too high.', type: 'invalid_request_error' } }, 400));
    const body = await expectShape(await ask(nuvra, dialect, model), dialect, 400);
    expect(body).toContain('The temperature is too high.');
  });

  it.each(Object.entries(MODELS))('is told to wait, and for how long: %s', async (_vendor, model) => {
    vendor.answer(json({ error: { message: 'Slow down.', type: 'rate_limit_error' } }, 429, { 'retry-after': '7' }));
    const reply = await ask(nuvra, dialect, model);
    expect(reply.headers.get('retry-after')).toBe('7');
    await expectShape(reply, dialect, 429);
  });

  it('is told of our own trouble with a vendor in our words', async () => {
    vendor.answer(json({ error: { message: 'canary-7f3a9c is no key', type: 'authentication_error' } }, 401));
    const reply = await ask(nuvra, dialect, MODELS.openai);
    expect(reply.status).toBeGreaterThanOrEqual(500);
    await expectShape(reply, dialect, reply.status);
  });

  it('is told to come without an Upgrade', async () => {
    const socket = connect(Number(new URL(nuvra.url).port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: nuvra\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n`);
    let reply = '';
    socket.on('data', (chunk: Buffer) => (reply += chunk.toString()));
    await once(socket, 'close');
    expect(reply).toMatch(/^HTTP\/1\.1 426 /);
    const requestId = /x-request-id: (\S+)/.exec(reply)![1]!;
    const body = JSON.parse(reply.split('\r\n\r\n')[1]!) as object;
    // The shape has no word for this status: it says what was wrong, 400.
    expect(body).toEqual(SHAPES[dialect](requestId, 400));
  });
});

it('under OpenRouter’s base URL errors have the shape that they have without', async () => {
  const paths: readonly (readonly [string, ClientDialect])[] = [
    ['/api/v1/chat/completions', 'openai-chat'],
    ['/api/v1/responses', 'openai-responses'],
    ['/api/v1/messages', 'anthropic-messages'],
    ['/api/v1/nothing', 'openai-chat'],
  ];
  for (const [path, dialect] of paths) {
    const status = path.endsWith('nothing') ? 404 : 401;
    await expectShape(await fetch(nuvra.url + path, { method: 'POST' }), dialect, status);
  }
});
