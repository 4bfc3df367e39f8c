/** Lesson 11: the readers' questions, each tried on the spot. */
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
  step,
} from './lesson';

lab('the lesson on readers’ questions is done from first to last step', async ({ page }) => {
  await openStep(page, 'questions.1');
  await predict(page, /^10 always/);
  await expectWrong(page);
  await set(page, 'a₁, bias of v₁', 1);
  await set(page, 'a₂, bias of v₂', 0.7);
  await expect(check(page)).toContainText('0.30 nats lower');
  await expectOpen(page);
  await set(page, 'W₁, between v₁ and h', -5);
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Entropy of 01')).toBeCloseTo(Math.LN2, 9);

  await next(page);
  await predict(page, /^Four minima, equally deep/);
  await expectRight(page);
  await expect(check(page)).toContainText('not the four shifts');
  await expect.poll(() => numberIn(figure(page), 'Minima')).toBe(1);
  await expectOpen(page);
  await figure(page).getByRole('radio', { name: '4 shifts sideways' }).check();
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Depths differ by')).toBeLessThan(0.2);

  await next(page);
  await expect(figure(page)).toContainText('Predict first');
  await predict(page, /^Yes: one hidden state/);
  await expectWrong(page);
  await expect(check(page)).toContainText('4 hidden units');
  await expectOpen(page);
  await set(page, 'Hidden units', 8);
  await expectPassed(page);

  await next(page);
  await expect(figure(page)).toContainText('Predict first');
  await predict(page, /^Yes, some steep one/);
  await expectRight(page);
  await expect(check(page)).toContainText('0 of 128 stand out after 0 updates');
  await expectOpen(page);
  expect(await numberIn(figure(page), 'Tail exponent α')).toBeGreaterThan(3);
  await button(page, 'Play').click();
  await expectPassed(page);

  await next(page);
  await predict(page, /^Next to nothing/);
  await expectWrong(page);
  await button(page, 'Train the stack').click();
  await expect(page.getByRole('status', { name: 'What the stack is doing' })).toContainText(
    'A stack of 18-12',
  );
  await expectOpen(page);
  await set(page, 'fine-tuning', 6);
  await button(page, 'Train the stack').click();
  await expectPassed(page);

  await next(page);
  await predict(page, /^It may be far/);
  await expectRight(page);
  await expect(check(page)).toContainText('The reconstruction error is 0.2');
  await expectOpen(page);
  await set(page, 'Speed', 5000);
  await button(page, 'Play').click();
  await expectPassed(page);
  expect(await value(page, 'KL to the data')).toBeGreaterThan(0.5);

  await next(page);
  await predict(page, /^Worse and worse/);
  await expectWrong(page);
  await set(page, 'W₁, between v₁ and h', 5);
  await set(page, 'W₂, between v₂ and h', 5);
  await expectOpen(page);
  await set(page, 'b, bias of h', -5);
  await set(page, 'a₁, bias of v₁', -2.5);
  await set(page, 'a₂, bias of v₂', -2.5);
  await expectPassed(page);
  for (const h of ['off', 'on'])
    expect(Math.abs(await numberIn(figure(page), `Covariance given h ${h}`))).toBeLessThan(1e-15);
  for (const number of [1, 2, 3, 4, 5, 6, 7])
    await expect(step(page, number)).toHaveAccessibleName(/, done$/);
});
