import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestProject } from 'vitest/node';
import { prepareDataDirectory } from '../src/config/data-directory';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner URL of the server's maintenance database. */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run; each suite creates databases of its own in it. */
export default async function (project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'nuvra-test-'));
  chmodSync(dataDirectory, 0o755);
  const { databaseAccount } = prepareDataDirectory(dataDirectory, dataDirectory);
  const postgres = await startEmbeddedPostgres({ dataDirectory, account: databaseAccount, volatile: true });
  project.provide('postgresUrl', postgres.url('postgres'));
  return async () => {
    await postgres.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}
