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

@ApiTags('Completions')
@Controller('v1/generation')
@ApiKeyAccess()
export class GenerationController {
  constructor(private readonly usage: UsageService) {}

  /** Finds a request by its id: the reply's `x-request-id`, or its body's `id` where we made that. */
  @Get()
  async find(@Query('id') id: string, @Req() request: IncomingMessage): Promise<GenerationReplyDto> {
    const uuid = (id ?? '').replace(/^(chatcmpl-|gen-|resp_|msg_)/, '');
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
  return {
    id: row.id,
    model: row.modelId,
    provider_name: row.provider,
    total_cost: row.chargedNano === null ? null : toUsdNumber(nano(BigInt(row.chargedNano))),
    total_cost_nano: row.chargedNano,
    upstream_cost_nano: row.upstreamCostNano,
    demo: row.demo,
    tokens_prompt: sumTokens(usage, INPUT_CLASSES) ?? null,
    tokens_completion: sumTokens(usage, OUTPUT_CLASSES) ?? null,
    native_tokens_cached: row.cacheReadTokens,
    native_tokens_reasoning: row.reasoningTokens,
    streamed: row.stream,
    status: row.status,
    error_code: row.errorCode,
    finish_reason: row.finishReason,
    translation: (row.receipt as ReceiptLineDto[] | null) ?? [],
    upstream_id: row.vendorId,
    latency: row.firstByteMs,
    generation_time: row.totalMs,
    created_at: row.finishedAt.toISOString(),
  };
}
