import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { dataSourceOptions } from '../src/database/data-source';
import { migrate } from '../src/database/migrate';
import { prepareRoles } from '../src/database/roles';

/** A database of the suite's own. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** Creates an empty database on the run's PostgreSQL; returns its owner's URL. */
export async function createDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** Creates a database with Nuvra's schema and its restricted role. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const ownerUrl = await createDatabase();
  const appUrl = await prepareRoles(ownerUrl);
  await migrate(ownerUrl);
  return { ownerUrl, appUrl };
}

/** A TypeORM connection to the database, to be destroyed by the suite. */
export function connect(url: string): Promise<DataSource> {
  return new DataSource({ ...dataSourceOptions(url), poolSize: 4 }).initialize();
}
