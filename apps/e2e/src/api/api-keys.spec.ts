import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MASTER_KEY, type Nuvra, startNuvra } from '../start-nuvra';

interface CreatedKey {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly last4: string;
  readonly strict: boolean;
  readonly createdAt: string;
}
interface KeyPage {
  readonly data: readonly (Omit<CreatedKey, 'key'> & {
    readonly projectId: string;
    readonly revokedAt: string | null;
  })[];
  readonly nextCursor: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let nuvra: Nuvra;
beforeAll(async () => {
  nuvra = await startNuvra();
});
afterAll(() => nuvra?.stop());

/** Calls the management API of keys; `key` undefined sends no credential. */
function manage(method: string, path = '', body?: unknown, key: string | undefined = MASTER_KEY): Promise<Response> {
  return fetch(`${nuvra.url}/management/v1/api-keys${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function create(name: string): Promise<CreatedKey> {
  return (await (await manage('POST', '', { name })).json()) as CreatedKey;
}

async function list(query = ''): Promise<KeyPage> {
  return (await (await manage('GET', query)).json()) as KeyPage;
}

/** The status of a chat with this key, and the error's code. */
async function chat(key: string): Promise<{ status: number; code: string | undefined }> {
  const reply = await fetch(`${nuvra.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }),
  });
  const { error } = (await reply.json()) as { error?: { code: string } };
  return { status: reply.status, code: error?.code };
}

const works = { status: 200, code: undefined };

describe('a new key', () => {
  it('comes with exactly what its holder needs, and works at once', async () => {
    const reply = await manage('POST', '', { name: 'ci' });
    expect(reply.status).toBe(201);
    const created = (await reply.json()) as CreatedKey;
    expect(created).toEqual({
      id: expect.stringMatching(UUID) as string,
      name: 'ci',
      key: expect.stringMatching(/^sk-nv-[0-9A-Za-z]{36}$/) as string,
      last4: created.key.slice(-4),
      strict: false,
      createdAt: new Date(created.createdAt).toISOString(),
    });
    expect(await chat(created.key)).toEqual(works);
  });

  it('is shown this once: no list tells it again', async () => {
    const created = await create('secret');
    const page = await (await manage('GET')).text();
    expect(page).toContain(created.id);
    expect(page).not.toContain(created.key);
    expect(nuvra.output()).not.toContain(created.key);
  });

  it.each([
    ['no name', {}, 'name'],
    ['an empty name', { name: '   ' }, 'name'],
    ['a name that is no text', { name: 5 }, 'name'],
    ['an endless name', { name: 'x'.repeat(101) }, 'name'],
    ['a project that is none', { name: 'ci', projectId: 'mine' }, 'projectId'],
    ['a field that there is not', { name: 'ci', admin: true }, 'admin'],
  ])('with %s is refused, naming the field', async (_, body, field) => {
    const reply = await manage('POST', '', body);
    expect(reply.status).toBe(400);
    const { error } = (await reply.json()) as { error: { message: string; code: string } };
    expect(error.code).toBe('invalid_request');
    expect(error.message).toContain(field);
  });

  it('with a body that is no JSON is refused', async () => {
    const reply = await manage('POST', '', '{"name": ');
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { code: 'invalid_json' } });
  });

  it('for a project that does not exist is refused', async () => {
    const reply = await manage('POST', '', { name: 'ci', projectId: '019a0000-0000-7000-8000-000000000000' });
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: { code: 'not_found', param: 'projectId' } });
  });
});

describe('a revoked key', () => {
  it('is refused soon after, though it was in use', async () => {
    const { id, key } = await create('leaked');
    expect(await chat(key)).toEqual(works);
    expect((await manage('DELETE', `/${id}`)).status).toBe(204);
    // The promise is a second; the limit is for a busy machine.
    await vi.waitFor(async () => expect(await chat(key)).toEqual({ status: 401, code: 'revoked_api_key' }), 10_000);
    const revoked = (await list()).data.find((listed) => listed.id === id);
    expect(revoked?.revokedAt).toEqual(expect.stringMatching(/Z$/));
  });

  it('may be revoked again, which changes nothing', async () => {
    const { id } = await create('twice');
    await manage('DELETE', `/${id}`);
    const before = (await list()).data.find((listed) => listed.id === id);
    expect((await manage('DELETE', `/${id}`)).status).toBe(204);
    expect((await list()).data.find((listed) => listed.id === id)).toEqual(before);
  });

  it('leaves all others working', async () => {
    const [kept, leaked] = [await create('kept'), await create('leaked')];
    await manage('DELETE', `/${leaked.id}`);
    await vi.waitFor(async () => expect(await chat(leaked.key)).toMatchObject({ status: 401 }), 10_000);
    expect(await chat(kept.key)).toEqual(works);
  });

  it.each([
    ['an id of no key', '/019a0000-0000-7000-8000-000000000000', 404],
    ['what is no id', '/mine', 400],
  ])('is not %s', async (_, path, status) => {
    expect((await manage('DELETE', path)).status).toBe(status);
  });
});

describe('the list of keys', () => {
  it('is paged, newest first, and each key is on one page', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    const created: string[] = [];
    for (const name of names) created.unshift((await create(name)).id);
    const all = (await list('?limit=200')).data.map(({ id }) => id);
    expect(all.slice(0, created.length)).toEqual(created);

    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: KeyPage = await list(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      expect(page.data.length).toBeLessThanOrEqual(2);
      paged.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
  });

  it('tells of a key all but the key', async () => {
    const { key: _key, ...created } = await create('listed');
    const { data } = await list('?limit=1');
    expect(data).toEqual([{ ...created, projectId: expect.any(String) as string, revokedAt: null }]);
  });

  it.each(['?limit=0', '?limit=201', '?limit=many', '?cursor=nonsense', '?sort=name'])('refuses %s', async (query) => {
    const reply = await manage('GET', query);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { code: 'invalid_request' } });
  });
});

describe('the management of keys', () => {
  const OPERATIONS = [
    ['GET', '', undefined],
    ['POST', '', { name: 'ci' }],
    ['DELETE', '/019a0000-0000-7000-8000-000000000000', undefined],
  ] as const;

  it.each(OPERATIONS)('needs the master key: %s%s', async (method, path, body) => {
    const missing = await manage(method, path, body, '');
    expect(missing.status).toBe(401);
    expect(await missing.json()).toMatchObject({ error: { code: 'missing_api_key' } });
    for (const key of [`${MASTER_KEY}x`, MASTER_KEY.slice(0, -1), nuvra.apiKey!]) {
      const wrong = await manage(method, path, body, key);
      expect(wrong.status).toBe(401);
      expect(await wrong.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    }
  });

  it('is all the master key is for: it calls no model', async () => {
    expect(await chat(MASTER_KEY)).toEqual({ status: 401, code: 'invalid_api_key' });
  });
});
