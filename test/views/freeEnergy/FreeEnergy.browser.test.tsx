import { type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { logPartition } from '../../../src/core/partition';
import { clampedFreeEnergy, createRbm, type Rbm } from '../../../src/core/rbm';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { FreeEnergy } from '../../../src/views/freeEnergy/FreeEnergy';
import { SamplePair } from '../../../src/views/freeEnergy/SamplePair';
import { frameOf, notComputed, requestOf, summaryOf } from '../../gallery/frames';

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

const summary = summaryOf({ rows: 3, columns: 2, hidden: 4 });
const frame = frameOf(summary);
const rbm: Rbm = createRbm(6, 4, frame.weights);
const sample = (n: number) => summary.samples.subarray(6 * n, 6 * n + 6);
const freeEnergyOf = (n: number) => clampedFreeEnergy(rbm, sample(n));
const exact = logPartition(rbm);
/** Samples that are offered. */
const numbers = Array.from({ length: 10 }, (_, n) => n);

/** A lab at rest, or training, whose ln Z is that of its machine. */
function lab(playing = false): LabStore {
  const store = createLabStore();
  const { update } = frame;
  const reading = { value: exact, method: 'exact', detail: '16 states, f32', update } as const;
  store.getState().opened(summary, requestOf());
  store.getState().receive({ ...frame, playing, readings: { ...notComputed, logPartition: reading } });
  return store;
}
const show = async (view: ReactNode, width = 740) => {
  await page.viewport(width, 900);
  return render(<StrictMode>{view}</StrictMode>);
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const value = (name: string) => Number(output(name).element().getAttribute('data-value'));
const choose = (group: string, n: number) =>
  page
    .getByRole('group', { name: group, exact: true })
    .getByRole('radio', { name: `Sample ${n}`, exact: true });
const described = () => {
  const picture = page.getByRole('img', { name: 'Terms of the clamped free energy', exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};

describe('<FreeEnergy>', () => {
  it('has F_c of the chosen sample as minus both sums, and another for another sample', async () => {
    const store = lab();
    await show(<FreeEnergy store={store} />);
    for (const n of [0, 3]) {
      if (n > 0) (choose('Choose a sample v', n + 1).element() as HTMLInputElement).click();
      await expect.poll(() => value('F_c(v), minus both')).toBeCloseTo(freeEnergyOf(n), 10);
      const parts = value('Sum of the visible terms') + value('Sum of the hidden terms');
      expect(parts).toBeCloseTo(-freeEnergyOf(n), 10);
    }
    expect(freeEnergyOf(3)).not.toBeCloseTo(freeEnergyOf(0), 3);
    await expect.element(output('F_c(v), minus both')).toHaveAttribute('data-method', 'exact');
    await expect.poll(described).toContain('6 terms of visible units');
  });

  it('reads the terms by the keyboard, and lights their unit in every view', async () => {
    const store = lab();
    await show(<FreeEnergy store={store} />);
    await page.getByRole('slider', { name: 'Terms of the clamped free energy, read' }).element().focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(store.getState().selected).toEqual({ pixel: 1 });
    await expect.element(page.getByText(/^Visible unit 2: a·v = /)).toBeVisible();
    await userEvent.keyboard('{End}');
    expect(store.getState().selected).toEqual({ unit: 3 });
    await expect.element(page.getByText(/^Hidden unit 4: ln\(1 \+ exp x\) = /)).toBeVisible();
  });

  it('has ℓ = −F_c + F at rest, and says why not while the machine trains', async () => {
    const rest = await show(<FreeEnergy store={lab()} likelihood />);
    await expect.poll(() => value('F = −ln Z')).toBeCloseTo(-exact, 10);
    expect(value('ℓ(v) = −F_c(v) + F')).toBeCloseTo(-freeEnergyOf(0) - exact, 10);
    await rest.unmount();
    await show(<FreeEnergy store={lab(true)} likelihood />);
    await expect.element(output('What F waits for')).toHaveTextContent('pause');
    expect(output('F = −ln Z').element().getAttribute('data-value')).toBeFalsy();
  });

  it('keeps what a prediction is about until it is revealed', async () => {
    await show(<FreeEnergy store={lab()} revealed={false} />);
    await expect.element(page.getByText('More is shown once you have predicted.')).toBeVisible();
    expect(output('Sum of the hidden terms').query()).toBeNull();
  });

  it('keeps within 390 px', async () => {
    await show(<FreeEnergy store={lab()} likelihood />, 390);
    await expect.poll(() => value('F_c(v), minus both')).toBeCloseTo(freeEnergyOf(0), 10);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

describe('<SamplePair>', () => {
  it('weighs two samples without F: the one chosen for v against that for v′', async () => {
    await show(<SamplePair store={lab()} />);
    const start = freeEnergyOf(1);
    const apart = (n: number, from: number) => Math.abs(freeEnergyOf(n) - from) > 0.1;
    const one = numbers.find((n) => apart(n, start))!;
    const other = numbers.find((n) => apart(n, start) && apart(n, freeEnergyOf(one)))!;
    (choose('Choose v', one + 1).element() as HTMLInputElement).click();
    const name = 'ln p(v) − ln p(v′) = F_c(v′) − F_c(v)';
    await expect.poll(() => value(name)).toBeCloseTo(start - freeEnergyOf(one), 10);
    (choose('Choose v′', other + 1).element() as HTMLInputElement).click();
    await expect.poll(() => value(name)).toBeCloseTo(freeEnergyOf(other) - freeEnergyOf(one), 10);
  });
});
