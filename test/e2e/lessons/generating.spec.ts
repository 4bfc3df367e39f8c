/** Lesson 5: slopes and means, covariances, and the machine over β. */
import { expect, lab, pauseNow, set, value } from '../lab';
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

/** Training takes as long as it takes on a busy machine. */

lab('the lesson on ln Z is done from first to last step', async ({ page }) => {
  await openStep(page, 'generating.1');
  await expect(check(page)).toBeHidden();
  await predict(page, /^Steeper and steeper/);
  await expectWrong(page);
  await expectOpen(page);
  // the slope and the mean, formed in two ways
  const slope = await numberIn(figure(page), 'Slope of ln Z');
  expect(Math.abs(slope - (await numberIn(figure(page), 'Mean of v₁')))).toBeLessThan(1e-6);
  await set(page, 'W₁, between v₁ and h', 5);
  await set(page, 'a₁, bias of v₁', -2.05);
  await expectOpen(page);
  await page.getByRole('button', { name: 'Set the figure up again' }).click();
  await set(page, 'a₁, bias of v₁', 1.25);
  await expectPassed(page);
  await page.getByRole('radio', { name: 'W₁' }).check({ force: true });
  const joint = await numberIn(figure(page), 'Slope of ln Z');
  expect(Math.abs(joint - (await numberIn(figure(page), 'Mean of v₁h')))).toBeLessThan(1e-6);

  await next(page);
  await predict(page, 'It raises it');
  await expectRight(page);
  expect(await numberIn(figure(page), 'Covariance of v₁ and v₂')).toBeGreaterThan(0.01);
  await set(page, 'W₂, between v₂ and h', 5);
  await expectOpen(page);
  await set(page, 'W₁, between v₁ and h', 5);
  await set(page, 'W₂, between v₂ and h', -5);
  await set(page, 'a₁, bias of v₁', -2.5);
  await set(page, 'a₂, bias of v₂', 2.5);
  await set(page, 'b, bias of h', 0);
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Slope of ⟨v₁⟩')).toBeLessThan(-0.08);

  await next(page);
  await predict(page, /^Twice that/);
  await expectRight(page);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(320);
  await pauseNow(page);
  await expectOpen(page);
  await expect(check(page)).toContainText('At β = 1.00');
  await set(page, 'β', 2);
  await expectPassed(page);

  await next(page);
  await predict(page, /^0: without energy/);
  await expectWrong(page);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(1050);
  await pauseNow(page);
  await set(page, 'β', 3);
  await expect(check(page)).toContainText('at β = 3.00');
  await expectOpen(page);
  await set(page, 'β', 0.7);
  await expectPassed(page);

  await next(page);
  await predict(page, /^ln of the number of states/);
  await expectRight(page);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(1050);
  await pauseNow(page);
  await set(page, 'β', 0);
  await expect(check(page)).toContainText('131,072 joint states');
  await expectOpen(page);
  // e^S falls with β: halve the stretch that holds 14
  let [low, high] = [0, 4];
  for (let turn = 0; turn < 12; turn++) {
    const beta = (low + high) / 2;
    await set(page, 'β', beta);
    await expect(page.getByRole('slider', { name: 'β', exact: true })).toHaveValue(String(beta));
    const said = page.getByText(`At β = ${beta.toFixed(2)} about`);
    await expect(said.or(check(page).filter({ hasText: 'Done' })).first()).toBeVisible();
    if ((await check(page).getAttribute('data-value')) === 'passed') break;
    const states = Number(/about ([\d,]+) joint/.exec(await said.first().innerText())![1]!.replace(',', ''));
    if (states > 14) low = beta;
    else high = beta;
  }
  await expectPassed(page);
  for (const number of [1, 2, 3, 4, 5]) await expect(step(page, number)).toHaveAccessibleName(/, done$/);
  await expectSymbolsLight(page);
});
