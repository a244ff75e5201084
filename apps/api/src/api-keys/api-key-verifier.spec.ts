import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect, createMigratedDatabase } from '../../test/database';
import { ChangeFeed } from '../database/change-feed';
import { TenantDatabase } from '../database/tenant-database';
import { DEFAULT_ORGANIZATION_ID, DEFAULT_PROJECT_ID } from '../organizations/default-organization';
import { generateApiKey } from './api-key-secret';
import { ApiKeyVerifier } from './api-key-verifier';
import { ApiKeysService } from './api-keys.service';

describe('an API key is verified', () => {
  let owner: DataSource;
  let app: DataSource;
  let changes: ChangeFeed;
  let service: ApiKeysService;
  let verifier: ApiKeyVerifier;

  beforeAll(async () => {
    const { ownerUrl, appUrl } = await createMigratedDatabase();
    owner = await connect(ownerUrl);
    app = await connect(appUrl);
    const tenants = new TenantDatabase(app);
    changes = new ChangeFeed(appUrl);
    service = new ApiKeysService(tenants);
    verifier = new ApiKeyVerifier(tenants, changes);
    await verifier.onModuleInit();
  });
  afterAll(async () => {
    await changes.onApplicationShutdown();
    await Promise.all([owner.destroy(), app.isInitialized && app.destroy()]);
  });

  const issue = () => service.issue(DEFAULT_ORGANIZATION_ID, DEFAULT_PROJECT_ID, 'test');
  const outcome = async (key: string): Promise<string> => {
    try {
      return (await verifier.verify(key)).apiKeyId;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  /** Waits until the key is answered so: changes arrive by notification. */
  const eventually = async (key: string, expected: string): Promise<void> => {
    for (let i = 0; i < 200 && (await outcome(key)) !== expected; i++) await sleep(10);
    expect(await outcome(key)).toBe(expected);
  };

  /** Resolves when every change so far was announced: announcements come in the order of commits. */
  const announced = async (): Promise<void> => {
    const passed = new Promise<void>((resolve) => {
      void changes
        .listen('barrier', { onChange: () => resolve(), onGap: () => resolve() })
        .then(() => owner.query('NOTIFY barrier'));
    });
    await passed;
  };

  it('from the database at first, from memory afterwards', async () => {
    const { apiKey, secret } = await issue();
    await announced();
    expect(verifier.verify(secret)).toBeInstanceOf(Promise);
    await eventually(secret, apiKey.id);
    expect(verifier.verify(secret)).toEqual({
      apiKeyId: apiKey.id,
      organizationId: DEFAULT_ORGANIZATION_ID,
      projectId: DEFAULT_PROJECT_ID,
      strict: false,
    });
  });

  it('as revoked once it was, without being asked again', async () => {
    const { apiKey, secret } = await issue();
    await eventually(secret, apiKey.id);
    await service.revoke(DEFAULT_ORGANIZATION_ID, apiKey.id);
    await eventually(secret, 'revoked_api_key');
  });

  it('as strict once it was made so, and no longer once it was made lenient', async () => {
    const { apiKey, secret } = await issue();
    for (const strict of [true, false]) {
      await eventually(secret, apiKey.id);
      await service.setStrict(DEFAULT_ORGANIZATION_ID, apiKey.id, strict);
      await vi.waitFor(async () => expect((await verifier.verify(secret)).strict).toBe(strict));
    }
  });

  it('as valid as soon as it exists, also when it was refused before', async () => {
    const { apiKey, secret } = await issue();
    await owner.query('DELETE FROM api_keys WHERE id = $1', [apiKey.id]);
    await eventually(secret, 'invalid_api_key');
    await owner.query(
      `INSERT INTO api_keys (id, organization_id, project_id, name, hash, last4) VALUES ($1, $2, $3, 'again', $4, '0000')`,
      [apiKey.id, DEFAULT_ORGANIZATION_ID, DEFAULT_PROJECT_ID, apiKey.hash],
    );
    await eventually(secret, apiKey.id);
  });

  it('anew after changes may have been missed', async () => {
    const { apiKey, secret } = await issue();
    // Its creation, announced late, would be read again as well.
    await announced();
    await eventually(secret, apiKey.id);
    // The trigger is silenced: only reading again can tell.
    await owner.query('ALTER TABLE api_keys DISABLE TRIGGER announce');
    await owner.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [apiKey.id]);
    await owner.query('ALTER TABLE api_keys ENABLE TRIGGER announce');
    expect(await outcome(secret)).toBe(apiKey.id);
    await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nuvra changes' AND datname = current_database()`,
    );
    await eventually(secret, 'revoked_api_key');
  });

  it('as malformed without any look-up', async () => {
    expect(await outcome('sk-nv-nonsense')).toBe('invalid_api_key');
    expect(await outcome(generateApiKey())).toBe('invalid_api_key');
  });

  it('from memory while the database is away; a key that was never seen is a 503, never a 401', async () => {
    const { apiKey, secret } = await issue();
    await eventually(secret, apiKey.id);
    await app.destroy();
    expect(await outcome(secret)).toBe(apiKey.id);
    expect(await outcome(generateApiKey())).toBe('not_ready');
    verifier.onGap();
    expect(await outcome(secret)).toBe(apiKey.id);
  });
});
