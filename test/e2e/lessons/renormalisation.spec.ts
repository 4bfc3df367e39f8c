/** Lesson 6, from first to last step: Z kept to the last digit while p is moved. */
import { button, expect, lab, set } from '../lab';
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

lab('the lesson on renormalisation is done from first to last step', async ({ page }) => {
  const seen = (name: string) => numberIn(figure(page), name);
  // a link that names settings of the lab still sets the figure up, and stops the machine
  await openStep(page, 'renormalisation.3&hidden=7');
  expect(await seen('KL(p ‖ p̃)')).toBeCloseTo(0.7805, 3);
  await openStep(page, 'renormalisation.1');
  await expect(figure(page)).toContainText('once you have predicted');
  await expect(figure(page).getByRole('status', { name: /^Total variation/ })).toHaveCount(0);
  await predict(page, 'F and p');
  await expectWrong(page);
  await expect(prediction(page)).toContainText('Four of them move p');
  await page.getByRole('radio', { name: 'Swap on and off of the first visible unit' }).check();
  await expect(check(page)).toContainText('p moves');
  await page.getByRole('radio', { name: 'Add a constant K' }).check();
  await expect(check(page)).toContainText('weights and biases are as they were');
  await expectOpen(page);
  await page.getByRole('radio', { name: 'Swap on and off of the first hidden unit' }).check();
  await expectPassed(page);

  await next(page);
  await predict(page, /stays, p̃ moves/);
  await expectRight(page);
  await expectOpen(page);
  await button(page, 'K(v): Spike').click();
  expect(await seen('KL(p ‖ p̃)')).toBeCloseTo(0.2769, 4);
  await expectOpen(page);
  await expect(check(page)).toContainText('0.277');
  await set(page, 'K(v) of state 0', 4);
  await expectPassed(page);
  expect(Math.abs(await seen('(Z_RG − Z) / Z'))).toBeLessThan(1e-13);

  await next(page);
  await predict(page, /^ln Z̃ alone/);
  await expectRight(page);
  await set(page, 'Size of K(v)', 3);
  await button(page, 'K(v): Constant').click();
  await expectOpen(page);
  await set(page, 'Size of K(v)', -3);
  await expectPassed(page);
  expect((await seen('ln Z̃')) - (await seen('ln Z of H'))).toBeCloseTo(3, 10);

  await next(page);
  await predict(page, 'Those near p');
  await expectWrong(page);
  await set(page, 'Size of K(v)', 1);
  await button(page, 'K(v): Coupling').click();
  await expectOpen(page);
  await button(page, 'H(v): Flat').click();
  await expectOpen(page);
  await button(page, 'Set the figure up again').click();
  await set(page, 'Size of K(v)', -1);
  await button(page, 'K(v): Coupling').click();
  await expectPassed(page);

  await next(page);
  await predict(page, /^That can’t be said/);
  await expectRight(page);
  await expect(check(page)).toContainText('not the machine’s yet');
  await expect(page.getByRole('status', { name: 'Epoch', exact: true })).toHaveAttribute(
    'data-value',
    /[1-9]\d\d/,
  );
  await button(page, 'H(v): Machine').click();
  await expect(check(page)).toContainText('is the likeliest');
  const likeliest = Number(/State (\d+)/.exec((await check(page).textContent())!)![1]);
  const reader = page.getByRole('slider', { name: 'Read off p and p̃' });
  await reader.press('Home');
  for (let state = 0; state < likeliest; state++) await reader.press('ArrowRight');
  await set(page, `K(v) of state ${likeliest}`, 1);
  await expectOpen(page);
  await set(page, `K(v) of state ${likeliest}`, 6);
  await expectPassed(page);
  expect(Math.abs(await seen('(Z_RG − Z) / Z'))).toBeLessThan(1e-12);
  await expectSymbolsLight(page);
});
