/** Lesson 10: what machines are for, done from the first dream to the fine-tuned stack. */
import type { Page } from '@playwright/test';
import { button, expect, field, lab, pause, set, value } from '../lab';
import {
  check,
  expectOpen,
  expectPassed,
  expectRight,
  expectSymbolsLight,
  expectWrong,
  figure,
  next,
  numberIn,
  openStep,
  predict,
  step,
} from './lesson';

/** Lets the machine train until it has done so many updates. */
async function trainTo(page: Page, updates: number) {
  await button(page, 'Play').click();
  await expect.poll(() => value(page, 'Updates'), { intervals: [100] }).toBeGreaterThan(updates);
  await pause(page);
}

const choose = (page: Page, name: string) =>
  figure(page).getByRole('radio', { name, exact: true }).check({ force: true });

async function fillIn(page: Page, mode: string) {
  await choose(page, mode);
  await button(page, 'Fill in').click();
  await expect(figure(page).getByText(`, ${mode}`)).toBeVisible();
  await expect(button(page, 'Fill in')).toBeVisible();
}

lab('the lesson on what machines are for is done from first to last step', async ({ page }) => {
  await openStep(page, 'uses.1');
  await predict(page, /^They move faster/);
  await expectWrong(page);
  // cold, but free
  await set(page, 'β', 4);
  await expect.poll(() => value(page, 'Updates'), { intervals: [100] }).toBeGreaterThan(3000);
  await expect(check(page)).toContainText('The chains run free');
  await expectOpen(page);
  // held, but warm
  await set(page, 'β', 1);
  await choose(page, 'Clamped');
  await expect(check(page)).toContainText(/^\d+\.\d % of the open pixels/);
  await expectOpen(page);
  await set(page, 'β', 4);
  await expectPassed(page);

  await next(page);
  await predict(page, /^More than 8 in 10/);
  await expectRight(page);
  await set(page, 'samples', 250);
  await button(page, 'Lay out codes').click();
  await expect(check(page)).toContainText('After 0 updates: purity 0.');
  await expectOpen(page);
  const untrained = await numberIn(figure(page), 'Purity');
  await trainTo(page, 3000);
  await button(page, 'Lay out codes').click();
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Purity')).toBeGreaterThan(untrained);

  await next(page);
  await predict(page, /^The annealed picture/);
  await expectWrong(page);
  await set(page, 'sweeps', 10);
  await fillIn(page, 'stochastic');
  await expect(check(page)).toContainText('A gain of 0.0 points, after 0 updates');
  await expectOpen(page);
  await trainTo(page, 3000);
  await set(page, 'sweeps', 100);
  await fillIn(page, 'β-annealed');
  await expect(check(page)).toContainText('points, annealed');
  await expectOpen(page);
  const cold = await numberIn(figure(page), 'Gain');
  await choose(page, 'stochastic');
  await button(page, 'Fill in').click();
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Gain')).toBeGreaterThan(cold);

  await next(page);
  await predict(page, /^No: independent units/);
  await expectWrong(page);
  await button(page, 'Train the stack').click();
  await expect(check(page)).toContainText('After 2 epochs');
  await expectOpen(page);
  await set(page, 'epochs', 10);
  await button(page, 'Train the stack').click();
  await expectPassed(page);
  const learned = await numberIn(figure(page), 'Log-likelihood, layer 2');
  expect(learned - (await numberIn(figure(page), 'Independent units, layer 2'))).toBeGreaterThan(5);
  await expect(page.getByRole('img', { name: 'Pictures from the top' })).toBeVisible();

  await next(page);
  await predict(page, 'A few in a hundred');
  await expectRight(page);
  await expect(field(page, 'epochs a layer')).toHaveValue('20');
  // one epoch is a worse start than none
  await set(page, 'epochs a layer', 1);
  await set(page, 'seeds', 1);
  await set(page, 'single layer', 16);
  await button(page, 'Measure accuracies').click();
  await expect(check(page)).toContainText('One seed, −');
  await expectOpen(page);
  await set(page, 'epochs a layer', 20);
  await set(page, 'seeds', 2);
  await button(page, 'Measure accuracies').click();
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Accuracy: Stack 96-64, fine-tuned for 5 epochs')).toBeGreaterThan(
    1 + (await numberIn(figure(page), 'Accuracy: Net 96-64 from a random start, 10 epochs')),
  );
  for (const number of [1, 2, 3, 4, 5]) await expect(step(page, number)).toHaveAccessibleName(/, done$/);
  await expectSymbolsLight(page);
});
