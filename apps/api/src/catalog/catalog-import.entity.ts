import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** One import of the catalogue: what was read, and when. */
@Entity('catalog_imports')
export class CatalogImport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'catalog_imports_pkey' })
  id: string;

  /** SHA-256 of the catalogue: the same one is not imported twice. */
  @Column('text')
  digest: string;

  @Column('text')
  source: string;

  @Column('date', { name: 'source_date' })
  sourceDate: string;

  /** How many models it listed. */
  @Column('integer')
  models: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'imported_at' })
  importedAt: Date;
}
