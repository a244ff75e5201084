import { expect, test } from './console-test.ts';

const REQUEST_ID = '01993f6e-2b7c-7a10-9c1e-5f2d8b1a4c33';

test('a failure shows its request id, and Try again recovers', async ({ page }) => {
  await page.route('**/management/v1/models', (route) =>
    route.fulfill({
      status: 503,
      json: { error: { message: 'The database does not answer.', code: 'not_ready', request_id: REQUEST_ID } },
    }),
  );
  await page.goto('/models');
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('Models could not be loaded');
  await expect(notice).toContainText('The database does not answer.');
  await expect(notice).toContainText(REQUEST_ID);

  await page.unroute('**/management/v1/models');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('grid', { name: 'Models' })).toBeVisible();
  await expect(notice).toBeHidden();
});

test('a model that cannot be loaded leaves the list in place', async ({ page }) => {
  const path = '**/management/v1/models/anthropic/claude-sonnet-5';
  await page.route(path, (route) =>
    route.fulfill({ status: 502, body: 'Bad gateway', headers: { 'x-request-id': REQUEST_ID } }),
  );
  await page.goto('/models/anthropic/claude-sonnet-5');
  const panel = page.getByRole('complementary', { name: 'Claude Sonnet 5' });
  await expect(panel.getByRole('alert')).toContainText(REQUEST_ID);
  await expect(page.getByRole('grid', { name: 'Models' })).toBeVisible();

  await page.unroute(path);
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.getByRole('tab', { name: 'Endpoints' })).toBeVisible();
});

test('an address without a page says so', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
});
