import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type IncomingMessage } from 'node:http';
import { ApiKeyAccess, identityOf } from '../api-keys/api-key.guard';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { nano, toUsdNumber } from '../pricing/nano';
import { type KeyDto, KeyReplyDto } from './key.dto';
import { UsageService } from './usage.service';

@ApiTags('Usage')
@Controller('v1/key')
@ApiKeyAccess()
export class KeyController {
  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly usage: UsageService,
  ) {}

  /** Tells of the key that asks: its name, and what was charged to it. */
  @Get()
  async get(@Req() request: IncomingMessage): Promise<KeyReplyDto> {
    const { organizationId, apiKeyId } = identityOf(request);
    const [apiKey, spent] = await Promise.all([
      this.apiKeys.find(organizationId, apiKeyId),
      this.usage.spentBy(organizationId, apiKeyId),
    ]);
    return {
      data: {
        label: apiKey ? `${apiKey.name} (sk-nv-…${apiKey.last4})` : '',
        organization_id: organizationId,
        creator_user_id: apiKey?.createdBy ?? null,
        usage: toUsd(spent.total),
        usage_daily: toUsd(spent.day),
        usage_weekly: toUsd(spent.week),
        usage_monthly: toUsd(spent.month),
        ...UNLIMITED,
      },
    };
  }
}

function toUsd(amountNano: string): number {
  return toUsdNumber(nano(BigInt(amountNano)));
}

/** What keys do not have yet: limits, an end, credentials of the organization's own. */
const UNLIMITED = {
  limit: null,
  limit_remaining: null,
  limit_reset: null,
  rate_limit: { requests: -1, interval: '10s', note: 'Keys have no rate limit.' },
  is_management_key: false,
  is_provisioning_key: false,
  is_free_tier: false,
  byok_usage: 0,
  byok_usage_daily: 0,
  byok_usage_weekly: 0,
  byok_usage_monthly: 0,
  include_byok_in_limit: false,
  free_model_daily_requests: { limit: 0, remaining: 0, used: 0 },
  allowed_data_regions: ['global'],
  expires_at: null,
  workspace_id: null,
} satisfies Partial<KeyDto>;
