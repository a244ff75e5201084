import { type Page } from '@playwright/test';
import { expect, test } from './console-test.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** How far the page could be pushed sideways, in px. */
const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('on a phone nothing scrolls sideways, and a model is a page of its own', async ({ page }) => {
  await page.goto('/models');
  const first = page.getByRole('grid').getByRole('link', { name: /\// }).first();
  await expect(first).toBeVisible();
  expect(await sidewaysScroll(page)).toBe(0);
  await first.tap();
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('tab', { name: 'Endpoints' })).toBeVisible();
  expect((await panel.boundingBox())?.width).toBe(390);
  for (const tab of ['Prices', 'Code', 'About', 'Endpoints']) {
    await panel.getByRole('tab', { name: tab }).tap();
    expect(await sidewaysScroll(page), tab).toBe(0);
  }
  await panel.getByRole('button', { name: 'Back to models' }).tap();
  await expect(first).toBeVisible();
});

test('on a phone the navigation is a drawer that Esc closes', async ({ page }) => {
  await page.goto('/models');
  const drawer = page.getByRole('dialog', { name: 'Navigation' });
  await page.getByRole('button', { name: 'Open navigation' }).tap();
  await expect(drawer.getByRole('link', { name: 'Models' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('on a phone what is tapped is 44 px high', async ({ page }) => {
  await page.goto('/models');
  await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
  for (const name of ['Open navigation', 'API reference', 'Theme: System', 'Sort by: Newest']) {
    const box = await page.getByRole('button', { name }).or(page.getByRole('link', { name })).boundingBox();
    expect(box?.height, name).toBeGreaterThanOrEqual(44);
  }
  const row = await page.getByRole('row').nth(2).boundingBox();
  expect(row?.height).toBeGreaterThanOrEqual(44);
});
