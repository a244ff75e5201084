import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes this process the only one on a data directory. The mark of a process that was killed does not count.
 * @returns what gives the directory free again
 * @throws {Error} in one line, when another Nuvra is running on it
 */
export function lockDataDirectory(dataDirectory: string): () => void {
  const file = join(dataDirectory, 'instance.pid');
  if (existsSync(file)) {
    const [pid, startedAt] = readFileSync(file, 'utf8').trim().split(' ');
    if (startedAt && Number(pid) !== process.pid && startTimeOf(Number(pid)) === startedAt) {
      throw new Error(
        `Nuvra is already running on ${dataDirectory} (process ${pid}): stop it, or give this one a PORT and a NUVRA_DATA_DIR of its own.`,
      );
    }
  }
  writeFileSync(file, `${process.pid} ${startTimeOf(process.pid)}\n`);
  return () => rmSync(file, { force: true });
}

/** When a process began, as a text to compare, since pids are reused; undefined when there is none. Elsewhere than on Linux: that it is alive. */
function startTimeOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: alive, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  if (process.platform !== 'linux') return 'alive';
  try {
    // Field 22 of proc_pid_stat(5), counted behind the command name, which may hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
