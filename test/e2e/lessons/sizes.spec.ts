/** Lesson 9, from first to last step: what adds, what does not, and one free energy for all layers. */
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
} from './lesson';

lab('the lesson on sizes is done from first to last step', async ({ page }) => {
  const seen = (name: string) => numberIn(figure(page), name);
  const compare = async () => {
    await button(page, 'Compare sizes').click();
    await expect(button(page, 'Compare sizes')).toBeVisible();
  };
  await openStep(page, 'sizes.1');
  await predict(page, '6 nats');
  await expectWrong(page);
  await expect(check(page)).toContainText('Nothing has been compared yet');
  await compare();
  await expect(check(page)).toContainText('nats short of A + B');
  await expectOpen(page);
  expect(await seen('ln Z together')).toBeCloseTo((await seen('ln Z of A')) + (await seen('ln Z of B')), 9);
  await set(page, 'Spread of weights', 0.1);
  await expectOpen(page);
  await compare();
  await expectPassed(page);

  await next(page);
  await predict(page, 'Never');
  await expectRight(page);
  await expect(check(page)).toContainText('Nothing has been compared yet');
  await compare();
  await expect(check(page)).toContainText('At 3 copies');
  await expectOpen(page);
  const atThree = await seen('Error of truncated enumeration');
  await set(page, 'Copies up to', 8);
  await compare();
  await expectPassed(page);
  // for each copy it is short by more
  expect(await seen('Error of truncated enumeration')).toBeLessThan(atThree);

  await next(page);
  await predict(page, /^Right on average/);
  await expectRight(page);
  await compare();
  await expect(check(page)).toContainText(/nats wide|no lower end/);
  await expectOpen(page);
  await set(page, 'AIS β steps', 200);
  await set(page, 'AIS chains', 200);
  await expectOpen(page);
  await compare();
  await expectPassed(page);

  await next(page);
  await predict(page, /p̃ moves towards p$/);
  await expectWrong(page);
  const without = await seen('KL(p ‖ p̃)');
  await page.getByRole('checkbox', { name: /^Shift H₂/ }).check();
  await expect(check(page)).toContainText('h has 3 units');
  await expectOpen(page);
  await set(page, 'Hidden units m', 2);
  await expectPassed(page);
  expect(Math.abs(await seen('(Z_RG − Z) / Z'))).toBeLessThan(1e-13);
  expect(await seen('KL(p ‖ p̃)')).toBeCloseTo(without, 12);

  await next(page);
  await predict(page, /^No: each layer has a zero/);
  await expectRight(page);
  const one = page.getByRole('checkbox', { name: /free energy for all layers/ });
  await one.check();
  await expectOpen(page);
  await one.uncheck();
  await button(page, 'Train three layers').click();
  await expect(check(page)).toContainText('Now the switch');
  const [first, third] = [await seen('ln Z, layer 1'), await seen('ln Z, layer 3')];
  const likelihood = await seen('Log-likelihood, layer 3');
  expect(Math.abs(first - third)).toBeGreaterThan(0.1);
  await expectOpen(page);
  await one.check();
  await expectPassed(page);
  expect(await seen('ln Z, layer 3')).toBeCloseTo(first, 9);
  expect(await seen('Log-likelihood, layer 3')).toBe(likelihood);
  await expectSymbolsLight(page);
});
