import { type ComponentType, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { ManyEnergies } from '../../../src/views/renormalisation/ManyEnergies';
import { SizeFigure } from '../../../src/views/renormalisation/SizeFigure';
import { TraceFigure } from '../../../src/views/renormalisation/TraceFigure';
import { requestOf, summaryOf } from '../../gallery/frames';
import { onLattices } from './onLattices';
import { sizeResult } from './sizeResult';

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

const show = async (View: ComponentType<{ readonly store: LabStore }>, store: LabStore, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <View store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const value = (name: string) => Number(output(name).element().getAttribute('data-value'));
const kind = () => output('Which case of δ').element().getAttribute('data-kind');

describe('<TraceFigure>', () => {
  it('shows δ of the machine against its lattice, and ΔF and KL both ways', async () => {
    const store = onLattices();
    await show(TraceFigure, store);
    expect(value('Spread of δ over p')).toBeGreaterThan(0.1);
    expect(value('KL from δ')).toBeCloseTo(value('KL from p'), 9);
    expect(value('ΔF from δ')).toBeCloseTo(value('ΔF from the sums'), 9);
    expect(kind()).toBe('equalZ');
    await page.getByRole('checkbox', { name: /Shift H/ }).click();
    await vi.waitFor(() => expect(kind()).toBe('neither'));
    expect(value('Constant added to H')).toBe(0);
    expect(value('ΔF from δ')).toBeCloseTo(value('ΔF from the sums'), 9);
  });
  it('leaves the spread behind along the run, and asks for weights while it is seen', async () => {
    const store = onLattices();
    await show(TraceFigure, store);
    await vi.waitFor(() => expect(store.getState().wants.weights).toBe(true));
    const { frame } = store.getState();
    const W = frame!.weights!.W.map((x) => x / 2);
    store.getState().receive({ ...frame!, update: 2000, weights: { ...frame!.weights!, W } });
    await vi.waitFor(() => expect(store.getState().traceHistory?.spread.latest?.update).toBe(2000));
    expect(store.getState().traceHistory!.spread.rawLength).toBe(2);
  });
  it('has the counterexample at a click: equal Z, another p', async () => {
    await show(TraceFigure, createLabStore());
    await page.getByRole('radio', { name: '1×1 counterexample' }).click();
    await expect.element(output('KL from p')).toBeVisible();
    await vi.waitFor(() => expect(value('KL from p')).toBeCloseTo(0.143841036226, 12));
    expect(value('KL from δ')).toBeCloseTo(0.143841036226, 12);
    expect(value('ΔF from the sums')).toBeCloseTo(0, 12);
    expect(kind()).toBe('equalZ');
  });
  it('offers a lattice to train on where nothing is known', async () => {
    const store = createLabStore();
    await show(TraceFigure, store);
    await expect.element(output('KL from p')).toHaveAttribute('data-method', 'not computed');
    await page.getByRole('button', { name: 'Train on a 3×3 lattice' }).click();
    expect(store.getState().settings).toMatchObject({ dataSet: 'ising', isingSide: 3 });
  });
});

describe('<SizeFigure>', () => {
  it('asks for the study that is set, and shows what adds', async () => {
    const store = createLabStore();
    store.getState().opened(summaryOf({ rows: 2, columns: 3, hidden: 4 }), requestOf());
    await show(SizeFigure, store);
    const copies = page.getByRole('spinbutton', { name: 'Copies up to', exact: true });
    await copies.fill('4');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('button', { name: 'Compare sizes' }).click();
    expect(store.getState().studies.sizeConsistency.asked).toMatchObject({ copies: 4, deviation: 1.5 });
    store.getState().tell('sizeConsistency', { mode: 'idle', result: sizeResult() });
    await expect.element(output('ln Z truncated, what is missing')).toBeVisible();
    expect(value('ln Z truncated, what is missing')).toBeCloseTo(-0.75, 12);
    await expect.element(page.getByRole('row', { name: /ln Z truncated/ })).toHaveTextContent('✗ does not');
    await expect.element(page.getByRole('row', { name: /ln Z by AIS/ })).toHaveTextContent('≈ within 3σ');
    expect(value('Error of truncated enumeration')).toBeCloseTo(-0.6, 12);
    await expect.element(output('Error of AIS')).toHaveAttribute('data-method', 'AIS');
    await expect.element(output('Error of AIS')).toHaveAttribute('data-low');
    await expect.element(page.getByText(/about what was set before/)).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Draw other machines' }).click();
    await expect.element(page.getByText(/about what was set before/)).toBeVisible();
  });
  it('flags fixed points that were not found', async () => {
    const store = createLabStore();
    const result = sizeResult();
    const rows = result.rows.map((row) => ({ ...row, converged: false }));
    store.getState().tell('sizeConsistency', { mode: 'idle', result: { ...result, rows } });
    await show(SizeFigure, store);
    await expect.element(page.getByText('mean field, not converged')).toBeVisible();
  });
});

describe('<ManyEnergies>', () => {
  it('keeps Z by all changes and p by three of them', async () => {
    await show(ManyEnergies, createLabStore());
    const differences = page.getByRole('status', { name: /^ln Z′ − ln Z/ }).all();
    expect(differences.length).toBe(7);
    for (const one of differences)
      expect(Math.abs(Number(one.element().getAttribute('data-value')))).toBeLessThan(1e-12);
    expect(page.getByText('✓ yes').all().length).toBe(3);
    expect(page.getByText('✗ no').all().length).toBe(4);
  });
  it('shows p before and after the change that is chosen, with K from the renormalisation lab', async () => {
    const store = createLabStore();
    await show(ManyEnergies, store);
    const name = 'Total variation, Add K(v), and ln Z̃ − ln Z';
    const before = value(name);
    expect(before).toBeGreaterThan(0.01);
    store.getState().paintEnergies('K', [[3, 6]]);
    await vi.waitFor(() => expect(value(name)).not.toBe(before));
    await page.getByRole('radio', { name: 'Swap on and off of the first hidden unit' }).click();
    expect(store.getState().renormalisationFigures.manyEnergies.change).toBe('flipHidden');
    await expect.element(page.getByText('Seen from v nothing has happened.')).toBeVisible();
    await page.getByRole('button', { name: 'Draw another' }).click();
    expect(store.getState().renormalisationFigures.manyEnergies.draw).toBe(1);
  });
});
