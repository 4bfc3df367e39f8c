/** A lesson on the page, on a store without a session. */
import { StrictMode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import LessonPage from '../../src/lessons/LessonPage';
import type { LessonPlace } from '../../src/state/lessonSlice';
import { createLabStore } from '../../src/state/store';

async function shown(place: LessonPlace) {
  const store = createLabStore();
  store.getState().openLesson(place);
  await render(
    <StrictMode>
      <LessonPage store={store} />
    </StrictMode>,
  );
  return store;
}
const output = (name: string) => page.getByRole('status', { name, exact: true });

afterEach(() => page.viewport(1440, 900));

it('a step asks for a prediction before it says what to do', async () => {
  const store = await shown({ lesson: 'energy', step: 1 });
  await expect.element(page.getByRole('heading', { name: 'Every state has an energy' })).toBeVisible();
  await expect.element(output('Check')).not.toBeInTheDocument();
  const predict = page.getByRole('button', { name: 'Predict' });
  await expect.element(predict).toBeDisabled();
  await page.getByRole('radio', { name: 'All eight' }).click();
  await predict.click();
  await expect.element(output('Prediction')).toHaveAttribute('data-value', 'wrong');
  await expect.element(output('Check')).toHaveAttribute('data-value', 'open');
  // what has been predicted stands
  await expect.element(page.getByRole('radio', { name: 'All four with v₁ on' })).toBeDisabled();
  expect(store.getState().lessonProgress['energy.1']).toEqual({ seen: true, predicted: 'all' });
});

it('a task passes from the state alone, once, and says why', async () => {
  const store = await shown({ lesson: 'energy', step: 1 });
  store.getState().recordStep({ predicted: 'both' });
  await expect.element(output('Check')).toHaveAttribute('data-value', 'open');
  store.getState().setTiny({ a1: 2, a2: 2 });
  await expect.element(output('Check')).toHaveTextContent(/above|below/);
  store.getState().setTiny({ b: -3 });
  await expect.element(output('Check')).toHaveAttribute('data-value', 'passed');
  store.getState().setTiny({ b: 3 });
  await expect.element(output('Check')).toHaveAttribute('data-value', 'passed');
});

it('arriving sets the figure up once, and again on demand', async () => {
  const store = await shown({ lesson: 'energy', step: 2 });
  await expect.poll(() => store.getState().tiny.W1).toBe(1.5);
  store.getState().setTiny({ W1: -1 });
  await page.getByRole('button', { name: 'Set the figure up again' }).click();
  expect(store.getState().tiny.W1).toBe(1.5);
});

it('a step beyond the last is the last', async () => {
  const store = await shown({ lesson: 'energy', step: 99 });
  await expect.element(page.getByRole('heading', { name: 'Why Z is the trouble' })).toBeVisible();
  expect(store.getState().lesson).toEqual({ lesson: 'energy', step: 4 });
});

it('the table of contents leads to lessons, and says how much of each is done', async () => {
  const store = await shown({ lesson: 'contents', step: 1 });
  store.getState().restoreProgress({ 'energy.4': { seen: true, predicted: 'power' } });
  await expect.element(page.getByText('1 of 4 steps done')).toBeVisible();
  await page.getByRole('link', { name: 'Energy and probability' }).click();
  expect(store.getState().lesson).toEqual({ lesson: 'energy', step: 1 });
});

it.each([360, 1440])('nothing stands beside the page at %i px', async (width) => {
  await page.viewport(width, 900);
  await shown({ lesson: 'energy', step: 3 });
  await expect.element(page.getByRole('status', { name: 'ln Z', exact: true })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

it('pointing at a symbol lights the knob of that label, and only while it is pointed at', async () => {
  const store = await shown({ lesson: 'phases', step: 3 });
  store.getState().recordStep({ predicted: 'ten' });
  const knob = page.getByRole('slider', { name: 'Momentum' });
  await expect.element(knob).toBeVisible();
  const slider = () => knob.element().closest('.slider')!;
  store.getState().lightSymbol('m');
  expect(slider().hasAttribute('data-lit')).toBe(true);
  store.getState().lightSymbol('G');
  expect(slider().hasAttribute('data-lit')).toBe(false);
});

it('a machine that has no part in a step rests, and in the contents too', async () => {
  const store = await shown({ lesson: 'energy', step: 1 });
  await expect.poll(() => [store.getState().playing, store.getState().machineRests]).toEqual([false, true]);
  store.getState().openLesson({ lesson: 'phases', step: 2 });
  await expect.poll(() => [store.getState().playing, store.getState().machineRests]).toEqual([true, false]);
  store.getState().openLesson({ lesson: 'contents', step: 1 });
  await expect.poll(() => [store.getState().playing, store.getState().machineRests]).toEqual([false, true]);
});

it('a task that was left undone is not passed by what the step before left behind', async () => {
  const store = createLabStore();
  // as another lesson leaves it: this would pass
  store.getState().setTiny({ W1: 0, a1: 3, a2: 3, b: -4 });
  store.getState().openLesson({ lesson: 'energy', step: 1 });
  store.getState().recordStep({ predicted: 'both' });
  await render(<LessonPage store={store} />);
  await expect.element(output('Check')).toHaveAttribute('data-value', 'open');
  expect(store.getState().lessonProgress['energy.1']?.passed).toBeUndefined();
});
