import { once } from 'node:events';
import { request } from 'node:http';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MASTER_KEY, type Nuvra, startNuvra } from '../start-nuvra';
import { chat } from './support/chat';
import { CANARY, expectFailure } from './support/expect-failure';
import { json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { until } from './support/until';
import { anthropic, openai } from './support/vendor-dialects';

/** What a client does wrong is told to it in OpenAI's shape, and never reaches a vendor. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: { NUVRA_MAX_BODY_MB: '1', OPENAI_API_KEY: `sk-${CANARY}`, OPENAI_BASE_URL: `${vendor.origin}/v1` },
  });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

const post = (body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${nuvra.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, ...headers },
    body: body!,
    duplex: 'half',
  } as RequestInit);

const nested = (depth: number): string => `{"model":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('a body that cannot be read', () => {
  it.each([
    ['no body at all', '', 'invalid_json', 400],
    ['text that is no JSON', 'Hello', 'invalid_json', 400],
    ['JSON cut short', '{"model": "openai/gpt-5.4"', 'invalid_json', 400],
    ['a list', '[{"model": "openai/gpt-5.4"}]', 'invalid_json', 400],
    ['a string', '"openai/gpt-5.4"', 'invalid_json', 400],
    ['null', 'null', 'invalid_json', 400],
    ['brackets 65 deep', nested(65), 'body_too_deep', 400],
    ['brackets without end', '['.repeat(500_000), 'body_too_deep', 400],
    ['more than a MB, as its Content-Length says', `{"user":"${'x'.repeat(1024 * 1024)}"}`, 'body_too_large', 413],
  ])('is refused: %s', async (_name, body, code, status) => {
    await expectFailure(await post(body), { status, code, type: 'invalid_request_error' });
  });

  it('is read where it is 64 levels deep: then the model is what is wrong', async () => {
    await expectFailure(await post(nested(64)), { status: 400, code: 'invalid_request', param: 'model' });
  });

  it('is refused where it is compressed', async () => {
    await expectFailure(await post('{}', { 'content-encoding': 'gzip' }), { status: 400, code: 'invalid_request' });
  });

  it('is refused where it grows beyond a MB without having said so, and the rest is not waited for', async () => {
    const upload = request(`${nuvra.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}`, 'transfer-encoding': 'chunked' },
    });
    upload.on('error', () => undefined); // The gateway may hang up while we are still sending.
    const answered = once(upload, 'response');
    upload.write(Buffer.alloc(1024 * 1024 + 1, 0x20));
    const [response] = (await answered) as [NodeJS.ReadableStream & { statusCode: number }];
    expect(response.statusCode).toBe(413);
    expect(await text(response)).toContain('body_too_large');
    upload.destroy();
  });

  it('is told to a client that only listens when it has sent everything', async () => {
    for (let round = 0; round < 5; round++) {
      const body = new Blob([Buffer.alloc(8 * 1024 * 1024, 0x20)]);
      await expectFailure(await post(body.stream()), { status: 413, code: 'body_too_large' });
    }
  });
});

describe('a model', () => {
  it('must be named', async () => {
    for (const body of ['{}', '{"model":""}', '{"model":null}', '{"model":7}', '{"model":["openai/gpt-5.4"]}'])
      await expectFailure(await post(body), { status: 400, code: 'invalid_request', param: 'model' });
  });

  it('must exist, and one that looks alike is named', async () => {
    const response = await chat(nuvra, { model: 'openai/gpt-5.44' });
    const message = await expectFailure(response, { status: 404, code: 'model_not_found', param: 'model' });
    expect(message).toContain('openai/gpt-5.4');
  });

  it('cannot be a name of the language itself', async () => {
    for (const model of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      await expectFailure(await chat(nuvra, { model }), { status: 404, code: 'model_not_found', param: 'model' });
  });

  it('whose provider has no key here is unavailable, and the operator is told which variable to set', async () => {
    const response = await chat(nuvra, anthropic);
    const message = await expectFailure(response, { status: 503, code: 'model_unavailable', param: 'model' });
    expect(message).toContain('ANTHROPIC_API_KEY');
  });
});

describe('an API key', () => {
  const ask = (authorization?: string): Promise<Response> =>
    fetch(`${nuvra.url}/v1/models`, { headers: authorization === undefined ? {} : { authorization } });

  it.each([
    ['none', undefined, 'missing_api_key'],
    ['an empty one', 'Bearer ', 'missing_api_key'],
    ['another scheme', 'Basic c2stbnYtOng=', 'missing_api_key'],
    ['another vendor’s', 'Bearer sk-proj-abcdefghijklmnopqrstuvwxyz', 'invalid_api_key'],
    ['one with a typing error', `Bearer ${neverIssued().replace('Ever', 'ever')}`, 'invalid_api_key'],
    ['one that is well-formed and was never issued', `Bearer ${neverIssued()}`, 'invalid_api_key'],
    ['the master key', `Bearer ${MASTER_KEY}`, 'invalid_api_key'],
    ['an endless one', `Bearer sk-nv-${'a'.repeat(8_000)}`, 'invalid_api_key'],
  ])('is refused: %s', async (_name, authorization, code) => {
    await expectFailure(await ask(authorization), { status: 401, code, type: 'invalid_request_error' });
  });

  it('is asked for before the body is looked at', async () => {
    const response = await fetch(`${nuvra.url}/v1/chat/completions`, { method: 'POST', body: 'no JSON' });
    await expectFailure(response, { status: 401, code: 'missing_api_key' });
  });

  it('works whatever the case of the scheme', async () => {
    expect((await ask(`bEARER ${nuvra.apiKey}`)).status).toBe(200);
  });

  it('that was revoked is refused by that name', async () => {
    const manage = (path: string, init: RequestInit): Promise<Response> =>
      fetch(`${nuvra.url}/management/v1/api-keys${path}`, {
        ...init,
        headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      });
    const created = (await (await manage('', { method: 'POST', body: '{"name":"short-lived"}' })).json()) as {
      id: string;
      key: string;
    };
    expect((await ask(`Bearer ${created.key}`)).status).toBe(200);
    expect((await manage(`/${created.id}`, { method: 'DELETE' })).status).toBe(204);
    const refused = await until('the key is refused', async () => {
      const response = await ask(`Bearer ${created.key}`);
      return response.status !== 200 && response;
    });
    await expectFailure(refused, { status: 401, code: 'revoked_api_key' });
  });
});

describe('fields that mean nothing', () => {
  it('go to a vendor of the same dialect as they are, and do no harm', async () => {
    vendor.answer(json(openai.reply));
    const tricks =
      '"__proto__":{"stream":true,"polluted":1},"constructor":{"prototype":{"polluted":1}},"new_field":[1]';
    const response = await post(`{"model":"${openai.model}","messages":[{"role":"user","content":"Hi"}],${tricks}}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(vendor.requests.at(-1)!.body).toContain('"new_field":[1]');
    expect(await (await chat(nuvra, openai)).json()).not.toHaveProperty('polluted');
  });

  it('are refused by the management API, which names them', async () => {
    const create = (body: string, contentType = 'application/json'): Promise<Response> =>
      fetch(`${nuvra.url}/management/v1/api-keys`, {
        method: 'POST',
        headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': contentType },
        body,
      });
    for (const field of ['organizationId', 'hash', 'id', 'revokedAt']) {
      const message = await expectFailure(await create(`{"name":"ci","${field}":"x"}`), {
        status: 400,
        code: 'invalid_request',
        param: field,
      });
      expect(message).toContain(field);
    }
    await expectFailure(await create('{"name":'), { status: 400, code: 'invalid_json' });
    await expectFailure(await create(`{"name":"${'x'.repeat(1024 * 1024)}"}`), { status: 413, code: 'body_too_large' });
    for (const body of ['[]', 'null', '"ci"', '{}', '{"name":{}}', '{"name":"   "}'])
      expect({ body, status: (await create(body)).status }).toEqual({ body, status: 400 });
    expect((await create('name=ci', 'application/x-www-form-urlencoded')).status).toBe(400);
  });
});

it('nothing of all this reached the vendor but what was meant for it', () => {
  expect(vendor.requests.map(({ path }) => path)).toEqual(Array(2).fill('/v1/chat/completions'));
});

/** A key whose checksum is right, by the published recipe: 30 base62 characters, then their CRC-32 as 6. */
function neverIssued(): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const random = 'NobodyWasEverGivenThisKey01234';
  let checksum = '';
  for (let rest = crc32(random); checksum.length < 6; rest = Math.floor(rest / 62))
    checksum = alphabet.charAt(rest % 62) + checksum;
  return `sk-nv-${random}${checksum}`;
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}
