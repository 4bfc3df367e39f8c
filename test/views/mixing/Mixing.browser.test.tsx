import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { GradientResult, MixingResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Mixing } from '../../../src/views/mixing/Mixing';
import { requestOf, summaryOf } from '../../gallery/frames';
import { mixingResult } from './results';

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

const about = { run: 1, update: 1741 };
function filled(changes?: Partial<MixingResult>): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf({ rows: 2, columns: 3, hidden: 4 }), requestOf());
  if (changes) store.getState().tell('mixing', { mode: 'stopped', result: mixingResult(changes), about });
  return store;
}
const show = async (store: LabStore, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <Mixing store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const described = (name: string) => {
  const picture = page.getByRole('img', { name, exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};

describe('<Mixing>', () => {
  it('asks for what the fields say', async () => {
    const store = filled();
    await show(store);
    for (const [name, value] of [
      ['chains', '12'],
      ['sweeps', '2000'],
      ['β', '0.5'],
    ] as const) {
      await userEvent.fill(page.getByRole('spinbutton', { name }), value);
      await userEvent.keyboard('{Enter}');
    }
    await page.getByRole('radio', { name: 'from random' }).click({ force: true });
    await page.getByRole('button', { name: 'Run chains' }).click();
    const { asked, mode } = store.getState().studies.mixing;
    expect(asked).toEqual({ chains: 12, sweeps: 2000, start: 'random', beta: 0.5 });
    expect(mode).toBe('running');
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  });

  it('says that nothing has run, then that chains are under way, and nothing moves', async () => {
    await show(filled());
    const verdict = page.getByRole('status', { name: 'What the chains say' });
    await expect.element(verdict).toHaveTextContent('No chains have run on this machine yet.');
    const before = verdict.element().getBoundingClientRect().top;
    await page.getByRole('button', { name: 'Run chains' }).click();
    await expect.element(verdict).toHaveTextContent(/^The chains are running/);
    expect(verdict.element().getBoundingClientRect().top).toBe(before);
  });

  it('refuses one chain, or too few sweeps, in words, and keeps what was there', async () => {
    const store = filled();
    await show(store);
    for (const [name, value, words] of [
      ['chains', '1', '1 is not a whole number from 2 to 64'],
      ['sweeps', '5', '5 is not a whole number from 16 to 100000'],
    ] as const) {
      await userEvent.fill(page.getByRole('spinbutton', { name }), value);
      await userEvent.keyboard('{Enter}');
      await expect.element(page.getByText(words)).toBeVisible();
    }
    await page.getByRole('button', { name: 'Run chains' }).click();
    expect(store.getState().studies.mixing.asked).toMatchObject({ chains: 8, sweeps: 1000 });
  });

  it('can’t be started before there is a machine', async () => {
    await show(createLabStore());
    await expect.element(page.getByRole('button', { name: 'Run chains' })).toBeDisabled();
    await expect.element(page.getByText('A machine is needed first.')).toBeVisible();
  });

  it('every number is a read-out with its value, method and interval', async () => {
    await show(filled({}));
    const expected = [
      ['τ of F_c', '4'],
      ['τ of the slowest unit', '19'],
      ['Effective samples', '50'],
      ['R̂ of F_c', '1.62'],
      ['Worst R̂ of a unit', '2.34'],
    ] as const;
    for (const [name, value] of expected) {
      await expect.element(output(name)).toHaveAttribute('data-value', value);
      await expect.element(output(name)).toHaveAttribute('data-method', 'Monte Carlo');
      expect(output(name).element().textContent).toMatch(/^≈/);
    }
    await expect.element(output('τ of F_c')).toHaveAttribute('data-low', '2.5');
    await expect.element(output('τ of F_c')).toHaveAttribute('data-high', '5.5');
    await expect.element(output('τ of the slowest unit')).toHaveTextContent('9.0 … ∞');
    await expect.element(page.getByText('Monte Carlo, a lower bound')).toBeVisible();
    await expect.element(page.getByText('Monte Carlo, of 200')).toBeVisible();
  });

  it('says which chains are stuck, and what helps', async () => {
    await show(filled({}));
    const verdict = output('What the chains say');
    await expect.element(verdict).toHaveTextContent('1 of 4 chains never left the mode it began in.');
    await expect.element(verdict).toHaveTextContent('What helps: more Gibbs steps k');
    await expect.element(verdict).toHaveAttribute('data-kind', 'bad');
    await expect.poll(() => described('Modes')).toContain('3 modes in 10 looks at each chain. Stuck: 3.');
  });

  it('shows no number where nothing moves', async () => {
    const still = { value: Number.NaN, low: Number.NaN, high: Number.NaN, settled: false };
    const nothing = { energyTime: still, slowestUnitTime: still, rHat: NaN, worstUnitRHat: NaN };
    const frozen = { ...nothing, effectiveSamples: NaN, worstUnit: -1, stuck: [], modesFound: 1 };
    await show(filled({ ...frozen, energyAutocorrelation: new Float64Array(13).fill(Number.NaN) }));
    for (const name of ['τ of F_c', 'Effective samples', 'R̂ of F_c', 'Worst R̂ of a unit']) {
      await expect.element(output(name)).toHaveTextContent('–');
      await expect.element(output(name)).not.toHaveAttribute('data-value');
    }
  });

  it('the autocorrelation is read off by keyboard', async () => {
    await show(filled({}));
    const reader = page.getByRole('slider', { name: 'Read off Autocorrelation' });
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await expect.element(reader).toHaveAttribute('aria-valuetext', 'sweep 1: F_c 0.600, units 0.900');
  });

  it('chains and modes are chosen by keyboard, and described', async () => {
    await show(filled({}));
    (page.getByRole('slider', { name: 'Chain in Traces' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    await expect.poll(() => described('Traces')).toBe('Chain 3 of 4, stuck in its mode.');
    (page.getByRole('slider', { name: 'Mode in Modes' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    await expect.poll(() => described('Modes')).toBe('Mode 3: 20 % of the looks, by chains 1, 2, 3.');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => described('Modes')).toContain('3 modes');
  });

  it('sets the exact relaxation time beside them where it is known for the same update', async () => {
    const store = filled({});
    const sweep = { secondEigenvalue: 0.9, relaxationTime: 9.49 };
    store
      .getState()
      .tell('gradient', { result: { update: 1741, sweep } as Partial<GradientResult> as GradientResult });
    await show(store);
    await expect.element(output('Relaxation time')).toHaveAttribute('data-method', 'exact');
    store
      .getState()
      .tell('gradient', { result: { update: 1742, sweep } as Partial<GradientResult> as GradientResult });
    await expect.element(output('Relaxation time')).not.toBeInTheDocument();
  });

  for (const width of [362, 400, 740])
    it(`stands at ${width} px with nothing beside the page`, async () => {
      await show(filled({ modesFound: 40 }), width);
      await expect.element(page.getByRole('img', { name: 'Traces' })).toBeVisible();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });

  it('a result about another machine’s shape paints no pictures of it', async () => {
    const store = filled({});
    store.getState().opened(summaryOf({ rows: 5, columns: 5, hidden: 4 }, 2), requestOf());
    await show(store);
    await expect.poll(() => described('Modes')).toBe('');
  });
});
