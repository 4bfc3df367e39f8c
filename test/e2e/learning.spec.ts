/** The machine learns in the page, as far as the promises say. */
import { test } from '@playwright/test';
import {
  button,
  choice,
  expect,
  field,
  lab,
  output,
  pauseNow,
  set,
  slider,
  stepTo,
  updatesDone,
  value,
} from './lab';

lab('opening the page shows a machine learning with nothing clicked', async ({ page }) => {
  await page.goto('.');
  for (const name of ['Weights', 'Hidden activations', 'Gibbs chains']) {
    await expect(page.getByRole('img', { name, exact: true })).toBeVisible();
  }
  await expect(output(page, 'ln Z')).toHaveAttribute('data-method', 'exact');
  await expect.poll(() => value(page, 'Log-likelihood')).toBeGreaterThan(-21.5);
  expect(await value(page, 'Held-out log-likelihood')).toBeGreaterThan(-22.5);
});

// outside `lab`, which fails on what the browser logs of a script that is missing
test('opening the page where its script cannot be fetched says so', async ({ page }) => {
  await page.route(/\/page-[^/]*\.js$/, (route) => route.abort());
  await page.goto('.');
  await expect(page.getByRole('alert')).toHaveText(/could not be fetched. Reload/);
});

lab('moving Speed to its end passes −18.5 nats', async ({ page }) => {
  await page.goto('.');
  await slider(page, 'Speed').focus();
  await page.keyboard.press('End');
  await expect.poll(() => value(page, 'Log-likelihood')).toBeGreaterThan(-18.5);
});

lab('moving the learning rate acts on the next update', async ({ page }) => {
  await page.goto('.');
  await pauseNow(page);
  const start = await value(page, 'Updates');
  await set(page, 'Learning rate', 0.2);
  await stepTo(page, start + 1);
  await expect.poll(() => new URL(page.url()).search).toContain(`${start}.rate.0.2`);
});

lab('refusing a value outside its range leaves the run as it was', async ({ page }) => {
  await page.goto('.');
  await set(page, 'Learning rate', 7);
  await expect(page.getByText(/7 is not a number from 0\.0001 to 1/)).toBeVisible();
  await expect(slider(page, 'Learning rate')).not.toHaveValue('7');
  const before = await updatesDone(page);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(before);
});

lab('setting up bars and stripes with CD-1 shows the likelihood rise and fall', async ({ page }) => {
  await page.goto('.');
  await pauseNow(page);
  await choice(page, 'Data set').selectOption({ label: 'Bars and stripes' });
  await expect(page.getByText(/32/).first()).toBeVisible();
  for (const [name, number] of [
    ['Hidden units', 16],
    ['Starting weights', 0.1],
    ['Learning rate', 0.1],
    ['Momentum', 0],
    ['Weight decay', 0],
    ['Batch size', 32],
    ['Gibbs steps k', 1],
  ] as const) {
    if ((await field(page, name).inputValue()) !== String(number)) await set(page, name, number);
  }
  await choice(page, 'Starting biases').selectOption({ label: 'Zero' });
  await button(page, 'Reset').click();
  const summed: { update: number; sum: number }[] = [];
  await set(page, 'Speed', 2500);
  if (await button(page, 'Play').isVisible()) await button(page, 'Play').click();
  await expect
    .poll(
      async () => {
        const update = await value(page, 'Updates');
        const mean = await value(page, 'Log-likelihood');
        if (update > 0 && Number.isFinite(mean)) summed.push({ update, sum: 32 * mean });
        return update;
      },
      { intervals: [100] },
    )
    .toBeGreaterThan(20_000);
  const best = Math.max(...summed.map(({ sum }) => sum));
  const last = summed.at(-1)!.sum;
  expect(best).toBeGreaterThan(-160);
  expect(best).toBeLessThan(-150);
  expect(last).toBeGreaterThan(-225);
  expect(last).toBeLessThan(-175);
  expect(best - last).toBeGreaterThan(25);
});
