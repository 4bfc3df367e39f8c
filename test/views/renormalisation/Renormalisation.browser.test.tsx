import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createRbm } from '../../../src/core/rbm';
import { energiesOfRbm } from '../../../src/core/renormalisation/stateEnergies';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Renormalisation } from '../../../src/views/renormalisation/Renormalisation';
import { frameOf, requestOf, summaryOf } from '../../gallery/frames';

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

const show = async (store: LabStore = createLabStore(), width = 740) => {
  await page.viewport(width, 900);
  await render(
    <StrictMode>
      <Renormalisation store={store} />
    </StrictMode>,
  );
  return { store, now: () => store.getState().renormalisation.now };
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const output = (name: string) => page.getByRole('status', { name, exact: true });
const value = (name: string) => Number(output(name).element().getAttribute('data-value'));
const brush = (name: string) => page.getByRole('slider', { name: `Paint ${name}`, exact: true });
const kind = () => output('Which case').element().getAttribute('data-kind');

describe('<Renormalisation>', () => {
  it('shows Z kept and p changed with nothing clicked', async () => {
    await show();
    expect(Math.abs(value('(Z_RG − Z) / Z'))).toBeLessThan(1e-13);
    expect(value('KL(p ‖ p̃)')).toBeGreaterThan(0.2);
    expect(kind()).toBe('equalZ');
    await expect.element(output('(Z_RG − Z) / Z')).toHaveAttribute('data-method', 'exact');
  });
  it('keeps p under a constant K, and says that the map is exact', async () => {
    await show();
    await button('K(v): Constant').click();
    expect(value('KL(p ‖ p̃)')).toBeLessThan(1e-13);
    expect(value('Total variation of p and p̃')).toBeLessThan(1e-13);
    expect(value('Spread of δ')).toBeLessThan(1e-13);
    expect(kind()).toBe('exact');
  });
  it('paints K by dragging: one drag is one change, and no state on the way is left out', async () => {
    const { store, now } = await show();
    await button('K(v): Constant').click();
    const box = brush('K(v)').element().getBoundingClientRect();
    const element = brush('K(v)').element();
    const at = (x: number, y: number) => ({
      clientX: box.left + 38 + x * (box.width - 46),
      clientY: box.top + y * box.height,
      button: 0,
      pointerId: 1,
      bubbles: true,
    });
    vi.spyOn(element, 'setPointerCapture').mockImplementation(() => {});
    element.dispatchEvent(new PointerEvent('pointerdown', at(0.1, 0.2)));
    element.dispatchEvent(new PointerEvent('pointermove', at(0.9, 0.3)));
    element.dispatchEvent(new PointerEvent('pointerup', at(0.9, 0.3)));
    await expect.element(page.getByText('painted', { exact: true })).toBeVisible();
    const changed = now().K.values.filter((K) => K !== 2).length;
    expect(changed).toBeGreaterThanOrEqual(13);
    expect(store.getState().renormalisation.stroke).toBeUndefined();
    await button('Undo change of energies').click();
    expect(now().K.source).toEqual({ kind: 'constant', value: 2 });
    await button('Redo change of energies').click();
    expect(now().K.source).toEqual({ kind: 'painted' });
  });
  it('paints by keyboard: arrows choose a state and move its energy', async () => {
    const { now } = await show();
    (brush('K(v)').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowUp}{ArrowUp}{PageUp}');
    expect(now().K.values[2]).toBe(1.2);
    await expect.element(brush('K(v)')).toHaveAttribute('aria-valuetext', '1.200 nats at 0100 (state 2)');
    await expect.element(brush('K(v)')).toHaveAttribute('aria-valuenow', '1.2');
    await userEvent.keyboard('{End}{ArrowDown}{Home}{PageDown}');
    expect(now().K.values[15]).toBe(-0.1);
    expect(now().K.values[0]).toBe(1);
    // every key lifted ends a change
    for (let n = 0; n < 4; n++) await button('Undo change of energies').click();
    expect(now().K.values[2]).toBe(0.1);
  });
  it('takes a typed energy of the state looked at', async () => {
    const { now } = await show();
    const field = page.getByRole('spinbutton', { name: 'H(v) of state 0', exact: true });
    await field.fill('-1.25');
    await userEvent.keyboard('{Enter}');
    expect(now().H.values[0]).toBe(-1.25);
    await field.fill('5000');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('5000 is not a number from -1000 to 1000');
    expect(now().H.values[0]).toBe(-1.25);
  });
  it('refuses pasted nonsense in words, and keeps what was there', async () => {
    const { now } = await show();
    const before = now();
    await button('K(v): Paste').click();
    const text = page.getByRole('textbox', { name: 'K(v) as numbers' });
    await text.fill('1, 2, three');
    await button('Use for K(v)').click();
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('“three”, entry 3, is not a number from −1000 to 1000. K(v) stays as it was.');
    await expect.element(text).toHaveAttribute('aria-invalid', 'true');
    await text.fill('1 2 3');
    await button('Use for K(v)').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('3 numbers; expected 16');
    expect(now()).toBe(before);
    await text.fill(Array.from({ length: 16 }, (_, v) => v / 10).join('\n'));
    await button('Use for K(v)').click();
    expect(now().K.values[15]).toBe(1.5);
    await expect.element(text).not.toBeInTheDocument();
  });
  it('shows Z_RG ≠ Z for another hidden layer, until it is shifted', async () => {
    const { now } = await show();
    await page.getByRole('radio', { name: 'Another', exact: true }).click();
    expect(now().H2?.values.length).toBe(8);
    expect(Math.abs(value('(Z_RG − Z) / Z'))).toBeGreaterThan(0.1);
    expect(kind()).toBe('neither');
    await button('K(v): Constant').click();
    expect(kind()).toBe('flat');
    const shift = page.getByRole('checkbox', { name: /Shift H₂/ });
    await shift.click();
    expect(kind()).toBe('exact');
    expect(Math.abs(value('(Z_RG − Z) / Z'))).toBeLessThan(1e-13);
    expect(value('Shift of H₂')).not.toBe(0);
    const units = page.getByRole('spinbutton', { name: 'Hidden units m', exact: true });
    await units.fill('0');
    await userEvent.keyboard('{Enter}');
    expect(now().H2?.values).toEqual([0]);
    expect(kind()).toBe('exact');
  });
  it('makes H anew for another number of units', async () => {
    const { now } = await show();
    const units = page.getByRole('spinbutton', { name: 'Units n', exact: true });
    await units.fill('8');
    await userEvent.keyboard('{Enter}');
    expect([now().H.values.length, now().K.values.length]).toEqual([256, 256]);
    expect(Math.abs(value('(Z_RG − Z) / Z'))).toBeLessThan(1e-12);
  });
  it('takes H from the lab’s machine', async () => {
    const store = createLabStore();
    const summary = summaryOf({ rows: 2, columns: 3, hidden: 4 });
    store.getState().opened(summary, requestOf());
    store.getState().receive(frameOf(summary));
    const { now } = await show(store);
    await button('H(v): Machine').click();
    const { W, a, b } = store.getState().weights!;
    expect(now().H.values).toEqual(Array.from(energiesOfRbm(createRbm(6, 4, { W, a, b }))));
    expect(now().H.source).toEqual({ kind: 'machine', run: 1, update: 1741 });
    expect(now().K.values.length).toBe(64);
  });
  it('says how to come by a small machine where the lab’s is too large', async () => {
    const store = createLabStore();
    const summary = summaryOf({ rows: 8, columns: 8, hidden: 16 });
    store.getState().opened(summary, requestOf());
    store.getState().receive(frameOf(summary));
    await show(store);
    const { H } = store.getState().renormalisation.now;
    await button('H(v): Machine').click();
    const note = page.getByRole('alert');
    await expect
      .element(note)
      .toHaveTextContent('has 64 visible units; H(v) takes at most 8. Train a small one');
    expect(store.getState().renormalisation.now.H).toBe(H);
    await button('parity of 6 bits').click();
    expect(store.getState().settings).toMatchObject({ dataSet: 'parity', parityBits: 6 });
    await expect.element(note).not.toBeInTheDocument();
  });
  it('asks for patience where no weights have come', async () => {
    await show();
    await button('H(v): Machine').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('The weights have not come yet');
  });
  it('reads off p, p̃ and δ of the state that is chosen in any picture', async () => {
    const { store } = await show();
    const reader = page.getByRole('slider', { name: 'Read off δ(v)', exact: true });
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(store.getState().renormalisation.chosen).toBe(3);
    await expect
      .element(reader)
      .toHaveAttribute('aria-valuetext', expect.stringContaining('1100 (state 3): δ'));
    expect(value('p of the state')).toBeCloseTo(1 / (2 * Math.exp(2) + 2 * Math.exp(-2) + 12), 12);
  });
});
