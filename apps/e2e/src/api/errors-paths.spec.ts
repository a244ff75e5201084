import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MASTER_KEY, type Nuvra, startNuvra } from '../start-nuvra';
import { expectFailure } from './support/expect-failure';

/** Paths of the API answer as an API does, whatever is asked of them and however they are spelt. */
let nuvra: Nuvra;
beforeAll(async () => void (nuvra = await startNuvra()));
afterAll(() => nuvra?.stop());

const UNKNOWN = { status: 404, code: 'path_not_found', type: 'invalid_request_error' };

describe.each(['/v1', '/v1beta', '/api', '/api/v1', '/management', '/auth', '/webhooks', '/health'])('%s', (prefix) => {
  it.each(['', '/', '/nothing', '/nothing/', '/nothing?page=1', '//nothing', '/nothing/../else', '/.env', '/%2e%2e'])(
    '%s is a 404 in JSON, also for a browser',
    async (rest) => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const { status, head, body } = await ask(`${method} ${prefix}${rest}`, { accept: 'text/html' });
        expect(status).toBe(404);
        // Gemini's paths have errors of another shape: errors-in-each-dialect.spec.ts.
        if (prefix === '/v1beta') expect(JSON.parse(body)).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } });
        else await expectFailure(new Response(body, { status, headers: head }), UNKNOWN);
      }
    },
  );
});

it.each([
  '//v1/nothing',
  '///v1/nothing',
  '/V1/nothing',
  '/v1//chat/completions',
  '/v1/chat',
  '/v1/chat/completions/x',
  '/v1/models/a/b/c',
  '/api/v1/models/a/b/c',
  '/management/v1',
])('%s is not the console’s page', async (path) => {
  const { status, head, body } = await ask(`GET ${path}`, {
    accept: 'text/html',
    authorization: `Bearer ${nuvra.apiKey}`,
  });
  await expectFailure(new Response(body, { status, headers: head }), UNKNOWN);
});

it.each([
  ['GET', '/v1/chat/completions'],
  ['PUT', '/v1/chat/completions'],
  ['DELETE', '/v1/models'],
  ['POST', '/v1/models'],
  ['PATCH', '/management/v1/api-keys'],
  ['POST', '/health/live'],
])('%s %s, which is not how to call it, is a 404 too', async (method, path) => {
  await expectFailure(await fetch(nuvra.url + path, { method }), UNKNOWN);
});

it('names what was asked for and where to read on, and nothing of a query', async () => {
  const response = await fetch(`${nuvra.url}/v1/nothing?key=secret-in-a-query`);
  const message = await expectFailure(response, UNKNOWN);
  expect(message).toContain('GET /v1/nothing.');
  expect(message).toContain('/docs');
  expect(message).not.toContain('secret');
});

describe('known paths, spelt otherwise, ask for a key all the same', () => {
  it.each(['/v1/models/', '/V1/MODELS', '/v1/models?x=/health/live', '/v1/models#x', '/v1/models/%2e%2e'])(
    '%s',
    async (path) => {
      const { status, head, body } = await ask(`GET ${path}`);
      await expectFailure(new Response(body, { status, headers: head }), { status: 401, code: 'missing_api_key' });
    },
  );

  it('and so does HEAD, which has no body', async () => {
    expect((await ask('HEAD /v1/models')).status).toBe(401);
    expect((await ask('HEAD /v1/nothing')).status).toBe(404);
    expect((await ask('HEAD /management/v1/api-keys')).status).toBe(401);
    expect((await ask('HEAD /v1/models', { authorization: `Bearer ${nuvra.apiKey}` })).status).toBe(200);
    expect((await ask('HEAD /health/live')).status).toBe(200);
  });
});

it.each([
  ['/v1/models/%zz', 400],
  ['/v1/models/%00', 404],
  ['/v1/generation', 404],
  ['/v1/generation?id=', 404],
  ['/v1/generation?id=a&id=b', 404],
  ['/v1/generation?id[x]=a', 404],
  ['/v1/generation?id=%00', 404],
  ["/v1/generation?id=' OR 1=1 --", 404],
])('%s is the client’s fault, not ours', async (path, status) => {
  const response = await fetch(nuvra.url + path, { headers: { authorization: `Bearer ${nuvra.apiKey}` } });
  expect(response.status).toBe(status);
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

it.each(['cursor=x', 'limit=0', 'limit=1e9', 'limit=x', 'limit[]=1', 'unknown=1', 'cursor=1&cursor=2'])(
  'the management API refuses the query %s',
  async (query) => {
    const response = await fetch(`${nuvra.url}/management/v1/api-keys?${query}`, {
      headers: { authorization: `Bearer ${MASTER_KEY}` },
    });
    await expectFailure(response, { status: 400, code: 'invalid_request', param: query.split('=')[0]! });
  },
);

it.each(['/v1/responses', '/v1/realtime', '/v1/chat/completions', '/api/v1/responses'])(
  'an upgrade of %s to a WebSocket is refused with 426, in JSON',
  async (path) => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const { status, head, body } = await ask(`GET ${path}`, upgrade);
    expect({ status, upgrade: head.get('upgrade'), type: head.get('content-type') }).toEqual({
      status: 426,
      upgrade: 'HTTP/1.1',
      type: 'application/json; charset=utf-8',
    });
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'invalid_request_error', code: 'upgrade_required' } });
  },
);

describe('programs in browsers', () => {
  it('may call the inference API from anywhere: a preflight is answered without a key', async () => {
    for (const path of ['/v1/chat/completions', '/v1/models', '/v1/nothing']) {
      const response = await fetch(nuvra.url + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-stainless-os',
        },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-methods')).toContain('POST');
      expect(response.headers.get('access-control-allow-headers')).toBe('authorization,content-type,x-stainless-os');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('can read errors and their request ids', async () => {
    const response = await fetch(`${nuvra.url}/v1/models`, { headers: { origin: 'https://app.example' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toBe('*');
  });

  it('get no leave to call the management API', async () => {
    const response = await fetch(`${nuvra.url}/management/v1/api-keys`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-headers')).toBeNull();
  });
});

it('headers of more than 16 KB are refused with 431', async () => {
  const { status } = await ask('GET /v1/models', { 'x-long': 'x'.repeat(17 * 1024) });
  expect(status).toBe(431);
});

it('what is no HTTP at all is refused, and the gateway goes on', async () => {
  const socket = connect(Number(new URL(nuvra.url).port), '127.0.0.1').on('error', () => undefined);
  socket.write('Hello?\r\n\r\n');
  socket.resume();
  await once(socket, 'close');
  expect((await fetch(`${nuvra.url}/health/live`)).status).toBe(200);
});

/** A request by hand: `fetch` would tidy up the path, and refuses some headers. */
async function ask(
  line: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; head: Headers; body: string }> {
  const socket = connect(Number(new URL(nuvra.url).port), '127.0.0.1').on('error', () => undefined);
  const all = { host: 'nuvra', connection: 'close', ...headers };
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${line} HTTP/1.1\r\n${fields.join('')}\r\n`);
  let reply = '';
  socket.on('data', (chunk: Buffer) => (reply += chunk.toString('utf8')));
  await once(socket, 'close');
  const [head = '', body = ''] = reply.split(/\r\n\r\n(.*)/s);
  const [status = '', ...lines] = head.split('\r\n');
  return {
    status: Number(status.split(' ')[1]),
    head: new Headers(lines.map((field) => field.split(/: (.*)/s, 2) as [string, string])),
    body: lines.some((field) => /^transfer-encoding: chunked/i.test(field)) ? unchunk(body) : body,
  };
}

function unchunk(body: string): string {
  let text = '';
  for (let rest = Buffer.from(body); ;) {
    const end = rest.indexOf('\r\n');
    const size = parseInt(rest.subarray(0, end).toString(), 16);
    if (!size) return text;
    text += rest.subarray(end + 2, end + 2 + size).toString();
    rest = rest.subarray(end + 2 + size + 2);
  }
}
