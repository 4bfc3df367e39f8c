/** Lesson 8, from the ring to a machine that learns lattices, by a reader's own hands. */
import { button, expect, lab, set, value } from '../lab';
import {
  check,
  expectOpen,
  expectPassed,
  expectRight,
  expectWrong,
  figure,
  next,
  numberIn,
  openStep,
  predict,
} from './lesson';

lab('the lesson on Kadanoff’s blocks is done from first to last step', async ({ page }) => {
  await openStep(page, 'kadanoff.1');
  await expect(page.getByRole('status', { name: 'K after one more' })).toBeHidden();
  await predict(page, /^The same/);
  await expectWrong(page);
  expect(await numberIn(figure(page), 'K after one more')).toBeCloseTo(1.6535941129, 9);
  await button(page, 'Sum over every second spin').click();
  await set(page, 'Coupling K', 0.61);
  await expectOpen(page);
  await expect(check(page)).toContainText('step back first');
  await button(page, 'One step back').click();
  await expectPassed(page);

  await next(page);
  await predict(page, /^1\.5/);
  await expectRight(page);
  for (let step = 0; step < 3; step++) await button(page, 'Sum over every second spin').click();
  await expectOpen(page);
  expect(Math.abs(await numberIn(figure(page), 'Difference'))).toBeLessThan(1e-10);
  await set(page, 'Coupling K', 0.9);
  await expectOpen(page);
  await set(page, 'Coupling K', 1.1);
  await expectPassed(page);

  await next(page);
  await predict(page, /^Down/);
  await expectRight(page);
  await expectOpen(page);
  await expect(check(page)).toContainText('It falls by');
  await set(page, 'Temperature T', 2);
  await expectPassed(page);

  await next(page);
  await expect(button(page, 'Compare with blocks')).toBeVisible();
  await predict(page, /^On a patch/);
  await expectRight(page);
  await expectOpen(page);
  await expect(check(page)).toContainText('Nothing compared yet');
  await set(page, 'sweeps', 100);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(2500);
  await button(page, 'Compare with blocks').click();
  await expectPassed(page);

  await next(page);
  await predict(page, /^All to one temperature/);
  await expectRight(page);
  await expect(figure(page).getByRole('img').first()).toBeVisible();
});
