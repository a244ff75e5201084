import { Column, CreateDateColumn, Entity, PrimaryColumn, Unique } from 'typeorm';

/** The tenant: everything that is bought, spent or kept secret belongs to one. */
@Entity('organizations')
@Unique('organizations_slug_key', ['slug'])
export class Organization {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'organizations_pkey' })
  id: string;

  /** Short name for URLs, e.g. `default`. */
  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
