import { defineConfig } from 'vitest/config';
import { testDefaults } from '../../vitest.base.ts';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/apps/api',
  resolve: { tsconfigPaths: true },
  build: {
    ssr: 'src/main.ts',
    target: 'node22',
    outDir: '../../dist/apps/api',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    // One file: with chunks, class-transformer may be evaluated before reflect-metadata. Names are kept for Nest's and TypeORM's sake.
    rolldownOptions: { output: { entryFileNames: '[name].js', format: 'es', codeSplitting: false, keepNames: true } },
  },
  test: {
    ...testDefaults('api'),
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['./test/setup.ts'],
    globalSetup: ['./test/global-setup.ts'],
  },
});
