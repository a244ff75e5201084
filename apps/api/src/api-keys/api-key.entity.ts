import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A key with which a program authenticates. The key itself is not kept, only its SHA-256. */
@Entity('api_keys')
@Unique('api_keys_hash_key', ['hash'])
@Index('api_keys_organization_id_idx', ['organizationId', 'id'])
export class ApiKey {
  /** UUIDv7: newer keys sort behind older ones. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_keys_pkey' })
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  /** Null for keys made with the master key or at first start. */
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('text')
  name: string;

  /** SHA-256 of the key, hexadecimal. */
  @Column('text')
  hash: string;

  @Column('text')
  last4: string;

  /** Its requests are refused rather than sent with something lost in translation. */
  @Column('boolean', { default: false })
  strict: boolean;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
