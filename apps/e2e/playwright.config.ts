import { defineConfig } from '@playwright/test';
import { launchOptions } from './src/console/browser.ts';

/** The console in a real browser, against a gateway of its own (or the one at NUVRA_E2E_URL). */
export default defineConfig({
  testDir: './src/console',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../dist/e2e',
  globalSetup: './src/console/global-setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '../../dist/test-results/e2e-console.json' }]],
  use: {
    baseURL: process.env['NUVRA_E2E_URL'],
    launchOptions: await launchOptions(),
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    screenshot: 'only-on-failure',
  },
});
