import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe } from 'vitest';

// Beside the project, never in it: a clone without it skips what needs it.
const file = resolve(import.meta.dirname, '../../../shared/catalog/models-dev-2026-09-27.json');

/** The day on which models.dev said so. */
export const MODELS_DEV_DATE = '2026-09-27';

/** A snapshot of https://models.dev/api.json, freshly parsed. */
export function modelsDevSnapshot(): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** `describe` where the snapshot is, else a suite that says it is skipped. */
export function describeModelsDev(promise: string, suite: () => void): void {
  if (existsSync(file)) describe(promise, suite);
  else describe.skip(`${promise} (skipped: no ../shared/catalog beside the project)`, suite);
}
