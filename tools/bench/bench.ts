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
import { CORES, message, start, stopAll, UNPINNED } from './processes.ts';
import { table } from './table.ts';
import { type Kind } from './traffic.ts';
import { verify } from './verify.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
});

const ROUNDS = options.quick ? 3 : 7;
const VOLUMES: Readonly<Record<Kind, Volume>> = options.quick
  ? {
      json: { warmUp: 500, requests: 2000, clients: 32, alone: 200 },
      stream: { warmUp: 32, requests: 128, clients: 16, alone: 40 },
    }
  : {
      json: { warmUp: 2000, requests: 8000, clients: 32, alone: 500 },
      stream: { warmUp: 64, requests: 480, clients: 16, alone: 100 },
    };
const KINDS = Object.keys(VOLUMES) as Kind[];

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

try {
  await bench();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stopAll();
}

async function bench(): Promise<void> {
  const run = (file: string) => start([process.execPath, join(import.meta.dirname, file)], 'others');
  const upstream = await message<number>(run('upstream.ts'));
  const load = run('load.ts');
  const gateways = await startGateways(upstream);

  const targets: [string, Target][] = [
    ['upstream', { port: upstream, headers: {} }],
    ...gateways.map((gateway): [string, Target] => [gateway.name, gateway]),
  ];
  const rounds = new Map<string, Measures[]>();
  for (let round = 1; round <= ROUNDS; round++) {
    progress(`round ${round} of ${ROUNDS}`);
    for (const kind of KINDS) {
      for (const [name, target] of targets) {
        const key = `${kind} ${name}`;
        rounds.set(key, [...(rounds.get(key) ?? []), await measure(load, target, kind, VOLUMES[kind])]);
      }
    }
  }
  // What was right before the load must be right after it.
  for (const gateway of gateways) await verify(gateway);

  const results = KINDS.map((kind) => ({
    kind,
    targets: targets.map(([name]) => ({ name, ...medians(rounds.get(`${kind} ${name}`) ?? []) })),
  }));
  progress('');
  for (const { kind, targets: rows } of results) console.log(`\n${table(kind, VOLUMES[kind], rows)}`);
  console.log(`\n${machine()}; medians of ${ROUNDS} rounds`);
  if (options.json !== undefined) {
    const report = { machine: machine(), node: process.version, rounds: ROUNDS, volumes: VOLUMES, results };
    writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
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
