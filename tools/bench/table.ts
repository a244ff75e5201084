import { type Measures, type Volume } from './measure.ts';
import { type Kind } from './traffic.ts';

/** The measures of one upstream or gateway. */
export type Row = Measures & { readonly name: string };

/** The first row is the upstream asked directly, the second the bare proxy that the others are compared with. */
export function table(kind: Kind, volume: Volume, rows: readonly Row[]): string {
  const [direct, bare] = rows;
  const hasDatabase = rows.some(({ helperCpuMicros }) => helperCpuMicros);
  const heads = [
    kind === 'json' ? 'JSON' : 'SSE, 60 events',
    'CPU µs/request',
    ...(kind === 'stream' ? ['CPU µs/event'] : []),
    '× bare',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'alone: added p50 ms',
    'added p99 ms',
    ...(hasDatabase ? ['database µs/request'] : []),
  ];
  const body = rows.map((row) => [
    row.name,
    fixed(row.cpuMicros, 1),
    ...(kind === 'stream' ? [fixed(row.cpuMicrosPerEvent, 2)] : []),
    row.cpuMicros === undefined ? '' : fixed(row.cpuMicros / (bare?.cpuMicros ?? NaN), 2),
    fixed(row.requestsPerSecond, 0),
    fixed(row.p50Ms, 2),
    fixed(row.p99Ms, 2),
    row === direct ? '' : fixed(row.aloneP50Ms - (direct?.aloneP50Ms ?? NaN), 3),
    row === direct ? '' : fixed(row.aloneP99Ms - (direct?.aloneP99Ms ?? NaN), 3),
    ...(hasDatabase ? [fixed(row.helperCpuMicros, 1)] : []),
  ]);
  const widths = heads.map((_, column) => Math.max(...[heads, ...body].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const caption = `${volume.requests} requests by ${volume.clients} clients, then latency of ${volume.alone} by one alone`;
  return [caption, line(heads), ...body.map(line)].join('\n');
}

function fixed(value: number | undefined, digits: number): string {
  return value === undefined ? '' : value.toFixed(digits);
}
