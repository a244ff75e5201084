import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDirectory, type Nuvra, spawnNuvra, startNuvra } from '../start-nuvra';
import { chat, generation } from './support/chat';
import { postmasterOf } from './support/database';
import { endLeftovers, isAlive, untilGone } from './support/processes';
import { until } from './support/until';
import { anthropic } from './support/vendor-dialects';

/** However it ended, a gateway comes up again on its data directory, with everything that it had confirmed. */
const dataDirectory = makeDataDirectory();
let apiKey: string;
let requestId: string;

beforeAll(async () => {
  const first = await startNuvra({ dataDirectory });
  apiKey = first.apiKey!;
  requestId = await request(first);
  await first.stop();
});
afterEach(() => endLeftovers(dataDirectory));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

/** Makes a request, and returns its id when its usage is stored. */
async function request({ url }: Nuvra): Promise<string> {
  const id = (await chat({ url, apiKey }, anthropic)).headers.get('x-request-id')!;
  expect(await generation({ url, apiKey }, id)).toBeDefined();
  return id;
}

async function kill(nuvra: Nuvra): Promise<void> {
  nuvra.process.kill('SIGKILL');
  await untilGone(nuvra.process.pid!);
}

/** Starts, finds what was stored, and stops as it should. */
async function expectComesUp(): Promise<void> {
  const nuvra = await startNuvra({ dataDirectory });
  expect(nuvra.apiKey).toBeUndefined();
  expect(await generation({ url: nuvra.url, apiKey }, requestId)).toMatchObject({ id: requestId, status: 200 });
  expect((await chat({ url: nuvra.url, apiKey }, anthropic)).status).toBe(200);
  const postmaster = postmasterOf(dataDirectory);
  expect(await nuvra.stop()).toBe(0);
  expect(isAlive(postmaster)).toBe(false);
}

describe('kill -9', () => {
  it('of the gateway alone: the database that it left is taken over', async () => {
    const nuvra = await startNuvra({ dataDirectory });
    requestId = await request(nuvra);
    const postmaster = postmasterOf(dataDirectory);
    await kill(nuvra);
    expect(isAlive(postmaster)).toBe(true);
    await expectComesUp();
    expect(isAlive(postmaster)).toBe(false);
  });

  it('of the gateway and its database: nothing that was stored is lost', async () => {
    const nuvra = await startNuvra({ dataDirectory });
    requestId = await request(nuvra);
    const postmaster = postmasterOf(dataDirectory);
    await kill(nuvra);
    process.kill(postmaster, 'SIGKILL');
    await untilGone(postmaster);
    await expectComesUp();
  });

  it('of the database alone: the gateway says so and ends, and comes up again', async () => {
    const nuvra = await startNuvra({ dataDirectory });
    requestId = await request(nuvra);
    const ended = once(nuvra.process, 'close');
    process.kill(postmasterOf(dataDirectory), 'SIGKILL');
    expect(await ended).toEqual([1, null]);
    expect(nuvra.output()).toContain('Nuvra: the embedded database has stopped.');
    await expectComesUp();
  });

  it('in the middle of the very first start', async () => {
    const directory = makeDataDirectory();
    const first = spawnNuvra({ NUVRA_DATA_DIR: directory });
    const files = (): string[] => readdirSync(directory, { recursive: true, encoding: 'utf8' });
    await until('the database is being made', () => files().some((file) => file.endsWith('PG_VERSION')));
    // All of its group: what was making the database dies with it.
    process.kill(-first.pid!, 'SIGKILL');
    await untilGone(first.pid!);
    try {
      const second = await startNuvra({ dataDirectory: directory });
      expect((await chat(second, anthropic)).status).toBe(200);
      expect(await second.stop()).toBe(0);
      expect(readdirSync(directory).filter((file) => /new|initdb/.test(file))).toEqual([]);
    } finally {
      endLeftovers(directory);
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe('what lies about', () => {
  it('marks of processes whose ids are somebody else’s by now', async () => {
    writeFileSync(join(dataDirectory, 'instance.pid'), `${process.pid} 1\n`);
    const postmasterFile = join(dataDirectory, 'postgres/postmaster.pid');
    writeFileSync(postmasterFile, `${process.pid}\n${dataDirectory}/postgres\n1\n5432\n\n127.0.0.1\n\nready\n`);
    await expectComesUp();
    expect(existsSync(postmasterFile)).toBe(false);
  });

  it.each(['', 'garbage 7', '999999999 1'])('a mark that says "%s"', async (mark) => {
    writeFileSync(join(dataDirectory, 'instance.pid'), mark);
    await expectComesUp();
  });

  it('half of a database, as an interrupted first start leaves it', async () => {
    const directory = makeDataDirectory();
    try {
      for (const folder of ['postgres', 'postgres.new']) {
        mkdirSync(join(directory, folder, 'base'), { recursive: true });
        writeFileSync(join(directory, folder, 'postgresql.conf'), 'half of');
      }
      const nuvra = await startNuvra({ dataDirectory: directory });
      expect((await chat(nuvra, anthropic)).status).toBe(200);
      expect(await nuvra.stop()).toBe(0);
      expect(readFileSync(join(directory, 'postgres/PG_VERSION'), 'utf8')).toMatch(/^\d+\n$/);
    } finally {
      endLeftovers(directory);
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
