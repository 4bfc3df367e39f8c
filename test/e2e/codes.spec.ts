/** Codes, as a reader looks at them: laid out by UMAP and PCA, pointed at, gathered in clusters. */
import type { Page } from '@playwright/test';
import { button, expect, lab, pauseNow, set } from './lab';

const readOut = (page: Page, name: string) => page.getByRole('status', { name, exact: true });
const number = async (page: Page, name: string, key = 'data-value') =>
  Number(await readOut(page, name).getAttribute(key));

lab('codes of the digits lie together by label, though the machine has seen none', async ({ page }) => {
  await page.goto('?speed=100000');
  await expect(readOut(page, 'Updates')).toHaveAttribute('data-value', /\d{4}/);
  await pauseNow(page);
  await page.getByRole('tab', { name: 'Codes', exact: true }).click();
  await set(page, 'samples', 300);
  await button(page, 'Lay out codes').click();
  await expect(readOut(page, 'Purity')).toHaveAttribute('data-value', /\d/);
  expect(await number(page, 'Purity')).toBeGreaterThan(await number(page, 'Purity by chance', 'data-high'));
  await expect(readOut(page, 'What the codes say')).toContainText(/^300 samples/);
  const share = await number(page, 'Variance on two axes');
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(1);
  const reader = page.getByRole('slider', { name: 'Sample in Codes' });
  await reader.press('ArrowRight');
  await expect(reader).toHaveAttribute('aria-valuetext', /^(training|held-out) row [\d,]+, shows \d$/);
  await page.getByRole('radio', { name: 'PCA', exact: true }).check({ force: true });
  await expect(page.getByText(/% of the variance across/).first()).toBeVisible();
  await page.getByRole('button', { name: /^Cluster 1: / }).click();
  await expect(page.getByText(/^Cluster 1: \d+ samples, .* on\.$/)).toBeVisible();
});
