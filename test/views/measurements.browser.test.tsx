import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Measurements } from '../../src/views/Measurements';
import { cases } from '../gallery/cases';
import { frameOf, notComputed } from '../gallery/frames';

const output = (name: string) => page.getByRole('status', { name, exact: true });

describe('<Measurements>', () => {
  it('every read-out carries its full value, its method and its update', async () => {
    await render(<Measurements store={cases['digits, learning']!()} />);
    const expected: [string, string, string][] = [
      ['ln Z', '36.118264', '36.118'],
      ['Log-likelihood', '-18.4231', '−18.42'],
      ['Held-out log-likelihood', '-19.0712', '−19.07'],
      ['Pseudo-likelihood', '-17.9013', '−17.90'],
      ['Reconstruction error', '0.08123', '0.0812'],
    ];
    for (const [name, value, text] of expected) {
      await expect.element(output(name)).toHaveAttribute('data-value', value);
      await expect.element(output(name)).toHaveAttribute('data-method', 'exact');
      await expect.element(output(name)).toHaveAttribute('data-update', '1741');
      await expect.element(output(name)).toHaveTextContent(text);
      expect(output(name).element().tagName).toBe('OUTPUT');
    }
  });

  it('the badge shows method and detail', async () => {
    await render(<Measurements store={cases['digits, learning']!()} />);
    await expect.element(page.getByText('exact, 2¹⁶ states, f32')).toBeVisible();
  });

  it('a value that is not computed is gone, and the badge says why', async () => {
    const store = cases['digits, learning']!();
    await render(<Measurements store={store} />);
    await expect.element(output('ln Z')).toHaveAttribute('data-value');
    store.getState().receive(frameOf(store.getState().summary!, { readings: notComputed, measures: {} }));
    await expect.element(output('ln Z')).not.toHaveAttribute('data-value');
    await expect.element(output('ln Z')).toHaveAttribute('data-method', 'not computed');
    await expect.element(output('ln Z')).toHaveTextContent('–');
    await expect.element(page.getByText(/the smaller layer has 500 units/)).toBeVisible();
    await expect.element(output('Pseudo-likelihood')).toHaveAttribute('data-method', 'Monte Carlo');
  });

  it('KL to the data is the best possible log-likelihood minus the one reached', async () => {
    const store = cases['digits, learning']!();
    await render(<Measurements store={store} />);
    await expect
      .poll(() => Number(output('KL to the data').element().getAttribute('data-value')))
      .toBeCloseTo(-7.27 + 18.4231, 9);
  });

  it('read-outs that stand together are of one moment', async () => {
    const store = cases['digits, learning']!();
    await render(<Measurements store={store} />);
    const numberIn = (name: string) => Number(output(name).element().getAttribute('data-value'));
    const { summary } = store.getState();
    const frame = frameOf(summary!, { measures: {} });
    for (let k = 0; k < 60; k++) {
      const logLikelihood = { ...frame.readings.logLikelihood, value: -20 - k };
      store.getState().receive({ ...frame, readings: { ...frame.readings, logLikelihood } });
      await new Promise((done) => setTimeout(done, 9));
      expect(numberIn('Log-likelihood') + numberIn('KL to the data')).toBeCloseTo(summary!.bestPossible!, 9);
    }
    expect(numberIn('Log-likelihood')).toBeLessThan(-30);
  });

  it('the caption says when the substitutes improve while the likelihood falls', async () => {
    await render(<Measurements store={cases['CD goes wrong']!()} />);
    await expect
      .element(page.getByText(/The likelihood fell by .* both of these went on improving/))
      .toBeVisible();
  });

  it('read-outs are silent to screen readers, which could not keep up', async () => {
    await render(<Measurements store={cases['digits, learning']!()} />);
    await expect.element(output('ln Z')).toHaveAttribute('aria-live', 'off');
  });

  it('read-outs are written at most about seven times a second', async () => {
    const store = cases['digits, learning']!();
    await render(<Measurements store={store} />);
    const frame = frameOf(store.getState().summary!, { measures: {} });
    let writes = 0;
    const observer = new MutationObserver(() => writes++);
    observer.observe(output('ln Z').element(), { characterData: true, childList: true, subtree: true });
    const begin = performance.now();
    let k = 0;
    while (performance.now() - begin < 600) {
      const readings = {
        ...frame.readings,
        logPartition: { ...frame.readings.logPartition, value: 30 + k++ },
      };
      store.getState().receive({ ...frame, readings });
      await new Promise((done) => requestAnimationFrame(done));
    }
    expect(k).toBeGreaterThan(10);
    expect(writes).toBeGreaterThanOrEqual(2);
    expect(writes).toBeLessThanOrEqual(6);
    observer.disconnect();
  });
});
