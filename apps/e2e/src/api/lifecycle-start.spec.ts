import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDataDirectory, type Nuvra, startNuvra } from '../start-nuvra';
import { chat, generation } from './support/chat';
import { anthropic } from './support/vendor-dialects';

const folder = makeDataDirectory();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataDirectory = join(folder, 'data');
let first: Nuvra;
let requestId: string;

describe('the first start', () => {
  it('makes its data directory, and prints where it is and a key, once', async () => {
    first = await startNuvra({ dataDirectory });
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.output().match(/sk-nv-[0-9A-Za-z]{36}/g)).toEqual([first.apiKey, first.apiKey]);
    expect(first.output()).toContain('Demo mode: no provider has a key');
    expect(await (await fetch(`${first.url}/health/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${first.url}/health/ready`)).json()).toEqual({
      status: 'ready',
      database: 'reachable',
      mode: 'demo',
    });
  });

  it.skipIf(!hasCurl())('prints a request that works when pasted into a shell', async () => {
    const command = first.output().split('Try it:\n')[1]!.split('\n\n')[0]!;
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command.trim()} --silent --show-error --noproxy '*'`]);
    expect(JSON.parse(stdout)).toMatchObject({
      demo: true,
      choices: [{ message: { role: 'assistant', content: expect.stringMatching(/\w/) as string } }],
    });
  });

  it('keeps its secrets to itself', () => {
    expect(statSync(join(dataDirectory, 'postgres.password')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDirectory, 'postgres')).mode & 0o077).toBe(0);
  });

  it('meters a request, and says that it was not real', async () => {
    requestId = (await chat(first, anthropic)).headers.get('x-request-id')!;
    expect(await generation(first, requestId)).toMatchObject({ status: 200, demo: true });
  });
});

describe('the next start', () => {
  it('comes up with what was there: no new key, the old one works, and what was metered is known', async () => {
    expect(await first.stop()).toBe(0);
    const second = await startNuvra({ dataDirectory });
    try {
      expect(second.apiKey).toBeUndefined();
      expect(second.output()).toContain('API keys were made before');
      expect(second.output()).toContain('$NUVRA_API_KEY');
      const known = { url: second.url, apiKey: first.apiKey };
      expect(await generation(known, requestId)).toMatchObject({ id: requestId, status: 200 });
      expect((await chat(known, anthropic)).status).toBe(200);
    } finally {
      await second.stop();
    }
  });
});

it('two run side by side, each with its own port, data and keys', async () => {
  const [one, other] = await Promise.all([startNuvra(), startNuvra()]);
  try {
    expect((await chat(one, anthropic)).status).toBe(200);
    expect((await chat({ url: other.url, apiKey: one.apiKey }, anthropic)).status).toBe(401);
    expect((await chat(other, anthropic)).status).toBe(200);
  } finally {
    expect(await Promise.all([one.stop(), other.stop()])).toEqual([0, 0]);
  }
});

it('a .env file where it is started counts, the environment counts more, and what is empty does not count', async () => {
  const workingDirectory = join(folder, 'work');
  mkdirSync(workingDirectory);
  chmodSync(workingDirectory, 0o755);
  const lines = [
    '# Local settings',
    `NUVRA_DATA_DIR=${join(workingDirectory, 'data')}`,
    'NUVRA_DOCS=closed',
    'NUVRA_PUBLIC_URL="https://from-the-file.example/"',
    'OPENAI_API_KEY=sk-from-the-file',
    'DATABASE_URL=',
  ];
  writeFileSync(join(workingDirectory, '.env'), lines.join('\n'));
  const nuvra = await startNuvra({
    workingDirectory,
    dataDirectory: join(workingDirectory, 'data'),
    environment: { NUVRA_MAX_BODY_MB: '', NUVRA_PUBLIC_URL: 'https://public.example', HOST: '' },
  });
  try {
    expect(nuvra.output()).toContain('running at https://public.example\n');
    expect(nuvra.output()).toContain('Live: OpenAI');
    expect(nuvra.output()).toContain('closed (NUVRA_DOCS)');
    expect(nuvra.output()).not.toContain('sk-from-the-file');
    expect(nuvra.output()).toContain('openai/gpt-5.4');
  } finally {
    expect(await nuvra.stop()).toBe(0);
  }
});

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
