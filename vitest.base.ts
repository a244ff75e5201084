import type { ViteUserConfig } from 'vitest/config';

/**
 * What every Vitest project shares: plain output for people, and the JSON report from which
 * `npm test` sums its closing line.
 */
export function testDefaults(project: string): NonNullable<ViteUserConfig['test']> {
  return {
    globals: false,
    environment: 'node',
    reporters: ['default', 'json'],
    outputFile: { json: `${import.meta.dirname}/dist/test-results/${project}.json` },
  };
}
