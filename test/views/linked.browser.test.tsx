import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { parseColour } from '../../src/chart/colours';
import { colourRoles } from '../../src/chart/theme';
import type { LabStore } from '../../src/state/store';
import { cases } from '../gallery/cases';
import { frameOf } from '../gallery/frames';
import { Gallery } from '../gallery/Gallery';

const start = async (name = 'digits, learning') => {
  await page.viewport(1200, 900);
  const store = cases[name]!();
  const { container } = await render(<Gallery store={store} />);
  return { store, container };
};
const reader = (picture: string) => page.getByRole('slider', { name: `Hidden unit in ${picture}` });
const picture = (name: string) => page.getByRole('img', { name, exact: true }).element() as HTMLCanvasElement;

/** How many pixels of a canvas have the accent's colour. */
function accentPixels(canvas: HTMLCanvasElement): number {
  const [r, g, b] = parseColour(colourRoles.accent);
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let k = 0; k < data.length; k += 4)
    if (Math.abs(data[k]! - r) + Math.abs(data[k + 1]! - g) + Math.abs(data[k + 2]! - b) < 6) count++;
  return count;
}
const description = (name: string) =>
  document.getElementById(picture(name).getAttribute('aria-describedby')!)!.textContent;

describe('linked views', () => {
  it('pointing at a tile lights the unit in every picture and says the weight', async () => {
    const { store } = await start();
    await expect.poll(() => accentPixels(picture('Hidden activations'))).toBe(0);
    await userEvent.hover(reader('Weights'), { position: { x: 40, y: 40 } });
    expect(store.getState().hovered?.unit).toBe(0);
    const pixel = store.getState().hovered!.pixel!;
    expect(pixel).toBeGreaterThan(0);
    for (const name of ['Weights', 'Hidden activations', 'Gibbs chains'])
      await expect.poll(() => accentPixels(picture(name)), { message: name }).toBeGreaterThan(20);
    const weight = store.getState().weights!.W[pixel * 16]!;
    await expect.poll(() => description('Weights')).toContain(`W = ${weight > 0 ? '+' : '−'}`);
    await userEvent.hover(page.getByRole('heading', { name: 'Gibbs chains' }));
    await expect.poll(() => store.getState().hovered).toBeUndefined();
    await expect.poll(() => accentPixels(picture('Hidden activations'))).toBe(0);
  });

  it('a click chooses the unit, a second click lets it go', async () => {
    const { store } = await start();
    await userEvent.click(reader('Weights'), { position: { x: 40, y: 40 } });
    expect(store.getState().selected?.unit).toBe(0);
    await userEvent.click(reader('Weights'), { position: { x: 40, y: 40 } });
    expect(store.getState().selected).toBeUndefined();
  });

  it('arrow keys choose a unit, in rows as the tiles stand, and Escape lets it go', async () => {
    const { store } = await start();
    reader('Weights').element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(store.getState().selected?.unit).toBe(1);
    await expect.element(reader('Weights')).toHaveAttribute('aria-valuetext', 'unit 2 of 16');
    await expect.element(reader('Hidden activations')).toHaveAttribute('aria-valuenow', '2');
    await userEvent.keyboard('{ArrowDown}');
    expect(store.getState().selected!.unit).toBeGreaterThan(2);
    await userEvent.keyboard('{Escape}');
    expect(store.getState().selected?.unit).toBeUndefined();
  });

  it('the activations are chosen from by row', async () => {
    const { store } = await start();
    reader('Hidden activations').element().focus();
    await userEvent.keyboard('{End}');
    expect(store.getState().selected?.unit).toBe(15);
    await expect.poll(() => accentPixels(picture('Weights'))).toBeGreaterThan(20);
  });

  it('a unit chosen elsewhere turns the tiles to its page', async () => {
    const { store } = await start('1,024 hidden units');
    await expect.element(page.getByText(/units 1–\d+ of 1,024/)).toBeVisible();
    store.getState().setSelected({ unit: 1023 });
    await expect.element(page.getByText(/units [\d,]+–1,024 of 1,024/)).toBeVisible();
    await page.getByRole('button', { name: 'Earlier units' }).click();
    await expect.element(page.getByText(/–1,024 of 1,024/)).not.toBeInTheDocument();
  });
});

describe('choices of the views', () => {
  it('View shows tiles, matrix or histogram under one name', async () => {
    const { store } = await start();
    for (const view of ['Matrix', 'Histogram', 'Tiles']) {
      await userEvent.click(page.getByRole('radio', { name: view }));
      await expect.poll(() => store.getState().view.weightView).toBe(view.toLowerCase());
      await expect.poll(() => description('Weights')).toContain(view.toLowerCase());
    }
    await expect.element(page.getByRole('group', { name: 'View' })).toBeVisible();
  });

  it('clamped chains keep a part of a chosen sample', async () => {
    const { store } = await start();
    await userEvent.click(page.getByRole('radio', { name: 'Clamped' }));
    await page.getByRole('button', { name: 'Sample before' }).click();
    expect(store.getState().view.chainView).toMatchObject({ mode: 'clamped', sample: 63 });
    await userEvent.selectOptions(page.getByLabelText(/keep the/), 'left half');
    expect(store.getState().view.chainView.keep).toBe('left half');
    await expect.poll(() => description('Gibbs chains')).toContain('left half of sample 64');
  });

  it('β has a slider and a field of the same name', async () => {
    const { store } = await start();
    await expect.element(page.getByRole('slider', { name: 'β' })).toBeVisible();
    await userEvent.fill(page.getByRole('spinbutton', { name: 'β' }), '2.5');
    await userEvent.keyboard('{Enter}');
    expect(store.getState().view.chainView.beta).toBe(2.5);
    await userEvent.fill(page.getByRole('spinbutton', { name: 'β' }), '9');
    await userEvent.keyboard('{Enter}');
    expect(store.getState().view.chainView.beta).toBe(2.5);
    await expect.element(page.getByRole('alert')).toBeVisible();
  });
});

describe('the overview strip', () => {
  const live = (container: Element, name: string) =>
    container.querySelector(`[data-live=${name}]`)?.textContent;

  it('shows the equation of the step just done while paused', async () => {
    const { store, container } = await start();
    await expect
      .element(page.getByRole('button', { name: 'h⁺ hidden' }))
      .toHaveAttribute('aria-current', 'step');
    store.getState().receive(frameOf(store.getState().summary!, { stage: 'up' }));
    await expect
      .element(page.getByRole('button', { name: 'v⁻ dream' }))
      .toHaveAttribute('aria-current', 'step');
    await expect.poll(() => live(container, 'result')).toMatch(/^[01]\.\d\d$/);
  });

  it('writes the numbers of the unit in focus without rendering the equation again', async () => {
    const { store, container } = await start();
    const slot = container.querySelector('[data-live=bias]')!;
    store.getState().setHovered({ unit: 6 });
    await expect.poll(() => live(container, 'unit')).toBe('7');
    const bias = store.getState().weights!.b[6]!;
    expect(slot.textContent).toBe(bias.toFixed(2).replace('-', '−'));
    expect(container.querySelector('[data-live=bias]')).toBe(slot);
  });

  it('a step can be chosen, and stays', async () => {
    const { store } = await start();
    const change = page.getByRole('button', { name: /ΔW/ });
    await change.click();
    await expect.element(change).toHaveAttribute('aria-pressed', 'true');
    store.getState().receive(frameOf(store.getState().summary!, { stage: 'up' }));
    await expect.element(change).toHaveAttribute('aria-current', 'step');
  });
});

describe('what views ask for', () => {
  it('views want the arrays that they show while they can be seen, and nothing after', async () => {
    await page.viewport(1200, 900);
    const store: LabStore = cases['digits, learning']!();
    const { unmount } = await render(<Gallery store={store} />);
    await expect
      .poll(() => store.getState().wants)
      .toEqual({ weights: true, hidden: true, chains: true, walkthrough: true });
    await unmount();
    expect(store.getState().wants).toEqual({
      weights: false,
      hidden: false,
      chains: false,
      walkthrough: false,
    });
  });
});
