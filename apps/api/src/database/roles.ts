import { createHmac } from 'node:crypto';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

/** The role that the API connects as: no superuser, no BYPASSRLS, owner of nothing. Migrations grant it what it may do. */
export const APP_ROLE = 'nuvra_app';

/**
 * Makes sure that the database named in `ownerUrl` and the role {@link APP_ROLE} exist, and returns the URL as which the API connects.
 * The role's password is derived from the owner's, so that replicas agree on it without telling each other.
 * @param appUrl a login of the operator's own instead, a member of the role
 * @throws {Error} in one line that says what to do
 */
export async function prepareRoles(ownerUrl: string, appUrl?: string): Promise<string> {
  await ensureDatabase(ownerUrl);
  if (appUrl) {
    await withClient(ownerUrl, (client) => createRole(client, 'NOLOGIN'));
    return appUrl;
  }
  const ownerPassword = new URL(ownerUrl).password;
  if (!ownerPassword) {
    throw new Error(
      `DATABASE_URL has no password to derive that of ${APP_ROLE} from: create a login that is a member of ${APP_ROLE} and set DATABASE_APP_URL.`,
    );
  }
  const password = createHmac('sha256', decodeURIComponent(ownerPassword)).update(APP_ROLE).digest('base64url');
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  if (!(await canLogIn(url.href)))
    await withClient(ownerUrl, (client) => createRole(client, `LOGIN PASSWORD '${password}'`));
  return url.href;
}

/** Creates the database where the server has none of that name and we may; a first start then needs one step less. */
async function ensureDatabase(ownerUrl: string): Promise<void> {
  try {
    await withClient(ownerUrl, () => Promise.resolve());
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error;
    const url = new URL(ownerUrl);
    const name = decodeURIComponent(url.pathname.slice(1));
    url.pathname = '/postgres';
    await withClient(url.href, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)).catch(
      (failure: unknown) => {
        if ((failure as { code?: string }).code !== '42P04') throw failure;
      },
    );
  }
}

/** Roles belong to the whole server: another Nuvra may be creating or changing the same one this moment. */
async function createRole(client: pg.Client, login: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
      if (!rowCount)
        await client.query(`CREATE ROLE ${APP_ROLE} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE ${login}`);
      else if (login.startsWith('LOGIN')) await client.query(`ALTER ROLE ${APP_ROLE} ${login}`);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === '42501') {
        throw new Error(
          `DATABASE_URL's user may not create the role ${APP_ROLE}: let an administrator create it, with a login of your choice in it, and set DATABASE_APP_URL.`,
          { cause: error },
        );
      }
      const raced = ['42710', '23505', 'XX000'].includes(code);
      if (!raced || attempt === 10) throw error;
      await sleep(50 * attempt);
    }
  }
}

async function canLogIn(url: string): Promise<boolean> {
  return withClient(url, () => Promise.resolve(true)).catch(() => false);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
