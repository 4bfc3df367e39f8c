import '../../../src/app/tokens.css';
import '../../../src/app/layout.css';
import '../../../src/controls/controls.css';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { logPartition } from '../../../src/core/partition';
import { clampedFreeEnergy, createRbm } from '../../../src/core/rbm';
import type { FoundState } from '../../../src/engine/study';
import { heldOf, probeOf } from '../../../src/state/editSlice';
import { createLabStore } from '../../../src/state/store';
import { Distribution } from '../../../src/views/distribution/Distribution';
import { shortWords } from '../../../src/views/distribution/FoundStates';
import { numberOf } from '../../../src/views/distribution/grayMap';
import { dataStates } from '../../../src/views/distribution/paintScatter';
import { studiedStore } from './studied';

const small = { rows: 2, columns: 2, hidden: 3 };
const start = async (shape: Parameters<typeof studiedStore>[0] = small) => {
  await page.viewport(760, 900);
  const store = studiedStore(shape);
  const view = await render(<Distribution store={store} />);
  return { store, ...view };
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const numberIn = (name: string) => Number(output(name).element().getAttribute('data-value'));
const button = (name: string) => page.getByRole('button', { name, exact: true });
const units = () => page.getByRole('button', { name: /^Unit/ });
const attribute = (locator: ReturnType<typeof output>, name: string) =>
  locator.element().getAttribute(name) ?? '';
const describedBy = (name: string) => {
  const picture = page.getByRole('img', { name, exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};
const machine = ({ weights, summary }: ReturnType<ReturnType<typeof studiedStore>['getState']>) =>
  createRbm(summary!.visible, summary!.hidden, weights!);

describe('up to 16 visible units', () => {
  it('Distribution follows the machine while it is shown, and stops when it goes', async () => {
    const { store, unmount } = await start();
    expect(store.getState().studies.distribution.mode).toBe('following');
    expect(store.getState().wants).toMatchObject({ weights: true, chains: true });
    await unmount();
    expect(store.getState().studies.distribution.mode).toBe('stopped');
  });
  it('Distribution reads out ln Z, both KL and the total variation, exact', async () => {
    const { store } = await start();
    await expect.element(output('ln Z of p(v)')).toHaveAttribute('data-method', 'exact');
    expect(numberIn('ln Z of p(v)')).toBeCloseTo(logPartition(machine(store.getState())), 9);
    const { whole } = store.getState().studies.distribution.result!;
    expect(numberIn('KL(data ‖ model)')).toBe(whole!.klDataModel);
    expect(output('KL(model ‖ data)').element().textContent).toContain('∞');
    expect(numberIn('Total variation')).toBe(whole!.totalVariation);
  });
  it('a unit of the state is flipped by its button; F_c and ln p follow', async () => {
    const { store } = await start();
    const before = probeOf(store.getState());
    await units().nth(2).click();
    const after = probeOf(store.getState());
    expect(Array.from(after)).toEqual(Array.from(before, (bit, i) => (i === 2 ? 1 - bit : bit)));
    await expect
      .poll(() => numberIn('F_c of the state'))
      .toBeCloseTo(clampedFreeEnergy(machine(store.getState()), after), 9);
    expect(numberIn('ln p of the state')).toBeCloseTo(
      -numberIn('F_c of the state') - numberIn('ln Z of p(v)'),
      9,
    );
    await expect.element(units().nth(2)).toHaveAttribute('aria-pressed', String(after[2] === 1));
    await units().nth(2).click();
    expect(probeOf(store.getState())).toEqual(before);
  });
  it('each unit says by how much F_c changes, and arrow keys lead from unit to unit', async () => {
    const { store } = await start();
    const name = units().nth(1).element().getAttribute('aria-label')!;
    const said = Number(/by ([+−][\d.]+)/.exec(name)![1]!.replace('−', '-'));
    const height = () => clampedFreeEnergy(machine(store.getState()), probeOf(store.getState()));
    const before = height();
    (units().nth(0).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(height() - before).toBeCloseTo(said, 2);
    expect(document.querySelectorAll('.state-grid [tabindex="0"]')).toHaveLength(1);
  });
  it('Go downhill leads to the minimum of the basin, where it rests', async () => {
    const { store } = await start({ rows: 4, columns: 4, hidden: 5 });
    const { whole, minima } = store.getState().studies.distribution.result!;
    const uphill = whole!.ranked.at(-1)!;
    store.getState().setProbe(Uint8Array.from({ length: 16 }, (_, i) => (uphill >> i) & 1));
    await button('Go downhill').click();
    const here = numberOf(probeOf(store.getState()));
    const basin = whole!.basinOf[uphill]!;
    expect(basin < minima.length ? here : -1).toBe(basin < minima.length ? minima[basin]!.state : -1);
    await expect.element(button('Go downhill')).toBeDisabled();
    await expect.element(page.getByText('A minimum: no flip leads lower.')).toBeVisible();
  });
  it('arrow keys walk on the map one flip at a time, and the map says where one is', async () => {
    const { store } = await start();
    const map = page.getByRole('slider', { name: 'Walk on the landscape' });
    (map.element() as HTMLElement).focus();
    const before = probeOf(store.getState());
    await userEvent.keyboard('{ArrowDown}');
    const after = probeOf(store.getState());
    expect(after.filter((bit, i) => bit !== before[i])).toHaveLength(1);
    await expect.poll(() => describedBy('Free-energy landscape')).toContain(`you are at ${after.join('')}`);
    await userEvent.keyboard('{Escape}');
    expect(probeOf(store.getState())).toBe(after);
  });
  it('a click on the map goes to that state', async () => {
    const { store } = await start();
    const map = page.getByRole('slider', { name: 'Walk on the landscape' });
    const { width, height } = map.element().getBoundingClientRect();
    await userEvent.click(map, { position: { x: 0.9 * width, y: 0.6 * height } });
    // column 3 of 4 is Gray code 2, row 2 of 4 is Gray code 3
    expect(Array.from(probeOf(store.getState()))).toEqual([0, 1, 1, 1]);
  });
  it('the most probable states and the minima are buttons that go there', async () => {
    const { store } = await start();
    const { minima, states } = store.getState().studies.distribution.result!;
    await page.getByRole('button', { name: /^Go to minimum 1,/ }).click();
    expect(probeOf(store.getState())).toEqual(minima[0]!.bits);
    await userEvent.click(page.getByRole('radio', { name: 'Most probable' }));
    await page.getByRole('button', { name: /^Go to state 3,/ }).click();
    expect(probeOf(store.getState())).toEqual(states[2]!.bits);
    await expect
      .element(page.getByRole('button', { name: /^Go to state 3,/ }))
      .toHaveAttribute('aria-pressed', 'true');
  });
  it('the most probable states have room for what is said of them', async () => {
    await start({ rows: 4, columns: 4, hidden: 3 });
    await userEvent.click(page.getByRole('radio', { name: 'Most probable' }));
    await expect.element(page.getByRole('button', { name: /^Go to state 8,/ })).toBeVisible();
    for (const element of document.querySelectorAll('.found-state'))
      expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
  });
  it('shortWords(state) is a percentage, and a power of ten below a thousandth', () => {
    const words = (p: number) =>
      shortWords({ bits: Uint8Array.of(1), freeEnergy: 0, logProbability: Math.log(p) } as FoundState);
    expect([0.25, 0.0131, 0.00101, 0.00032, 2e-9].map(words)).toEqual([
      '25\u00a0%',
      '1.3\u00a0%',
      '0.1\u00a0%',
      '~10⁻³',
      '~10⁻⁹',
    ]);
  });
  it('coloured by basins, the map says what the colours are', async () => {
    await start();
    await userEvent.click(page.getByRole('radio', { name: 'Basins' }));
    await expect.element(page.getByText(/Blue: what flows to your minimum/)).toBeVisible();
  });
  it('p(v), ranked is read off by keyboard, and the state read off is the one looked at', async () => {
    const { store } = await start();
    const reader = page.getByRole('slider', { name: 'Read off p(v), ranked' });
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    const { ranked } = store.getState().studies.distribution.result!.whole!;
    expect(numberOf(probeOf(store.getState()))).toBe(ranked[1]);
    await expect.poll(() => attribute(reader, 'aria-valuetext')).toMatch(/^rank 2: p 0\.\d+, q/);
    await userEvent.click(page.getByRole('radio', { name: 'Linear' }));
    await expect.element(page.getByRole('radio', { name: 'Linear' })).toBeChecked();
  });
  it('p(v) against q(v) is read off over the states of the data', async () => {
    const { store } = await start();
    const reader = page.getByRole('slider', { name: 'Read off p(v) against q(v)' });
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    const { whole } = store.getState().studies.distribution.result!;
    expect(numberOf(probeOf(store.getState()))).toBe(dataStates(whole!).at(-1));
    await expect.poll(() => attribute(reader, 'aria-valuetext')).toMatch(/q 0\.[1-9]/);
  });
});

describe('a copy in hand', () => {
  const editing = async () => {
    const all = await start();
    await button('Edit a copy').click();
    await expect.poll(() => attribute(output('ln Z (edited)'), 'data-value')).toMatch(/\d/);
    return all;
  };
  const field = (name: string | RegExp) => page.getByRole('spinbutton', { name });

  it('a typed value changes ln Z and F_c of the copy at once; the machine stays', async () => {
    const { store } = await editing();
    const weights = Array.from(store.getState().weights!.W);
    expect(numberIn('Change of ln Z')).toBe(0);
    await userEvent.fill(field('Visible unit i'), '2');
    await userEvent.keyboard('{Enter}');
    await userEvent.fill(field('Hidden unit j'), '3');
    await userEvent.keyboard('{Enter}');
    await userEvent.fill(field('Value of W(2, 3)'), '4.25');
    await userEvent.keyboard('{Enter}');
    const held = heldOf(store.getState())!;
    expect(held.parameters.W[1 * 3 + 2]).toBe(4.25);
    const edited = createRbm(4, 3, held.parameters);
    await expect.poll(() => numberIn('ln Z (edited)')).toBeCloseTo(logPartition(edited), 9);
    const change = logPartition(edited) - logPartition(createRbm(4, 3, held.original));
    expect(numberIn('Change of ln Z')).toBeCloseTo(change, 9);
    const probe = probeOf(store.getState());
    expect(numberIn('F_c of the state')).toBeCloseTo(clampedFreeEnergy(edited, probe), 9);
    expect(numberIn('Change of F_c')).toBeCloseTo(
      clampedFreeEnergy(edited, probe) - clampedFreeEnergy(createRbm(4, 3, held.original), probe),
      9,
    );
    expect(Array.from(store.getState().weights!.W)).toEqual(weights);
  });
  it('the change of ln Z is known as soon as a copy is taken', async () => {
    await editing();
    await expect.poll(() => attribute(output('Change of ln Z'), 'data-value')).toBe('0');
  });
  it('Undo change and Redo change go back and forth; Back to the machine follows it again', async () => {
    const { store } = await editing();
    await userEvent.fill(field(/^Value of/), '3');
    await userEvent.keyboard('{Enter}');
    const changed = heldOf(store.getState())!.parameters.W[0];
    expect(changed).toBe(3);
    await expect.element(page.getByRole('list', { name: 'Changes' })).toHaveTextContent('→ +3.000');
    await button('Undo change').click();
    expect(heldOf(store.getState())!.parameters.W[0]).toBe(heldOf(store.getState())!.original.W[0]);
    await expect.element(button('Undo change')).toBeDisabled();
    await expect.poll(() => Math.abs(numberIn('Change of ln Z'))).toBeLessThan(1e-12);
    await button('Redo change').click();
    expect(heldOf(store.getState())!.parameters.W[0]).toBe(3);
    await button('Back to the machine').click();
    expect(heldOf(store.getState())).toBeUndefined();
    expect(store.getState().studies.distribution.mode).toBe('following');
    await expect.element(output('ln Z of p(v)')).toBeVisible();
  });
  it('a value out of range is refused in words and changes nothing', async () => {
    const { store } = await editing();
    const before = heldOf(store.getState())!.parameters;
    await userEvent.fill(field(/^Value of/), '9999');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent(/9999 is not a number from −?-?\d+ to \d+/);
    await userEvent.fill(field('Hidden unit j'), '4');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/4 is not a whole number from 1 to 3/)).toBeVisible();
    expect(heldOf(store.getState())!.parameters).toBe(before);
  });
  it('the table is walked by arrow keys, weights and biases alike', async () => {
    const { store } = await editing();
    const table = page.getByRole('slider', { name: 'Choose a parameter' });
    (table.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}');
    expect(heldOf(store.getState())!.place).toEqual({ kind: 'a', i: 1 });
    await expect.element(page.getByRole('radio', { name: 'Visible bias a' })).toBeChecked();
    await expect.poll(() => attribute(table, 'aria-valuetext')).toMatch(/^a\(2\) = /);
    await userEvent.click(page.getByRole('radio', { name: 'Hidden bias b' }));
    expect(heldOf(store.getState())!.place).toEqual({ kind: 'b', j: 0 });
  });
  it('dragging the slider is one change', async () => {
    const { store } = await editing();
    const slider = page.getByRole('slider', { name: 'Value of W(1, 1)' });
    const element = slider.element();
    const { left, top, width } = element.getBoundingClientRect();
    const send = (type: string, share: number) =>
      element.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          button: 0,
          clientX: left + share * width,
          clientY: top + 5,
        }),
      );
    element.setPointerCapture = () => {};
    send('pointerdown', 0.5);
    for (const share of [0.6, 0.7, 0.8]) send('pointermove', share);
    send('pointerup', 0.8);
    expect(heldOf(store.getState())!.done).toHaveLength(1);
    expect(heldOf(store.getState())!.parameters.W[0]).toBeGreaterThan(3);
    send('pointerdown', 0.4);
    send('pointerup', 0.4);
    expect(heldOf(store.getState())!.done).toHaveLength(2);
  });
  it('one edit is studied at a time, and then the newest', async () => {
    const { store } = await editing();
    const { tell, setParameter } = store.getState();
    const asked = () => store.getState().studies.distribution.asked?.edit;
    // a study that takes its time: the store's own answer would set it idle
    tell('distribution', { mode: 'running' });
    const first = asked();
    for (const value of [1, 2, 3]) setParameter(value);
    await new Promise((wake) => setTimeout(wake, 50));
    expect(asked()).toBe(first);
    tell('distribution', { mode: 'idle' });
    await expect.poll(asked).toBe(heldOf(store.getState())!.edit);
  });
  it('a copy that went with its run is said to be gone, until one leaves the view', async () => {
    const { store, unmount } = await editing();
    store.setState({ summary: { ...store.getState().summary!, run: 2 } });
    await expect.element(page.getByText('was of the run before, and went with it')).toBeVisible();
    await expect.element(button('Edit a copy')).toBeVisible();
    await unmount();
    expect(store.getState().held).toBeUndefined();
  });
  it('Edit a copy says so where there is nothing to copy yet', async () => {
    await render(<Distribution store={createLabStore()} />);
    await button('Edit a copy').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('have not come yet');
  });
});

describe('above 16 visible units', () => {
  it('Distribution shows the most probable states found, and says how they were found', async () => {
    const { store } = await start({ rows: 4, columns: 5, hidden: 4 });
    await expect.element(page.getByText(/found by greedy descent from 64 training rows/)).toBeVisible();
    const result = store.getState().studies.distribution.result!;
    expect(result.whole).toBeUndefined();
    expect(numberIn('ln Z of p(v)')).toBe(result.logPartition);
    await page.getByRole('button', { name: /^Go to minimum 1,/ }).click();
    await expect.poll(() => numberIn('F_c of the state')).toBeCloseTo(result.minima[0]!.freeEnergy, 9);
    await expect.element(button('Go downhill')).toBeDisabled();
    expect(page.getByRole('img', { name: 'Free-energy landscape' }).elements()).toHaveLength(0);
  });
  it('Distribution says why there is no ln Z, and a copy can be edited all the same', async () => {
    const { store } = await start({ rows: 5, columns: 5, hidden: 23 });
    await expect.element(page.getByText(/the smaller layer has 23 units; up to 20/)).toBeVisible();
    await expect.element(output('ln Z of p(v)')).toHaveAttribute('data-method', 'not computed');
    await button('Edit a copy').click();
    await userEvent.fill(page.getByRole('spinbutton', { name: /^Value of/ }), '2');
    await userEvent.keyboard('{Enter}');
    expect(heldOf(store.getState())!.parameters.W[0]).toBe(2);
    await expect.element(output('ln Z (edited)')).toHaveAttribute('data-method', 'not computed');
  });
});

describe('what went wrong', () => {
  it('a refusal is said in words', async () => {
    const { store } = await start();
    store.getState().tell('distribution', { refused: 'The model has parameters that are not finite.' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('not finite');
  });
});
