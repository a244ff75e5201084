import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants, message, moveAway, start, type Started } from './processes.ts';

const root = resolve(import.meta.dirname, '../..');
const READY_LIMIT_MS = 90_000;

/** A gateway that runs and takes calls. */
export interface Gateway {
  readonly name: string;
  readonly port: number;
  /** Whose CPU counts. */
  readonly pid: number;
  /** What a client sends along: keys, and for Portkey where to go. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether its answers must hold `usage.cost`. */
  readonly tellsCost: boolean;
}

/** The gateways of the bench, each a way to start it against an upstream's port; or the reason why it is left out. */
export const GATEWAYS: readonly ((upstreamPort: number) => Promise<Gateway | string>)[] = [bareProxy, nuvra, portkey];

async function bareProxy(upstreamPort: number): Promise<Gateway> {
  const command = [process.execPath, join(import.meta.dirname, 'bare-proxy.ts'), `http://127.0.0.1:${upstreamPort}`];
  const started = start(command, 'gateway');
  const port = await message<number>(started);
  return { name: 'bare proxy', port, pid: started.pid, headers: {}, tellsCost: false };
}

/** Nuvra as `npm start` runs it, with authentication, limits and metering on, in a data directory of its own. */
async function nuvra(upstreamPort: number): Promise<Gateway | string> {
  const main = join(root, 'dist/apps/api/main.js');
  if (!existsSync(main)) return 'Nuvra is left out: dist/apps/api/main.js is not built';
  const port = await freePort();
  const masterKey = `bench-${randomBytes(24).toString('hex')}`;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'nuvra-bench-'));
  // Under root the database runs as another account, which must be able to enter.
  chmodSync(dataDirectory, 0o755);
  process.once('exit', () => rmSync(dataDirectory, { recursive: true, force: true }));
  const started = start([process.execPath, main, 'serve'], 'gateway', {
    NODE_ENV: 'production',
    PORT: String(port),
    NUVRA_DATA_DIR: dataDirectory,
    NUVRA_MASTER_KEY: masterKey,
    OPENAI_BASE_URL: `http://127.0.0.1:${upstreamPort}`,
    OPENAI_API_KEY: 'sk-upstream',
  });
  await ready(started, `http://127.0.0.1:${port}/health/ready`);
  const issued = await fetch(`http://127.0.0.1:${port}/management/v1/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'bench' }),
  });
  if (!issued.ok) throw new Error(`Nuvra issued no key: ${issued.status} ${await issued.text()}`);
  const { key } = (await issued.json()) as { key: string };
  moveAway(descendants(started.pid));
  const headers = { authorization: `Bearer ${key}` };
  return { name: 'Nuvra', port, pid: started.pid, headers, tellsCost: true };
}

/** Portkey's open gateway, told by headers to pass everything on to the upstream: https://github.com/Portkey-AI/gateway */
async function portkey(upstreamPort: number): Promise<Gateway | string> {
  const main = join(root, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  if (!existsSync(main)) return 'Portkey is left out: @portkey-ai/gateway is not installed';
  const port = await freePort();
  const preload = join(import.meta.dirname, 'portkey-streams.ts');
  const command = [process.execPath, '--import', preload, main, `--port=${port}`, '--headless'];
  const started = start(command, 'gateway', { NODE_ENV: 'production' });
  await ready(started, `http://127.0.0.1:${port}/`);
  const headers = {
    authorization: 'Bearer sk-upstream',
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `http://127.0.0.1:${upstreamPort}/v1`,
  };
  return { name: 'Portkey', port, pid: started.pid, headers, tellsCost: false };
}

/** Waits until `url` answers with success. */
async function ready({ process: child }: Started, url: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2000)));
  for (const limit = Date.now() + READY_LIMIT_MS; Date.now() < limit; await sleep(100)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  throw new Error(`${child.spawnargs.join(' ')} did not become ready: ${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
