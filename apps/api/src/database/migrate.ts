import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source';

// Any number will do, as long as every instance takes the same.
const MIGRATION_LOCK = 6_855_724;

/** Brings the schema up to date, as the owner; instances that start together take turns. */
export async function migrate(ownerUrl: string): Promise<void> {
  const dataSource = await new DataSource({ ...dataSourceOptions(ownerUrl), poolSize: 2 }).initialize();
  try {
    const lock = dataSource.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations();
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await dataSource.destroy();
  }
}
