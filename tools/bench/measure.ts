import { type Gateway } from './gateways.ts';
import { type LoadOrder, type LoadReport } from './load.ts';
import { cpuMicros, cpuMicrosBelow, message, type Started } from './processes.ts';
import { type Kind, PIECES } from './traffic.ts';

/** How much load one round puts on each gateway. */
export interface Volume {
  readonly warmUp: number;
  readonly requests: number;
  readonly clients: number;
  /** Requests one after another, for the latency that is not queueing. */
  readonly alone: number;
}

/** What a run through one gateway took. */
export interface Measures {
  /** Of the gateway's process, per request. Absent for the upstream asked directly. */
  readonly cpuMicros?: number;
  readonly cpuMicrosPerEvent?: number;
  /** Of what it started besides, per request. */
  readonly helperCpuMicros?: number;
  readonly requestsPerSecond: number;
  /** With all clients at once: mostly waiting for the core. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** With one client. */
  readonly aloneP50Ms: number;
  readonly aloneP99Ms: number;
}

// Role, pieces, finish, usage and [DONE].
const EVENTS = PIECES.length + 4;
const LIMIT_MS = 60_000;

/** A gateway, or the upstream itself. */
export type Target = Pick<Gateway, 'port' | 'headers'> & Partial<Pick<Gateway, 'pid'>>;

/** One round of one kind of call: warm-up, one client, then all. */
export async function measure(load: Started, target: Target, kind: Kind, volume: Volume): Promise<Measures> {
  const { port, headers } = target;
  const order = { kind, port, headers, limitMs: LIMIT_MS };
  await run(load, { ...order, requests: volume.warmUp, clients: volume.clients });
  const alone = await run(load, { ...order, requests: volume.alone, clients: 1 });

  const before = cpuOf(target);
  const { latenciesMs, elapsedMs } = await run(load, { ...order, requests: volume.requests, clients: volume.clients });
  const after = cpuOf(target);

  const cpu = (after.own - before.own) / volume.requests;
  return {
    ...(target.pid !== undefined && {
      cpuMicros: cpu,
      ...(kind === 'stream' && { cpuMicrosPerEvent: cpu / EVENTS }),
      helperCpuMicros: (after.helpers - before.helpers) / volume.requests,
    }),
    requestsPerSecond: (volume.requests * 1000) / elapsedMs,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    aloneP50Ms: percentile(alone.latenciesMs, 50),
    aloneP99Ms: percentile(alone.latenciesMs, 99),
  };
}

/** The median of each measure over the rounds, so that one noisy round does not count. */
export function medians(rounds: readonly Measures[]): Measures {
  const names = Object.keys(rounds[0] ?? {}) as (keyof Measures)[];
  const medianOf = (name: keyof Measures) =>
    percentile(
      rounds.map((round) => round[name] ?? 0).sort((a, b) => a - b),
      50,
    );
  return Object.fromEntries(names.map((name) => [name, medianOf(name)])) as unknown as Measures;
}

async function run(load: Started, order: LoadOrder): Promise<Exclude<LoadReport, { failure: string }>> {
  const report = message<LoadReport>(load);
  load.process.send(order);
  const told = await report;
  if ('failure' in told) throw new Error(`port ${order.port}, ${order.kind}: ${told.failure}`);
  return told;
}

function cpuOf({ pid }: Target): { own: number; helpers: number } {
  return pid === undefined ? { own: 0, helpers: 0 } : { own: cpuMicros(pid), helpers: cpuMicrosBelow(pid) };
}

/** The value below which `percent` of the ascending values lie (nearest rank). */
function percentile(ascending: readonly number[], percent: number): number {
  return ascending[Math.max(0, Math.ceil((ascending.length * percent) / 100) - 1)] ?? NaN;
}
