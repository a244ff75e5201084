// Breaks the dialects in thousands of places, one at a time, and counts how many the specs notice. Not part of `npm test`: it takes minutes.
import { existsSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { type MutantResult, type PartialStrykerOptions } from '@stryker-mutator/api/core';
import options from '../../libs/dialects/stryker.config.ts';

const SOURCES = 'libs/dialects/src';
/** Below this share of noticed mutants, in any folder, the command fails. */
const LEAST_PERCENT = 80;

const [folder] = process.argv.slice(2);
if (folder !== undefined && !existsSync(`${SOURCES}/${folder}`)) {
  console.error(`There is no folder ${SOURCES}/${folder}.`);
  process.exit(1);
}
const mutants = await new Stryker({
  ...inFolder(folder),
  configFile: 'libs/dialects/stryker.config.ts',
}).runMutationTest();

const byFolder = Map.groupBy(mutants.filter(counts), folderOf);
const rows = [...byFolder].map(([name, those]) => ({ folder: name, ...score(those) }));
console.table([...rows, { folder: 'all', ...score([...byFolder.values()].flat()) }]);
console.log('Which survived: dist/mutation/report.html');
process.exitCode = rows.some(({ percent }) => percent < LEAST_PERCENT) ? 1 : 0;

/** @param folder of the dialects; `.` means the files that stand in none */
function inFolder(folder: string | undefined): PartialStrykerOptions {
  if (folder === undefined) return {};
  const [, ...exceptions] = options.mutate;
  return { mutate: [folder === '.' ? `${SOURCES}/*.ts` : `${SOURCES}/${folder}/**/*.ts`, ...exceptions] };
}

function counts({ status }: MutantResult): boolean {
  return isNoticed(status) || status === 'Survived' || status === 'NoCoverage';
}

function isNoticed(status: MutantResult['status']): boolean {
  return status === 'Killed' || status === 'Timeout';
}

function folderOf({ fileName }: MutantResult): string {
  const within = fileName.slice(fileName.indexOf(SOURCES) + SOURCES.length + 1);
  return within.includes('/') ? within.slice(0, within.indexOf('/')) : '.';
}

function score(mutants: readonly MutantResult[]) {
  const noticed = mutants.filter(({ status }) => isNoticed(status)).length;
  return { mutants: mutants.length, noticed, percent: Math.round((1000 * noticed) / mutants.length) / 10 };
}
