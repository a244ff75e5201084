import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Model } from './model.entity';

/** A provider's offer to serve a model, tried in the order of `position`. */
@Entity('model_endpoints')
@Unique('model_endpoints_provider_upstream_model_key', ['modelId', 'provider', 'upstreamModel'])
@Index('model_endpoints_model_id_idx', ['modelId', 'position'])
export class ModelEndpoint {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'model_endpoints_pkey' })
  id: string;

  @Column('text', { name: 'model_id' })
  modelId: string;

  @ManyToOne(() => Model, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'model_id', foreignKeyConstraintName: 'model_endpoints_model_id_fkey' })
  model: Relation<Model>;

  /** Provider id, e.g. `openai`. */
  @Column('text')
  provider: string;

  /** The provider's own name for the model. */
  @Column('text', { name: 'upstream_model' })
  upstreamModel: string;

  @Column('integer')
  position: number;

  /** The wire format of this endpoint, where it is not the one that the provider speaks otherwise. */
  @Column('text', { nullable: true })
  dialect: string | null;

  /** `beta` or `deprecated`, where the provider says so. */
  @Column('text', { nullable: true })
  status: string | null;

  @Column('integer', { name: 'context_tokens', nullable: true })
  contextTokens: number | null;

  @Column('integer', { name: 'max_output_tokens', nullable: true })
  maxOutputTokens: number | null;

  @Column('boolean')
  listed: boolean;
}
