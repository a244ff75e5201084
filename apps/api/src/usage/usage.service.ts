import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database';
import { UsageRow } from './usage.entity';
import { UsageRecorder } from './usage-recorder';

export type Spent = Readonly<Record<'total' | 'day' | 'week' | 'month', string>>;

const since = (unit: string) => `FILTER (WHERE finished_at >= date_trunc('${unit}', now(), 'UTC'))`;
// Demo charges are an illustration and belong to no sum.
const SPENT = `
  SELECT coalesce(sum(charged_nano), 0)::text AS total, coalesce(sum(charged_nano) ${since('day')}, 0)::text AS day,
    coalesce(sum(charged_nano) ${since('week')}, 0)::text AS week, coalesce(sum(charged_nano) ${since('month')}, 0)::text AS month
  FROM usage WHERE api_key_id = $1 AND NOT demo`;

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

  /** What a key was charged, nano-USD as text: in all, and since the beginning of the day, the week and the month in UTC. */
  async spentBy(organizationId: string, apiKeyId: string): Promise<Spent> {
    await this.recorder.flush();
    const [spent] = await this.tenants.withOrganization(organizationId, (manager) =>
      manager.query<Spent[]>(SPENT, [apiKeyId]),
    );
    return spent!;
  }
}
