/** Lesson 3, from its first step to its last, by a reader's own hands. */
import type { Locator, Page } from '@playwright/test';
import { button, choice, expect, lab, pause, set, updatesDone, value } from '../lab';
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

const lit = (page: Page) => page.locator('.pseudocode li[aria-current="step"]');
const litLines = (page: Page, lines: readonly string[]) =>
  expect
    .poll(() => lit(page).evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.line)))
    .toEqual(lines);
/** Does whole updates, one press of Step each. */
async function update(page: Page, times = 1) {
  for (let n = 0; n < times; n++) {
    const before = await updatesDone(page);
    await button(page, 'Step').click();
    await expect.poll(() => updatesDone(page)).toBe(before + 1);
  }
}
const picture = (page: Page, name: string) => figure(page).getByRole('img', { name, exact: true });
const reader = (page: Page) =>
  figure(page).getByRole('slider', { name: 'Weight of the difference, chosen', exact: true });
/** Chooses the weight of a column and row, of 16 by 8, with the pointer. */
async function choose(page: Page, column: number, row: number) {
  const box = (await reader(page).boundingBox())!;
  await reader(page).click({
    position: { x: ((column + 0.5) * box.width) / 16, y: ((row + 0.5) * box.height) / 8 },
  });
}
/** The lines of the program come to what the machine's own weight did, to single precision. */
const agree = (part: Locator) =>
  expect
    .poll(async () => {
      const step = await numberIn(part, 'Step by the lines above');
      return Math.abs((await numberIn(part, 'What W changed by')) - step);
    })
    .toBeLessThan(1e-6);

lab('the lesson on the two phases is done from first to last step', async ({ page }) => {
  await openStep(page, 'phases.1');
  await predict(page, 'It shrinks');
  await expectWrong(page);
  // a whole update at once is not what was asked
  await update(page);
  await agree(figure(page));
  await expectOpen(page);
  await choice(page, 'Step by').selectOption('Half sweep');
  await button(page, 'Step').click();
  await litLines(page, ['data', 'hPlus']);
  await expect(picture(page, 'Positive phase')).toHaveAccessibleDescription(/^128 numbers: /);
  await expect(picture(page, 'Negative phase')).toHaveAccessibleDescription('not computed yet');
  await button(page, 'Step').click();
  await litLines(page, ['vMinus']);
  await button(page, 'Step').click();
  await litLines(page, ['hMinus']);
  await expect(picture(page, 'Difference')).toHaveAccessibleDescription(/^128 numbers: /);
  await expectOpen(page);
  await button(page, 'Step').click();
  await litLines(page, ['difference', 'step', 'add']);
  await expectPassed(page);
  await choice(page, 'Step by').selectOption('Update');

  await next(page);
  await predict(page, 'Nothing at all');
  await expectRight(page);
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(2000);
  await expectOpen(page);
  await pause(page);
  await expect(async () => {
    await button(page, 'Step').click();
    await expect(check(page)).toHaveAttribute('data-value', 'passed', { timeout: 300 });
  }).toPass({ intervals: [50] });
  await expect(picture(page, 'Difference')).toHaveAccessibleDescription(
    '128 numbers: 0 above 0, 0 below, 128 exactly 0',
  );

  await next(page);
  await predict(page, '1.9 εG');
  await expectWrong(page);
  await update(page, 2);
  await expectOpen(page);
  await set(page, 'Momentum', 0.9);
  await update(page);
  expect(await numberIn(figure(page), 'Momentum, μ × the last step')).toBe(0);
  await update(page);
  await expectOpen(page);
  await update(page);
  await expectPassed(page);
  await litLines(page, ['difference', 'momentum', 'add']);
  await agree(figure(page));

  await next(page);
  await predict(page, /^It shrinks by the same factor/);
  await expectRight(page);
  await update(page);
  await choose(page, 3, 2);
  await expectOpen(page);
  await set(page, 'Weight decay', 0.1);
  await update(page);
  await litLines(page, ['difference', 'decay', 'step', 'add']);
  await agree(figure(page));
  // of the sixteen columns the first that decay alone has moved passes, and none before
  for (let column = 0; column < 16; column++) {
    await choose(page, column, 5);
    const [used, left] = [
      (await numberIn(figure(page), 'v⁺h⁺')) !== 0,
      (await numberIn(figure(page), 'v⁻h⁻')) !== 0,
    ];
    if (used || left) continue;
    await expectPassed(page);
    break;
  }
  await expectPassed(page);

  await next(page);
  await predict(page, /falls against that of the dream/);
  await expectRight(page);
  await update(page, 2);
  const grown = await numberIn(figure(page), 'Growth of the gap F_c(v⁻) − F_c(v⁺)');
  const expected = await numberIn(figure(page), 'The same to first order, ε × |G|²');
  expect(Math.abs(grown / expected - 1)).toBeLessThan(0.1);
  await expectOpen(page);
  await set(page, 'Learning rate', 1);
  await update(page, 3);
  await expectPassed(page);
  for (let number = 1; number <= 5; number++)
    await expect(step(page, number)).toHaveAccessibleName(/, done$/);
  await expectSymbolsLight(page);
});
