/** What a reader of a lesson can do and see, in words. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../lab';

/** Opens a step by its link, as "energy.2". */
export async function openStep(page: Page, place: string) {
  await page.goto(`?lesson=${place}`);
  await expect(page.getByRole('main', { name: /^Lesson: / })).toBeVisible();
}

export const step = (page: Page, number: number) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: new RegExp(`^Step ${number}:`) });
export const prediction = (page: Page) => page.getByRole('status', { name: 'Prediction', exact: true });
export const check = (page: Page) => page.getByRole('status', { name: 'Check', exact: true });
export const figure = (page: Page) => page.getByRole('region', { name: 'Figure', exact: true });

/** Predicts an answer by its words. */
export async function predict(page: Page, answer: string | RegExp) {
  const card = page.getByRole('region', { name: 'Predict', exact: true });
  await card.getByRole('radio', { name: answer }).check();
  await card.getByRole('button', { name: 'Predict', exact: true }).click();
}

/** Pointing at any symbol of the step says what it is, and lights it, unless it is said to light nothing. */
export async function expectSymbolsLight(page: Page) {
  await expect.poll(() => page.evaluate(symbolsInTheDark)).toEqual([]);
}

/** Runs in the page: the symbols that light nothing; nothing is judged before the formula has come. */
async function symbolsInTheDark(): Promise<string[]> {
  const said = document.querySelector<HTMLElement>('.lesson-symbol');
  if (!said) return [];
  const symbols = [...document.querySelectorAll<HTMLElement>('.lesson-formula [data-symbol-name]')];
  const dark = symbols.length > 0 ? [] : ['no symbols yet'];
  for (const symbol of symbols) {
    symbol.focus();
    await new Promise((done) => requestAnimationFrame(done));
    const lit = document.querySelector('.lesson-figure [data-lit]') !== null;
    if (!lit && said.dataset.lights !== 'nothing') dark.push(symbol.getAttribute('aria-label') ?? '?');
    symbol.blur();
  }
  return dark;
}

export async function next(page: Page) {
  await expectSymbolsLight(page);
  await page.getByRole('button', { name: /^Next( lesson)?$/ }).click();
}

/** The task is there and not done. */
export const expectOpen = (page: Page) => expect(check(page)).toHaveAttribute('data-value', 'open');
export const expectPassed = (page: Page) => expect(check(page)).toHaveAttribute('data-value', 'passed');
export const expectRight = (page: Page) => expect(prediction(page)).toHaveAttribute('data-value', 'right');
export const expectWrong = (page: Page) => expect(prediction(page)).toHaveAttribute('data-value', 'wrong');

/** Notes all that the check says from now on, as "open: how far it is": what is open only for a while can't be missed. */
export async function checkFromNow(page: Page): Promise<() => Promise<string[]>> {
  const said = await check(page).evaluateHandle((output) => {
    const notes: string[] = [];
    const note = () => notes.push(`${output.getAttribute('data-value')}: ${output.textContent}`);
    note();
    new MutationObserver(note).observe(output, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    return notes;
  });
  return () => said.jsonValue();
}

/** The full-precision number of a read-out within a part of the page. */
export async function numberIn(part: Locator, name: string): Promise<number> {
  const output = part.getByRole('status', { name, exact: true });
  await expect(output).toHaveAttribute('data-value', /\d/);
  return Number(await output.getAttribute('data-value'));
}
