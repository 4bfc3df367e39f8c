import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ringLogPartition } from '../../../src/core/ising/ring';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Decimation } from '../../../src/views/decimation/Decimation';

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

const show = async (store: LabStore, revealed = true, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <Decimation store={store} revealed={revealed} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const value = (name: string) => Number(output(name).element().getAttribute('data-value'));
const button = (name: string) => page.getByRole('button', { name, exact: true });
const described = () => {
  const picture = page.getByRole('img', { name: 'Flow of the decimation', exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};
const halved = (K: number) => 0.5 * Math.log(Math.cosh(2 * K));

describe('<Decimation>', () => {
  it('sums over every second spin, keeps ln Z, and steps back', async () => {
    const store = createLabStore();
    store.getState().setDecimation({ K: 0.9, spins: 16 });
    await show(store);
    expect(value('K now')).toBe(0.9);
    expect(value('K after one more')).toBeCloseTo(halved(0.9), 12);
    expect(value('given by the spins summed over')).toBe(0);
    await button('Sum over every second spin').click();
    await button('Sum over every second spin').click();
    const K = halved(halved(0.9));
    await expect.element(page.getByText('4 spins left of 16')).toBeVisible();
    expect(value('K now')).toBeCloseTo(K, 12);
    expect(value('ln Z of the whole ring')).toBeCloseTo(ringLogPartition(16, 0.9), 12);
    expect(value('ln Z of what is left')).toBeCloseTo(ringLogPartition(4, K), 12);
    expect(value('given by the spins summed over')).toBeGreaterThan(1);
    expect(Math.abs(value('Difference'))).toBeLessThan(1e-12);
    const flow = [0.9, halved(0.9), K].map((k) => k.toFixed(4));
    await expect.poll(described).toBe(`Coupling step by step: ${flow.join(', ')}`);
    await button('One step back').click();
    await expect.element(page.getByText('8 spins left of 16')).toBeVisible();
    expect(value('K now')).toBeCloseTo(halved(0.9), 12);
  });

  it('ends at two spins, and has nothing to go back to at the start', async () => {
    const store = createLabStore();
    store.getState().setDecimation({ spins: 8, steps: 1 });
    await show(store);
    await button('Sum over every second spin').click();
    await expect.element(page.getByText('2 spins left of 8')).toBeVisible();
    await expect.element(button('Sum over every second spin')).toBeDisabled();
    await button('One step back').click();
    await button('One step back').click();
    await expect.element(button('One step back')).toBeDisabled();
  });

  it('tells every number as exact, and hides what a decimation does until it is revealed', async () => {
    await show(createLabStore(), false);
    for (const name of ['K now', 'ln Z of the whole ring', 'ln Z of what is left', 'Difference'])
      await expect.element(output(name)).toHaveAttribute('data-method', 'exact');
    expect(output('K after one more').query()).toBeNull();
    await expect.element(button('Sum over every second spin')).toBeDisabled();
  });

  it('moves K in the picture by the keyboard, within its range', async () => {
    const store = createLabStore();
    store.getState().setDecimation({ K: 0.5 });
    await show(store);
    const reader = page.getByRole('slider', { name: 'Coupling K in the picture' });
    await reader.element().focus();
    await userEvent.keyboard('{ArrowRight}{PageUp}{ArrowUp}{ArrowLeft}');
    expect(store.getState().decimation.K).toBeCloseTo(0.61, 12);
    await userEvent.keyboard('{PageDown}');
    expect(store.getState().decimation.K).toBeCloseTo(0.51, 12);
    await expect.element(reader).toHaveAttribute('aria-valuetext', 'K = 0.51');
  });

  it('sets K where the picture is pointed at', async () => {
    const store = createLabStore();
    await show(store);
    const picture = page.getByRole('slider', { name: 'Coupling K in the picture' });
    const { width, height } = picture.element().getBoundingClientRect();
    await picture.click({ position: { x: width * 0.3, y: height / 2 } });
    const near = store.getState().decimation.K;
    await picture.click({ position: { x: width * 0.7, y: height / 2 } });
    const far = store.getState().decimation.K;
    expect(near).toBeGreaterThan(0);
    expect(far).toBeGreaterThan(near + 0.5);
  });

  it('keeps within 390 px', async () => {
    await show(createLabStore(), true, 390);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});
