/** Lesson 7, from first to last step: the trace condition of the construction, and of a machine in training. */
import { button, choice, expect, lab, set } from '../lab';
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
  prediction,
} from './lesson';

lab('the lesson on the trace condition is done up to the counterexample', async ({ page }) => {
  const seen = (name: string) => numberIn(figure(page), name);
  await openStep(page, 'trace.1');
  await predict(page, 'Flat at zero, since Z is kept');
  await expectWrong(page);
  await expectOpen(page);
  await button(page, 'K(v): Coupling').click();
  await expect(check(page)).toContainText('−1 or less at 8 of 16 states');
  await expectOpen(page);
  await button(page, 'K(v): Spike').click();
  await expectPassed(page);

  await next(page);
  await predict(page, /^Its p is the target’s/);
  await expectRight(page);
  await button(page, 'K(v): Constant').click();
  await expect(check(page)).toContainText('Flat at zero');
  await expectOpen(page);
  await page.getByRole('radio', { name: 'Another', exact: true }).click();
  await expectPassed(page);
  await expect(page.getByRole('status', { name: 'Which case' })).toHaveAttribute('data-kind', 'flat');

  await next(page);
  await predict(page, /^ΔF stays 0, and so KL stays small/);
  await expectWrong(page);
  await set(page, 'Size of K(v)', 2);
  await expect(prediction(page)).toContainText((await seen('KL from the sums')).toFixed(3));
  await set(page, 'Size of K(v)', 0.05);
  await expectOpen(page);
  await set(page, 'Size of K(v)', 0.1);
  await expectPassed(page);
  expect(await seen('KL from the sums')).toBeCloseTo(await seen('ln⟨e^δ⟩ − ⟨δ⟩'), 12);

  await next(page);
  await expect(figure(page).getByRole('status', { name: 'Z of the machine' })).toBeVisible();
  await expect(figure(page).getByRole('status', { name: 'p_λ of v = 1' })).toHaveCount(0);
  await predict(page, '½, as with the coin');
  await expectWrong(page);
  await expect(prediction(page)).toContainText('0.1438');
  expect(await seen('p_λ of v = 1')).toBeCloseTo(0.25, 12);
  expect(await seen('KL(p ‖ p_λ)')).toBeCloseTo(0.143841036226, 12);
  await expectOpen(page);
  await set(page, 'a, bias of v', -5);
  await expectOpen(page);
  await set(page, 'b, bias of h', -0.014);
  await expectPassed(page);
  await expectSymbolsLight(page);
});

lab('a machine in training comes to satisfy the trace condition, approximately', async ({ page }) => {
  const seen = (name: string) => numberIn(figure(page), name);
  await openStep(page, 'trace.5');
  await expect(figure(page)).not.toContainText('not get quite flat');
  await predict(page, /^It falls, and then wavers/);
  await expect(figure(page)).toContainText('not get quite flat');
  await expectRight(page);
  await expect(check(page)).toContainText('The spread is');
  await expectOpen(page);
  await button(page, 'Play').click();
  await expectPassed(page);
  expect(Math.abs((await seen('ΔF from the sums')) - (await seen('ΔF from δ')))).toBeLessThan(1e-9);

  await next(page);
  await predict(page, 'By about 10 %');
  await expectRight(page);
  await expect(check(page)).toContainText('half the squared spread');
  await expectOpen(page);
  await set(page, 'Learning rate', 0.1);
  await set(page, 'Batch size', 1000);
  await expectPassed(page);
  expect(await seen('KL from p')).toBeLessThan(0.1);
  await expect(choice(page, 'Data set')).toHaveCount(0);
  await expectSymbolsLight(page);
});
