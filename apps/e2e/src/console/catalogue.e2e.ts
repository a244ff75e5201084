import { type Page } from '@playwright/test';
import { expect, test } from './console-test.ts';

const summary = (page: Page) => page.getByRole('status');
const models = (page: Page) => page.getByRole('grid', { name: 'Models' }).getByRole('link', { name: /\// });

test('the console opens on the catalogue, which lists all models', async ({ page, request }) => {
  const { models: all } = (await (await request.get('/management/v1/models')).json()) as { models: unknown[] };
  await page.goto('/');
  await expect(page).toHaveURL('/models');
  await expect(summary(page)).toContainText(`${all.length} of ${all.length} models`);
  await expect(page.getByRole('grid', { name: 'Models' })).toHaveAttribute('aria-rowcount', String(all.length + 1));
});

test('searching narrows the list, and clearing brings all back', async ({ page }) => {
  await page.goto('/models');
  const search = page.getByRole('searchbox', { name: 'Search models' });
  await search.fill('Claude Sonnet 5');
  await expect(models(page).and(page.getByText('claude-sonnet-5')).first()).toBeVisible();
  for (const id of await models(page).allTextContents()) expect(id).toContain('claude');
  await search.fill('zebra crossing');
  await expect(page.getByRole('heading', { name: 'No model matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();
  await expect(models(page).first()).toBeVisible();
});

test('“/” goes to the search field, ↓ from there to the list', async ({ page }) => {
  await page.goto('/models');
  await expect(models(page).first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(models(page).first()).toBeFocused();
  await page.keyboard.press('End');
  const rows = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  await expect(page.locator(`[aria-rowindex="${rows}"]`).getByRole('link', { name: /\// })).toBeFocused();
  await expect(page.locator(`[aria-rowindex="${rows}"]`)).toBeInViewport();
});

test('filters, search and order live in the URL and survive a reload', async ({ page }) => {
  await page.goto('/models');
  const everything = await summary(page).textContent();
  await page.getByRole('button', { name: 'Add filter: Supports' }).click();
  await page.getByRole('menuitem', { name: 'reasoning' }).click();
  await page.getByRole('button', { name: 'Add filter: Provider' }).click();
  await page.getByRole('menuitem', { name: 'anthropic' }).click();
  await page.getByRole('button', { name: 'Input /M' }).click();
  await page.getByRole('searchbox').fill('claude');
  await expect(page).toHaveURL((url) => url.search === '?supports=reasoning&provider=anthropic&sort=input&q=claude');

  const found = await models(page).allTextContents();
  const told = (await summary(page).textContent()) ?? '';
  expect(told).not.toBe(everything);
  await page.reload();
  await expect(summary(page)).toHaveText(told);
  expect(await models(page).allTextContents()).toEqual(found);
  await expect(page.getByRole('columnheader', { name: 'Input /M' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('searchbox')).toHaveValue('claude');

  await page.getByRole('button', { name: 'Remove filter: Provider anthropic' }).click();
  await expect(page).toHaveURL((url) => !url.searchParams.has('provider'));
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Remove filter: Provider anthropic' })).toBeVisible();
});

test('unknown prices are “—” and free ones say so', async ({ page }) => {
  const answer = (prices: object) => ({
    id: 'acme/x',
    author: 'acme',
    name: 'X',
    aliases: [],
    kind: 'chat',
    family: null,
    available: false,
    providers: [],
    contextTokens: null,
    maxOutputTokens: null,
    inputModalities: [],
    outputModalities: [],
    capabilities: [],
    releaseDate: null,
    ...prices,
  });
  await page.route('**/management/v1/models', (route) =>
    route.fulfill({
      json: {
        models: [answer({ inputNanoUsdPerMillion: '0', outputNanoUsdPerMillion: null })],
        source: 'https://example.org/facts',
        sourceDate: '2026-01-31',
        demo: false,
      },
    }),
  );
  await page.goto('/models');
  const cells = page.getByRole('row', { name: 'acme/x' }).getByRole('gridcell');
  await expect(cells.nth(1)).toContainText('Free');
  await expect(cells.nth(2)).toContainText('—');
  await expect(cells.nth(3)).toContainText('—');
  await expect(summary(page)).toContainText('example.org, 31 Jan 2026');
  await expect(page.getByText('Demo mode.')).toBeHidden();
});
