import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { CLIENTS, type ClientDialect, environmentOf, hello, MODELS } from './support/hello-vendor';
import { type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** A key is taken wherever an SDK puts it, and none of them is passed on or written down. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;
/** The first start prints the key, for whoever started it. */
let welcomeLength: number;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  vendor.answer(hello);
  nuvra = await startNuvra({ environment: environmentOf(vendor) });
  welcomeLength = nuvra.output().length;
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

const post = (dialect: ClientDialect, headers: Record<string, string>, query = ''): Promise<Response> =>
  fetch(nuvra.url + CLIENTS[dialect].path(MODELS.openai) + query, {
    method: 'POST',
    headers,
    body: JSON.stringify(CLIENTS[dialect].body(MODELS.openai)),
  });

const WAYS = {
  'Authorization: Bearer': (key: string) => ({ authorization: `Bearer ${key}` }),
  'x-api-key': (key: string) => ({ 'x-api-key': key }),
  'x-goog-api-key': (key: string) => ({ 'x-goog-api-key': key }),
};

describe.each(Object.keys(CLIENTS) as ClientDialect[])('a client of %s', (dialect) => {
  it.each(Object.entries(WAYS))('may send its key as %s', async (_name, headersOf) => {
    expect((await post(dialect, headersOf(nuvra.apiKey!))).status).toBe(200);
    expect((await post(dialect, headersOf('sk-nv-nonsense'))).status).toBe(401);
  });

  it('may send another vendor’s key beside it, as agents do', async () => {
    const headers = { authorization: 'Bearer sk-ant-of-another', 'x-api-key': nuvra.apiKey! };
    expect((await post(dialect, headers)).status).toBe(200);
  });

  it('is refused without one, whatever the query says', async () => {
    expect((await post(dialect, {})).status).toBe(401);
    const isGemini = dialect === 'gemini';
    expect((await post(dialect, {}, `?key=${nuvra.apiKey}`)).status).toBe(isGemini ? 200 : 401);
  });
});

it('Gemini’s client may send its key in the query, among other things', async () => {
  const query = `?alt=sse&key=${nuvra.apiKey}&%24prettyPrint=false`;
  expect((await post('gemini', {}, query)).status).toBe(200);
  expect((await post('gemini', {}, '?key=sk-nv-nonsense')).status).toBe(401);
});

it('no key reaches a vendor, a reply or a log, not even one that stood in a path which does not exist', async () => {
  for (const path of ['/v1beta/nothing', '/nothing', '/v1beta/models/x:y', '/v1beta/models/%zz:generateContent']) {
    const reply = await fetch(`${nuvra.url}${path}?key=${nuvra.apiKey}`, { method: 'POST', body: '{' });
    expect(await reply.text()).not.toContain(nuvra.apiKey);
  }
  for (const { path, headers, body } of vendor.requests) {
    expect(path + JSON.stringify(headers) + body).not.toContain(nuvra.apiKey);
  }
  expect(nuvra.output().slice(welcomeLength)).not.toContain(nuvra.apiKey);
});
