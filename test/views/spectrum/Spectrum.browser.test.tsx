import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { SpectrumResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Spectrum } from '../../../src/views/spectrum/Spectrum';
import { requestOf, summaryOf } from '../../gallery/frames';
import { spectrumResult } from './results';

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

const tell = (store: LabStore, changes: Partial<SpectrumResult> = {}) => {
  const result = spectrumResult(changes);
  store.getState().tell('spectrum', { result, about: { run: 1, update: result.update } });
};
function filled(changes?: Partial<SpectrumResult>): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf({ rows: 4, columns: 6, hidden: 12 }), requestOf());
  if (changes) tell(store, changes);
  return store;
}
const show = async (store: LabStore, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <Spectrum store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const pictures = [
  'Singular values along training',
  'All singular values',
  'Spectral density',
  'Tail of the spectrum',
];
const described = (name: string) => {
  const picture = page.getByRole('img', { name, exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};

describe('<Spectrum>', () => {
  it('follows the model while it is looked at, and not after', async () => {
    const store = filled();
    const { unmount } = await show(store);
    expect(store.getState().studies.spectrum.mode).toBe('following');
    await unmount();
    expect(store.getState().studies.spectrum.mode).toBe('stopped');
  });

  it('follows once there is a machine', async () => {
    const store = createLabStore();
    await show(store);
    expect(store.getState().studies.spectrum.mode).toBe('idle');
    store.getState().opened(summaryOf({ rows: 4, columns: 6, hidden: 12 }), requestOf());
    await expect.poll(() => store.getState().studies.spectrum.mode).toBe('following');
  });

  it('the note says how many values the curves are of', async () => {
    await show(filled({}));
    await expect.element(page.getByText('all of them', { exact: true })).toBeVisible();
  });

  it('every number is a read-out; the exponent never looks exact', async () => {
    await show(filled({}));
    await expect
      .element(output('Largest singular value'))
      .toHaveAttribute('data-value', String(Math.sqrt(72)));
    await expect.element(output('Largest singular value')).toHaveAttribute('data-method', 'exact');
    await expect.element(output('Spikes')).toHaveTextContent('2');
    const exponent = output('Tail exponent α');
    await expect.element(exponent).toHaveAttribute('data-value', '2.4');
    await expect.element(exponent).toHaveAttribute('data-method', 'fit');
    expect(Number(exponent.element().getAttribute('data-low'))).toBeCloseTo(2.4 - 1.35, 12);
    expect(Number(exponent.element().getAttribute('data-high'))).toBeCloseTo(2.4 + 1.35, 12);
    await expect.element(exponent).toHaveTextContent('≈ 2.40');
    await expect.element(page.getByText('fit, indicative only, ± 0.45, 8 of 12 values')).toBeVisible();
    await expect.element(output('Saturation')).toHaveAttribute('data-method', 'exact');
  });

  it('says how many rows the saturation is from where not all were looked at', async () => {
    await show(filled({ rows: 512 }));
    await expect.element(output('Saturation')).toHaveAttribute('data-method', 'Monte Carlo');
    await expect.element(page.getByText('Monte Carlo, 512 of 1,438 rows')).toBeVisible();
  });

  it('has no exponent where there is no tail, and says why', async () => {
    const store = filled();
    const { tail, ...without } = spectrumResult();
    expect(tail).toBeDefined();
    store.getState().tell('spectrum', { result: without, about: { run: 1, update: 1 } });
    await show(store);
    await expect.element(output('Tail exponent α')).not.toHaveAttribute('data-value');
    expect(described('Tail of the spectrum')).toBe('12 eigenvalues: too few that differ for a tail.');
  });

  it('lists dead and saturated units, each of which can be chosen and let go', async () => {
    const store = filled({});
    await show(store);
    const dead = page.getByRole('button', { name: 'Unit 4, mean activity 0.00' });
    await dead.click();
    expect(store.getState().selected).toEqual({ unit: 3 });
    await expect.element(dead).toHaveAttribute('aria-pressed', 'true');
    await dead.click();
    expect(store.getState().selected).toBeUndefined();
    await expect.element(page.getByRole('button', { name: 'Unit 6, mean activity 1.00' })).toBeVisible();
  });

  it('a long list ends in how many more there are', async () => {
    const dead = Array.from({ length: 30 }, (_, unit) => unit);
    await show(filled({ dead, activity: new Float64Array(30) }));
    await expect.element(page.getByText('and 6 more')).toBeVisible();
  });

  it('a singular value chosen in one picture is lit in all, and says where it came from', async () => {
    const store = filled();
    tell(store, { update: 100, singularValues: new Float64Array(12).fill(0.2) });
    tell(store);
    await show(store);
    for (const name of pictures) {
      const reader = page.getByRole('slider', { name: `Singular value in ${name}` });
      (reader.element() as HTMLElement).focus();
      await userEvent.keyboard('{Home}{ArrowRight}');
      await expect.element(reader).toHaveAttribute('aria-valuetext', 'σ₂ = 5.367; out of the noise.');
      expect(described(pictures[0]!)).toBe('σ₂ = 5.367, 0.20 at update 100; out of the noise.');
      await userEvent.keyboard('{Escape}');
      await expect.element(reader).toHaveAttribute('aria-valuetext', 'none chosen');
    }
    expect(described(pictures[0]!)).toBe('Followed while this view is open: 2 times so far.');
  });

  it('a click chooses the bar below it', async () => {
    await show(filled({}));
    const reader = page.getByRole('slider', { name: 'Singular value in All singular values' });
    await userEvent.click(reader, { position: { x: 45, y: 60 } });
    await expect.element(reader).toHaveAttribute('aria-valuenow', '1');
    await expect.element(reader).toHaveAttribute('aria-valuetext', 'σ₁ = 8.485; out of the noise.');
  });

  for (const width of [362, 400, 740])
    it(`stands at ${width} px with nothing beside the page`, async () => {
      await show(filled({}), width);
      for (const name of pictures)
        await expect.element(page.getByRole('img', { name, exact: true })).toBeVisible();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });
});
