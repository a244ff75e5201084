import { startNuvra } from '../start-nuvra.ts';

/** Starts the gateway for all tests, unless NUVRA_E2E_URL names one; Playwright's workers read its URL there. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env['NUVRA_E2E_URL']) return () => Promise.resolve();
  const nuvra = await startNuvra();
  process.env['NUVRA_E2E_URL'] = nuvra.url;
  return async () => {
    await nuvra.stop();
  };
}
