import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';

/**
 * The gateway's own paths are answered ahead of the framework, other spellings of them by way of it. Whoever asks must not be able to tell:
 * authentication, errors and answers are the same.
 */
let nuvra: Nuvra;

beforeAll(async () => {
  nuvra = await startNuvra();
});
afterAll(() => nuvra?.stop());

const CHAT = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] };
const EMBEDDING = { model: 'text-embedding-3-small', input: 'Hello' };

/** What a client sees of an answer that does not change from one request to the next. */
async function seen(path: string, key: string | undefined, body: string) {
  const reply = await fetch(`${nuvra.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body,
  });
  const { id: _id, created: _created, error, ...rest } = (await reply.json()) as Record<string, unknown>;
  const headers = Object.fromEntries(reply.headers);
  for (const name of ['date', 'x-request-id', 'content-length']) delete headers[name];
  return { status: reply.status, headers, rest, error: error && { ...error, request_id: undefined } };
}

describe.each([
  ['/v1/chat/completions', '/v1/chat/completions?beta=true', CHAT],
  ['/v1/chat/completions', '/v1/chat/completions/', CHAT],
  ['/v1/embeddings', '/v1/embeddings?beta=true', EMBEDDING],
  ['/v1/chat/completions', '/api/v1/chat/completions', CHAT],
  ['/v1/embeddings', '/api/v1/embeddings/', EMBEDDING],
])('%s and %s answer alike', (path, other, body) => {
  it.each([
    ['a good request', () => nuvra.apiKey, JSON.stringify(body), 200],
    ['no key', () => undefined, JSON.stringify(body), 401],
    ['a key that is none', () => 'sk-nv-nonsense', JSON.stringify(body), 401],
    ['an unknown model', () => nuvra.apiKey, JSON.stringify({ ...body, model: 'nobody/nothing' }), 404],
    ['a broken body', () => nuvra.apiKey, '{', 400],
  ])('to %s', async (_what, key, text, status) => {
    const answer = await seen(path, key(), text);
    expect(answer.status).toBe(status);
    expect(await seen(other, key(), text)).toEqual(answer);
  });
});

it('only clients by OpenRouter’s path get usage in a stream that they do not ask it of', async () => {
  const streamed = async (path: string): Promise<string> => {
    const headers = { authorization: `Bearer ${nuvra.apiKey}` };
    const body = JSON.stringify({ ...CHAT, stream: true });
    return (await fetch(nuvra.url + path, { method: 'POST', headers, body })).text();
  };
  expect(await streamed('/v1/chat/completions')).not.toContain('"usage":{');
  expect(await streamed('/api/v1/chat/completions')).toMatch(/"usage":\{.*"cost":/);
});
