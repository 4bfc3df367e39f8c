/** Lesson 4: the bias of CD, what sweeps buy, and the fall that nothing else shows. */
import { button, expect, field, lab, pauseNow, set, value } from '../lab';
import {
  check,
  checkFromNow,
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

lab('the lesson on CD is done from first to last step', async ({ page }) => {
  await openStep(page, 'divergence.1');
  await predict(page, /^It falls/);
  await expectWrong(page);
  // small weights: a sweep forgets nearly all, and no batch size makes a bias
  await set(page, 'Batch size', 4);
  await expect.poll(() => numberIn(figure(page), 'Relative bias')).toBeLessThan(0.1);
  await expectOpen(page);
  await set(page, 'Speed', 2000);
  await button(page, 'Play').click();
  await expectPassed(page);

  await next(page);
  await predict(page, 'About a third');
  await expectRight(page);
  await expect.poll(() => numberIn(figure(page), 'λ₂ of the sweep')).toBeGreaterThan(0.82);
  await pauseNow(page);
  await expect(check(page)).toContainText('at k = 1');
  await expectOpen(page);
  const bias = await numberIn(figure(page), 'Relative bias of CD-1');
  await set(page, 'Gibbs steps k', 2);
  await expect(check(page)).toContainText('at k = 2');
  await expectOpen(page);
  expect(await numberIn(figure(page), 'Relative bias of CD-2')).toBeLessThan(bias);
  await set(page, 'Gibbs steps k', 100);
  await expectPassed(page);

  await next(page);
  await predict(page, /^PCD-1/);
  await expectRight(page);
  await expect(check(page)).toContainText('Compare has not been pressed');
  await expectOpen(page);
  await button(page, 'Compare').click();
  await expectPassed(page);
  await button(page, 'Stop').click();

  await next(page);
  await predict(page, /^It rises too/);
  await expectWrong(page);
  // what does not fall does not pass: with decay only
  await button(page, 'Remove PCD-1').click();
  const onTheFall = await checkFromNow(page);
  await button(page, 'Compare').click();
  await expectPassed(page);
  expect(await onTheFall()).toContainEqual(expect.stringMatching(/^open: .*below its best/));
  await button(page, 'Stop').click();

  await next(page);
  await predict(page, /^Higher/);
  await expectRight(page);
  await field(page, 'L2').nth(1).fill('0.001');
  await field(page, 'L2').nth(1).press('Enter');
  const onTheWay = await checkFromNow(page);
  await button(page, 'Compare').click();
  await expectPassed(page);
  expect(await onTheWay()).toContainEqual(expect.stringMatching(/^open: .*method 1 at/));
  for (const number of [1, 2, 3, 4, 5]) await expect(step(page, number)).toHaveAccessibleName(/, done$/);
  expect(await value(page, 'Updates')).toBe(0);
});
