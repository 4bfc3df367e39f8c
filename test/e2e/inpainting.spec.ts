/** Inpainting and denoising, as a reader does it: paint, fill in, compare with guesses. */
import type { Page } from '@playwright/test';
import { button, expect, field, lab, pauseNow, set } from './lab';

const readOut = (page: Page, name: string) => page.getByRole('status', { name, exact: true });
const number = async (page: Page, name: string, key = 'data-value') =>
  Number(await readOut(page, name).getAttribute(key));

async function fillIn(page: Page, mode: string) {
  await page.getByRole('radio', { name: mode, exact: true }).check({ force: true });
  await button(page, 'Fill in').click();
  await expect(page.getByText(`, ${mode}`)).toBeVisible();
}

lab('a machine fills in what is painted over, in three ways, better than guesses', async ({ page }) => {
  // bars and stripes: half of a picture says nearly all about the other half, and guesses get one half
  await page.goto('?data=bars&hidden=16&start=0.1&speed=100000');
  await expect(readOut(page, 'Updates')).toHaveAttribute('data-value', /\d{4}/);
  await pauseNow(page);
  await page.getByRole('tab', { name: 'Inpainting', exact: true }).click();
  await button(page, 'Clear').click();
  await expect(button(page, 'Fill in')).toBeDisabled();
  await page.getByRole('gridcell', { name: /^row 2, column 3/ }).click();
  await expect(button(page, 'Fill in')).toBeEnabled();
  await button(page, 'Right half').click();
  for (const mode of ['stochastic', 'mean field', 'β-annealed']) {
    await fillIn(page, mode);
    expect(await number(page, 'Recovered, many rows')).toBeGreaterThan(0.6);
    expect(await number(page, 'Gain')).toBeGreaterThan(0.05);
  }
  await page.getByRole('slider', { name: 'Stage', exact: true }).fill('0');
  await expect(page.getByText(/^Sweep 0 of 100, β 0\.10/)).toBeVisible();
});

lab('noise is undone, and held-out digits come first', async ({ page }) => {
  await page.goto('?speed=100000');
  await expect(readOut(page, 'Updates')).toHaveAttribute('data-value', /\d{4}/);
  await pauseNow(page);
  await page.getByRole('tab', { name: 'Inpainting', exact: true }).click();
  await expect(page.getByText('held-out row 1', { exact: true })).toBeVisible();
  await expect(button(page, 'Row 2, shows 9')).toBeVisible();
  await set(page, 'noise', 20);
  await expect(field(page, 'noise')).toHaveValue('20');
  await fillIn(page, 'stochastic');
  const [right, asSeen] = [
    await number(page, 'Recovered, many rows'),
    await number(page, 'As seen, many rows'),
  ];
  expect(Math.abs(asSeen - 0.8)).toBeLessThan(0.02);
  expect(right).toBeGreaterThan(asSeen);
  expect(await number(page, 'Gain')).toBeCloseTo(right - asSeen, 10);
});
