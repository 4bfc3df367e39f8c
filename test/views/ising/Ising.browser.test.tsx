import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { latticeOf, receiveLattice, tellLattice } from '../../../src/state/latticeSlice';
import type { LabStore } from '../../../src/state/store';
import { Ising } from '../../../src/views/ising/Ising';
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
    expect(lattice().sides.Lx).toBe(64);
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
    await expect.element(page.getByText(/Not at this size: .* this one is 64×64/)).toBeVisible();
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

  it('asks for the lattice while it stands, and no longer', async () => {
    const { unmount } = await render(<Ising store={store} />);
    expect(lattice().watchers).toBeGreaterThan(0);
    await unmount();
    expect(lattice().watchers).toBe(0);
  });
});
