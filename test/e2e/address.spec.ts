/** The address holds the run: the same link replays the same bits, and a damaged link is mended in words. */
import type { Page } from '@playwright/test';
import { button, choice, expect, field, lab, output, pauseNow, set, stepTo, value } from './lab';

/** ln Z and the log-likelihood, once they are those of an update. */
async function measuredAt(page: Page, update: number) {
  for (const name of ['ln Z', 'Log-likelihood'] as const) {
    await expect(output(page, name)).toHaveAttribute('data-update', String(update));
  }
  return [await value(page, 'ln Z'), await value(page, 'Log-likelihood')];
}

lab('opening the same link replays the same run bit for bit', async ({ page, context }) => {
  await page.goto('?hidden=7&rate=0.08&batch=20&seed=42&speed=1');
  await pauseNow(page);
  const moved = (await value(page, 'Updates')) + 5;
  await stepTo(page, moved);
  await set(page, 'Learning rate', 0.3);
  await set(page, 'Gibbs steps k', 3);
  const end = moved + 12;
  await stepTo(page, end);
  await expect.poll(() => page.url()).toContain(`${moved}.k.3`);
  const numbers = await measuredAt(page, end);

  const other = await context.newPage();
  await other.goto(page.url());
  await pauseNow(other);
  expect(await value(other, 'Updates')).toBeLessThan(end);
  await stepTo(other, end);
  expect(await measuredAt(other, end)).toEqual(numbers);
  expect(await field(other, 'Learning rate').inputValue()).toBe('0.3');
});

lab('opening a hand-edited link gives the nearest valid state and says what it dropped', async ({ page }) => {
  await page.goto('?data=bars&hidden=5000&rate=banana&colour=blue');
  await expect(choice(page, 'Data set')).toHaveValue('bars');
  await expect(field(page, 'Hidden units')).toHaveValue('1024');
  await expect(page.getByText(/no setting “colour”/)).toBeVisible();
  await expect(page.getByText(/can’t be “banana”/)).toBeVisible();
  await expect(button(page, 'Pause')).toBeVisible();
});
