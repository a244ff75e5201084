import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Organization } from './organization.entity';

/** A part of an organization that has keys, usage and budgets of its own. */
@Entity('projects')
@Unique('projects_organization_id_name_key', ['organizationId', 'name'])
export class Project {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'projects_pkey' })
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'projects_organization_id_fkey' })
  organization: Relation<Organization>;

  @Column('text')
  name: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
