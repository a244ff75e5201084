import { expect, test } from './console-test.ts';

const SONNET = 'anthropic/claude-sonnet-5';

test('a model has a URL of its own, and Esc goes back to its row in the list', async ({ page }) => {
  await page.goto('/models?q=claude&sort=name');
  const row = page.getByRole('link', { name: SONNET, exact: true });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/models/${SONNET}?q=claude&sort=name`);
  const panel = page.getByRole('complementary', { name: 'Claude Sonnet 5' });
  await expect(panel.getByRole('heading', { name: 'Claude Sonnet 5' })).toBeFocused();
  await expect(panel.getByRole('row', { name: /^1 anthropic/ })).toContainText('Available');

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL('/models?q=claude&sort=name');
  await expect(row).toBeFocused();
});

test('whoever comes by a model’s URL sees the panel and the place in the list', async ({ page }) => {
  await page.goto(`/models/${SONNET}`);
  await expect(page.getByRole('heading', { name: 'Claude Sonnet 5' })).toBeVisible();
  await expect(page.getByRole('row', { name: SONNET, selected: true })).toBeInViewport();
});

test('↑ and ↓ walk the list while the panel is open', async ({ page }) => {
  await page.goto('/models?q=claude&sort=name');
  await page.getByRole('link', { name: SONNET, exact: true }).click();
  await page.getByRole('heading', { name: 'Claude Sonnet 5' }).press('ArrowUp');
  await expect(page).not.toHaveURL(new RegExp(`${SONNET}\\?`));
  await expect(page.getByRole('row', { selected: true })).toBeInViewport();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(`/models/${SONNET}?q=claude&sort=name`);
});

test('the prices say version, source and date, and the code calls this gateway with this model', async ({
  page,
  baseURL,
}) => {
  await page.goto(`/models/${SONNET}`);
  await page.getByRole('tab', { name: 'Prices' }).click();
  await expect(page).toHaveURL(`/models/${SONNET}?view=prices`);
  await expect(page.getByRole('row', { name: /^Cache read/ })).toContainText('per M tokens');
  await expect(page.getByText(/Version \d+, in force since .+ Read from \S+, \d+ \w+ \d{4}\./)).toBeVisible();

  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByRole('radio', { name: 'TypeScript' }).click();
  const code = page.getByRole('region', { name: 'TypeScript code' });
  await expect(code).toContainText(`baseURL: '${baseURL}/v1'`);
  await expect(code).toContainText(`model: '${SONNET}'`);
});

test('an unknown model says so and leads back', async ({ page }) => {
  await page.goto('/models/acme/nothing');
  await expect(page.getByRole('heading', { name: 'There is no model “acme/nothing”' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all models' }).click();
  await expect(page).toHaveURL('/models');
});
