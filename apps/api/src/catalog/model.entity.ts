import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A model by its author, whoever serves it. Shared by all organizations. */
@Entity('models')
export class Model {
  /** `author/slug`, e.g. `anthropic/claude-sonnet-5`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'models_pkey' })
  id: string;

  @Column('text')
  author: string;

  @Column('text')
  name: string;

  /** Other names under which vendors and their users know it, e.g. `claude-sonnet-4-5`. */
  @Column('text', { array: true })
  aliases: string[];

  /** Context, modalities, capabilities, dates: a `ModelFacts` of the catalogue. */
  @Column('jsonb')
  facts: unknown;

  /** Where the facts come from: the catalogue, or the operator. */
  @Column('text')
  source: string;

  /** False once no source lists it any more; kept, since usage speaks of it. */
  @Column('boolean')
  listed: boolean;
}
