import { type ServerResponse } from 'node:http';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDirectory, type Nuvra, spawnNuvra, startNuvra } from '../start-nuvra';
import { chat, dataOf, generation } from './support/chat';
import { postmasterOf } from './support/database';
import { endLeftovers, isAlive, untilGone } from './support/processes';
import { events, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { until } from './support/until';
import { openai } from './support/vendor-dialects';

/** Being told to stop, a gateway finishes what it has begun, takes nothing new, and leaves nothing behind. */
const dataDirectory = makeDataDirectory();
let vendor: ScriptedUpstream;
let apiKey: string;

beforeAll(async () => void (vendor = await startScriptedUpstream()));
afterEach(() => endLeftovers(dataDirectory));
afterAll(async () => {
  await vendor?.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const start = async (environment: Record<string, string> = {}): Promise<Nuvra> => {
  const nuvra = await startNuvra({
    dataDirectory,
    environment: { OPENAI_API_KEY: 'sk-vendor', OPENAI_BASE_URL: `${vendor.origin}/v1`, ...environment },
  });
  apiKey ??= nuvra.apiKey!;
  return nuvra;
};

/** Begins a stream, of which the vendor has sent the first word. */
async function beginStream(nuvra: Nuvra): Promise<{ response: Response; vendorSide: ServerResponse }> {
  let vendorSide: ServerResponse | undefined;
  vendor.answer(events([openai.frames[0]!], (response) => (vendorSide = response)));
  const response = await chat({ url: nuvra.url, apiKey }, openai, { stream: true });
  return { response, vendorSide: await until('the vendor has begun', () => vendorSide) };
}

const refusesConnections = ({ url }: Nuvra): Promise<boolean> =>
  fetch(`${url}/health/live`).then(
    () => false,
    (error: Error) => (error.cause as NodeJS.ErrnoException).code === 'ECONNREFUSED',
  );

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('lets a running stream end, refuses new connections, and takes the database along', async () => {
    const nuvra = await start({ NUVRA_DRAIN_TIMEOUT_MS: '600000' });
    const postmaster = postmasterOf(dataDirectory);
    const { response, vendorSide } = await beginStream(nuvra);
    nuvra.process.kill(signal);
    await until('new connections are refused', () => refusesConnections(nuvra));
    expect(isAlive(nuvra.process.pid!)).toBe(true);

    vendorSide.end(openai.frames.slice(1).join(''));
    expect((await response.text()).endsWith('data: [DONE]\n\n')).toBe(true);
    // Our side keeps its connection open, as clients do: that must not keep the gateway.
    await untilGone(nuvra.process.pid!);
    expect(await nuvra.stop()).toBe(0);
    expect(isAlive(postmaster)).toBe(false);

    const next = await start();
    const requestId = response.headers.get('x-request-id')!;
    expect(await generation({ url: next.url, apiKey }, requestId)).toMatchObject({
      status: 200,
      tokens_prompt: 5,
      tokens_completion: 2,
    });
    expect(await next.stop()).toBe(0);
  });
});

it('a stream that does not end in time is broken off: the client is told so, and it is on record', async () => {
  const nuvra = await start({ NUVRA_DRAIN_TIMEOUT_MS: '300' });
  const { response } = await beginStream(nuvra);
  const stream = response.text();
  expect(await nuvra.stop()).toBe(0);
  expect(JSON.parse(dataOf(await stream).at(-1)!)).toMatchObject({ error: { code: 'shutting_down' } });

  const next = await start();
  const requestId = response.headers.get('x-request-id')!;
  expect(await generation({ url: next.url, apiKey }, requestId)).toMatchObject({ error_code: 'shutting_down' });
  expect(await next.stop()).toBe(0);
});

it('a client that does not read its stream does not keep it', async () => {
  const nuvra = await start({ NUVRA_DRAIN_TIMEOUT_MS: '300' });
  vendor.answer(events([openai.frames[0]!.repeat(500_000)], () => undefined));
  const response = await chat({ url: nuvra.url, apiKey }, openai, { stream: true });
  expect(await nuvra.stop()).toBe(0);
  await response.body!.cancel().catch(() => undefined);
});

it('being told twice is no different', async () => {
  const nuvra = await start();
  nuvra.process.kill('SIGINT');
  nuvra.process.kill('SIGTERM');
  expect(await nuvra.stop()).toBe(0);
});

it('being told while it starts leaves no database behind', async () => {
  const nuvra = spawnNuvra({ NUVRA_DATA_DIR: dataDirectory });
  nuvra.stdout!.resume();
  const ended = once(nuvra, 'exit');
  await until('the database is there', () => existsSync(join(dataDirectory, 'postgres/postmaster.pid')));
  const postmaster = postmasterOf(dataDirectory);
  nuvra.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  await untilGone(postmaster);
});

it('when those who started it are gone, it stops', async () => {
  const nuvra = await start();
  const postmaster = postmasterOf(dataDirectory);
  nuvra.process.disconnect();
  await untilGone(nuvra.process.pid!);
  expect(await nuvra.stop()).toBe(0);
  expect(isAlive(postmaster)).toBe(false);
});
