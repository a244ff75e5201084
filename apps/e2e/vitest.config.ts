import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../vitest.base.ts';

/** Black-box tests over HTTP against the built gateway: each suite starts one of its own. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  test: {
    ...testDefaults('e2e-api'),
    include: ['src/api/**/*.spec.ts'],
    // Starting a gateway with its database takes a second or two, ten times that on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
