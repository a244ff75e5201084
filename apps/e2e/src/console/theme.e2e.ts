import { type Page } from '@playwright/test';
import { expect, test } from './console-test.ts';

/** The design's values, light and dark. Material drops a token whose name it does not know without a word: this reads them back. */
const COLORS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  '--mat-sys-primary': ['#5927D8', '#BFADFF'],
  '--mat-sys-on-primary': ['#FFFFFF', '#29007B'],
  '--mat-sys-primary-container': ['#ECE4FF', '#2E2554'],
  '--mat-sys-secondary-container': ['#EAE6F3', '#2D2938'],
  '--mat-sys-on-secondary-container': ['#25212F', '#E6DFF5'],
  '--mat-sys-tertiary': ['#0B6467', '#87DBD7'],
  '--mat-sys-error': ['#B3261E', '#FF9D93'],
  '--mat-sys-error-container': ['#FCE4E2', '#4A1A18'],
  '--mat-sys-surface': ['#FBFAFC', '#121116'],
  '--mat-sys-surface-container-lowest': ['#FFFFFF', '#17161B'],
  '--mat-sys-surface-container-low': ['#F6F5F8', '#15141A'],
  '--mat-sys-surface-container': ['#F1EFF4', '#1E1C23'],
  '--mat-sys-surface-container-high': ['#EAE8EE', '#27252D'],
  '--mat-sys-surface-container-highest': ['#E3E0E8', '#323039'],
  '--mat-sys-on-surface': ['#1B1A20', '#E9E6EF'],
  '--mat-sys-on-surface-variant': ['#5B5866', '#A8A4B3'],
  '--mat-sys-outline': ['#7D7987', '#837F8D'],
  '--mat-sys-outline-variant': ['#E2DFE7', '#2E2B35'],
  '--mat-sys-inverse-surface': ['#2B2930', '#E6E0EA'],
  '--mat-sys-inverse-on-surface': ['#F4EFF8', '#2B2930'],
  '--nv-field-outline': ['#8D8A96', '#6E6B78'],
  '--nv-success': ['#13713F', '#6FD79B'],
  '--nv-warning': ['#8A5200', '#F3BE5C'],
  '--nv-warning-container': ['#FDF3DD', '#2C2411'],
};

const TYPE: Readonly<Record<string, string>> = {
  '--mat-sys-headline-small': '600 22px / 28px',
  '--mat-sys-title-medium': '600 15px / 24px',
  '--mat-sys-body-large': '400 14px / 22px',
  '--mat-sys-body-medium': '400 13px / 20px',
  '--mat-sys-label-large': '500 13px / 20px',
  '--mat-sys-body-small': '400 12px / 16px',
  '--mat-sys-label-medium': '500 12px / 16px',
};

/** What an element paints whose colour is the token. */
async function paintedColors(page: Page): Promise<Record<string, string>> {
  return page.evaluate((names) => {
    const probe = document.body.appendChild(document.createElement('div'));
    const hex = (part: string) => Number(part).toString(16).padStart(2, '0').toUpperCase();
    return Object.fromEntries(
      names.map((name) => {
        probe.style.color = '';
        probe.style.color = `var(${name})`;
        return [name, `#${(getComputedStyle(probe).color.match(/\d+/g) ?? []).slice(0, 3).map(hex).join('')}`];
      }),
    );
  }, Object.keys(COLORS));
}

for (const [index, colorScheme] of (['light', 'dark'] as const).entries()) {
  test(`the colours of the design reach the page: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/models');
    const expected = Object.fromEntries(Object.entries(COLORS).map(([name, pair]) => [name, pair[index]]));
    expect(await paintedColors(page)).toEqual(expected);
  });
}

test('type and shape of the design reach the page, and its fonts are the gateway’s own', async ({ page }) => {
  await page.goto('/models');
  const read = (name: string) =>
    page.evaluate(
      (token) =>
        getComputedStyle(document.documentElement)
          .getPropertyValue(token)
          .replace(/\s*\/\s*/, ' / '),
      name,
    );
  for (const [name, value] of Object.entries(TYPE)) expect(await read(name), name).toContain(value);
  expect(await read('--mat-sys-corner-medium')).toBe('8px');
  expect(await read('--mat-sys-corner-large')).toBe('12px');
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      .map(({ family }) => family.replaceAll('"', ''));
  });
  expect(loaded).toContain('Inter Variable');
});

test('the chosen theme holds over a reload, and System follows the system again', async ({ page }) => {
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.goto('/models');
  await page.getByRole('button', { name: 'Theme: System' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await scheme()).toBe('dark');
  await page.reload();
  expect(await scheme()).toBe('dark');
  await page.getByRole('button', { name: 'Theme: Dark' }).click();
  await page.getByRole('menuitemradio', { name: 'System' }).click();
  await expect.poll(scheme).toBe('light dark');
});
