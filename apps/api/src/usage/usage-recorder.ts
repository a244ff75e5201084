import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database';
import { type UsageRecord } from './usage-record';

const FLUSH_AFTER_MS = 50;
const BATCH = 500;
/** While the database is away records wait here, up to about 100 MB; beyond that the oldest would have to be lost. */
const MAX_WAITING = 100_000;

/** Takes the record of each finished request. Recording costs the request path an array push; what is durable when is the implementation's. */
export abstract class UsageRecorder {
  abstract record(record: UsageRecord): void;
  /** Resolves when everything recorded so far is in the database, or could not be written now. */
  abstract flush(): Promise<void>;
}

/** Writes records into PostgreSQL in batches, at most 50 ms late. While the database is away they wait in memory. */
@Injectable()
export class BatchingUsageRecorder extends UsageRecorder implements OnApplicationShutdown {
  private readonly logger = new Logger(UsageRecorder.name);
  private waiting: UsageRecord[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(private readonly tenants: TenantDatabase) {
    super();
  }

  record(record: UsageRecord): void {
    if (this.waiting.length >= MAX_WAITING) {
      this.logger.error(
        `Usage of request ${this.waiting.shift()?.id} is lost: the database has been away for too long`,
      );
    }
    this.waiting.push(record);
    this.timer ??= setTimeout(() => void this.flush(), this.failing ? 1_000 : FLUSH_AFTER_MS);
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.writeAll());
    return this.writing;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flush();
    if (this.waiting.length > 0)
      this.logger.error(`Usage of ${this.waiting.length} requests is lost: the database is away at the end`);
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.write(batch);
      } catch (error) {
        if (isDataFault(error)) {
          await this.writeOneByOne(batch);
          continue;
        }
        this.waiting.unshift(...batch);
        if (!this.failing)
          this.logger.error(`Usage cannot be written and waits in memory: ${(error as Error).message}`);
        this.failing = true;
        this.timer ??= setTimeout(() => void this.flush(), 1_000);
        return;
      }
      if (this.failing) this.logger.log('Usage is being written again');
      this.failing = false;
    }
  }

  /** One record that PostgreSQL cannot hold must not keep back the others for ever. */
  private async writeOneByOne(batch: readonly UsageRecord[]): Promise<void> {
    for (const record of batch) {
      await this.write([record]).catch((error: unknown) => {
        this.logger.error({ message: 'Usage cannot be stored', record: asJson(toRow(record)), cause: String(error) });
      });
    }
  }

  /** A record that was written before (its commit was not confirmed) is left as it is: the id is ours, so it is the same record. */
  private write(batch: readonly UsageRecord[]): Promise<unknown> {
    return this.tenants.withPurpose('usage-loader', (manager) =>
      manager.query(
        'INSERT INTO usage SELECT * FROM jsonb_populate_recordset(NULL::usage, $1::jsonb) ON CONFLICT (id) DO NOTHING',
        [asJson(batch.map(toRow))],
      ),
    );
  }
}

/** SQLSTATE class 22, https://www.postgresql.org/docs/current/errcodes-appendix.html: the data is at fault, not the database. */
function isDataFault(error: unknown): boolean {
  return ((error as { code?: string }).code ?? '').startsWith('22');
}

/** JSON without what jsonb refuses: NUL and lone surrogates, which a vendor's or a client's texts may hold. */
function asJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'string' ? field.toWellFormed().replaceAll('\0', '\uFFFD') : field,
  );
}

/** A record as a row of the table: column names as keys, amounts as text. What is absent becomes NULL. */
function toRow({ usage, items, receipt, ...record }: UsageRecord): Record<string, unknown> {
  return {
    id: record.id,
    organization_id: record.organizationId,
    project_id: record.projectId,
    api_key_id: record.apiKeyId,
    dialect: record.dialect,
    model_id: record.modelId,
    endpoint_id: record.endpointId,
    provider: record.provider,
    price_id: record.priceId,
    stream: record.stream,
    demo: record.demo,
    status: record.status,
    error_code: record.errorCode,
    finish_reason: record.finishReason,
    vendor_id: record.vendorId,
    input_tokens: usage.inputTokens,
    cache_read_tokens: usage.cacheReadTokens,
    cache_write_5m_tokens: usage.cacheWrite5mTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    input_audio_tokens: usage.inputAudioTokens,
    input_image_tokens: usage.inputImageTokens,
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
    output_audio_tokens: usage.outputAudioTokens,
    output_image_tokens: usage.outputImageTokens,
    items: items && Object.keys(items).length > 0 ? items : undefined,
    estimated: record.estimated,
    upstream_cost_nano: record.upstreamCost?.toString(),
    charged_nano: record.charged?.toString(),
    receipt: receipt?.length ? receipt : undefined,
    first_byte_ms: record.firstByteMs,
    total_ms: record.totalMs,
    finished_at: record.finishedAt.toISOString(),
  };
}
