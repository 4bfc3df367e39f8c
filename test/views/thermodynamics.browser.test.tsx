import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import '../../src/app/tokens.css';
import '../../src/controls/controls.css';
import { createLabStore, type LabStore } from '../../src/state/store';
import { Thermodynamics } from '../../src/views/thermodynamics/Thermodynamics';
import { frameOf, requestOf, summaryOf } from '../gallery/frames';
import { askOf, bumpyMachine, thermodynamicsOf } from '../gallery/thermodynamics';

const about = { run: 1, update: 1741 };
function labOf(rows: number, columns: number, hidden: number): LabStore {
  const store = createLabStore();
  const summary = summaryOf({ rows, columns, hidden });
  store.getState().opened(summary, requestOf());
  store.getState().receive(frameOf(summary));
  return store;
}
const small = thermodynamicsOf(bumpyMachine(3, 4, 5));
function filled(): LabStore {
  const store = labOf(3, 4, 5);
  store.getState().tell('thermodynamics', { result: small, about });
  return store;
}
const study = (store: LabStore) => store.getState().studies.thermodynamics;
const output = (name: string) => page.getByRole('status', { name, exact: true });
const numberIn = (name: string) => Number(output(name).element().getAttribute('data-value'));
/** Into a number field, as one types. */
async function type(name: string, text: string) {
  await userEvent.fill(page.getByRole('spinbutton', { name }), text);
  await userEvent.keyboard('{Enter}');
}

describe('<Thermodynamics> of a small machine', () => {
  it('follows the model while it stands, and stops when it goes', async () => {
    const store = labOf(3, 4, 5);
    const { unmount } = await render(<Thermodynamics store={store} />);
    expect(study(store).mode).toBe('following');
    expect(study(store).asked).toMatchObject({
      from: 0,
      to: 4,
      points: 81,
      at: 1,
      visibleUnit: 0,
      hiddenUnit: 0,
    });
    await expect.element(output('ln Z(β)')).toHaveAttribute('data-method', 'not computed');
    await unmount();
    expect(study(store).mode).toBe('stopped');
  });

  it('says ln Z, U, S and C at β with their method, in full', async () => {
    await render(<Thermodynamics store={filled()} />);
    const { logPartition, U, S, C } = small.at;
    for (const [name, { value }] of Object.entries({
      'ln Z(β)': logPartition,
      'U(β)': U,
      'S(β)': S,
      'C(β)': C,
    })) {
      await expect.element(output(name)).toHaveAttribute('data-value', String(value));
      await expect.element(output(name)).toHaveAttribute('data-method', 'exact');
      expect(output(name).element().hasAttribute('data-low')).toBe(false);
    }
    await expect.element(page.getByText('exact, 2⁵ states, log-sum-exp')).toBeVisible();
  });

  it('shows each identity as two numbers that agree', async () => {
    await render(<Thermodynamics store={filled()} />);
    for (const [left, right] of [
      ['U differentiated', 'U averaged'],
      ['C differentiated', 'C averaged'],
      ['v differentiated', 'v averaged'],
      ['h differentiated', 'h averaged'],
      ['vh differentiated', 'vh averaged'],
      ['S summed', 'S from ln Z and U'],
    ] as const) {
      await expect.element(output(left)).toHaveAttribute('data-method', 'exact');
      expect(Math.abs(numberIn(left) - numberIn(right))).toBeLessThan(
        1e-6 * Math.max(1, Math.abs(numberIn(left))),
      );
    }
    await expect.element(output('U difference')).toHaveTextContent(/^✓ \d × 10⁻\S+$/);
    await expect.element(page.getByText(/all 2¹⁷ joint states/)).toBeVisible();
  });

  it('says that a pair differs where it does', async () => {
    const store = filled();
    const [first, ...others] = small.identities;
    const bent = { ...first!, leftValue: first!.leftValue + 2e-5, difference: 2e-5 };
    store.getState().tell('thermodynamics', { result: { ...small, identities: [bent, ...others] } });
    await render(<Thermodynamics store={store} />);
    await expect.element(output('U difference')).toHaveTextContent('✗ 0.0000200');
    await expect.element(output('C difference')).toHaveTextContent('✓');
  });

  it('sliding β drives the chains, moves the cursor and asks at the new β', async () => {
    const store = filled();
    await render(<Thermodynamics store={store} />);
    await type('β', '2');
    expect(store.getState().view.chainView.beta).toBe(2);
    expect(study(store).asked).toMatchObject({ at: 2 });
    await expect.element(output('U(β)')).toHaveAttribute('data-value', String(small.curves.U.value[20]));
    expect(page.getByText('read at β').elements()).toHaveLength(0);
    await expect
      .element(page.getByRole('slider', { name: 'Read off C over β' }))
      .toHaveAttribute('aria-valuetext', expect.stringMatching(/^β 2.00: C /));
  });

  it('says at which β its numbers are, where the very β has not been computed yet', async () => {
    const store = filled();
    await render(<Thermodynamics store={store} />);
    store.getState().setChainView({ beta: 1.53 });
    await expect.element(page.getByText('read at β = 1.50, the nearest so far')).toBeVisible();
    await expect.element(output('S(β)')).toHaveAttribute('data-value', String(small.curves.S.value[15]));
    const result = thermodynamicsOf(bumpyMachine(3, 4, 5), askOf({ at: 1.53 }));
    store.getState().tell('thermodynamics', { result });
    await expect.element(output('S(β)')).toHaveAttribute('data-value', String(result.at.S.value));
    expect(page.getByText('read at β').elements()).toHaveLength(0);
  });

  it('curves are read off by keyboard', async () => {
    await render(<Thermodynamics store={filled()} />);
    const reader = page.getByRole('slider', { name: 'Read off ln Z over β' });
    await expect.element(reader).toHaveAttribute('aria-valuetext', expect.stringMatching(/^β 1.00: ln Z /));
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    const states = (17 * Math.LN2).toFixed(3);
    await expect.element(reader).toHaveAttribute('aria-valuetext', `β 0.00: ln Z ${states}`);
  });

  it('nudges the units that are chosen, counted from 1, and refuses others in words', async () => {
    const store = filled();
    await render(<Thermodynamics store={store} />);
    await type('visible unit', '12');
    await type('hidden unit', '5');
    expect(study(store).asked).toMatchObject({ visibleUnit: 11, hiddenUnit: 4 });
    await type('hidden unit', '6');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('6 is not a whole number from 1 to 5. hidden unit stays at 5.');
    expect(study(store).asked).toMatchObject({ visibleUnit: 11, hiddenUnit: 4 });
    expect(study(store).mode).toBe('following');
  });

  it('has a picture of the chains at this β, and every chart a name', async () => {
    await render(<Thermodynamics store={filled()} />);
    await expect.element(page.getByRole('img', { name: 'Chains at this β' })).toBeVisible();
    for (const name of ['ln Z over β', 'U over β', 'S over β', 'C over β'])
      await expect.element(page.getByRole('img', { name })).toBeVisible();
  });
});

describe('<Thermodynamics> of a larger machine', () => {
  it('computes on demand where every β takes its time', async () => {
    const store = labOf(8, 8, 20);
    await render(<Thermodynamics store={store} />);
    expect(study(store).mode).toBe('idle');
    await userEvent.click(page.getByRole('button', { name: 'Compute' }));
    expect(study(store).mode).toBe('running');
    expect(study(store).asked).toMatchObject({ points: 81, at: 1 });
  });

  it('lets what was asked for go on when the view is left', async () => {
    const store = labOf(8, 8, 20);
    const { unmount } = await render(<Thermodynamics store={store} />);
    await userEvent.click(page.getByRole('button', { name: 'Compute' }));
    await unmount();
    expect(study(store).mode).toBe('running');
  });

  it('anneals above 20 units in the smaller layer, with chains and schedule chosen', async () => {
    const store = labOf(5, 5, 24);
    await render(<Thermodynamics store={store} />);
    await type('Chains', '1');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('1 is not a whole number from 2 to 10000. Chains stays at 100.');
    await type('Chains', '20');
    await type('β steps', '300');
    await userEvent.click(page.getByRole('button', { name: 'Run AIS' }));
    expect(study(store).asked).toMatchObject({ chains: 20, betas: 300 });
  });

  it('an estimate carries its interval and never looks exact', async () => {
    const store = labOf(5, 5, 24);
    const result = thermodynamicsOf(bumpyMachine(5, 5, 24), askOf({ points: 9 }));
    store.getState().tell('thermodynamics', { result, about });
    await render(<Thermodynamics store={store} />);
    for (const [name, { value, low, high }] of Object.entries({
      'ln Z(β)': result.at.logPartition,
      'U(β)': result.at.U,
      'S(β)': result.at.S,
      'C(β)': result.at.C,
    })) {
      await expect.element(output(name)).toHaveTextContent('≈');
      await expect.element(output(name)).toHaveAttribute('data-method', 'AIS');
      await expect.element(output(name)).toHaveAttribute('data-value', String(value));
      await expect.element(output(name)).toHaveAttribute('data-low', String(low));
      await expect.element(output(name)).toHaveAttribute('data-high', String(high));
    }
    await expect.element(page.getByText(/The smaller layer has 24 units/)).toBeVisible();
    expect(page.getByRole('table').elements()).toHaveLength(0);
    expect(page.getByRole('spinbutton', { name: 'hidden unit' }).elements()).toHaveLength(0);
  });
});

describe('<Thermodynamics> without a machine', () => {
  it('says what it waits for', async () => {
    await render(<Thermodynamics store={createLabStore()} />);
    await expect.element(page.getByText('A machine is needed first.')).toBeVisible();
  });
});
