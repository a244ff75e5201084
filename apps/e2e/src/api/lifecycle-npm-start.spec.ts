import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAIN, makeDataDirectory } from '../start-nuvra';
import { postmasterOf } from './support/database';
import { endLeftovers, familyOf, untilGone } from './support/processes';
import { until } from './support/until';

const RUN = resolve(import.meta.dirname, '../../../../tools/run.mjs');
const project = makeDataDirectory();
const dataDirectory = join(project, 'data');
const notes = join(project, 'notes');

/**
 * A checkout with the real way in and the real gateway. What would install and build is stood in for by programs that only take a note,
 * so that nothing is downloaded and nobody else's build is touched.
 */
beforeAll(() => {
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const takesNote = (name: string): string =>
    `require('node:fs').appendFileSync('${notes}', '${name} ' + process.argv.slice(2).join(' ') + '\\n');`;
  const files: Record<string, string> = {
    'package.json': '{}',
    'package-lock.json': '{}',
    'tsconfig.base.json': '{}',
    'apps/source.ts': '',
    'libs/source.ts': '',
    'npm.cjs': takesNote('npm'),
    'node_modules/nx/dist/bin/nx.js': takesNote('nx'),
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  mkdirSync(join(project, 'tools'));
  copyFileSync(RUN, join(project, 'tools/run.mjs'));
  mkdirSync(join(project, 'dist/apps/api'), { recursive: true });
  symlinkSync(MAIN, join(project, 'dist/apps/api/main.js'));
  const pinned = resolve(dirname(RUN), '../node_modules', nodePackage);
  if (existsSync(pinned)) symlinkSync(pinned, join(project, 'node_modules', nodePackage));
});
afterEach(() => endLeftovers(dataDirectory));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const noted = (): string[] => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []);

const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  npm_execpath: join(project, 'npm.cjs'),
  PORT: '0',
  NUVRA_DATA_DIR: dataDirectory,
  ...more,
});

/** Runs a shell command in the checkout's way, and waits until the gateway is there. */
async function start(command: string, more: Record<string, string> = {}): Promise<ChildProcess> {
  const shell = spawn('sh', ['-c', command], {
    env: environment(more),
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  shell.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await until('the gateway is there', () => output.includes('Ctrl-C stops it'), 100_000);
  return shell;
}

const run = `"${process.execPath}" "${join(project, 'tools/run.mjs')}"`;

it('a command that does not exist is answered with those that do', () => {
  try {
    execFileSync(process.execPath, [RUN, 'nonsense'], { encoding: 'utf8', stdio: 'pipe' });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ status: 1, stdout: '' });
    expect((error as { stderr: string }).stderr).toMatch(/^Nuvra: There is no command "nonsense"; .*start, test.*\n$/);
  }
});

describe('start', () => {
  it('installs and builds once, and again when the lockfile or a source has changed', async () => {
    const stopped = async (): Promise<void> => {
      const nuvra = await start(`exec ${run} start`);
      nuvra.kill('SIGTERM');
      expect(await once(nuvra, 'exit')).toEqual([0, null]);
    };
    await stopped();
    expect(noted()).toEqual([expect.stringMatching(/^npm ci /), expect.stringMatching(/^nx run-many -t build /)]);
    await stopped();
    expect(noted()).toHaveLength(2);
    appendFileSync(join(project, 'apps/source.ts'), 'changed');
    await stopped();
    expect(noted().slice(2)).toEqual([expect.stringMatching(/^nx /)]);
    write('package-lock.json', '{"changed":true}');
    await stopped();
    expect(noted().slice(3)).toEqual([expect.stringMatching(/^npm ci /), expect.stringMatching(/^nx /)]);
  });

  it('says in one line what is wrong, and ends as the gateway does', () => {
    try {
      execFileSync('sh', ['-c', `${run} start`], {
        env: environment({ PORT: '70000' }),
        encoding: 'utf8',
        stdio: 'pipe',
      });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ status: 1 });
      expect((error as { stderr: string }).stderr).toContain('PORT must be at most 65535');
    }
  });

  it.each<[name: string, command: string, npm: boolean, signal: NodeJS.Signals]>([
    ['itself is told to stop', `exec ${run} start`, false, 'SIGTERM'],
    ['itself is told to stop by Ctrl-C', `exec ${run} start`, false, 'SIGINT'],
    ['itself is killed', `exec ${run} start`, false, 'SIGKILL'],
    ['the shell that npm runs it in is killed', `${run} start; true`, true, 'SIGKILL'],
    ['what runs that shell is killed', `sh -c '${run} start; true'; true`, true, 'SIGKILL'],
  ])('ends everything when %s', async (_name, command, npm, signal) => {
    const shell = await start(command, npm ? { npm_lifecycle_event: 'start' } : {});
    const family = [...familyOf(shell.pid!), postmasterOf(dataDirectory)];
    expect(family.length).toBeGreaterThanOrEqual(3);
    shell.kill(signal);
    await Promise.all(family.map((pid) => untilGone(pid)));
  });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}
