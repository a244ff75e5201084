import { Logger } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { unwatchFile, watchFile } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { createApp } from '../app.setup';
import { type CallableProvider, callableProviders } from '../catalog/callable-provider';
import { type Catalog } from '../catalog/file/catalog';
import { type CatalogPaths, catalogPaths, currentCatalog } from '../catalog/file/current-catalog';
import { importCatalog } from '../catalog/import-catalog';
import { ProviderList } from '../catalog/provider-list';
import { type Config, readConfig, variableOf, withDemoVendors } from '../config/config';
import { type DataDirectory, prepareDataDirectory } from '../config/data-directory';
import { lockDataDirectory } from '../config/instance-lock';
import { startEmbeddedPostgres } from '../database/embedded-postgres';
import { migrate } from '../database/migrate';
import { prepareRoles } from '../database/roles';
import { startDemoVendors } from '../demo/demo-vendors';
import { Lifecycle } from '../health/lifecycle';
import { DEFAULT_ORGANIZATION_ID, DEFAULT_PROJECT_ID } from '../organizations/default-organization';
import { CONSOLE_DIRECTORY, PROJECT_DIRECTORY, SHIPPED_CATALOG } from './project-paths';
import { welcome } from './welcome';

/** What was started, to be stopped in the opposite order, whatever failed on the way. */
const started: (() => Promise<void> | void)[] = [];

/** Starts everything on one port, and stops it cleanly on Ctrl-C, SIGTERM, or when the process that started it is gone. */
export async function run(): Promise<void> {
  const starting = start();
  stopOnSignals(starting);
  await starting;
}

async function start(): Promise<void> {
  let config = readConfig();
  try {
    await requireFreePort(config);
    const dataDirectory = prepareDataDirectory(PROJECT_DIRECTORY, config.dataDirectory);
    started.push(lockDataDirectory(dataDirectory.path));
    const ownerUrl = config.database.ownerUrl ?? (await startDatabase(dataDirectory));
    const paths = catalogPaths(SHIPPED_CATALOG, dataDirectory.path);
    const { catalog, providers } = currentCatalog(paths, variableOf);
    const appUrl = await prepareDatabase(ownerUrl, config, catalog);
    config = await ensureVendors(config, providers);

    const app = await createApp(config, appUrl, CONSOLE_DIRECTORY);
    app.get(ProviderList).takeUp(providers);
    started.push(() => drain(app, config));
    await app.listen(config.port, config.host);
    app.get(Lifecycle).state = 'running';
    watchCatalog(app, paths);

    const { port } = app.getHttpServer().address() as AddressInfo;
    const url = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
    console.log(welcome({ url, config, providers, apiKey: await issueFirstKey(app), notice: dataDirectory.notice }));
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Looked at first, so that a taken port is told in a moment and not after a database was made. */
async function requireFreePort({ port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'is taken: stop what listens there, or set PORT to another (0 for any free one)'
          : `cannot be used (${error.code})`;
      reject(new Error(`Port ${port} on ${host} ${reason}.`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

async function startDatabase({ path, databaseAccount }: DataDirectory): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDirectory: path,
    account: databaseAccount,
    onUnexpectedExit: (log) => {
      console.error(`Nuvra: the embedded database has stopped. The end of its log:\n${log}`);
      void stopAll().then(() => process.exit(1));
    },
  });
  started.push(() => postgres.stop());
  return postgres.url();
}

async function prepareDatabase(ownerUrl: string, config: Config, catalog: Catalog): Promise<string> {
  let appUrl: string;
  try {
    appUrl = await prepareRoles(ownerUrl, config.database.appUrl);
    await migrate(ownerUrl);
  } catch (error) {
    if (!config.database.ownerUrl) throw error;
    throw new Error(
      `DATABASE_URL cannot be used: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`,
      { cause: error },
    );
  }
  const dataSource = await new DataSource({ type: 'postgres', url: appUrl, poolSize: 1 }).initialize();
  try {
    await importCatalog(dataSource, catalog);
  } finally {
    await dataSource.destroy();
  }
  return appUrl;
}

/** Without any provider to call, local stand-ins answer, so that everything else is real. */
async function ensureVendors(config: Config, own: readonly CallableProvider[]): Promise<Config> {
  if (own.length > 0 || callableProviders(config).length > 0) return config;
  const demo = await startDemoVendors();
  started.push(() => demo.stop());
  return withDemoVendors(config, demo.baseUrls);
}

/** The first key of a new installation; undefined when there were keys before. */
async function issueFirstKey(app: NestExpressApplication): Promise<string | undefined> {
  const apiKeys = app.get(ApiKeysService);
  if (await apiKeys.hasAny(DEFAULT_ORGANIZATION_ID)) return undefined;
  return (await apiKeys.issue(DEFAULT_ORGANIZATION_ID, DEFAULT_PROJECT_ID, 'first')).secret;
}

/** Takes up a refreshed catalogue or changed overrides while running; files at fault are told in the log and change nothing. */
function watchCatalog(app: NestExpressApplication, paths: CatalogPaths): void {
  const logger = new Logger('Catalogue');
  const takeUp = async (): Promise<void> => {
    try {
      const { catalog, providers } = currentCatalog(paths, variableOf);
      app.get(ProviderList).takeUp(providers);
      const changed = await importCatalog(app.get(DataSource), catalog);
      if (changed) logger.log('The catalogue has changed and is in force');
    } catch (error) {
      logger.error(`The catalogue stays as it was: ${(error as Error).message}`);
    }
  };
  for (const file of [paths.refreshed, paths.overrides]) {
    // Polled: it works on every file system, and a second or two do not matter.
    watchFile(file, { interval: 1_000, persistent: false }, () => void takeUp());
    started.push(() => unwatchFile(file));
  }
}

/** How long clients get to read that their request was broken off. */
const FAREWELL_MS = 1_000;
/** How long the database gets to take the last rows and close its connections; one that answers nothing never does. */
const CLOSING_MS = 15_000;

/** Takes no more requests, lets running ones finish, or breaks them off when their time is up; then closes what the application holds. */
async function drain(app: NestExpressApplication, { timeouts }: Config): Promise<void> {
  const lifecycle = app.get(Lifecycle);
  lifecycle.state = 'stopping';
  const server = app.getHttpServer();
  // Clients keep connections open for a next request, also those whose last reply has just ended.
  const timers = [
    setInterval(() => server.closeIdleConnections(), 50),
    setTimeout(() => lifecycle.overtime.abort(), timeouts.drainMs),
    setTimeout(() => server.closeAllConnections(), timeouts.drainMs + FAREWELL_MS),
  ];
  const closing = once(server, 'close').then(() => sleep(CLOSING_MS, undefined, { ref: false }));
  await Promise.race([app.close(), closing]);
  timers.forEach(clearTimeout);
}

function stopOnSignals(starting: Promise<void>): void {
  let stopping = false;
  const stop = (exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    // What is half started cannot be stopped, and would be left behind.
    void starting
      .catch(() => undefined)
      .then(stopAll)
      .then(() => process.exit(exitCode));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  process.on('disconnect', () => stop(0));
  // Listening for the channel's end must not keep a process that could not start.
  process.channel?.unref();
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      console.error(error);
      stop(1);
    });
  }
}

async function stopAll(): Promise<void> {
  for (const stop of started.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      console.error(error);
    }
  }
}
