import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { StackResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Kadanoff } from '../../../src/views/kadanoff/Kadanoff';
import { latticeSetup, manyTemperatures } from '../../../src/views/kadanoff/setup';
import { requestOf, summaryOf } from '../../gallery/frames';
import { latticeStore } from './latticeStore';
import { latticeResult, layerOf, picturesOf } from './results';

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

const show = async (store: LabStore) => {
  await page.viewport(740, 900);
  return render(
    <StrictMode>
      <Kadanoff store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const described = (name: string) => {
  const picture = page.getByRole('img', { name, exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};

describe('<Kadanoff>', () => {
  it('offers to set the lab up where the run learns something else', async () => {
    const store = createLabStore();
    store.getState().opened(summaryOf({ rows: 8, columns: 8, hidden: 16 }), requestOf());
    await show(store);
    await expect.element(page.getByText('does not learn Ising lattices')).toBeVisible();
    expect(button('Compare with blocks').query()).toBeNull();
    await button('Learn Ising lattices').click();
    expect(store.getState().settings).toMatchObject(latticeSetup);
    await button('Learn nine temperatures').click();
    expect(store.getState().settings).toMatchObject(manyTemperatures);
  });

  it('asks about the lattices of the run, with the block and the sweeps that are chosen', async () => {
    const store = latticeStore();
    await show(store);
    await page.getByRole('spinbutton', { name: 'sweeps' }).fill('400');
    await userEvent.keyboard('{Enter}');
    await button('Compare with blocks').click();
    expect(store.getState().studies.latticeMachine).toMatchObject({
      mode: 'running',
      asked: { temperature: 2.5, spread: 1, block: 2, sweeps: 400 },
    });
  });

  it('shows every number with how it was obtained', async () => {
    await show(latticeStore(latticeResult()));
    const numbers: [string, number, string][] = [
      ['Locality', 0.61, 'Monte Carlo'],
      ['Sites of the middle field', 1.345, 'exact'],
      ['Agreement with the best block', 0.48, 'Monte Carlo'],
      ['… with any block', 0.3, 'Monte Carlo'],
      ['… with rows shuffled', 0.06, 'Monte Carlo'],
      ['Follow the block below', 60, 'Monte Carlo'],
      ['Energy, machine', -1.15, 'Monte Carlo'],
      ['Energy, exact', -1.1601, 'exact'],
      ['|Magnetisation|, data', 0.475, 'Monte Carlo'],
      ['Specific heat, machine', 1.15, 'Monte Carlo'],
      ['Flow from T = 6.0', 2.55, 'Monte Carlo'],
    ];
    for (const [name, value, method] of numbers) {
      await expect.element(output(name)).toHaveAttribute('data-method', method);
      expect(Number(output(name).element().getAttribute('data-value'))).toBeCloseTo(value, 9);
    }
    await expect.element(output('|Magnetisation|, exact')).toHaveAttribute('data-method', 'not computed');
    await expect.element(output('What the comparison says')).toHaveTextContent('0.080 too high');
  });

  it('reads fields and pictures by the keyboard, and lights the unit in every view', async () => {
    const store = latticeStore(latticeResult());
    await show(store);
    const fields = page.getByRole('slider', { name: 'Hidden unit in Fields on the lattice' });
    await fields.element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(store.getState().selected).toEqual({ unit: 1 });
    await expect
      .poll(() => described('Fields on the lattice'))
      .toContain('Unit 2: centre at column 4, row 3');
    await page.getByRole('slider', { name: 'Picture in Coarse pictures' }).element().focus();
    await userEvent.keyboard('{End}');
    await expect
      .poll(() => described('Coarse pictures'))
      .toBe(
        'Picture 2 of 2: 0 % of the spins are up; the hidden layer agrees with the blocks on 100 % of the sites.',
      );
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => described('Coarse pictures')).toContain('each site shows');
  });

  it('gives a stack its layers, each with its numbers', async () => {
    const means = new Float32Array(10).fill(0.7);
    const pictures = picturesOf([means, means]);
    const second = layerOf({ locality: { value: 0.32, chance: 0.1 } });
    const store = latticeStore(
      latticeResult({
        stacked: true,
        layers: [layerOf(), second],
        pictures: { data: pictures, machine: pictures },
      }),
    );
    await show(store);
    await expect.element(output('Locality, layer 1')).toHaveAttribute('data-value', '0.61');
    await expect.element(output('Locality, layer 2')).toHaveAttribute('data-value', '0.32');
    await page.getByRole('radio', { name: 'layer 2: 5 units' }).click({ force: true });
    const fields = page.getByRole('slider', { name: 'Hidden unit in Fields on the lattice' });
    await fields.element().focus();
    await userEvent.keyboard('{Home}');
    // a unit of another layer than the lab's is nobody else's
    expect(store.getState().selected).toBeUndefined();
    await expect.poll(() => described('Fields on the lattice')).toContain('Unit 1');
  });

  it('trains a stack on the machine, and asks about it once it is there', async () => {
    const store = latticeStore();
    await show(store);
    await page.getByRole('spinbutton', { name: 'layers' }).fill('4');
    await userEvent.keyboard('{Enter}');
    await button('Train a stack on it').click();
    expect(store.getState().studies.stack).toMatchObject({
      mode: 'running',
      asked: { first: 'machine', further: [8, 4, 2] },
    });
    expect(page.getByRole('radio', { name: 'the stack' }).query()).toBeNull();
    const layers = [{ visible: 16 }] as unknown as StackResult['layers'];
    store
      .getState()
      .tell('stack', { mode: 'idle', result: { layers } as Partial<StackResult> as StackResult });
    await page.getByRole('radio', { name: 'the stack' }).click({ force: true });
    await button('Compare with blocks').click();
    expect(store.getState().studies.latticeMachine.asked!.layers).toBe(layers);
  });

  it('forgets a comparison of lattices of another size', async () => {
    const store = latticeStore(latticeResult({ side: 5 }));
    await show(store);
    await expect
      .element(output('What the comparison says'))
      .toHaveTextContent('Nothing has been compared yet');
    await expect.element(output('Locality')).toHaveAttribute('data-method', 'not computed');
  });
});
