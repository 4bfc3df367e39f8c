import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { defaultSettings } from '../../../src/settings';
import { latticeOf, receiveLattice, tellLattice } from '../../../src/state/latticeSlice';
import type { LabStore } from '../../../src/state/store';
import { Ising } from '../../../src/views/ising/Ising';
import { summaryOf } from '../../app/fakeSession';
import { studyCases } from '../../gallery/studyCases';
import { frameOf, measuresOf } from './frames';

let store: LabStore;
const lattice = () => latticeOf(store.getState());
const output = (name: string) => page.getByRole('status', { name, exact: true });

beforeEach(() => {
  store = studyCases['an Ising lattice']!.makeStore();
});

describe('Ising', () => {
  it('shows measured means with their intervals beside exact values that say how', async () => {
    await render(<Ising store={store} />);
    const energy = output('Energy per spin, measured');
    await expect.element(energy).toHaveAttribute('data-method', 'Monte Carlo');
    await expect.element(energy).toHaveAttribute('data-value', '-1.41');
    await expect.element(energy).toHaveAttribute('data-low', String(-1.41 - 3 * 0.004));
    await expect.element(output('Energy per spin, exact')).toHaveAttribute('data-method', 'exact');
    await expect.element(page.getByText('exact, Kaufman').first()).toBeVisible();
    await expect.element(page.getByText(/no formula gives/)).toBeVisible();
    await expect.element(output('Sweeps per second')).toHaveAttribute('data-value', '41234');
  });

  it('says of an exact magnetisation how it came about, where the rest came another way', async () => {
    await render(<Ising store={store} />);
    const exact = lattice().frame!.exact!;
    const finite = { ...exact.finite!, magnetisation: 0.71, magnetisationHow: 'transfer matrix' as const };
    receiveLattice(store, frameOf({ version: 2, exact: { ...exact, finite } }));
    await expect.element(output('Magnetisation |m|, exact')).toHaveAttribute('data-value', '0.71');
    await expect.element(page.getByText('exact, transfer matrix')).toBeVisible();
    await expect.element(page.getByText('exact, Kaufman').first()).toBeVisible();
  });

  it('shows no exact value that is about another temperature', async () => {
    await render(<Ising store={store} />);
    await expect.element(output('Energy per spin, exact')).toBeVisible();
    await page.getByRole('button', { name: 'To T' }).click();
    await expect.element(output('Energy per spin, exact')).not.toBeInTheDocument();
    expect(lattice().kept).toHaveLength(1);
    await expect.element(page.getByRole('button', { name: 'Forget 1 point' })).toBeVisible();
  });

  it('says why a mean has no error yet, without an interval', async () => {
    const energy = { mean: -2, error: Number.NaN, time: Number.NaN, independent: 0, settled: false };
    await render(<Ising store={store} />);
    receiveLattice(store, frameOf({ version: 2, measures: measuresOf({ energy }) }));
    await expect.element(page.getByText(/nothing has moved yet/)).toBeVisible();
    await expect.element(output('Energy per spin, measured')).not.toHaveAttribute('data-low');
  });

  it('writes what is done into the store', async () => {
    await render(<Ising store={store} />);
    await page.getByRole('button', { name: 'Pause lattice' }).click();
    expect(lattice().playing).toBe(false);
    await page.getByRole('radio', { name: 'Wolff' }).click({ force: true });
    expect(lattice().knobs.algorithm).toBe('wolff');
    await page.getByRole('button', { name: 'One cluster' }).click();
    expect(lattice().wish).toEqual({ kind: 'step' });
    await page.getByRole('button', { name: 'Random' }).click();
    expect(lattice().wish).toEqual({ kind: 'begin', start: 'random' });
    await page.getByRole('combobox', { name: 'Lattice' }).selectOptions('Ring of 128');
    expect(lattice().sides).toEqual({ Lx: 128, Ly: 1 });
    await page.getByRole('radio', { name: '3×3' }).click({ force: true });
    expect(lattice().knobs.blockSize).toBe(3);
  });

  it('refuses a side that is none, and keeps the lattice', async () => {
    await render(<Ising store={store} />);
    const side = page.getByRole('spinbutton', { name: 'Lx' });
    await side.fill('300');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/300 is not a whole number from 2 to 128/)).toBeVisible();
    expect(lattice().sides.Lx).toBe(8);
  });

  it('goes to a temperature by the arrow keys in a curve', async () => {
    await render(<Ising store={store} />);
    const reader = page.getByRole('slider', { name: 'Temperature in Energy per spin over temperature' });
    await expect
      .element(reader)
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/T = 2.250: exact −1.\d+, measured −1.410/));
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(lattice().knobs.temperature).toBeCloseTo(2.35, 9);
    await userEvent.keyboard('{Home}');
    expect(lattice().knobs.temperature).toBe(0.5);
  });

  it('blocks in steps, to the last lattice that can be cut', async () => {
    await render(<Ising store={store} />);
    // 8×6 is cut to 4×3 once, and 4×3 no more
    tellLattice(store, { knobs: { ...lattice().knobs, blockings: 2 } });
    await expect.element(page.getByRole('button', { name: 'Block once more' })).toBeDisabled();
    await expect.element(page.getByText(/4×3 can’t be cut into blocks of 2/)).toBeVisible();
    await page.getByRole('button', { name: 'One step back' }).click();
    expect(lattice().knobs.blockings).toBe(0);
    await expect.element(output('Coupling after 1 blockings')).toHaveTextContent('∞');
  });

  it('says of a lattice that no machine holds why, and of one that is opened both ln Z', async () => {
    await render(<Ising store={store} />);
    await expect.element(page.getByText(/Not at this size: .* this one is 8×6/)).toBeVisible();
    const machine = {
      run: 3,
      sides: { Lx: 3, Ly: 3 },
      temperature: 2.269,
      field: 0,
      hidden: 18,
      constant: 7.1,
      logZ: 9.02,
      how: 'enumeration',
    };
    tellLattice(store, { machine, sides: machine.sides });
    await expect.element(output('Constant between them')).toHaveAttribute('data-value', '7.1');
    await expect.element(output('ln Z of the lattice')).toHaveAttribute('data-value', '9.02');
    await expect.element(output('ln Z of the bits')).toHaveAttribute('data-method', 'not computed');
    await expect.element(page.getByText(/Another run has taken its place/)).toBeVisible();
  });

  it('gives ln Z of bits that nobody enumerated from the lattice, and says by which road', async () => {
    await render(<Ising store={store} />);
    const { opened } = store.getState();
    opened({ ...summaryOf(7), visible: 64, hidden: 128 }, { settings: defaultSettings(), moves: [] });
    const sides = { Lx: 8, Ly: 8 };
    const machine = { run: 7, sides, temperature: 2.5, field: 0, hidden: 128, constant: 40.5 };
    tellLattice(store, { machine, sides });
    await expect.element(page.getByText(/2⁶⁴ ≈ 1.8 × 10¹⁹ states/)).toBeVisible();
    await expect.element(output('ln Z of the bits')).toHaveAttribute('data-method', 'not computed');
    // the exact values of the lattice come after it was opened
    const finite = { how: 'Kaufman' as const, logZ: 61.25, energy: -1, heatCapacity: 1 };
    receiveLattice(
      store,
      frameOf({ version: 3, lattice: sides, exact: { temperature: 2.5, field: 0, finite } }),
    );
    await expect.element(output('ln Z of the bits')).toHaveAttribute('data-value', '20.75');
    await expect.element(page.getByText('exact, Kaufman less the constant')).toBeVisible();
    await expect.element(output('Sum of both')).not.toBeInTheDocument();
    // an enumeration of that very machine is the other road
    const result = { logPartition: 20.7501, precision: 'f64', states: 4, seconds: 1, workers: 1 } as const;
    store.getState().tell('enumeration', { result, about: { run: 6, update: 0 } });
    await expect.element(page.getByRole('button', { name: 'Estimate it in the view ln Z' })).toBeVisible();
    store.getState().tell('enumeration', { result, about: { run: 7, update: 0 } });
    await expect.element(page.getByText(/they differ by 0.000100 nats/)).toBeVisible();
  });

  it('asks for the lattice while it stands, and no longer', async () => {
    const { unmount } = await render(<Ising store={store} />);
    expect(lattice().watchers).toBeGreaterThan(0);
    await unmount();
    expect(lattice().watchers).toBe(0);
  });
});
