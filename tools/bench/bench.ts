/**
 * What Nuvra costs beside the barest possible proxy and beside another gateway: `node tools/bench/bench.ts [--quick] [--json file]`.
 * All gateways run at once, on one core, and take turns round by round, so that a noisy machine is noisy for all of them.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Gateway, GATEWAYS } from './gateways.ts';
import { measure, type Measures, medians, type Target, type Volume } from './measure.ts';
import { CORES, message, start, type Started, stopAll, UNPINNED } from './processes.ts';
import { table } from './table.ts';
import { type Kind } from './traffic.ts';
import { verify } from './verify.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
});

const WARM_UP_ROUNDS = options.quick ? 1 : 5;
const ROUNDS = options.quick ? 3 : 7;
// On a machine so busy that this is not enough, fewer rounds must do.
const LIMIT_MS = options.quick ? 60_000 : 180_000;
const VOLUMES: Readonly<Record<Kind, Volume>> = {
  json: { warmUp: 200, requests: options.quick ? 1000 : 4000, clients: 32, alone: 200 },
  stream: { warmUp: 16, requests: options.quick ? 64 : 160, clients: 16, alone: 40 },
};
const KINDS = Object.keys(VOLUMES) as Kind[];

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true;
    void stopAll().finally(() => process.exit(130));
  });
}

try {
  await bench();
} catch (error) {
  // Once interrupted, what fails fails because its process was stopped.
  if (!interrupted) console.error(error);
  process.exitCode = 1;
} finally {
  await stopAll();
}

async function bench(): Promise<void> {
  const run = (file: string) => start([process.execPath, join(import.meta.dirname, file)], 'others');
  const upstream = await message<number>(run('upstream.ts'));
  const load = run('load.ts');
  const gateways = await startGateways(upstream);

  const targets: NamedTarget[] = [{ name: 'upstream', port: upstream, headers: {} }, ...gateways];
  // The first rounds only let every process compile what is hot: by its own count V8 is done with the gateway after some 20,000 requests.
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    progress(`warming up, round ${round + 1} of ${WARM_UP_ROUNDS}`);
    await playRound(load, targets);
  }
  const rounds: Round[] = [];
  const started = Date.now();
  while (rounds.length < ROUNDS && (rounds.length === 0 || Date.now() - started < LIMIT_MS)) {
    progress(`round ${rounds.length + 1} of ${ROUNDS}`);
    rounds.push(await playRound(load, targets));
  }
  // What was right before the load must be right after it.
  for (const gateway of gateways) await verify(gateway);

  const results = KINDS.map((kind) => ({
    kind,
    targets: targets.map(({ name }) => ({ name, ...medians(rounds.map((round) => round[kind].get(name)!)) })),
  }));
  progress('');
  for (const { kind, targets: rows } of results) console.log(`\n${table(kind, VOLUMES[kind], rows)}`);
  console.log(`\n${machine()}; medians of ${rounds.length} rounds`);
  if (options.json !== undefined) {
    const report = { machine: machine(), node: process.version, rounds: rounds.length, volumes: VOLUMES, results };
    writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
}

type NamedTarget = Target & { readonly name: string };
type Round = Record<Kind, Map<string, Measures>>;

/** All targets in turn, for each kind of call. */
async function playRound(load: Started, targets: readonly NamedTarget[]): Promise<Round> {
  const round: Round = { json: new Map(), stream: new Map() };
  for (const kind of KINDS) {
    for (const target of targets) round[kind].set(target.name, await measure(load, target, kind, VOLUMES[kind]));
  }
  return round;
}

async function startGateways(upstreamPort: number): Promise<Gateway[]> {
  const gateways: Gateway[] = [];
  for (const startGateway of GATEWAYS) {
    const gateway = await startGateway(upstreamPort);
    if (typeof gateway === 'string') {
      console.log(gateway);
      continue;
    }
    await verify(gateway);
    gateways.push(gateway);
  }
  return gateways;
}

function machine(): string {
  const pinned = CORES ? `gateways on core ${CORES.gateway}, the rest on ${CORES.others}` : UNPINNED;
  return `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${pinned}`;
}

/** One line that is written over, on a terminal only. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(30)}\r`);
}
