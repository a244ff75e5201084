import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { events, json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { type VendorDialect, vendorDialects } from './support/vendor-dialects';

/** Headers cross the gateway by name, in both directions: what nobody let through stays where it was. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      OPENAI_API_KEY: 'sk-of-the-gateway',
      OPENAI_BASE_URL: `${vendor.origin}/some/where/v1/`,
      ANTHROPIC_API_KEY: 'sk-of-the-gateway',
      ANTHROPIC_BASE_URL: vendor.origin,
    },
  });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

beforeEach(() => void vendor.requests.splice(0));

/** What a client may send, for whatever reason. */
const CLIENTS_OWN = {
  cookie: 'session=client-canary',
  'x-api-key': 'client-canary',
  'api-key': 'client-canary',
  'x-goog-api-key': 'client-canary',
  'proxy-authorization': 'Basic client-canary',
  'openai-organization': 'client-canary',
  'openai-project': 'client-canary',
  'x-forwarded-for': '192.0.2.7, client-canary',
  'x-forwarded-host': 'client-canary',
  forwarded: 'for=client-canary',
  referer: 'https://client-canary.example',
  origin: 'https://client-canary.example',
  'user-agent': 'client-canary',
  'accept-encoding': 'gzip, br',
  'x-api-base': 'http://192.0.2.1/client-canary',
};

const ask = ({ model }: VendorDialect, stream: boolean): Promise<Response> =>
  fetch(`${nuvra.url}/v1/chat/completions?api_base=http://192.0.2.1&client-canary=1`, {
    method: 'POST',
    headers: { ...CLIENTS_OWN, authorization: `Bearer ${nuvra.apiKey}` },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], stream }),
  });

describe.each(vendorDialects)('$name', (dialect) => {
  const isOpenAi = dialect.name.startsWith('OpenAI');
  const headers = {
    'set-cookie': 'vendor-canary=1',
    'openai-organization': 'vendor-canary',
    'anthropic-organization-id': 'vendor-canary',
    'x-request-id': 'vendor-canary',
    'x-ratelimit-remaining-tokens': 'vendor-canary',
    'access-control-allow-origin': 'https://vendor-canary.example',
    server: 'vendor-canary',
    via: 'vendor-canary',
    'keep-alive': 'timeout=1234',
    'proxy-authenticate': 'vendor-canary',
  };

  it('the vendor sees the gateway’s credential, and nothing of the client but its request', async () => {
    vendor.answer(json(dialect.reply));
    expect((await ask(dialect, false)).status).toBe(200);
    const [{ path, headers: seen, body } = { path: '', headers: {}, body: '' }] = vendor.requests;
    expect(path).toBe(isOpenAi ? '/some/where/v1/chat/completions' : '/v1/messages');
    expect(seen).toEqual({
      ...(isOpenAi
        ? { authorization: 'Bearer sk-of-the-gateway' }
        : { 'x-api-key': 'sk-of-the-gateway', 'anthropic-version': '2023-06-01' }),
      host: `127.0.0.1:${vendor.port}`,
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'accept-encoding': 'identity',
      'user-agent': 'nuvra',
    });
    expect(body).not.toContain('canary');
  });

  it.each([false, true])('the client sees nothing of the vendor’s headers (stream: %s)', async (stream) => {
    vendor.answer((response, request) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return (stream ? events(dialect.frames) : json(dialect.reply))(response, request);
    });
    const response = await ask(dialect, stream);
    await response.text();
    expect([...response.headers.values()].join()).not.toContain('vendor-canary');
    expect(response.headers.get('keep-alive')).not.toContain('1234');
    const { date: _date, 'x-request-id': requestId, ...fixed } = Object.fromEntries(response.headers);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(fixed).toMatchObject({
      'content-type': stream ? 'text/event-stream; charset=utf-8' : 'application/json; charset=utf-8',
      'x-nuvra-model': dialect.model,
      'x-nuvra-provider': isOpenAi ? 'openai' : 'anthropic',
      'access-control-allow-origin': '*',
    });
    expect(fixed).not.toHaveProperty('x-powered-by');
    expect(fixed).not.toHaveProperty('content-encoding');
  });
});
