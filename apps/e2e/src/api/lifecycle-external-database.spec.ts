import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDirectory, MASTER_KEY, type Nuvra, startNuvra } from '../start-nuvra';
import { chat, generation } from './support/chat';
import { query } from './support/database';
import { expectFailure } from './support/expect-failure';
import { endLeftovers } from './support/processes';
import { type StandAlonePostgres, startStandAlonePostgres } from './support/stand-alone-postgres';
import { until } from './support/until';
import { anthropic } from './support/vendor-dialects';

/** With a PostgreSQL of the operator's: how a gateway moves in, and how it lives through that server's absence. */
let postgres: StandAlonePostgres;
let nuvra: Nuvra;
const dataDirectory = makeDataDirectory();

beforeAll(async () => {
  postgres = await startStandAlonePostgres();
  nuvra = await startNuvra({ dataDirectory, environment: { DATABASE_URL: postgres.url('gateway') } });
});

afterAll(async () => {
  endLeftovers(dataDirectory);
  await postgres?.remove();
  rmSync(dataDirectory, { recursive: true, force: true });
});

describe('moving in', () => {
  it('makes the database that is named, and none of its own', async () => {
    expect((await chat(nuvra, anthropic)).status).toBe(200);
    expect(existsSync(join(dataDirectory, 'postgres'))).toBe(false);
    expect(nuvra.output()).not.toContain(new URL(postgres.url('')).password);
  });

  it('works as a role that may read and write, and nothing more', async () => {
    const url = postgres.url('gateway');
    const connections = await query<{ usename: string }>(
      url,
      "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'gateway' AND pid <> pg_backend_pid()",
    );
    expect(connections).toEqual([{ usename: 'nuvra_app' }]);
    const rights = await query(
      url,
      "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'nuvra_app'",
    );
    expect(rights).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }]);
    expect(await query(url, "SELECT tablename FROM pg_tables WHERE tableowner = 'nuvra_app'")).toEqual([]);
  });

  it('shares the database with a second instance, which takes the same keys', async () => {
    const second = await startNuvra({ environment: { DATABASE_URL: postgres.url('gateway') } });
    try {
      expect(second.apiKey).toBeUndefined();
      const sameKey = { url: second.url, apiKey: nuvra.apiKey };
      const response = await chat(sameKey, anthropic);
      expect(await generation(sameKey, response.headers.get('x-request-id')!)).toBeDefined();
      expect(
        await until('the first sees it', () => generation(nuvra, response.headers.get('x-request-id')!)),
      ).toBeTruthy();
    } finally {
      await second.stop();
    }
  });
});

describe.each<[name: string, away: () => void | Promise<void>, back: () => void | Promise<void>]>([
  ['that answers nothing', () => postgres.freeze(), () => postgres.thaw()],
  ['that was killed', () => postgres.kill(), () => postgres.start()],
])('a server %s', (_name, away, back) => {
  const readiness = async (): Promise<object> => (await (await fetch(`${nuvra.url}/health/ready`)).json()) as object;
  let unknownKey: string;
  let requestId: string;

  beforeAll(async () => {
    expect((await chat(nuvra, anthropic)).status).toBe(200);
    // Issued, but not used yet: this gateway has not heard of it.
    unknownKey = await issueKey();
    await away();
  });

  it('makes it degraded, not unready', async () => {
    await until('it is degraded', async () => 'degraded' === ((await readiness()) as { status: string }).status);
    const response = await fetch(`${nuvra.url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'degraded', database: 'unreachable' });
    expect((await fetch(`${nuvra.url}/health/live`)).status).toBe(200);
  });

  it('does not matter to a key that is known', async () => {
    const response = await chat(nuvra, anthropic);
    expect(response.status).toBe(200);
    requestId = response.headers.get('x-request-id')!;
  });

  it('is not held against a key that is not known yet: that is 503, not 401', async () => {
    const response = await chat({ url: nuvra.url, apiKey: unknownKey }, anthropic);
    await expectFailure(response, { status: 503, code: 'not_ready' });
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('is no answer of the management API’s, but an error', async () => {
    const response = await fetch(`${nuvra.url}/management/v1/api-keys`, {
      headers: { authorization: `Bearer ${MASTER_KEY}` },
    });
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(await response.json()).toMatchObject({ error: { type: 'server_error' } });
  });

  it('is forgotten when it is back: keys, and the usage of the meantime', async () => {
    await back();
    await until('it is ready', async () => 'ready' === ((await readiness()) as { status: string }).status);
    await until('the new key works', async () => {
      const { status } = await chat({ url: nuvra.url, apiKey: unknownKey }, anthropic);
      return status === 200;
    });
    const record = await until('the usage has landed', () => generation(nuvra, requestId).catch(() => undefined));
    expect(record).toMatchObject({ id: requestId, status: 200 });
    expect(nuvra.process.exitCode).toBeNull();
  });
});

it('stops while the server answers nothing', async () => {
  postgres.freeze();
  try {
    await chat(nuvra, anthropic);
    expect(await nuvra.stop()).toBe(0);
    expect(nuvra.output()).toContain('Usage of 1 requests is lost');
  } finally {
    postgres.thaw();
  }
});

async function issueKey(): Promise<string> {
  const response = await fetch(`${nuvra.url}/management/v1/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
    body: '{"name":"late"}',
  });
  return ((await response.json()) as { key: string }).key;
}
