/** "Verify the mathematics" holds in this browser, and would not if a kernel were wrong. */
import type { Page } from '@playwright/test';
import { button, expect, lab } from './lab';

const verdict = (page: Page) => page.getByRole('status', { name: 'Checks that do not hold', exact: true });
const holding = (page: Page) => page.getByRole('status', { name: 'Checks that hold', exact: true });

lab('every reference value holds, through the worker that the lab uses', async ({ page }) => {
  await page.goto('?view=verify');
  await expect(verdict(page)).toHaveText(/^All \d+ hold$/);
  expect(Number(await holding(page).getAttribute('data-value'))).toBeGreaterThan(150);
  await expect(page.locator('output[data-passes="false"]')).toHaveCount(0);
  // a second time: nothing that ran before is in the way
  await button(page, 'Verify again').click();
  await expect(verdict(page)).toHaveText(/^All \d+ hold$/);
});

/** ln 2 to 32 bits, with which the enumeration kernel reduces its exponents, in the bytes of its file. */
const constant = Buffer.from(Float64Array.of(0.6931471803691238).buffer);

lab('a kernel with one wrong digit in one constant turns the page red', async ({ page }) => {
  let patched = 0;
  await page.route(/partition-[^/]*\.wasm$/, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    for (let at = body.indexOf(constant); at >= 0; at = body.indexOf(constant, at + 1)) {
      // about the ninth digit
      body[at + 2]! ^= 0x40;
      patched++;
    }
    await route.fulfill({ response, body });
  });
  await page.goto('?view=verify');
  await expect(page.locator('.verdict.bad')).toBeVisible();
  await expect(button(page, 'Verify again')).toBeEnabled();
  expect(patched).toBeGreaterThan(0);
  await expect(verdict(page)).toHaveText(/do not hold/);
  await expect(page.getByRole('group').filter({ hasText: 'ln Z over β' })).toContainText('do not hold');
  await expect(page.getByRole('group').filter({ hasText: 'Random numbers' })).not.toContainText(
    'do not hold',
  );
});
