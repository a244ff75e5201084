import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe } from 'vitest';

/** One real HTTP exchange with a vendor, secrets removed. */
export interface Recording {
  /** Cassette and position in it: exchanges of one cassette in order are one conversation. */
  readonly source: string;
  readonly index: number;
  readonly host: string;
  /** With its query string, if it had one. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly request: unknown;
  /** The reply's exact bytes. */
  readonly responseBody: Buffer;
}

// The recordings stand beside the project, never in it: a clone without them skips what needs them.
const file = resolve(import.meta.dirname, '../../../shared/recordings/provider-traffic.jsonl.gz');

let loaded: Recording[] | undefined;

/** All recorded exchanges that `accept` takes; none where the recordings are absent. */
export function recordings(accept: (recording: Recording) => boolean): Recording[] {
  if (!existsSync(file)) return [];
  loaded ??= gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const exchange = JSON.parse(line) as Omit<Recording, 'responseBody'> & { responseBody: string };
      return { ...exchange, responseBody: Buffer.from(exchange.responseBody, 'utf8') };
    });
  return loaded.filter(accept);
}

/** `describe` where the recordings are, else a suite that says it is skipped. */
export function describeRecorded(promise: string, suite: () => void): void {
  if (existsSync(file)) describe(promise, suite);
  else describe.skip(`${promise} (skipped: no ../shared/recordings beside the project)`, suite);
}

/** A name that finds the exchange again: cassette and position. */
export function nameOf(recording: Recording): string {
  return `${recording.source}#${recording.index}`;
}
