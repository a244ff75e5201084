import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ask, type ClientDialect, environmentOf, hello, MODELS } from './support/hello-vendor';
import { raw, type Script, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** Media that a client names by URL reach vendors that take only bytes; no URL reaches what a stranger may not see. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;
/** Private and unencrypted, and allowed by the operator. */
let intranet: ScriptedUpstream;
/** Private, and not. */
let secret: ScriptedUpstream;

/** Fetches nothing itself: https://ai.google.dev/gemini-api/docs/file-input-methods#external-urls */
const OLD_MODEL = {
  id: 'google/gemini-2.0-flash',
  endpoints: [{ provider: 'gemini', upstreamModel: 'gemini-2.0-flash', price: { input: '1', output: '2' } }],
};

beforeAll(async () => {
  [vendor, intranet, secret] = await Promise.all([
    startScriptedUpstream(),
    startScriptedUpstream(),
    startScriptedUpstream(),
  ]);
  vendor.answer(hello);
  secret.answer(raw('the secret', 200, { 'content-type': 'image/png' }));
  nuvra = await startNuvra({
    environment: {
      ...environmentOf(vendor),
      NUVRA_MEDIA_ALLOWED_HOSTS: `media.example, 127.0.0.1:${intranet.port}`,
      NUVRA_MEDIA_MAX_MB: '1',
      NUVRA_MEDIA_TIMEOUT_MS: '1500',
    },
    overrides: { models: [OLD_MODEL] },
  });
});

afterAll(async () => {
  await nuvra?.stop();
  await Promise.all([vendor, intranet, secret].map((server) => server?.close()));
});

beforeEach(() => {
  for (const { requests } of [vendor, intranet, secret]) requests.splice(0);
});

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const bytes =
  (body: Buffer, headers: Record<string, string>, status = 200): Script =>
  (response) =>
    void response.writeHead(status, headers).end(body);

/** How each dialect shows an image by its URL, and where that part stands. */
const IMAGES: Readonly<Partial<Record<ClientDialect, { path: string; fields: (url: string) => object }>>> = {
  'openai-chat': {
    path: 'messages[0].content[0]',
    fields: (url) => ({ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] }),
  },
  'openai-responses': {
    path: 'input[0].content[0]',
    fields: (url) => ({ input: [{ role: 'user', content: [{ type: 'input_image', image_url: url }] }] }),
  },
  'anthropic-messages': {
    path: 'messages[0].content[0]',
    fields: (url) => ({ messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url } }] }] }),
  },
};

const show = (url: string, dialect: ClientDialect = 'openai-chat', model: string = OLD_MODEL.id): Promise<Response> =>
  ask(nuvra, dialect, model, { fields: IMAGES[dialect]!.fields(url) });

describe.each(Object.keys(IMAGES) as ClientDialect[])('a client of %s', (dialect) => {
  it('shows an image by its URL to a model that takes only bytes', async () => {
    intranet.answer(bytes(PNG, { 'content-type': 'image/png' }));
    const reply = await show(`${intranet.origin}/a/chart.png?size=2#top`, dialect);
    expect({ status: reply.status, body: await reply.clone().text() }).toMatchObject({ status: 200 });
    expect(intranet.requests.map(({ path }) => path)).toEqual(['/a/chart.png?size=2']);
    expect(vendor.requests[0]!.body).toContain(`"data":"${PNG.toString('base64')}"`);
    expect(vendor.requests[0]!.body).not.toContain(intranet.origin);
  });

  it('is told which part cannot be fetched', async () => {
    intranet.answer(raw('gone', 404));
    const reply = await show(`${intranet.origin}/chart.png`, dialect);
    const body = await reply.text();
    expect({ status: reply.status, body }).toMatchObject({ status: 400 });
    expect(body).toContain(`'${IMAGES[dialect]!.path}`);
    expect(body).toContain('HTTP 404');
    expect(vendor.requests).toEqual([]);
  });
});

it('what the vendor fetches itself is not fetched here', async () => {
  const reply = await show('https://media.example/chart.png', 'openai-chat', MODELS.anthropic);
  expect(reply.status).toBe(200);
  expect(vendor.requests[0]!.body).toContain('https://media.example/chart.png');
});

it('the server of the media sees nothing of the client’s', async () => {
  intranet.answer(bytes(PNG, { 'content-type': 'image/png' }));
  await show(`${intranet.origin}/chart.png`);
  const { host, connection: _connection, ...headers } = intranet.requests[0]!.headers;
  expect(host).toBe(`127.0.0.1:${intranet.port}`);
  expect(headers).toEqual({ accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'nuvra' });
});

describe('no request reaches', () => {
  it.each([
    ['a private address in clear', () => `${secret.origin}/chart.png`, 'https://'],
    ['a private address', () => `https://127.0.0.1:${secret.port}/chart.png`, 'public internet'],
    ['this host by name', () => `https://localhost:${secret.port}/chart.png`, 'public internet'],
    ['this host as a number', () => `https://2130706433:${secret.port}/chart.png`, 'public internet'],
    ['this host, dressed up', () => `https://[::ffff:127.0.0.1]:${secret.port}/chart.png`, 'public internet'],
    ['a cloud’s credentials', () => 'https://169.254.169.254/latest/meta-data', 'public internet'],
    ['an allowed host on another port', () => `http://127.0.0.1:${secret.port}/chart.png`, 'https://'],
    ['an allowed host that is only part of a name', () => 'http://media.example.attacker.example/', 'https://'],
    ['an allowed host that is only a user’s name', () => `http://media.example@127.0.0.1:${secret.port}/`, 'https://'],
  ])('%s', async (_what, url, reason) => {
    const reply = await show(url());
    const body = await reply.text();
    expect({ status: reply.status, body }).toMatchObject({ status: 400 });
    expect(body).toContain(reason);
    expect(secret.requests).toEqual([]);
    expect(vendor.requests).toEqual([]);
  });

  it('whereto an allowed host sends it', async () => {
    intranet.answer(raw('', 302, { location: `${secret.origin}/chart.png` }));
    const reply = await show(`${intranet.origin}/chart.png`);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('redirects');
    expect(secret.requests).toEqual([]);
  });
});

describe('media are refused', () => {
  it.each<[what: string, script: Script, reason: string]>([
    ['that say that they are too large', bytes(Buffer.alloc(1024 * 1024 + 1), { 'content-type': 'image/png' }), '1 MB'],
    [
      'that turn out to be',
      (response) => {
        response.writeHead(200, { 'content-type': 'image/png' });
        for (let i = 0; i < 3; i++) response.write(Buffer.alloc(512 * 1024));
        response.end();
      },
      '1 MB',
    ],
    ['that are none', bytes(Buffer.from('<html>'), { 'content-type': 'text/html' }), 'no image'],
    ['that nobody can tell the type of', bytes(Buffer.from('????'), {}), 'no image'],
    ['that never come', () => undefined, 'too long'],
    [
      'that never end',
      (response) => void response.writeHead(200, { 'content-type': 'image/png' }).write('x'),
      'too long',
    ],
    ['that break off', (response) => void response.destroy(), 'fails'],
  ])('%s', async (_what, script, reason) => {
    intranet.answer(script);
    const reply = await show(`${intranet.origin}/chart.png`);
    const body = await reply.text();
    expect({ status: reply.status, body }).toMatchObject({ status: 400 });
    expect(body).toContain(reason);
    expect(vendor.requests).toEqual([]);
  });

  it('and more of them than one request may have', async () => {
    intranet.answer(bytes(Buffer.concat([PNG, Buffer.alloc(600 * 1024)]), { 'content-type': 'image/png' }));
    const image = { type: 'image_url', image_url: { url: `${intranet.origin}/chart.png` } };
    const fields = (...content: object[]) => ({ fields: { messages: [{ role: 'user', content }] } });
    expect((await ask(nuvra, 'openai-chat', OLD_MODEL.id, fields(image))).status).toBe(200);
    const reply = await ask(nuvra, 'openai-chat', OLD_MODEL.id, fields(image, image));
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('1 MB');
  });
});
