import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const MASTER_KEY = 'e2e-master-key-0123456789-abcdefghij';

/** A gateway of a suite's own: the built one, as a process, on a free port. */
export interface Nuvra {
  /** Without a trailing slash. */
  readonly url: string;
  /** The first key; undefined when the data directory had keys before. */
  readonly apiKey: string | undefined;
  readonly process: ChildProcess;
  readonly dataDirectory: string;
  /** Everything that it printed so far. */
  output(): string;
  /** Ends it as SIGTERM does and resolves with its exit code; deletes the data directory if this start had made it. */
  stop(): Promise<number | null>;
}

interface Options {
  /** Variables on top of PATH; nothing else of the tests' own environment is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
  /** An existing data directory, which is kept; default: a new one. */
  readonly dataDirectory?: string;
  /** The operator's `catalog.overrides.json`, put into the data directory first. */
  readonly overrides?: object;
  /** Where the process runs, and where it looks for `.env`. */
  readonly workingDirectory?: string;
}

/**
 * Starts the built gateway and waits until it says that it is running.
 * @throws {Error} with what it printed, when it ends instead
 */
export async function startNuvra({
  environment = {},
  dataDirectory,
  overrides,
  workingDirectory,
}: Options = {}): Promise<Nuvra> {
  const directory = dataDirectory ?? makeDataDirectory();
  if (overrides) writeFileSync(join(directory, 'catalog.overrides.json'), JSON.stringify(overrides));
  const gateway = spawnNuvra({ NUVRA_DATA_DIR: directory, ...environment }, workingDirectory);
  let output = '';
  for (const stream of [gateway.stdout, gateway.stderr])
    stream!.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(gateway, 'exit');
  await new Promise<void>((running, failed) => {
    gateway.stdout!.on('data', () => {
      if (output.includes('Ctrl-C stops it')) running();
    });
    void ended.then(() => failed(new Error(`Nuvra ended:\n${output}`)));
  });
  return {
    url: /running at (\S+)/.exec(output)![1]!,
    apiKey: /sk-nv-[0-9A-Za-z]{36}/.exec(output)?.[0],
    process: gateway,
    dataDirectory: directory,
    output: () => output,
    async stop() {
      gateway.kill('SIGTERM');
      await ended;
      if (!dataDirectory) rmSync(directory, { recursive: true, force: true });
      return gateway.exitCode;
    },
  };
}

/** The built gateway as a bare process, for those who test how it starts and ends. */
export function spawnNuvra(environment: Readonly<Record<string, string>>, workingDirectory?: string): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', MAIN, 'serve'], {
    env: { PATH: process.env['PATH']!, PORT: '0', NUVRA_LOG: 'json', NUVRA_MASTER_KEY: MASTER_KEY, ...environment },
    cwd: workingDirectory,
    // Through the channel it notices when the tests are gone, and stops.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own, so that a test can end it with everything that it started.
    detached: true,
  });
}

/** The built gateway. */
export const MAIN = resolve(import.meta.dirname, '../../../dist/apps/api/main.js');

/** A new directory that the database's account may enter when the tests run as root. */
export function makeDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'nuvra-e2e-'));
  chmodSync(directory, 0o755);
  return directory;
}
