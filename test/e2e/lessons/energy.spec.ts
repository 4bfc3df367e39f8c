/** Lesson 1, from the table of contents to its last step, by a reader's own hands. */
import { button, expect, lab, set, updatesDone, value } from '../lab';
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
  step,
} from './lesson';

lab('the lesson on energy is done from first to last step', async ({ page }) => {
  await page.goto('.');
  await button(page, 'Lessons').click();
  await page.getByRole('link', { name: 'Energy and probability' }).click();
  await expect(prediction(page)).toHaveAttribute('data-value', 'open');
  await expect(check(page)).toBeHidden();
  // the lab's machine has no part in it
  await expect(button(page, 'Play')).toBeHidden();
  await expect(button(page, 'Take this machine to the lab')).toBeHidden();
  await predict(page, 'All four with v₁ on');
  await expectWrong(page);
  await expect(prediction(page)).toContainText('101 and 111');
  await expectOpen(page);
  await set(page, 'W₁, between v₁ and h', 3);
  await expectOpen(page);
  await expect(check(page)).toContainText('below 110');
  await set(page, 'W₁, between v₁ and h', 0);
  await set(page, 'a₁, bias of v₁', 2);
  await set(page, 'a₂, bias of v₂', 2);
  await expectOpen(page);
  await set(page, 'b, bias of h', -2);
  await expectPassed(page);

  await next(page);
  await predict(page, 'Z falls, the probabilities stay');
  await expectRight(page);
  const before = await numberIn(figure(page), 'Probability of 101');
  await set(page, 'Shift of every energy', 2);
  await expectOpen(page);
  expect(await numberIn(figure(page), 'Probability of 101')).toBeCloseTo(before, 12);
  await set(page, 'W₁, between v₁ and h', -5);
  await set(page, 'Shift of every energy', 2.3);
  await expectOpen(page);
  await button(page, 'Set the figure up again').click();
  await set(page, 'Shift of every energy', 2.92);
  await expectPassed(page);

  await next(page);
  await predict(page, 'Yes, through h');
  await expectRight(page);
  await set(page, 'W₁, between v₁ and h', 5);
  await set(page, 'W₂, between v₂ and h', 5);
  await expectOpen(page);
  await set(page, 'b, bias of h', -5);
  await set(page, 'a₁, bias of v₁', -2.5);
  await set(page, 'a₂, bias of v₂', -2.5);
  await expectPassed(page);

  await next(page);
  await predict(page, /2⁸⁰/);
  await expectRight(page);
  await expectSymbolsLight(page);
  for (const number of [1, 2, 3, 4]) await expect(step(page, number)).toHaveAccessibleName(/, done$/);
});

lab('a step is a link, and progress stays over a reload', async ({ page }) => {
  await openStep(page, 'energy.2');
  await predict(page, 'All probabilities fall');
  await set(page, 'Shift of every energy', 2.92);
  await expectPassed(page);
  await expect.poll(() => page.url()).toContain('lesson=energy.2');
  // what was done is kept at once
  await page.reload();
  await expectWrong(page);
  await expectPassed(page);
  await next(page);
  await expect.poll(() => page.url()).toContain('lesson=energy.3');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Z turns energies into probabilities' })).toBeVisible();
});

lab('a symbol that is pointed at lights up in the figure and says its value', async ({ page }) => {
  await openStep(page, 'energy.1');
  await set(page, 'W₁, between v₁ and h', 1.5);
  const said = page.getByRole('status', { name: 'What the symbol stands for' });
  await button(page, 'Show the weight between v₁ and h').focus();
  await expect(said).toHaveText('the weight between v₁ and h: 1.50 nats');
  await expect(figure(page).locator('[data-symbol="W1"]')).toHaveAttribute('data-lit', '');
  await expect(figure(page).locator('[data-symbol="W2"]')).not.toHaveAttribute('data-lit', '');
  await button(page, 'Show the bias of h').hover();
  await expect(said).toHaveText('the bias of h: 0.00 nats');
  await expect(figure(page).locator('[data-symbol="W1"]')).not.toHaveAttribute('data-lit', '');
});

lab('the lab has its own machine back when the lessons are left', async ({ page }) => {
  await page.goto('?data=bars&side=3&hidden=7&speed=1000');
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(50);
  await button(page, 'Lessons').click();
  await page.getByRole('link', { name: 'Energy and probability' }).click();
  await expect(page.getByRole('main', { name: /^Lesson: / })).toBeVisible();
  await button(page, 'Back to the lab').click();
  expect(await updatesDone(page)).toBeGreaterThan(50);
  await expect(page.getByRole('spinbutton', { name: 'Hidden units' })).toHaveValue('7');
});
