import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** URL of a database on a running gateway's embedded PostgreSQL, as its owner. */
export function databaseUrlOf(dataDirectory: string, database = 'nuvra'): string {
  const password = readFileSync(join(dataDirectory, 'postgres.password'), 'utf8').trim();
  // https://www.postgresql.org/docs/current/storage-file-layout.html: pid, directory, start time, port, …
  const port = postmasterFile(dataDirectory)[3];
  return `postgres://nuvra_owner:${password}@127.0.0.1:${port}/${database}`;
}

/** Process id of a data directory's PostgreSQL. */
export function postmasterOf(dataDirectory: string): number {
  return Number(postmasterFile(dataDirectory)[0]);
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterFile(dataDirectory: string): string[] {
  return readFileSync(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8').split('\n');
}
