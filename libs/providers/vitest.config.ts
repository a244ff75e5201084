import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../vitest.base.ts';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  test: { ...testDefaults('providers'), include: ['src/**/*.spec.ts'] },
});
