export class RateLimitDto {
  /** −1: there is no limit. */
  requests: number;
  interval: string;
  note: string;
}

export class FreeRequestsDto {
  limit: number;
  remaining: number;
  used: number;
}

/** The key that asks, in OpenRouter's shape. Amounts are in USD, periods begin in UTC. */
export class KeyDto {
  /** @example "production (sk-nv-…x3Qz)" */
  label: string;
  organization_id: string;
  /** What was charged to the key in all. */
  usage: number;
  usage_daily: number;
  usage_weekly: number;
  usage_monthly: number;
  /** Null: the key has no limit. */
  limit: number | null;
  limit_remaining: number | null;
  limit_reset: string | null;
  rate_limit: RateLimitDto;
  is_management_key: boolean;
  is_provisioning_key: boolean;
  is_free_tier: boolean;
  /** Zero: organizations have no provider credentials of their own here. */
  byok_usage: number;
  byok_usage_daily: number;
  byok_usage_weekly: number;
  byok_usage_monthly: number;
  include_byok_in_limit: boolean;
  free_model_daily_requests: FreeRequestsDto;
  allowed_data_regions: string[];
  creator_user_id: string | null;
  expires_at: string | null;
  workspace_id: string | null;
}

export class KeyReplyDto {
  data: KeyDto;
}
