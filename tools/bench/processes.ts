import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const STOP_LIMIT_MS = 10_000;
const hasTaskset = spawnSync('taskset', ['--version']).error === undefined;
const cores = availableParallelism();

/** Where processes run: the gateways share one core, everything else has the rest. `undefined` where nothing can be pinned. */
export const CORES = hasTaskset && cores > 1 ? { gateway: '0', others: cores > 2 ? `1-${cores - 1}` : '1' } : undefined;

/** Why gateways are not pinned, for the report; empty where they are. */
export const UNPINNED = CORES ? '' : hasTaskset ? 'one core only: nothing is pinned' : 'no taskset: nothing is pinned';

const running = new Set<ChildProcess>();

/** A process the bench started; `stopAll` ends it. */
export interface Started {
  readonly process: ChildProcess;
  readonly pid: number;
}

/**
 * Starts a program of the bench in a process group of its own, with nothing of our environment but what `env` says, on the
 * gateways' core or off it.
 */
export function start(
  command: readonly string[],
  where: 'gateway' | 'others',
  env: Record<string, string> = {},
): Started {
  const pinned = CORES ? ['taskset', '-c', CORES[where], ...command] : command;
  const [file = '', ...args] = pinned;
  const child = spawn(file, args, {
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
  });
  child.stderr?.resume();
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (child.pid === undefined) throw new Error(`cannot start ${pinned.join(' ')}`);
  return { process: child, pid: child.pid };
}

/** The next message of a process, or an error with what it last said when it ends instead. */
export async function message<Message>({ process: child }: Started): Promise<Message> {
  let said = '';
  const listen = (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2000));
  child.stderr?.on('data', listen);
  const abort = new AbortController();
  const { signal } = abort;
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`${child.spawnargs.join(' ')} ended with ${code}: ${said}`);
    });
    const [told] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Message];
    return told;
  } finally {
    child.stderr?.off('data', listen);
    abort.abort();
  }
}

/** Ends everything that was started: politely, and by force what is still there after ten seconds. */
export async function stopAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => killGroup(child), STOP_LIMIT_MS);
      await gone;
      clearTimeout(force);
      killGroup(child);
    }),
  );
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}

/** CPU time so far of all processes below one, those included that have ended. Linux only, elsewhere 0. */
export function cpuMicrosBelow(pid: number): number {
  return descendants(pid).reduce((sum, child) => {
    try {
      return sum + cpuMicros(child) + endedChildrenMicros(child);
    } catch {
      // It has ended since, and counts with its parent from now on.
      return sum;
    }
  }, 0);
}

/** What a process's ended children used, fields 16 and 17 of proc_pid_stat(5), in ticks of 10 ms. */
function endedChildrenMicros(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10_000;
}

/** CPU time of a process so far, in microseconds, user and system, all threads. */
export function cpuMicros(pid: number): number {
  if (process.platform !== 'linux') return cpuByPs(pid);
  // The scheduler's own account, in nanoseconds: utime and stime in /proc/<pid>/stat are the same time in ticks of 10 ms.
  // https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => {
    const [onCpuNanos] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return sum + Number(onCpuNanos) / 1000;
  }, 0);
}

/** What `ps` tells as [[dd-]hh:]mm:ss[.cc]. */
function cpuByPs(pid: number): number {
  const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0) * 1e6;
}

/** The processes below one, such as a database it started. Linux only, elsewhere none. */
export function descendants(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Moves running processes off the gateways' core. */
export function moveAway(pids: readonly number[]): void {
  if (CORES) for (const pid of pids) spawnSync('taskset', ['-acp', CORES.others, String(pid)]);
}
