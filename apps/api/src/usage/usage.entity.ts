import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const tokens = (name: string) => ({ name, nullable: true }) as const;

/**
 * One request, whatever became of it. The table is partitioned by day of its id, a UUIDv7 that we made at admission: never the
 * provider's id, which repeats and can be missing. Amounts are nano-USD; pg gives `bigint` as text.
 */
@Entity('usage')
@Index('usage_api_key_id_idx', ['apiKeyId', 'id'])
export class UsageRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'usage_pkey' })
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('uuid', { name: 'api_key_id' })
  apiKeyId: string;

  /** The path's dialect, e.g. `openai-chat`. */
  @Column('text')
  dialect: string;

  /** `author/slug`; null when no model was found. */
  @Column('text', { name: 'model_id', nullable: true })
  modelId: string | null;

  @Column('uuid', { name: 'endpoint_id', nullable: true })
  endpointId: string | null;

  @Column('text', { nullable: true })
  provider: string | null;

  /** The price version that was in force at admission. */
  @Column('uuid', { name: 'price_id', nullable: true })
  priceId: string | null;

  @Column('boolean')
  stream: boolean;

  /** Answered by the local stand-in for vendors: its amounts are an illustration and belong to no bill. */
  @Column('boolean')
  demo: boolean;

  /** HTTP status that the client got; 499 when it hung up first. */
  @Column('smallint')
  status: number;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('text', { name: 'finish_reason', nullable: true })
  finishReason: string | null;

  /** The vendor's id of its reply, for talking to the vendor's support. */
  @Column('text', { name: 'vendor_id', nullable: true })
  vendorId: string | null;

  @Column('integer', tokens('input_tokens'))
  inputTokens: number | null;

  @Column('integer', tokens('cache_read_tokens'))
  cacheReadTokens: number | null;

  @Column('integer', tokens('cache_write_5m_tokens'))
  cacheWrite5mTokens: number | null;

  @Column('integer', tokens('cache_write_1h_tokens'))
  cacheWrite1hTokens: number | null;

  @Column('integer', tokens('input_audio_tokens'))
  inputAudioTokens: number | null;

  @Column('integer', tokens('input_image_tokens'))
  inputImageTokens: number | null;

  @Column('integer', tokens('output_tokens'))
  outputTokens: number | null;

  @Column('integer', tokens('reasoning_tokens'))
  reasoningTokens: number | null;

  @Column('integer', tokens('output_audio_tokens'))
  outputAudioTokens: number | null;

  @Column('integer', tokens('output_image_tokens'))
  outputImageTokens: number | null;

  /** What was used besides tokens, by unit of price: `{ "second": 12 }`. */
  @Column('jsonb', { nullable: true })
  items: unknown;

  /** The usage is our count, since the vendor told none. */
  @Column('boolean', { default: false })
  estimated: boolean;

  /** What the vendor bills, nano-USD; null when it is not known. */
  @Column('bigint', { name: 'upstream_cost_nano', nullable: true })
  upstreamCostNano: string | null;

  /** What the organization is charged, nano-USD. */
  @Column('bigint', { name: 'charged_nano', nullable: true })
  chargedNano: string | null;

  /** What a translation between dialects changed or could not carry. */
  @Column('jsonb', { nullable: true })
  receipt: unknown;

  /** From the request's arrival to the first byte of the upstream's reply. */
  @Column('integer', { name: 'first_byte_ms', nullable: true })
  firstByteMs: number | null;

  @Column('integer', { name: 'total_ms' })
  totalMs: number;

  /** The time of the last byte: the moment to which usage and charge belong. */
  @Column('timestamptz', { name: 'finished_at' })
  finishedAt: Date;
}
