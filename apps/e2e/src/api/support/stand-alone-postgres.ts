import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDirectory, startNuvra } from '../../start-nuvra';
import { databaseUrlOf, postmasterOf } from './database';
import { endLeftovers, familyOf, untilGone } from './processes';
import { until } from './until';

/** A PostgreSQL that no gateway has started: one that an operator might have. */
export interface StandAlonePostgres {
  /** URL of a database on it, as a user who may do everything. The port stays the same. */
  url(database: string): string;
  /** It answers nothing any more, though its port is open, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** It and all its processes end at once. */
  kill(): Promise<void>;
  /** Starts it after `kill`. */
  start(): Promise<void>;
  /** Ends it for good and deletes its data. */
  remove(): Promise<void>;
}

/** Lets a gateway make a database, ends that gateway, and starts the server again by itself. Linux only. */
export async function startStandAlonePostgres(): Promise<StandAlonePostgres> {
  const directory = makeDataDirectory();
  const maker = await startNuvra({ dataDirectory: directory });
  const base = databaseUrlOf(directory, '');
  const pid = postmasterOf(directory);
  const [program = '', ...argv] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  // PostgreSQL refuses to run as root: it runs as whoever the gateway made it run as.
  const { uid, gid } = statSync(`/proc/${pid}`);
  const account = process.getuid?.() === 0 ? { uid, gid } : {};
  await maker.stop();

  let server: ChildProcess;
  const signal = (name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void => {
    for (const member of familyOf(server.pid!)) process.kill(member, name);
  };
  const postgres: StandAlonePostgres = {
    url: (database) => base + database,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async kill() {
      const family = familyOf(server.pid!);
      signal('SIGKILL');
      await Promise.all(family.map(untilGone));
    },
    async start() {
      const cwd = join(directory, 'postgres');
      server = spawn(program, argv, { ...account, cwd, env: { LC_ALL: 'C', HOME: cwd }, stdio: 'ignore' });
      await once(server, 'spawn');
      await until('PostgreSQL is ready', () => {
        const file = join(cwd, 'postmaster.pid');
        const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
        return Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready';
      });
    },
    async remove() {
      endLeftovers(directory);
      await untilGone(server.pid!);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await postgres.start();
  return postgres;
}
