import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../test/database';
import { dataSourceOptions } from './data-source';
import { prepareRoles } from './roles';

describe('migrations', () => {
  let owner: DataSource;

  beforeAll(async () => {
    const ownerUrl = await createDatabase();
    await prepareRoles(ownerUrl);
    owner = await new DataSource(dataSourceOptions(ownerUrl)).initialize();
    await owner.runMigrations();
  });
  afterAll(() => owner.destroy());

  it('and entities describe the same schema', async () => {
    const differences = await owner.driver.createSchemaBuilder().log();
    expect(differences.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('revert one by one to an empty schema, and run again', async () => {
    for (const _ of owner.migrations) await owner.undoLastMigration();
    const left: { name: string }[] = await owner.query(`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND relname <> 'migrations'
      UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
    expect(left).toEqual([]);
    await owner.runMigrations();
    expect(await owner.query('SELECT slug FROM organizations')).toEqual([{ slug: 'default' }]);
  });
});
