import { expect, test as base } from '@playwright/test';

export { expect };

/** Chromium reports every answer of 400 and more as an error; tests that want such answers say so by their own assertions. */
const ANSWER_WITH_ERROR_STATUS = /^Failed to load resource: the server responded with a status of \d+/;

/**
 * Every test of the console promises two things besides its own: nothing is written to the browser's console as an error (a breach of the
 * content security policy is), and no request leaves the gateway's origin.
 */
export const test = base.extend<{ tidiness: void }>({
  tidiness: [
    async ({ page, baseURL }, use) => {
      const errors: string[] = [];
      const foreignRequests: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !ANSWER_WITH_ERROR_STATUS.test(message.text())) errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol !== 'data:' && origin !== baseURL) foreignRequests.push(request.url());
      });
      await use();
      expect(errors, 'errors in the browser’s console').toEqual([]);
      expect(foreignRequests, 'requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});
