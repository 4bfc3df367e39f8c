/** Methods side by side: the curves of "When CD goes wrong" fall where they were published. */
import type { Page } from '@playwright/test';
import { button, choice, expect, field, lab } from './lab';

const output = (page: Page, name: string) => page.getByRole('status', { name, exact: true });
const number = async (page: Page, name: string) =>
  Number(await output(page, name).getAttribute('data-value'));

/** Log-likelihood at the end and at its best, summed over the 32 points. */
async function summed(page: Page, method: string) {
  const end = await number(page, `Summed log-likelihood of ${method}`);
  const best = 32 * (await number(page, `Best log-likelihood of ${method}`));
  return { end, best };
}
const between = (value: number, low: number, high: number) => {
  expect(value).toBeGreaterThan(low);
  expect(value).toBeLessThan(high);
};

lab(
  '“When CD goes wrong” compares four methods, and each falls into its published band',
  async ({ page }) => {
    await page.goto('.');
    await choice(page, 'Preset').selectOption({ label: 'When CD goes wrong' });
    await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
    await expect(button(page, 'Compare')).toBeVisible({ timeout: 120_000 });
    const cd1 = await summed(page, 'CD-1');
    between(cd1.best, -160, -150);
    between(cd1.end, -225, -175);
    expect(cd1.best - cd1.end).toBeGreaterThan(25);
    const cd10 = await summed(page, 'CD-10');
    between(cd10.best, -121, -116);
    between(cd10.end, -145, -119);
    const pcd = await summed(page, 'PCD-1');
    between(pcd.best, -185, -135);
    expect(pcd.end).toBeLessThan(-350);
    const decayed = await summed(page, 'CD-1, L2 0.001');
    between(decayed.best, -123, -114);
    expect(decayed.best - decayed.end).toBeLessThan(8);
    await expect(page.getByText(/CD-1.*the likelihood falls while reconstruction error/)).toBeVisible();
  },
);

lab('stopping a comparison keeps what was measured, and the lab goes on', async ({ page }) => {
  await page.goto('?view=compare');
  await button(page, 'Compare').click();
  await expect(output(page, 'Log-likelihood of CD-1')).toHaveAttribute('data-value', /\d/);
  await button(page, 'Stop').click();
  await expect(button(page, 'Compare')).toBeVisible();
  await expect(output(page, 'Log-likelihood of CD-1')).toHaveAttribute('data-value', /\d/);
  await expect(page.getByRole('tab', { name: 'Compare' })).toBeVisible();
});

lab('a comparison of its own is in the address and comes back with it', async ({ page }) => {
  await page.goto('?view=compare');
  const methods = page.getByRole('region', { name: /^Method/ });
  await methods.nth(0).getByRole('combobox', { name: 'Algorithm' }).selectOption('exact');
  await methods.nth(1).getByRole('spinbutton', { name: 'k', exact: true }).fill('25');
  await methods.nth(1).getByRole('spinbutton', { name: 'k', exact: true }).press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toContain('k.25');
  await page.reload();
  await expect(methods.nth(0).getByRole('combobox', { name: 'Algorithm' })).toHaveValue('exact');
  await expect(methods.nth(1).getByRole('heading')).toHaveText('CD-25');
  // nonsense is refused, and what was there stays
  await methods.nth(1).getByRole('spinbutton', { name: 'k', exact: true }).fill('0');
  await methods.nth(1).getByRole('spinbutton', { name: 'k', exact: true }).press('Enter');
  await expect(page.getByText(/0 is not a whole number from 1 to 100/)).toBeVisible();
  await expect(methods.nth(1).getByRole('heading')).toHaveText('CD-25');
  await expect(field(page, 'Updates')).toHaveValue('20000');
});
