// Runs the conformance suite of the providers and writes what it found to docs/conformance.md.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { conformanceDocument, type Conformance } from './document.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RESULTS = resolve(ROOT, 'dist/conformance.json');
const DOCUMENT = resolve(ROOT, 'docs/conformance.md');

rmSync(RESULTS, { force: true });
// The suite fails where the document is old, which is why it is made: what counts are the results.
spawnSync(
  process.execPath,
  [
    resolve(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '-c',
    'libs/providers/vitest.config.ts',
    'conformance',
    '--reporter=dot',
  ],
  { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
);
const conformance = JSON.parse(readFileSync(RESULTS, 'utf8')) as Conformance;
writeFileSync(DOCUMENT, await conformanceDocument(conformance));

const broken = conformance.results.filter(({ outcome }) => outcome === 'broken');
for (const { provider, api, client, feature } of broken) {
  console.error(`Broken: ${provider} by ${api}${client ? `, for a client of ${client}` : ''}: ${feature}`);
}
console.log(`docs/conformance.md shows ${conformance.results.length} results, ${broken.length} of them faults.`);
process.exit(broken.length > 0 ? 1 : 0);
