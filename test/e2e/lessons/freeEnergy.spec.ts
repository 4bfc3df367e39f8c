/** Lesson 2, from its first step to its last, by a reader's own hands. */
import type { Page } from '@playwright/test';
import { button, expect, lab, pause, set, value } from '../lab';
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

const choose = (page: Page, group: string, sample: number) =>
  page
    .getByRole('group', { name: group, exact: true })
    .getByRole('radio', { name: `Sample ${sample}`, exact: true })
    .check({ force: true });

/** Chooses all ten samples in turn; what a read-out says of each, and what the check says by then. */
async function eachSample(page: Page, group: string, readOut: string) {
  const seen: { value: number; check: string | null }[] = [];
  for (let sample = 1; sample <= 10; sample++) {
    const before = await numberIn(figure(page), readOut);
    await choose(page, group, sample);
    if (sample > 1) await expect.poll(() => numberIn(figure(page), readOut)).not.toBe(before);
    seen.push({
      value: await numberIn(figure(page), readOut),
      check: await check(page).getAttribute('data-value'),
    });
  }
  return seen;
}
/** The check passed with the first sample for which `right` holds, and not before. */
function expectPassedFrom(seen: Awaited<ReturnType<typeof eachSample>>, right: (value: number) => boolean) {
  const first = seen.findIndex((sample) => right(sample.value));
  expect(first).toBeGreaterThanOrEqual(0);
  expect(seen.map((sample) => sample.check)).toEqual(
    seen.map((_, index) => (index < first ? 'open' : 'passed')),
  );
}

async function trainAndPause(page: Page) {
  await expect.poll(() => value(page, 'Updates')).toBeGreaterThan(1000);
  await pause(page);
}

lab('the lesson on the free energies is done from first to last step', async ({ page }) => {
  await openStep(page, 'freeEnergy.1');
  await predict(page, /^65,536/);
  await expectWrong(page);
  await expectOpen(page);
  await trainAndPause(page);
  const clamped = await eachSample(page, 'Choose a sample v', 'F_c(v), minus both');
  const lowest = Math.min(...clamped.map((sample) => sample.value));
  expectPassedFrom(clamped, (Fc) => Fc === lowest);

  await next(page);
  await predict(page, /^F, for every/);
  await expectRight(page);
  await expectOpen(page);
  await trainAndPause(page);
  const mean = await numberIn(figure(page), 'Mean ℓ of the training rows, by the lab');
  const likelihoods = await eachSample(page, 'Choose a sample v', 'ℓ(v) = −F_c(v) + F');
  expectPassedFrom(likelihoods, (l) => l > mean);
  const [Fc, F] = [
    await numberIn(figure(page), 'F_c(v), minus both'),
    await numberIn(figure(page), 'F = −ln Z'),
  ];
  expect(likelihoods.at(-1)!.value).toBeCloseTo(-Fc + F, 9);

  await next(page);
  await predict(page, 'Yes, exactly');
  await expectRight(page);
  await trainAndPause(page);
  await expectOpen(page);
  const first = await numberIn(figure(page), 'F_c(v)');
  const others = await eachSample(page, 'Choose v′', 'F_c(v′)');
  if (others.some((other) => other.value - first > 8)) expectPassedFrom(others, (other) => other - first > 8);
  else await expectOpen(page);
  const all = others.map((other) => other.value);
  await choose(page, 'Choose v′', all.indexOf(Math.max(...all)) + 1);
  await choose(page, 'Choose v', all.indexOf(Math.min(...all)) + 1);
  await expectPassed(page);

  await next(page);
  await predict(page, 'The short ones are approximations');
  await expectWrong(page);
  const both = await numberIn(figure(page), 'ln Z, both');
  expect(await numberIn(figure(page), 'ln Z, hidden')).toBeCloseTo(both, 9);
  expect(await numberIn(figure(page), 'ln Z, visible')).toBeCloseTo(both, 9);
  await set(page, 'Hidden units', 9);
  await expect(check(page)).toContainText('neither layer is smaller');
  await expectOpen(page);
  await set(page, 'Hidden units', 11);
  await expectPassed(page);

  await next(page);
  await predict(page, /1,024 times as many/);
  await expectRight(page);
  await button(page, 'Sum F in full').click();
  const timeOfF = (hidden: number) =>
    figure(page).getByRole('status', { name: `Time of F, ${hidden} hidden units`, exact: true });
  await expect(timeOfF(16)).toHaveAttribute('data-method', 'measured');
  await set(page, 'Hidden units', 40);
  await expect(timeOfF(40)).toHaveAttribute('data-method', 'reckoned');
  await expect(button(page, 'Sum F in full')).toBeDisabled();
  await expectOpen(page);
  await set(page, 'Hidden units', 20);
  await expect(timeOfF(20)).toHaveAttribute('data-method', 'reckoned');
  await button(page, 'Sum F in full').click();
  await expectPassed(page);
  expect(await numberIn(figure(page), 'Terms of F_c, 20 hidden units')).toBe(84);
  expect(await numberIn(figure(page), 'Terms of F, 20 hidden units')).toBe(2 ** 20);

  await next(page);
  await predict(page, /^Both move/);
  await expectRight(page);
  await expectOpen(page);
  await button(page, 'Play').click();
  await expectPassed(page);
  for (let number = 1; number <= 6; number++)
    await expect(step(page, number)).toHaveAccessibleName(/, done$/);
  await expectSymbolsLight(page);
});
