import { type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { chat, generation } from './support/chat';
import { ANY_CODE, CANARY, type ExpectedFailure, expectFailure, expectNothingInternal } from './support/expect-failure';
import {
  events,
  json,
  raw,
  type Script,
  type ScriptedUpstream,
  startScriptedUpstream,
} from './support/scripted-upstream';
import { type VendorDialect, vendorDialects } from './support/vendor-dialects';

/** What a vendor does wrong reaches the client in one shape, the same whether the reply is passed through or translated. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      OPENAI_API_KEY: `sk-${CANARY}`,
      OPENAI_BASE_URL: `${vendor.origin}/v1`,
      ANTHROPIC_API_KEY: `sk-${CANARY}`,
      ANTHROPIC_BASE_URL: vendor.origin,
      // Nothing listens on port 1.
      GEMINI_API_KEY: CANARY,
      GEMINI_BASE_URL: 'http://127.0.0.1:1',
    },
  });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

beforeEach(() => void vendor.requests.splice(0));

const KEY_REFUSED = `Incorrect API key provided: sk-${CANARY}. Vendor’s own words.`;
const OURS = /^(?!.*Vendor’s own words)/s;
const THEIRS = /Vendor’s own words/;
const UNREADABLE: ExpectedFailure = { status: 502, code: 'upstream_unreadable', type: 'server_error' };
const BROKEN: ExpectedFailure = { status: 502, code: 'upstream_unreachable', type: 'server_error' };
const NO_CREDENTIAL: ExpectedFailure = {
  status: 502,
  code: 'upstream_refused_credential',
  type: 'server_error',
  message: OURS,
};

describe.each(vendorDialects)('$name', (dialect) => {
  it.each<[name: string, status: number, type: string, headers: Record<string, string>, expected: ExpectedFailure]>([
    ['400', 400, 'invalid_request_error', {}, { status: 400, code: ANY_CODE, message: THEIRS }],
    ['401', 401, 'authentication_error', {}, NO_CREDENTIAL],
    ['402', 402, 'billing_error', {}, NO_CREDENTIAL],
    ['403', 403, 'permission_error', {}, NO_CREDENTIAL],
    ['404', 404, 'not_found_error', {}, { status: 404, code: ANY_CODE, message: THEIRS }],
    ['413', 413, 'request_too_large', {}, { status: 413, code: ANY_CODE, message: THEIRS }],
    ['429', 429, 'rate_limit_error', { 'retry-after': '3' }, { status: 429, code: ANY_CODE }],
    ['500', 500, 'api_error', {}, { status: 502, code: 'upstream_error', message: OURS }],
    ['503', 503, 'overloaded_error', { 'retry-after': '3' }, { status: 503, code: ANY_CODE }],
    ['529', 529, 'overloaded_error', {}, { status: 503, code: ANY_CODE }],
  ])('answers %s', async (_name, status, type, headers, expected) => {
    vendor.answer(json(dialect.error(type, KEY_REFUSED), status, headers));
    for (const stream of [false, true]) {
      const response = await chat(nuvra, dialect, { stream });
      await expectFailure(response, expected);
      expect(response.headers.get('retry-after')).toBe(headers['retry-after'] ?? null);
    }
  });

  it.each<[name: string, script: Script, expected: ExpectedFailure]>([
    ['HTML with 200', raw('<html>Vendor’s own words</html>', 200, { 'content-type': 'text/html' }), UNREADABLE],
    ['HTML with 500', raw('<html>Vendor’s own words</html>', 500), { status: 502, code: 'upstream_error' }],
    ['HTML with 400', raw('<html>Vendor’s own words</html>', 400), { status: 400, code: ANY_CODE }],
    ['nothing with 401', raw('', 401), NO_CREDENTIAL],
    ['a list', json([dialect.reply]), UNREADABLE],
    ['a string', json('Hello'), UNREADABLE],
    ['null', json(null), UNREADABLE],
    ['half of its JSON, as if it were whole', raw(JSON.stringify(dialect.reply).slice(0, -20)), UNREADABLE],
    ['an empty body', raw(''), UNREADABLE],
    ['no content', raw('', 204), UNREADABLE],
    ['a redirect', raw('', 307, { location: 'http://192.0.2.1/' }), UNREADABLE],
    ['an error with 200', json(dialect.error('api_error', KEY_REFUSED)), { status: 502, code: 'upstream_error' }],
  ])('answers %s', async (_name, script, expected) => {
    vendor.answer(script);
    await expectFailure(await chat(nuvra, dialect), { message: OURS, ...expected });
    expect(vendor.requests).toHaveLength(1);
  });

  it.each<[name: string, script: Script]>([
    ['before it answers', (response) => void response.destroy()],
    ['with bytes that are no HTTP', (response) => void response.socket!.end('Hello\r\n\r\n')],
    ['in the middle of its JSON', (response) => half(response, { 'content-length': '5000' })],
    ['in the middle of a chunk', (response) => half(response, {})],
  ])('hangs up %s', async (_name, script) => {
    vendor.answer(script);
    await expectFailure(await chat(nuvra, dialect), BROKEN);
  });

  it('answers a request for a stream without one', async () => {
    for (const script of [json(dialect.reply), raw('<html></html>'), raw('', 204)]) {
      vendor.answer(script);
      await expectFailure(await chat(nuvra, dialect, { stream: true }), UNREADABLE);
    }
  });

  it.each<[name: string, ending: (response: ServerResponse) => void]>([
    ['ends', (response) => void response.end()],
    ['ends in the middle of a frame', (response) => void response.end('data: {"type":"content_blo')],
    ['hangs up', (response) => void response.destroy()],
    ['sends something that is not HTTP', (response) => void response.socket!.end('xyz\r\n')],
  ])('%s in the middle of a stream: the client is told so', async (_name, ending) => {
    vendor.answer(events(dialect.frames.slice(0, dialect.textAt + 1), ending));
    await expectBrokenStream(dialect);
  });

  it('ends a stream before it has said anything', async () => {
    vendor.answer(events([]));
    await expectBrokenStream(dialect, '');
  });

  it('fails in the middle of a stream: the client gets its words, once, and no clean end', async () => {
    const broken = [...dialect.frames.slice(0, dialect.textAt + 1), dialect.errorFrame('overloaded_error', 'Too busy')];
    vendor.answer(events(broken));
    expect(await expectBrokenStream(dialect)).toContain('Too busy');
  });

  it('stays usable after all this', async () => {
    vendor.answer(json(dialect.reply));
    expect((await chat(nuvra, dialect)).status).toBe(200);
    vendor.answer(events(dialect.frames));
    expect((await (await chat(nuvra, dialect, { stream: true })).text()).endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

it('a vendor that names the field at fault, and its code, is passed on', async () => {
  const error = { message: 'Too hot', type: 'invalid_request_error', param: 'temperature', code: 'out_of_range' };
  vendor.answer(json({ error }, 400));
  await expectFailure(await chat(nuvra, vendorDialects[0]!), {
    status: 400,
    param: 'temperature',
    code: 'out_of_range',
  });
});

it('a frame that is no JSON, where it has to be translated, breaks the stream', async () => {
  const dialect = vendorDialects[1]!;
  vendor.answer(events([...dialect.frames.slice(0, dialect.textAt + 1), 'data: {"type"\n\n', ...dialect.frames]));
  await expectBrokenStream(dialect);
});

it('a connection that is refused', async () => {
  await expectFailure(await chat(nuvra, { model: 'google/gemini-3.5-flash' }), BROKEN);
});

it('a failed request is on record with its status and its cause', async () => {
  vendor.answer(raw('', 500));
  const response = await chat(nuvra, vendorDialects[0]!);
  expect(await generation(nuvra, response.headers.get('x-request-id')!)).toMatchObject({
    status: 502,
    error_code: 'upstream_error',
    tokens_prompt: null,
    total_cost: null,
  });
});

it('the log has the causes, and no credential', () => {
  expect(nuvra.output()).toContain('SyntaxError');
  // Compared first: a failure would print the whole log.
  expect(nuvra.output().includes(CANARY)).toBe(false);
});

/** Whatever of the text had come is there, then one error event, and no `[DONE]`. Returns the error's message. */
async function expectBrokenStream(dialect: VendorDialect, textBefore = 'Hello'): Promise<string> {
  const response = await chat(nuvra, dialect, { stream: true });
  expect(response.status).toBe(200);
  const stream = await response.text();
  expectNothingInternal(stream);
  expect(stream).not.toContain('[DONE]');
  expect(stream.endsWith('\n\n')).toBe(true);
  const frames = stream
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.replace(/^(event: \w+\n)?data: /, '')) as Frame);
  expect(frames.map(({ choices }) => choices?.[0]?.delta?.content ?? '').join('')).toBe(textBefore);
  expect(frames.filter(({ error }) => error)).toHaveLength(1);
  const { error } = frames.at(-1)!;
  expect(error).toEqual({
    message: expect.stringMatching(/\w/) as string,
    type: expect.stringMatching(/^[a-z_]+$/) as string,
    param: null,
    code: expect.toSatisfy((code) => code === null || typeof code === 'string') as string,
  });
  const record = await generation(nuvra, response.headers.get('x-request-id')!);
  expect(record).toMatchObject({ streamed: true, error_code: expect.any(String) as string });
  return error!.message;
}

interface Frame {
  readonly choices?: readonly { readonly delta?: { readonly content?: string } }[];
  readonly error?: { readonly message: string };
}

/** Begins a reply and hangs up. */
function half(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.write('{"id":"x","choices":[', () => response.destroy());
}
