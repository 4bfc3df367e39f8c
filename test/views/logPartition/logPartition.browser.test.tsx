import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { EnumerationProgress } from '../../../src/engine/study';
import { LogPartition } from '../../../src/views/logPartition/LogPartition';
import { annealingOf, exactOf, fixedPointOf, labAt, reverseOf, tell } from './filled';

const output = (name: string) => page.getByRole('status', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const studies = (store: ReturnType<typeof labAt>) => store.getState().studies;

const cost = {
  possible: true,
  states: 65_536,
  precision: 'f32',
  workers: 1,
  workersAtRest: 2,
  seconds: 6,
  secondsWithMoments: 30,
} as const;
const progress: EnumerationProgress = {
  share: 0.25,
  done: 33_554_432,
  states: 134_217_728,
  lowerBound: 40.125,
  secondsLeft: 90,
  precision: 'f32',
  update: 5,
};

describe('<LogPartition>: exact', () => {
  it('asks what it would take when it opens, and says it for as many workers as there would be', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    expect(studies(store).estimate).toMatchObject({ mode: 'running', asked: {} });
    tell(store, 'estimate', { result: cost });
    await expect.element(page.getByText('2¹⁶ = 65,536 states, summed in f32')).toBeVisible();
    await expect.element(output('Time needed')).toHaveTextContent('3 s');
    store.getState().setPlaying(true);
    await expect.element(output('Time needed')).toHaveTextContent('6 s');
    await userEvent.click(page.getByLabelText(/also U, C and S/));
    await expect.element(output('Time needed')).toHaveTextContent('30 s');
    await expect.element(page.getByText(/5\.0 × the time/)).toBeVisible();
  });

  it('asks again when another run is open', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    const { asked } = studies(store).estimate;
    const { summary, request } = store.getState();
    store.getState().opened({ ...summary!, run: 2 }, request!);
    await expect.poll(() => studies(store).estimate.asked).not.toBe(asked);
  });

  it('starts with the moments that are wanted', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    await userEvent.click(page.getByLabelText(/also U, C and S/));
    await userEvent.click(button('Compute ln Z'));
    expect(studies(store).enumeration).toMatchObject({ mode: 'running', asked: { moments: true } });
  });

  it('shows how far it is, the bound so far, and a way out', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    await userEvent.click(button('Compute ln Z'));
    tell(store, 'enumeration', { progress });
    await expect.element(output('ln Z is at least')).toHaveAttribute('data-value', '40.125');
    await expect
      .element(page.getByText('33.6 million of 134.2 million states; about update 5'))
      .toBeVisible();
    await expect.element(page.getByText('25 % · 1.5 min left')).toBeVisible();
    await userEvent.click(button('Cancel'));
    expect(studies(store).enumeration.mode).toBe('stopped');
  });

  it('lets training rest or go on while it runs', async () => {
    const store = labAt(5);
    store.getState().setPlaying(true);
    await render(<LogPartition store={store} />);
    await userEvent.click(button('Compute ln Z'));
    await userEvent.click(page.getByRole('radio', { name: 'rests: all cores' }));
    expect(store.getState().playing).toBe(false);
    expect(studies(store).enumeration.mode).toBe('running');
  });

  it('goes on with what was stopped, or starts anew', async () => {
    const store = labAt(9);
    await render(<LogPartition store={store} />);
    tell(store, 'enumeration', { mode: 'stopped', progress });
    await userEvent.click(button('Resume at 25 %'));
    expect(studies(store).enumeration.asked).toEqual({ moments: false, resume: true });
    tell(store, 'enumeration', { mode: 'stopped', progress });
    await userEvent.click(button('Start anew'));
    expect(studies(store).enumeration.asked).toEqual({ moments: false });
  });

  it('shows the result with its precision and its moments', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    const energy = { U: -40.5, C: 12.25, S: 1.5 };
    tell(store, 'enumeration', { mode: 'idle', result: { ...exactOf(42.0123456), energy } });
    await expect.element(output('ln Z')).toHaveAttribute('data-value', '42.0123456');
    await expect.element(output('ln Z')).toHaveAttribute('data-method', 'exact');
    await expect.element(page.getByText('exact, f32, 0.1 s on 2 workers')).toBeVisible();
    for (const [name, value] of Object.entries(energy))
      await expect.element(output(name)).toHaveAttribute('data-value', String(value));
  });

  it('refuses more than 36 units in words, with what they would take', async () => {
    const store = labAt(5, 50);
    await render(<LogPartition store={store} />);
    tell(store, 'estimate', { result: { ...cost, possible: false, states: 2 ** 50, seconds: 2e5 } });
    const words = /smaller layer has 50 units: 2⁵⁰ ≈ 1\.1 × 10¹⁵ states, which would take this computer 28 h/;
    await expect.element(page.getByText(words)).toBeVisible();
    expect(page.getByRole('button', { name: 'Compute ln Z' }).elements()).toHaveLength(0);
  });

  it('says why an enumeration ended without a result', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'enumeration', { mode: 'idle', refused: 'Out of memory.' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('Out of memory.');
  });
});

describe('<LogPartition>: estimates', () => {
  it('asks for what the form says', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    await userEvent.selectOptions(page.getByLabelText('Base', { exact: true }), 'uniform');
    await userEvent.fill(page.getByLabelText('Chains'), '64');
    await userEvent.fill(page.getByLabelText('β steps'), '300');
    await userEvent.click(page.getByLabelText(/and back/));
    await userEvent.click(button('Run AIS'));
    expect(studies(store).annealing.asked).toEqual({
      base: 'uniform',
      chains: 64,
      betas: 300,
      reverse: false,
    });
    expect(studies(store).approximations.mode).toBe('running');
  });

  it('refuses no chains and a ladder of one in words, and keeps what was set', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    for (const [name, text] of [
      ['Chains', '0'],
      ['β steps', '1'],
    ]) {
      await userEvent.fill(page.getByLabelText(name, { exact: true }), text);
      await userEvent.tab();
    }
    await expect.element(page.getByText(/0 is not a whole number from 1 to 10000/)).toBeVisible();
    await expect.element(page.getByText(/1 is not a whole number from 2 to 100000/)).toBeVisible();
    await userEvent.click(button('Run AIS'));
    expect(studies(store).annealing.asked).toMatchObject({ chains: 100, betas: 1000 });
  });

  it('takes over what somebody else has asked for, as a preset does', async () => {
    const store = labAt(5);
    store.getState().ask('annealing', { base: 'model', chains: 7, betas: 20, reverse: false });
    tell(store, 'annealing', { mode: 'idle' });
    await render(<LogPartition store={store} />);
    await expect.element(page.getByLabelText('Chains')).toHaveValue(7);
    await expect.element(page.getByLabelText('Base', { exact: true })).toHaveValue('model');
    store.getState().ask('annealing', { base: 'uniform', chains: 9, betas: 20, reverse: false });
    await expect.element(page.getByLabelText('Chains')).toHaveValue(9);
  });

  it('teaches how a base can fail in silence where that base is chosen', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    const lesson = page.getByText(/How it can fail without a sign/);
    expect(lesson.elements()).toHaveLength(0);
    await userEvent.selectOptions(page.getByLabelText('Base', { exact: true }), 'model');
    await expect.element(lesson).toBeVisible();
  });
});

describe('<LogPartition>: all methods', () => {
  it('asks for every method at once, the enumeration where it ends soon', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'estimate', { mode: 'idle', result: cost });
    await userEvent.click(button('Compare all now'));
    const modes = (store: ReturnType<typeof labAt>) =>
      (['enumeration', 'annealing', 'approximations'] as const).map((kind) => studies(store)[kind].mode);
    expect(modes(store)).toEqual(['running', 'running', 'running']);
    const slow = labAt(5);
    tell(slow, 'estimate', { result: { ...cost, seconds: 3600 } });
    const other = await render(<LogPartition store={slow} />);
    await userEvent.click(other.getByRole('button', { name: 'Compare all now' }).last());
    expect(modes(slow)).toEqual(['idle', 'running', 'running']);
  });

  it('asks for the moments again where they are on show', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'enumeration', { result: { ...exactOf(42), energy: { U: -40, C: 12, S: 2 } } });
    await userEvent.click(button('Compare all now'));
    expect(studies(store).enumeration.asked).toEqual({ moments: true });
  });

  it('shows value, interval, method and difference of each', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'enumeration', { result: exactOf(42.01) });
    tell(store, 'annealing', { result: annealingOf({}, { reverse: reverseOf(true) }) });
    const tap2 = fixedPointOf({ converged: false, iterations: 500 });
    tell(store, 'approximations', { result: { meanField: fixedPointOf(), tap2 } });
    await expect.element(output('ln Z, Exact')).toHaveTextContent(/^42\.010$/);
    const ais = output('ln Z, AIS');
    await expect.element(ais).toHaveAttribute('data-method', 'AIS');
    await expect.element(ais).toHaveAttribute('data-low', '41.9');
    await expect.element(ais).toHaveAttribute('data-high', '42.1');
    await expect.element(output('ln Z, Reverse AIS')).toHaveAttribute('data-method', 'reverse AIS');
    await expect.element(output('ln Z, TAP-2')).toHaveTextContent('≈');
    await expect.element(page.getByText('TAP-2, not converged after 500 steps')).toBeVisible();
    await expect
      .poll(() => Number(output('AIS minus exact').element().getAttribute('data-value')))
      .toBeCloseTo(-0.01, 9);
    expect(page.getByRole('row').elements()).toHaveLength(6);
  });

  it('draws differences only between values of one update, from the best of them', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    const axis = () => document.querySelector('.lnz-marks')?.getAttribute('aria-label');
    const drawn = () => document.querySelectorAll('.lnz-axis circle').length;
    tell(store, 'approximations', { result: { meanField: fixedPointOf(), tap2: fixedPointOf() } });
    await expect.poll(axis).toBe('Difference from TAP-2, nats; in powers of ten');
    tell(store, 'enumeration', { result: exactOf(42.01) }, 3);
    await expect.element(output('ln Z, Exact')).toBeVisible();
    expect(drawn()).toBe(2);
    tell(store, 'annealing', { result: annealingOf() });
    await expect.poll(axis).toBe('Difference from AIS, nats; in powers of ten');
    tell(store, 'enumeration', { result: exactOf(42.01) }, 5);
    await expect.poll(axis).toBe('Difference from exact, nats; in powers of ten');
    expect(drawn()).toBe(4);
  });

  it('promises no part of a second, and no ratio of such times', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'estimate', { result: { ...cost, seconds: 0.001, secondsWithMoments: 0.03 } });
    await expect.element(output('Time needed')).toHaveTextContent(/^a second$/);
    await expect.element(page.getByText(/× the time/)).not.toBeInTheDocument();
  });

  it('shows an interval that is open below as such', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'annealing', { result: annealingOf({ low: Number.NEGATIVE_INFINITY }) });
    await expect.element(output('ln Z, AIS')).toHaveAttribute('data-low', '-Infinity');
    await expect.element(output('ln Z, AIS')).toHaveTextContent('−∞ … 42.100');
  });

  it('says plainly when the exact value lies outside the interval', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'enumeration', { result: exactOf(44.08) });
    tell(store, 'annealing', { result: annealingOf() });
    const words = page.getByText('AIS is wrong: the exact value lies 1.98 nats above its interval.');
    await expect.element(words).toBeVisible();
    expect(words.element().className).toContain('wrong');
  });

  it('takes the running measurement for exact once the machine rests', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    const { frame } = store.getState();
    const readings = {
      ...frame!.readings,
      logPartition: { value: 37.5, method: 'exact', detail: '65,536 states, f32', update: 6 } as const,
    };
    store.getState().receive({ ...frame!, update: 6, playing: true, readings });
    await new Promise((resolve) => setTimeout(resolve, 100)); // nothing comes of it
    expect(page.getByRole('row').elements()).toHaveLength(0);
    store.getState().receive({ ...frame!, update: 6, readings });
    await expect.element(output('ln Z, Exact')).toHaveAttribute('data-value', '37.5');
  });

  it('draws the spread of the weights, to be read off by keyboard', async () => {
    const store = labAt(5);
    await render(<LogPartition store={store} />);
    tell(store, 'annealing', { result: annealingOf({}, { reverse: reverseOf(true) }) });
    const reader = page.getByRole('slider', { name: 'Read off Spread of the weights along β' });
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await expect.element(reader).toHaveAttribute('aria-valuetext', 'β 0.50: up 0.050, down 0.050');
  });
});
