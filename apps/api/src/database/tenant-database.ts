import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Work that legitimately crosses organizations. Each has a row-level security policy of its own that grants just what it needs. */
export type Purpose = 'key-lookup' | 'usage-loader';

/**
 * The one way to tenant data. Row-level security shows a transaction the rows of the organization that it names; outside of these two
 * methods no tenant row is visible at all, so that a forgotten WHERE finds nothing instead of a neighbour's secrets.
 */
@Injectable()
export class TenantDatabase {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in a transaction that sees one organization. */
  withOrganization<T>(organizationId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.withSetting('nuvra.organization_id', organizationId, work);
  }

  /** Runs `work` in a transaction that a named policy lets cross organizations. */
  withPurpose<T>(purpose: Purpose, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.withSetting('nuvra.purpose', purpose, work);
  }

  private withSetting<T>(name: string, value: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      // Local to the transaction: a pooled connection goes back without it.
      await manager.query('SELECT set_config($1, $2, true)', [name, value]);
      return work(manager);
    });
  }
}
