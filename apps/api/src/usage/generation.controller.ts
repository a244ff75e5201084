import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { INPUT_CLASSES, OUTPUT_CLASSES, sumTokens, type Usage } from '@nuvra/dialects';
import { type IncomingMessage } from 'node:http';
import { ApiKeyAccess, identityOf } from '../api-keys/api-key.guard';
import { AppError } from '../errors/app-error';
import { nano, toUsdNumber } from '../pricing/nano';
import { type UsageRow } from './usage.entity';
import { UsageService } from './usage.service';
import { GenerationDto, GenerationReplyDto, type ReceiptLineDto } from './generation.dto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

@ApiTags('Usage')
@Controller('v1/generation')
@ApiKeyAccess()
export class GenerationController {
  constructor(private readonly usage: UsageService) {}

  /** Finds a request by its id: the reply's `x-request-id`, or its body's `id` where we made that. */
  @Get()
  async find(@Query('id') id: string, @Req() request: IncomingMessage): Promise<GenerationReplyDto> {
    const uuid = (id ?? '').replace(/^(chatcmpl-|cmpl-|gen-|resp_|msg_)/, '');
    const row = UUID.test(uuid) ? await this.usage.find(identityOf(request).organizationId, uuid) : null;
    if (!row)
      throw new AppError('not_found', 'There is no request with this id. Ask with the x-request-id of a reply.', {
        param: 'id',
      });
    return { data: toGeneration(row) };
  }
}

function toGeneration(row: UsageRow): GenerationDto {
  const usage = Object.fromEntries(
    [...INPUT_CLASSES, ...OUTPUT_CLASSES].map((name) => [name, row[name] ?? undefined]),
  ) as Usage;
  const prompt = sumTokens(usage, INPUT_CLASSES) ?? null;
  const completion = sumTokens(usage, OUTPUT_CLASSES) ?? null;
  return {
    id: row.id,
    model: row.modelId,
    provider_name: row.provider,
    total_cost: toUsd(row.chargedNano),
    usage: toUsd(row.chargedNano),
    total_cost_nano: row.chargedNano,
    upstream_cost_nano: row.upstreamCostNano,
    upstream_inference_cost: toUsd(row.upstreamCostNano),
    estimated: row.estimated,
    items: row.items as Record<string, number> | null,
    demo: row.demo,
    tokens_prompt: prompt,
    tokens_completion: completion,
    native_tokens_prompt: prompt,
    native_tokens_completion: completion,
    native_tokens_completion_images: row.outputImageTokens,
    native_tokens_cached: row.cacheReadTokens,
    native_tokens_reasoning: row.reasoningTokens,
    streamed: row.stream,
    status: row.status,
    error_code: row.errorCode,
    finish_reason: row.finishReason,
    cancelled: row.status === CLIENT_CLOSED_REQUEST,
    translation: (row.receipt as ReceiptLineDto[] | null) ?? [],
    upstream_id: row.vendorId,
    latency: row.firstByteMs,
    generation_time: row.totalMs,
    created_at: row.finishedAt.toISOString(),
    data_region: 'global',
    is_byok: false,
    origin: '',
    ...UNKNOWN,
  };
}

function toUsd(amountNano: string | null): number | null {
  return amountNano === null ? null : toUsdNumber(nano(BigInt(amountNano)));
}

const CLIENT_CLOSED_REQUEST = 499;

/** Fields that OpenRouter's clients insist on. */
const UNKNOWN = {
  api_type: null,
  app_id: null,
  cache_discount: null,
  external_user: null,
  http_referer: null,
  moderation_latency: null,
  native_finish_reason: null,
  num_fetches: null,
  num_input_audio_prompt: null,
  num_media_completion: null,
  num_media_prompt: null,
  num_search_results: null,
  preset_id: null,
  provider_responses: null,
  router: null,
  service_tier: null,
  user_agent: null,
  web_search_engine: null,
  workspace_id: null,
} as const;
