import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { StackProgress } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Features } from '../../../src/views/stack/Features';
import { Stack } from '../../../src/views/stack/Stack';
import { requestOf, summaryOf } from '../../gallery/frames';
import { featuresResult, layerOf, stackResult } from './results';

const complaints: unknown[][] = [];
beforeEach(() => {
  complaints.length = 0;
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...words) => complaints.push(words));
});
afterEach(() => {
  expect(complaints).toEqual([]);
  vi.restoreAllMocks();
});

const about = { run: 1, update: 9 };
function opened(tell?: (store: LabStore) => void): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf({ rows: 2, columns: 3, hidden: 4 }), requestOf());
  tell?.(store);
  return store;
}
const show = async (store: LabStore, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <Stack store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const field = (name: string) => page.getByRole('spinbutton', { name, exact: true });
const dataValue = (name: string) => output(name).element().getAttribute('data-value');
async function type(name: string, value: string) {
  await userEvent.fill(field(name), value);
  await userEvent.keyboard('{Enter}');
}
const part = (name: string) => page.getByRole('radio', { name, exact: true }).click({ force: true });

describe('<Stack>', () => {
  it('has what was typed again after the reader was elsewhere', async () => {
    const store = opened();
    const first = await show(store);
    await type('layer 1', '30');
    await part('Features');
    await type('epochs a layer', '9');
    await first.unmount();
    await show(store);
    await expect.element(field('epochs a layer')).toHaveValue(9);
    await part('Layers');
    await expect.element(field('layer 1')).toHaveValue(30);
    await expect.element(field('layer 2')).toHaveValue(100);
  });

  it('asks for the layers that the fields say', async () => {
    const store = opened();
    await show(store);
    await type('layer 1', '30');
    await type('layers above', '3');
    await type('layer 3', '12');
    await type('epochs', '7');
    await type('fine-tuning', '2');
    await page.getByRole('button', { name: 'Train the stack' }).click();
    expect(store.getState().studies.stack.asked).toEqual({
      first: 30,
      further: [100, 12, 50],
      epochs: 7,
      learningRate: 0.1,
      seed: 1,
      fineTuningEpochs: 2,
    });
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  });
  it('draws other pictures of the same stack, and never shows those of another', async () => {
    const result = stackResult();
    const store = opened(({ getState }) => getState().tell('stack', { mode: 'idle', result, about }));
    await show(store);
    await part('Pictures');
    const caption = page.getByText(/Draw \d+ with seed 1/).first();
    await expect.element(caption).toHaveTextContent(/Draw 1 with seed 1: 1,000 Gibbs sweeps/);
    await page.getByRole('button', { name: 'Generate again' }).click();
    const { studies, tell } = store.getState();
    expect(studies.stackPictures.asked).toEqual({ layers: result.layers, seed: 1, draw: 1 });
    await expect.element(page.getByText('Other pictures are on their way.').first()).toBeVisible();
    tell('stackPictures', { mode: 'idle', result: { ...result.samples, draw: 1, sweeps: 77 }, about });
    await expect.element(caption).toHaveTextContent(/Draw 2 with seed 1: 77 Gibbs sweeps/);
    await page.getByRole('button', { name: 'Generate again' }).click();
    expect(store.getState().studies.stackPictures.asked?.draw).toBe(2);
    tell('stackPictures', { mode: 'idle' });
    tell('stack', { result: stackResult({ ask: { ...result.ask, seed: 3 } }) });
    await expect.element(page.getByText(/Draw 1 with seed 3: 1,000/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Generate again' }).click();
    expect(store.getState().studies.stackPictures).toMatchObject({ asked: { draw: 1, seed: 3 } });
    expect(store.getState().studies.stackPictures.result).toBeUndefined();
  });
  it('measures no accuracies of rows that have no labels, and says why', async () => {
    const store = createLabStore();
    const { labels: _, ...bare } = summaryOf({ rows: 2, columns: 3, hidden: 4 });
    store.getState().opened(bare, requestOf());
    await show(store);
    await part('Features');
    await expect.element(page.getByRole('button', { name: 'Measure accuracies' })).toBeDisabled();
    await expect.element(page.getByText(/These data have no labels/)).toBeVisible();
    store.getState().opened(summaryOf({ rows: 2, columns: 3, hidden: 4 }, 2), requestOf());
    await expect.element(page.getByRole('button', { name: 'Measure accuracies' })).toBeEnabled();
  });
  it('takes the lab’s machine as its first layer where that is chosen', async () => {
    const store = opened();
    await show(store);
    await page.getByRole('radio', { name: 'the lab’s machine' }).click({ force: true });
    expect(field('layer 1').query()).toBeNull();
    await page.getByRole('button', { name: 'Train the stack' }).click();
    expect(store.getState().studies.stack.asked).toMatchObject({ first: 'machine', further: [100] });
  });
  it('says of pictures and classifier that they come once all layers have learned', async () => {
    const store = opened();
    await show(store);
    await part('Classifier');
    await expect.element(page.getByText(/comes once all layers have learned/)).toBeVisible();
    store.getState().tell('stack', { mode: 'idle', result: stackResult(), about });
    await expect.element(page.getByRole('img', { name: 'Confusion matrix' })).toBeVisible();
    store.getState().ask('stack', stackResult().ask);
    await expect.element(page.getByText(/comes once all layers have learned/)).toBeVisible();
  });
  it('refuses five layers above in words, and keeps what was there', async () => {
    await show(opened());
    await type('layers above', '5');
    await expect
      .element(page.getByRole('alert').filter({ hasText: '5 is not' }))
      .toHaveTextContent('5 is not a whole number from 1 to 4. layers above stays at 1.');
    await expect.element(field('layers above')).toHaveValue(1);
  });
  it('shows the layers as they learn, and what is being done', async () => {
    const progress: StackProgress = {
      share: 0.4,
      secondsLeft: 9,
      stage: 'training',
      layer: 1,
      layers: 2,
      epoch: 10,
      epochs: 50,
      measurements: [layerOf({ epochs: 10 })],
      fields: stackResult().fields.slice(0, 1),
    };
    const store = opened();
    await show(store);
    store.getState().ask('stack', stackResult().ask);
    store.getState().tell('stack', { progress });
    await expect
      .element(output('What the stack is doing'))
      .toHaveTextContent('Training layer 1 of 2, epoch 10 of 50.');
    expect(dataValue('ln Z, layer 1')).toBe('6.5');
    await expect.element(page.getByRole('img', { name: 'Fields of layer 1' })).toBeVisible();
  });
  it('equal free energies move ln Z and F_c, and nothing else', async () => {
    await show(opened((store) => store.getState().tell('stack', { result: stackResult(), about })));
    expect(dataValue('ln Z, layer 2')).toBe('4');
    expect(output('ln Z, layer 2').element().getAttribute('data-method')).toBe('AIS');
    const likelihood = dataValue('Log-likelihood, layer 2');
    await page.getByRole('checkbox', { name: 'equal free energies' }).click();
    expect(dataValue('ln Z, layer 2')).toBe('6.5');
    expect(dataValue('Energy raised by, layer 2')).toBe('-2.5');
    expect(dataValue('Mean F_c, layer 2')).toBe('-4');
    expect(dataValue('Log-likelihood, layer 2')).toBe(likelihood);
    await expect
      .element(page.getByRole('note', { name: 'What equal free energies change' }))
      .toHaveTextContent('What stays: every weight, every probability');
  });
  it('shows accuracies, the confusion matrix by cell, and mistakes by the keyboard', async () => {
    await show(opened((store) => store.getState().tell('stack', { result: stackResult(), about })));
    await part('Classifier');
    await expect.element(output('Accuracy after fine-tuning')).toBeVisible();
    expect(Number(dataValue('Accuracy after fine-tuning'))).toBeCloseTo(85, 10);
    expect(output('Accuracy after fine-tuning').element().getAttribute('data-method')).toBe('held-out rows');
    const cells = page.getByRole('slider', { name: 'Cell of Confusion matrix' });
    cells.element().focus();
    await userEvent.keyboard('{End}{ArrowUp}');
    await expect.element(cells).toHaveAttribute('aria-valuetext', '“none” taken for “right”: 2 of 7.');
    const mistakes = page.getByRole('slider', { name: 'Mistake in Mistakes' });
    mistakes.element().focus();
    await userEvent.keyboard('{Home}');
    await expect
      .element(mistakes)
      .toHaveAttribute('aria-valuetext', 'Row 5: “none” taken for “right”, with probability 0.93.');
  });
  it('says why there is no classifier', async () => {
    const { classifier: _, ...result } = stackResult({ whyNoClassifier: 'These data have no labels.' });
    await show(opened((store) => store.getState().tell('stack', { result, about })));
    await part('Classifier');
    await expect.element(page.getByText('These data have no labels.')).toBeVisible();
  });
  it('has a row for each way to classify, with mean, error, and what they differ by', async () => {
    await show(opened((store) => store.getState().tell('features', { result: featuresResult(), about })));
    await part('Features');
    await expect.element(output('Accuracy: One layer of 7')).toBeVisible();
    expect(Number(dataValue('Accuracy: One layer of 7'))).toBeCloseTo(94, 10);
    const error = output('Accuracy: One layer of 7').element().querySelector('[data-error]')!;
    expect(Number(error.getAttribute('data-error'))).toBeCloseTo(1 / Math.sqrt(3), 10);
    await expect.element(page.getByText(/One layer: 3\.0 .*points above the pixels/)).toBeVisible();
    expect(page.getByRole('row').elements()).toHaveLength(6);
  });
  it('shows the rows of features that are known so far, and dashes for the others', async () => {
    const store = opened();
    await show(store);
    await part('Features');
    await type('seeds', '2');
    await page.getByRole('button', { name: 'Measure accuracies' }).click();
    expect(store.getState().studies.features.asked).toMatchObject({
      seeds: 2,
      hidden: 100,
      stack: [200, 100],
    });
    const rows = featuresResult().rows.map((row, n) => (n === 0 ? row : { ...row, accuracies: [] }));
    store.getState().tell('features', { progress: { share: 0.1, secondsLeft: 8, rows, seed: 1, seeds: 2 } });
    await expect.element(output('Accuracy: Pixels')).toHaveAttribute('data-value');
    expect(dataValue('Accuracy: One layer of 100')).toBeNull();
  });
  it('a brief one begins as it is told, and shows layers and pictures alone', async () => {
    const store = opened((empty) =>
      empty.getState().tell('stack', { mode: 'idle', result: stackResult(), about }),
    );
    const begin = { bottom: 9, further: [5], epochs: 2 };
    await page.viewport(740, 900);
    await render(<Stack store={store} brief begin={begin} />);
    await expect.element(page.getByRole('img', { name: 'Pictures from the top' })).toBeVisible();
    expect(page.getByRole('region', { name: 'Classifier' }).elements()).toEqual([]);
    expect(page.getByRole('button', { name: 'Measure accuracies' }).elements()).toEqual([]);
    await page.getByRole('button', { name: 'Train the stack' }).click();
    expect(store.getState().studies.stack.asked).toMatchObject({ first: 9, further: [5], epochs: 2 });
  });

  it('the table of accuracies alone begins as it is told', async () => {
    const store = opened();
    const begin = { ...featuresResult().ask, epochs: 3, seeds: 2 };
    await page.viewport(740, 900);
    await render(<Features store={store} begin={begin} />);
    await page.getByRole('button', { name: 'Measure accuracies' }).click();
    expect(store.getState().studies.features.asked).toEqual(begin);
  });

  it('keeps within 390 px', async () => {
    await show(
      opened((store) => {
        store.getState().tell('stack', { result: stackResult(), about });
        store.getState().tell('features', { result: featuresResult(), about });
      }),
      390,
    );
    for (const [name, seen] of [
      ['Layers', page.getByRole('img', { name: 'Fields of layer 2' })],
      ['Pictures', page.getByRole('img', { name: 'Pictures from the top' })],
      ['Classifier', page.getByRole('img', { name: 'Confusion matrix' })],
      ['Features', output('Accuracy: One layer of 7')],
    ] as const) {
      await part(name);
      await expect.element(seen).toBeVisible();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
    }
  });
});
