import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { InpaintingResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Inpainting } from '../../../src/views/inpainting/Inpainting';
import { requestOf, summaryOf } from '../../gallery/frames';
import { inpaintingResult } from './results';

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
function filled(changes?: Partial<InpaintingResult>): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf({ rows: 2, columns: 3, hidden: 4 }), requestOf());
  store.getState().setPreferences({ dark: false, reducedMotion: true });
  if (changes)
    store.getState().tell('inpainting', { mode: 'stopped', result: inpaintingResult(changes), about });
  return store;
}
const withSamples = (store: LabStore, from = 0) =>
  store.getState().tell('samples', {
    result: {
      ...{ set: 'heldOut', from, count: 2, ofRows: 359, labels: ['4', '9'] },
      bytes: Uint8Array.of(1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0),
    },
  });
const show = async (store: LabStore, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <Inpainting store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const cell = (name: string) => page.getByRole('gridcell', { name, exact: true });
const pressed = (name: string) => page.getByRole('button', { name, exact: true });

describe('<Inpainting>', () => {
  it('asks for the rows around the chosen one, and shows what they show', async () => {
    const store = filled();
    await show(store);
    expect(store.getState().studies.samples.asked).toEqual({ set: 'heldOut', from: 0, count: 12 });
    withSamples(store);
    await expect.element(cell('row 1, column 1, on')).toBeVisible();
    await pressed('Row 2, shows 9').click();
    await expect.element(cell('row 1, column 1, off')).toBeVisible();
    await pressed('Later rows').click();
    expect(store.getState().studies.samples.asked).toMatchObject({ from: 12 });
    await page.getByRole('radio', { name: 'training' }).click({ force: true });
    expect(store.getState().studies.samples.asked).toEqual({ set: 'training', from: 0, count: 12 });
  });

  it('asks for what is painted, by keyboard and by pointer', async () => {
    const store = filled();
    await show(store);
    withSamples(store);
    await pressed('Clear').click();
    await expect.element(pressed('Fill in')).toBeDisabled();
    await expect.element(page.getByText('Paint over something first, or add noise.')).toBeVisible();
    (cell('row 1, column 1, on').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight} {ArrowDown}{Enter}');
    await cell('row 2, column 1, off').click();
    await userEvent.fill(page.getByRole('spinbutton', { name: 'sweeps' }), '60');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('radio', { name: 'β-annealed' }).click({ force: true });
    await pressed('Fill in').click();
    const { asked, mode } = store.getState().studies.inpainting;
    expect(asked).toEqual({
      ...{ set: 'heldOut', row: 0, flip: 0, mode: 'annealed', sweeps: 60 },
      known: Uint8Array.of(1, 0, 1, 0, 0, 1),
    });
    expect(mode).toBe('running');
  });

  it('shows noise as it will be seen, and asks for it', async () => {
    const store = filled();
    await show(store);
    withSamples(store);
    await userEvent.fill(page.getByRole('spinbutton', { name: 'noise' }), '45');
    await userEvent.keyboard('{Enter}');
    const on = () => page.getByRole('gridcell', { name: /, on$/ }).elements().length;
    const before = [1, 0, 1, 0, 1, 1];
    await vi.waitFor(() => expect(on()).not.toBe(before.reduce((sum, x) => sum + x, 0)));
    await pressed('Fill in').click();
    expect(store.getState().studies.inpainting.asked).toMatchObject({ flip: 0.45 });
    await userEvent.fill(page.getByRole('spinbutton', { name: 'noise' }), '50');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/50 is not a number from 0 to 45/)).toBeVisible();
  });

  it('shows what came out beside what guesses get, estimates as estimates', async () => {
    await show(filled({}));
    await expect.element(output('Recovered')).toHaveAttribute('data-method', 'exact');
    await expect.element(output('Usual value')).toHaveAttribute('data-value', '0.5');
    const many = output('Recovered, many rows');
    await expect.element(many).toHaveAttribute('data-value', '0.82');
    await expect.element(many).toHaveAttribute('data-method', 'Monte Carlo');
    expect(Number(many.element().getAttribute('data-low'))).toBeCloseTo(0.79, 10);
    await expect.element(output('Gain')).toHaveAttribute('data-value', '0.07');
    await expect.element(output('What came out')).toHaveTextContent(/7.0 points better than that guess/);
    await expect.element(output('What came out')).toHaveAttribute('data-kind', 'good');
    await expect.element(output('Exact marginals')).toHaveAttribute('data-value', '1');
    await expect.element(output('Largest error')).toHaveAttribute('data-value', '0.12');
    expect(page.getByText('As seen').elements()).toEqual([]);
  });

  it('says that mean field did not settle, and on how many rows', async () => {
    const { overRows } = inpaintingResult();
    await show(
      filled({
        mode: 'meanField',
        convergence: { converged: false, iterations: 500, residual: 0.1 },
        overRows: { ...overRows, unconverged: 7 },
      }),
    );
    await expect
      .element(output('What came out'))
      .toHaveTextContent('Mean field did not settle within 500 iterations: take the picture with care.');
    await expect.element(output('Not settled')).toHaveAttribute('data-value', '7');
  });

  it('holds the film at any stage, by keyboard', async () => {
    await show(filled({}));
    const range = page.getByRole('slider', { name: 'Stage' });
    await expect
      .element(range)
      .toHaveAttribute('aria-valuetext', 'Sweep 40 of 40: 2 of 3 open pixels right.');
    (range.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(range).toHaveAttribute('aria-valuetext', 'Sweep 0 of 40: 1 of 3 open pixels right.');
  });

  it('plays the film to its end where movement is welcome', async () => {
    const store = filled();
    store.getState().setPreferences({ dark: false, reducedMotion: false });
    await show(store);
    store.getState().tell('inpainting', { mode: 'idle', result: inpaintingResult(), about });
    await expect
      .element(page.getByRole('slider', { name: 'Stage' }))
      .toHaveAttribute('aria-valuetext', 'Sweep 40 of 40: 2 of 3 open pixels right.');
  });
});
