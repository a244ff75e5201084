// The one way in: `npm start`, `npm test` and the other scripts. Needs nothing but Node 20 and npm: installs what is missing, builds what is
// stale, and goes on with the Node version that the project is pinned to.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const [command, ...args] = process.argv.slice(2);
const environment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NG_CLI_ANALYTICS: 'false',
};

const commands = {
  start: () => runApi('serve'),
  test: () => runTests(),
  bench: () => runAfterBuild([at('tools/bench/bench.ts'), ...args]),
  'catalog:refresh': () => runApi('catalog:refresh'),
  openapi: () => run(node, [nx, 'run', 'api:openapi', '--output-style=static']),
  conformance: () => run(node, [at('tools/conformance/conformance.ts')]),
  mutate: () => run(node, [at('tools/mutation/mutate.ts'), ...args]),
  format: () => run(node, [at('node_modules/prettier/bin/prettier.cjs'), '--write', '.']),
  nx: () => run(node, [nx, ...args]),
};
if (!commands[command]) fail(`There is no command "${command}"; there are ${Object.keys(commands).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Nuvra needs Node 20 or newer, this is ${process.version}. Install Node 24 from https://nodejs.org and start again.`,
  );
}
process.chdir(root);
withLock(install);
const node = pinnedNode();
environment.PATH = [path.dirname(node), at('node_modules/.bin'), environment.PATH].join(path.delimiter);
const nx = ['nx/dist/bin/nx.js', 'nx/bin/nx.js']
  .map((file) => at('node_modules', file))
  .find((file) => existsSync(file));
commands[command]();

/** Installs exactly what the lockfile says, once for each lockfile and platform. */
function install() {
  const stamp = at('node_modules/.nuvra-installed');
  const wanted = digest(readFileSync(at('package-lock.json')), process.platform, process.arch);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing dependencies (about a minute, once) …');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm && /\.[cm]?js$/.test(npm)) run(process.execPath, [npm, ...options]);
  else run('npm', options, { shell: process.platform === 'win32' });
  writeFileSync(stamp, wanted);
}

/** Never through node_modules/.bin/node: not every npm creates that link. Without a pinned Node for the platform the running one must do. */
function pinnedNode() {
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = at('node_modules', `node-${platform}`, 'bin', executable);
  if (existsSync(pinned)) return pinned;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 24 && minor >= 16) || major >= 26) return process.execPath;
  return fail(
    `There is no Node to install for ${platform}, and ${process.version} is too old: install Node 24.16 or newer and start again.`,
  );
}

/** Builds API and console unless nothing has changed since they were built last. */
function build() {
  const stamp = at('dist/.built-from');
  const sources = digest(node, ...['apps', 'libs', 'package-lock.json', 'tsconfig.base.json'].flatMap(listFiles));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  console.log('Building …');
  run(node, [nx, 'run-many', '-t', 'build', '-p', 'api', 'console', '--output-style=static'], { quiet: true });
  // Building generates sources (the client, the API's metadata): they count as built from.
  writeFileSync(stamp, digest(node, ...['apps', 'libs', 'package-lock.json', 'tsconfig.base.json'].flatMap(listFiles)));
}

/** Files below a path, each with its size and time of change: tells whether anything changed without reading it. */
function listFiles(name) {
  const file = at(name);
  const stats = statSync(file);
  if (stats.isDirectory())
    return readdirSync(file)
      .sort()
      .flatMap((child) => listFiles(path.join(name, child)));
  return [`${name} ${stats.size} ${stats.mtimeMs}`];
}

function runApi(name) {
  withLock(build);
  const api = spawn(node, ['--enable-source-maps', at('dist/apps/api/main.js'), name, ...args], {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches the API by itself, a signal to us alone does not; hearing it twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => api.kill(signal));
  api.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  stopWithParent(api);
}

/** npm passes a signal on to its shell, which ends without passing it further: when the parents that npm gave us are gone, it is over. */
function stopWithParent(api) {
  if (!process.env.npm_lifecycle_event) return;
  const parents = () => [process.ppid, parentOf(process.ppid)].join();
  const first = parents();
  setInterval(() => {
    if (parents() !== first) api.kill('SIGTERM');
  }, 300).unref();
}

/** Linux only; elsewhere a grandparent is not watched. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return '';
  }
}

function runAfterBuild(argv) {
  withLock(build);
  run(node, argv);
}

/** Everything that must hold: formatting, directions, lint, types, the published contract, and all tests; ends in `N passed, N failed`. */
function runTests() {
  const results = at('dist/test-results');
  rmSync(results, { recursive: true, force: true });
  const nxArguments = [
    '--parallel=2',
    '--output-style=static',
    ...(process.env.CI ? ['--skip-nx-cache'] : []),
    ...args,
  ];
  const checks = [
    ['formatting', [at('node_modules/prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
    [
      'projects',
      [nx, 'run-many', '-t', 'lint', 'typecheck', 'contract', 'test', 'e2e-api', 'e2e-console', ...nxArguments],
    ],
    // Behind the projects: only then are the generated sources there that some imports mean.
    [
      'imports',
      [
        at('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'apps',
        'libs',
      ],
    ],
  ];
  const failed = checks
    .filter(([, argv]) => spawnSync(node, argv, { env: environment, stdio: 'inherit' }).status !== 0)
    .map(([name]) => name);
  const { passed, failures } = sumResults(results);
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}`);
  console.log(`${passed} passed, ${failures} failed`);
  process.exit(failed.length > 0 || failures > 0 || passed === 0 ? 1 : 0);
}

/** Adds up the reports of Vitest and Playwright. A suite that could not even be loaded counts as one failure. */
function sumResults(folder) {
  const reports = existsSync(folder)
    ? readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
    : [];
  return reports.reduce(
    ({ passed, failures }, report) => {
      const ok = report.numPassedTests ?? report.stats.expected + report.stats.flaky;
      const bad = report.numFailedTests ?? report.stats.unexpected;
      const broken = report.success === false && bad === 0 ? 1 : 0;
      return { passed: passed + ok, failures: failures + bad + broken };
    },
    { passed: 0, failures: 0 },
  );
}

/** Runs a program to its end; ours is over when it fails. */
function run(program, argv, { quiet = false, ...options } = {}) {
  const { status, stdout, stderr } = spawnSync(program, argv, {
    cwd: root,
    env: environment,
    stdio: quiet ? 'pipe' : 'inherit',
    ...options,
  });
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  process.exit(status ?? 1);
}

/** Two starts in one folder must not install or build over each other: the second waits for the first. */
function withLock(work) {
  const lock = at('.nx/prepare.lock');
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (!isAlive(readFileSync(lock, { encoding: 'utf8', flag: 'a+' }))) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  process.once('exit', unlock);
  work();
  process.removeListener('exit', unlock);
  unlock();

  function unlock() {
    rmSync(lock, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(Number(pid) || -1, 0);
    return Number(pid) > 0;
  } catch {
    return false;
  }
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('hex');
}

function fail(message) {
  console.error(`Nuvra: ${message}`);
  process.exit(1);
}
