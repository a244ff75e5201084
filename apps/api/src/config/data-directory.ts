import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** An unprivileged account: PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where everything lives that must survive, and which account the embedded database runs as. */
export interface DataDirectory {
  readonly path: string;
  /** Undefined when we are not root: the database then runs as we do. */
  readonly databaseAccount?: Account;
  /** What to tell the operator about the choice, if anything. */
  readonly notice?: string;
}

/**
 * Chooses and creates the data directory: the configured one, else `.nuvra` in `projectDirectory`. As root the database's
 * account must be able to enter it; where that fails for the default (a checkout under /root, say) a folder of its own under
 * /var/lib/nuvra takes its place, and the notice says so.
 * @throws {Error} in one line, when the directory cannot be created or entered
 */
export function prepareDataDirectory(projectDirectory: string, configured: string | undefined): DataDirectory {
  const databaseAccount = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const wanted = configured ?? join(projectDirectory, '.nuvra');
  if (!databaseAccount || canEnter(wanted, databaseAccount)) return { path: create(wanted), databaseAccount };
  if (configured) {
    throw new Error(
      `NUVRA_DATA_DIR=${configured} cannot be entered by the account "${databaseAccount.name}", as which the database runs under root: ` +
        'choose a folder whose parents all users may enter.',
    );
  }
  const project = createHash('sha256').update(resolve(projectDirectory)).digest('hex').slice(0, 8);
  const path = create(`/var/lib/nuvra/${project}`);
  return {
    path,
    databaseAccount,
    notice: `Data is kept in ${path}: the database's account "${databaseAccount.name}" cannot enter ${wanted}.`,
  };
}

function unprivilegedAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'The embedded database cannot run as root, and there is neither an account "postgres" nor "nobody": set DATABASE_URL, or run as another user.',
  );
}

/** Whether the account may enter the folder, or, where it does not exist yet, its nearest parent that does, and all above. */
function canEnter(folder: string, { uid, gid }: Account): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats) {
      const execute = stats.uid === uid ? 0o100 : stats.gid === gid ? 0o010 : 0o001;
      if ((stats.mode & execute) === 0) return false;
    }
    if (dirname(path) === path) return true;
  }
}

function create(path: string): string {
  try {
    // Folders stay passable for the database's account; what is secret inside has modes of its own.
    mkdirSync(path, { recursive: true, mode: 0o755 });
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new Error(
      `The data directory ${path} cannot be written (${(error as NodeJS.ErrnoException).code}): set NUVRA_DATA_DIR to a folder that can.`,
      { cause: error },
    );
  }
  return path;
}
