/** The address holds the run: the same link replays the same bits, and a damaged link is mended in words. */
import { button, choice, expect, field, lab, pauseNow, set, stepTo, value } from './lab';

lab('opening the same link replays the same run bit for bit', async ({ page, context }) => {
  lab.setTimeout(120_000);
  await page.goto('?hidden=7&rate=0.08&batch=20&seed=42');
  await pauseNow(page);
  const moved = (await value(page, 'Updates')) + 5;
  await stepTo(page, moved);
  await set(page, 'Learning rate', 0.3);
  await set(page, 'Gibbs steps k', 3);
  const end = moved + 30;
  await stepTo(page, end);
  await expect.poll(() => page.url()).toContain(`${moved}.k.3`);
  await expect.poll(() => value(page, 'ln Z')).not.toBeNaN();
  await page.waitForTimeout(500);
  const numbers = [await value(page, 'ln Z'), await value(page, 'Log-likelihood')];

  const other = await context.newPage();
  await other.goto(page.url());
  await pauseNow(other);
  expect(await value(other, 'Updates')).toBeLessThan(end);
  await stepTo(other, end);
  await other.waitForTimeout(500);
  expect([await value(other, 'ln Z'), await value(other, 'Log-likelihood')]).toEqual(numbers);
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
