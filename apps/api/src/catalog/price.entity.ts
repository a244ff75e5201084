import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { ModelEndpoint } from './model-endpoint.entity';

/**
 * One version of an endpoint's price. Immutable and effective-dated: a change is a new version, so that a usage row's version always
 * tells what was charged. No rows for an endpoint means that it has no price and is refused.
 */
@Entity('prices')
@Unique('prices_endpoint_id_version_key', ['endpointId', 'version'])
export class Price {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prices_pkey' })
  id: string;

  @Column('uuid', { name: 'endpoint_id' })
  endpointId: string;

  @ManyToOne(() => ModelEndpoint, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'endpoint_id', foreignKeyConstraintName: 'prices_endpoint_id_fkey' })
  endpoint: Relation<ModelEndpoint>;

  @Column('integer')
  version: number;

  /** List of `PriceComponent`: unit × condition → amount in nano-USD. */
  @Column('jsonb')
  components: unknown;

  /** Where the price was read, e.g. `models.dev` or a page's URL. */
  @Column('text')
  source: string;

  /** Date on which the source said so. */
  @Column('date', { name: 'source_date' })
  sourceDate: string;

  @Column('timestamptz', { name: 'effective_from' })
  effectiveFrom: Date;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
