import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database';
import { UsageRow } from './usage.entity';
import { UsageRecorder } from './usage-recorder';

/** Reads what was metered. */
@Injectable()
export class UsageService {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly recorder: UsageRecorder,
  ) {}

  /** The organization's request with this id, also one that ended a moment ago; null when there is none. */
  async find(organizationId: string, id: string): Promise<UsageRow | null> {
    await this.recorder.flush();
    return this.tenants.withOrganization(organizationId, (manager) =>
      manager.findOneBy(UsageRow, { id, organizationId }),
    );
  }
}
