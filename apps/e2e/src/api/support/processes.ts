import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnNuvra } from '../../start-nuvra';
import { until } from './until';

/** Starts a gateway that is expected to end by itself. Resolves with its exit code and everything that it printed. */
export async function runNuvra(
  environment: Readonly<Record<string, string>>,
  workingDirectory?: string,
): Promise<{ code: number | null; output: string }> {
  const gateway = spawnNuvra(environment, workingDirectory);
  let output = '';
  for (const stream of [gateway.stdout, gateway.stderr])
    stream!.on('data', (text: Buffer) => {
      output += text.toString();
      // It was expected not to come up: it must not stay.
      if (output.includes('Ctrl-C stops it')) gateway.kill('SIGTERM');
    });
  await once(gateway, 'close');
  return { code: gateway.exitCode, output };
}

/** Whether a process is there and has not ended. Linux only, like all of this file. */
export function isAlive(pid: number): boolean {
  return (statOf(pid)?.state ?? 'Z') !== 'Z';
}

export async function untilGone(pid: number): Promise<void> {
  await until(`process ${pid} is gone`, () => !isAlive(pid));
}

/** A process and all that it has started. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), statOf(Number(name))?.parent] as const);
  const childrenOf = (parent: number): number[] =>
    parents.flatMap(([child, itsParent]) => (itsParent === parent ? [child, ...childrenOf(child)] : []));
  return [pid, ...childrenOf(pid)];
}

/** proc_pid_stat(5): behind the name, which may hold anything, come state and parent. */
function statOf(pid: number): { state: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Ends what a failed test has left running on a data directory: the gateway, then its database. */
export function endLeftovers(dataDirectory: string): void {
  for (const file of ['instance.pid', 'postgres/postmaster.pid']) {
    const path = join(dataDirectory, file);
    const pid = existsSync(path) ? parseInt(readFileSync(path, 'utf8')) : 0;
    if (pid > 0 && pid !== process.pid && isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
}
