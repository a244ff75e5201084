import path from 'node:path';
import { type PartialStrykerOptions } from '@stryker-mutator/api/core';

/** What is broken: the translators, not what only specs use. */
const mutate = ['libs/dialects/src/**/*.ts', '!**/*.spec.ts', '!**/spec-*.ts', '!**/example-*.ts', '!**/testing/**'];

/**
 * Mutation testing of the translators: `npm run mutate`, or `npm run mutate -- gemini` for one folder. Stryker breaks the code in one place after
 * another; a mutant that no spec notices has survived. Seventeen thousand mutants take minutes, not hours, because
 * `tools/mutation/spec-runner.ts` runs them all in one process and leaves the slow specs out; its comments say which and why.
 */
const options = {
  plugins: [path.resolve(import.meta.dirname, '../../tools/mutation/stryker-plugins.ts')],
  testRunner: 'specs',
  coverageAnalysis: 'perTest',
  // Tables of rules act while their module loads: those mutants matter most here, though each of them loads the specs anew.
  ignoreStatic: false,
  ignorers: ['sentences'],
  mutate,
  // A mutant whose loop never ends hangs the process, which then begins again.
  timeoutMS: 10_000,
  concurrency: 1,
  tempDirName: 'dist/mutation/sandbox',
  ignorePatterns: ['**', '!libs/dialects/src/**', '!tools/**', '!tsconfig.base.json', '!package.json'],
  reporters: ['progress', 'json', 'html'],
  jsonReporter: { fileName: 'dist/mutation/report.json' },
  htmlReporter: { fileName: 'dist/mutation/report.html' },
} satisfies PartialStrykerOptions;

export default options;
