import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { randomUUIDv7 } from 'node:crypto';
import { TenantDatabase } from '../database/tenant-database';
import { AppError } from '../errors/app-error';
import { ApiKey } from './api-key.entity';
import { generateApiKey, hashApiKey } from './api-key-secret';

/** Issues, lists, changes and revokes keys. A change is announced by the table's trigger and reaches every verifier within a second. */
@Injectable()
export class ApiKeysService {
  constructor(private readonly tenants: TenantDatabase) {}

  /**
   * Issues a key. The secret is returned once and not kept.
   * @throws {AppError} `not_found` when the project is not the organization's
   */
  async issue(
    organizationId: string,
    projectId: string,
    name: string,
    strict = false,
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    const secret = generateApiKey();
    return this.tenants.withOrganization(organizationId, async (manager) => {
      await requireProject(manager, projectId);
      const apiKey = await manager.save(
        manager.create(ApiKey, {
          id: randomUUIDv7(),
          organizationId,
          projectId,
          name,
          hash: hashApiKey(secret),
          last4: secret.slice(-4),
          strict,
          revokedAt: null,
          createdBy: null,
        }),
      );
      return { apiKey, secret };
    });
  }

  /** The organization's keys, newest first, from just before the key with the id `cursor`. */
  list(organizationId: string, limit: number, cursor?: string): Promise<ApiKey[]> {
    return this.tenants.withOrganization(organizationId, (manager) => {
      const query = manager
        .createQueryBuilder(ApiKey, 'key')
        .where('key.organizationId = :organizationId', { organizationId });
      if (cursor) query.andWhere('key.id < :cursor', { cursor });
      return query.orderBy('key.id', 'DESC').limit(limit).getMany();
    });
  }

  /**
   * Changes whether a key's requests are refused rather than sent with something lost.
   * @throws {AppError} `not_found`
   */
  setStrict(organizationId: string, id: string, strict: boolean): Promise<ApiKey> {
    return this.tenants.withOrganization(organizationId, async (manager) => {
      const apiKey = await findKey(manager, organizationId, id);
      await manager.update(ApiKey, { id, organizationId }, { strict });
      return { ...apiKey, strict };
    });
  }

  /**
   * Revokes a key; revoking it again changes nothing.
   * @throws {AppError} `not_found`
   */
  async revoke(organizationId: string, id: string): Promise<void> {
    await this.tenants.withOrganization(organizationId, async (manager) => {
      await findKey(manager, organizationId, id);
      await manager.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [id]);
    });
  }

  /** The organization's key with this id; null when there is none. */
  find(organizationId: string, id: string): Promise<ApiKey | null> {
    return this.tenants.withOrganization(organizationId, (manager) =>
      manager.findOneBy(ApiKey, { id, organizationId }),
    );
  }

  /** Whether the organization ever had a key. */
  hasAny(organizationId: string): Promise<boolean> {
    return this.tenants.withOrganization(organizationId, (manager) => manager.existsBy(ApiKey, { organizationId }));
  }
}

async function findKey(manager: EntityManager, organizationId: string, id: string): Promise<ApiKey> {
  const apiKey = await manager.findOneBy(ApiKey, { id, organizationId });
  if (!apiKey) throw new AppError('not_found', 'There is no API key with this id.', { param: 'id' });
  return apiKey;
}

async function requireProject(manager: EntityManager, projectId: string): Promise<void> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM projects WHERE id = $1', [projectId]);
  if (found.length === 0) throw new AppError('not_found', 'There is no project with this id.', { param: 'projectId' });
}
