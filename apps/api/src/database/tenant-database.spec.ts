import { type DataSource } from 'typeorm';
import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, createMigratedDatabase } from '../../test/database';
import { TenantDatabase } from './tenant-database';

const TENANT_TABLES = ['organizations', 'projects', 'api_keys', 'usage'];

describe('tenant data', () => {
  let owner: DataSource;
  let app: DataSource;
  let tenants: TenantDatabase;
  const [ours, theirs] = [randomUUIDv7(), randomUUIDv7()];

  beforeAll(async () => {
    const { ownerUrl, appUrl } = await createMigratedDatabase();
    owner = await connect(ownerUrl);
    app = await connect(appUrl);
    tenants = new TenantDatabase(app);
    for (const organization of [ours, theirs]) {
      await owner.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)', [
        organization,
        `org-${organization}`,
      ]);
      await owner.query('INSERT INTO projects (id, organization_id, name) VALUES ($1, $2, $3)', [
        randomUUIDv7(),
        organization,
        'p',
      ]);
      await owner.query(
        `INSERT INTO api_keys (id, organization_id, project_id, name, hash, last4) VALUES ($1, $2, $1, 'k', $3, 'abcd')`,
        [randomUUIDv7(), organization, `hash-${organization}`],
      );
      await owner.query(
        `INSERT INTO usage (id, organization_id, project_id, api_key_id, dialect, stream, demo, status, total_ms, finished_at)
         VALUES ($1, $2, $1, $1, 'openai-chat', false, false, 200, 1, now())`,
        [randomUUIDv7(), organization],
      );
    }
  });
  afterAll(() => Promise.all([owner.destroy(), app.destroy()]));

  it.each(TENANT_TABLES)('of %s is invisible without an organization', async (table) => {
    expect(await app.query(`SELECT * FROM ${table}`)).toEqual([]);
  });

  it.each(TENANT_TABLES)('of %s shows one organization its own rows alone', async (table) => {
    const rows = await tenants.withOrganization(ours, (manager) =>
      manager.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`),
    );
    expect(rows.map((row) => row['organization_id'] ?? row['id'])).toEqual([ours]);
  });

  it('cannot be written for another organization', async () => {
    const write = tenants.withOrganization(ours, (manager) =>
      manager.query('INSERT INTO projects (id, organization_id, name) VALUES ($1, $2, $3)', [
        randomUUIDv7(),
        theirs,
        'theft',
      ]),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('leaves nothing behind on a pooled connection', async () => {
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() => tenants.withOrganization(ours, (manager) => manager.query('SELECT 1'))),
    );
    expect(await app.query('SELECT id FROM projects')).toEqual([]);
  });

  it('is reached across organizations by named purposes, for what they need and no more', async () => {
    const read = (purpose: 'key-lookup' | 'usage-loader', table: string) =>
      tenants.withPurpose(purpose, (manager) => manager.query<unknown[]>(`SELECT * FROM ${table}`));
    expect(await read('key-lookup', 'api_keys')).toHaveLength(2);
    expect(await read('key-lookup', 'projects')).toEqual([]);
    expect(await read('usage-loader', 'usage')).toHaveLength(2);
    expect(await read('usage-loader', 'api_keys')).toEqual([]);
  });

  it('is served by a role that owns nothing and bypasses nothing', async () => {
    const [role] = await app.query<Record<string, boolean>[]>(
      'SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user',
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    await expect(app.query('UPDATE prices SET version = 2')).rejects.toThrow(/permission denied/);
    await expect(app.query('DELETE FROM usage')).rejects.toThrow(/permission denied/);
    await expect(app.query('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
  });

  it('of usage lands in the partition of its day, made through the one function the role may call', async () => {
    await app.query('SELECT create_usage_partitions((now() AT TIME ZONE $1)::date, 2)', ['UTC']);
    const id = randomUUIDv7();
    await tenants.withPurpose('usage-loader', (manager) =>
      manager.query(
        `INSERT INTO usage (id, organization_id, project_id, api_key_id, dialect, stream, demo, status, total_ms, finished_at)
         VALUES ($1, $2, $1, $1, 'openai-chat', false, false, 200, 1, now()) ON CONFLICT DO NOTHING`,
        [id, ours],
      ),
    );
    const [row] = await owner.query<{ partition: string }[]>(
      'SELECT tableoid::regclass::text AS partition FROM usage WHERE id = $1',
      [id],
    );
    expect(row?.partition).toMatch(/^usage_\d{8}$/);
    // Rows that were written before their day had a partition have moved into it.
    expect(await owner.query('SELECT id FROM usage_default')).toEqual([]);
  });
});
