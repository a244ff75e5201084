import { existsSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDirectory, type Nuvra, startNuvra } from '../start-nuvra';
import { chat } from './support/chat';
import { databaseUrlOf } from './support/database';
import { runNuvra } from './support/processes';
import { anthropic } from './support/vendor-dialects';

/** What cannot work is said at once, in words that help, with exit code 1; whoever is running already is left alone. */
let running: Nuvra;
const folder = makeDataDirectory();
const NUVRA_DATA_DIR = join(folder, 'data');

beforeAll(async () => void (running = await startNuvra()));
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One line, and exit code 1. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const { code, output } = await runNuvra({ NUVRA_DATA_DIR, ...environment });
  expect({ code, output }).toMatchObject({ code: 1 });
  const lines = output.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Nuvra: .+/);
  return lines[0]!;
}

describe('configuration', () => {
  it('all faults are told at once, each with its variable and what it should be', async () => {
    const { code, output } = await runNuvra({
      NUVRA_DATA_DIR,
      PORT: '70000',
      NUVRA_MASTER_KEY: 'short-secret',
      NUVRA_MAX_BODY_MB: 'lots',
      NUVRA_DOCS: 'maybe',
      NUVRA_IDLE_TIMEOUT_MS: '0',
      NUVRA_PORT: '4100',
      NUVRA_MASTERKEY: 'secret-under-a-wrong-name',
      DATABASE_URL: 'mysql://user:url-secret@host/db',
      OPENAI_BASE_URL: 'ftp://vendor',
      HTTPS_PROXY: 'proxy.example:8080',
      NUVRA_LOG: 'xml',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/^Nuvra: The configuration has 11 faults:\n/);
    const faults = output.trim().split('\n').slice(1);
    for (const line of faults) expect(line).toMatch(/^ {2}[A-Z_]+ (must|is) /);
    expect(faults.map((line) => line.trim().split(' ')[0]).sort()).toEqual(
      [
        ...['PORT', 'NUVRA_MASTER_KEY', 'NUVRA_MAX_BODY_MB', 'NUVRA_DOCS', 'NUVRA_IDLE_TIMEOUT_MS', 'NUVRA_PORT'],
        ...['NUVRA_MASTERKEY', 'DATABASE_URL', 'OPENAI_BASE_URL', 'HTTPS_PROXY', 'NUVRA_LOG'],
      ].sort(),
    );
    expect(output).not.toMatch(/secret/);
    expect(existsSync(NUVRA_DATA_DIR)).toBe(false);
  });
});

describe('what somebody else has', () => {
  it('a port: told before anything is made', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toMatch(new RegExp(`Port ${port} .* is taken.*PORT`));
    expect(existsSync(NUVRA_DATA_DIR)).toBe(false);
    server.close();
  });

  it('an address that is not ours', async () => {
    expect(await refusal({ HOST: '192.0.2.1' })).toContain('192.0.2.1');
  });

  it('a data directory: it names the process, and that one goes on', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const line = await refusal({ NUVRA_DATA_DIR: running.dataDirectory });
      expect(line).toContain(`process ${running.process.pid}`);
      expect(line).toContain('NUVRA_DATA_DIR');
    }
    expect((await chat(running, anthropic)).status).toBe(200);
    expect(running.process.exitCode).toBeNull();
  });

  it('a data directory that cannot be made', async () => {
    // As root it is the database's account that cannot enter, else it is we who cannot write.
    const said = await refusal({ NUVRA_DATA_DIR: '/dev/null/nuvra' });
    expect(said).toContain('/dev/null/nuvra');
    expect(said).toContain('NUVRA_DATA_DIR');
  });
});

describe('a DATABASE_URL', () => {
  it.each([
    ['where nothing listens', 'postgres://owner:url-secret@127.0.0.1:1/nuvra'],
    ['whose host does not exist', 'postgres://owner:url-secret@nuvra.invalid/nuvra'],
  ])('%s', async (_name, url) => {
    const line = await refusal({ DATABASE_URL: url });
    expect(line).toContain('DATABASE_URL');
    expect(line).not.toContain('url-secret');
  });

  it('with a wrong password', async () => {
    const url = databaseUrlOf(running.dataDirectory).replace(/:[^:@]+@/, ':url-secret@');
    const line = await refusal({ DATABASE_URL: url });
    expect(line).toMatch(/DATABASE_URL.*password/);
    expect(line).not.toContain('url-secret');
  });

  it('of something that is no PostgreSQL', async () => {
    const line = await refusal({ DATABASE_URL: `postgres://owner:url-secret@${running.url.slice(7)}/nuvra` });
    expect(line).toContain('DATABASE_URL');
    expect(line).not.toContain('url-secret');
  });
});
