import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { StackResult } from '../../../src/engine/stackStudy';
import type { CodesResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Codes } from '../../../src/views/codes/Codes';
import { requestOf, summaryOf } from '../../gallery/frames';
import { codesResult, unlabelledCodes } from './results';

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

function filled(result?: CodesResult): LabStore {
  const store = createLabStore();
  store.getState().opened(summaryOf({ rows: 2, columns: 3, hidden: 3 }), requestOf());
  if (result) store.getState().tell('codes', { mode: 'idle', result, about: { run: 1, update: 1741 } });
  return store;
}
const show = async (store: LabStore, width = 740) => {
  await page.viewport(width, 900);
  return render(
    <StrictMode>
      <Codes store={store} />
    </StrictMode>,
  );
};
const output = (name: string) => page.getByRole('status', { name, exact: true });
const reader = () => page.getByRole('slider', { name: 'Sample in Codes' });
const described = () => {
  const picture = page.getByRole('img', { name: 'Codes', exact: true }).element();
  return document.getElementById(picture.getAttribute('aria-describedby')!)!.textContent;
};

describe('<Codes>', () => {
  it('asks for what the fields say, and refuses others in words', async () => {
    const store = filled();
    await show(store);
    for (const [name, value] of [
      ['samples', '120'],
      ['neighbours', '7'],
      ['least distance', '0.4'],
      ['samples', '2'],
    ] as const) {
      await userEvent.fill(page.getByRole('spinbutton', { name }), value);
      await userEvent.keyboard('{Enter}');
    }
    await expect.element(page.getByText(/2 is not a whole number from 3 to 2000/)).toBeVisible();
    await page.getByRole('button', { name: 'Lay out codes' }).click();
    expect(store.getState().studies.codes).toMatchObject({
      asked: { rows: 120, neighbours: 7, minDistance: 0.4 },
      mode: 'running',
    });
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  });

  it('asks for the codes of a stack’s layer where there is a stack', async () => {
    const store = filled();
    const layer = (visible: number, hidden: number) => ({
      ...{ visible, hidden, a: new Float32Array(visible), b: new Float32Array(hidden) },
      W: new Float32Array(visible * hidden),
    });
    const layers = [layer(6, 4), layer(4, 2)];
    await show(store);
    expect(page.getByRole('radio', { name: 'the machine' }).elements()).toEqual([]);
    store.getState().tell('stack', { result: { layers } as unknown as StackResult });
    await page.getByRole('radio', { name: 'stack layer 1' }).click({ force: true });
    await page.getByRole('button', { name: 'Lay out codes' }).click();
    expect(store.getState().studies.codes.asked).toMatchObject({ layers: [layers[0]] });
  });

  it('says which layer of the stack codes are of, and of the machine at which update', async () => {
    const store = filled(codesResult());
    await show(store);
    await expect.element(page.getByText('about update 1,741')).toBeVisible();
    store.getState().tell('codes', { result: codesResult({ stacked: true, depth: 2 }) });
    await expect.element(page.getByText('about layer 2 of the stack', { exact: true })).toBeVisible();
    expect(page.getByText('about update 1,741').elements()).toEqual([]);
  });

  it('says what there is: counts, purity beside chance, and what the axes mean', async () => {
    await show(filled(codesResult()));
    await expect.element(output('What the codes say')).toHaveTextContent(/75.% of those bear/);
    await expect.element(output('Distinct codes')).toHaveAttribute('data-value', '3');
    await expect.element(output('Clusters of two or more')).toHaveAttribute('data-value', '2');
    await expect.element(output('Purity')).toHaveAttribute('data-method', 'exact');
    await expect.element(output('Purity by chance')).toHaveAttribute('data-method', 'Monte Carlo');
    expect(Number(output('Purity by chance').element().getAttribute('data-high'))).toBeCloseTo(0.7, 10);
    expect(described()).toMatch(/^UMAP: .*mean little/);
    await page.getByRole('radio', { name: 'PCA' }).click({ force: true });
    expect(described()).toMatch(/^PCA: .*76.% together/);
    await expect.element(output('Variance on two axes')).toHaveAttribute('data-value', '0.76');
  });

  it('shows the sample that keys lead to, from left to right', async () => {
    await show(filled(codesResult()));
    await page.getByRole('radio', { name: 'PCA' }).click({ force: true });
    (reader().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'training row 8, shows 0');
    await userEvent.keyboard('{End}');
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'held-out row 5, shows 7');
    expect(described()).toMatch(/Looked at: held-out row 5, shows 7\.$/);
    await userEvent.keyboard('{Escape}');
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'none chosen');
  });

  it('shows the sample that is pointed at', async () => {
    await show(filled(codesResult()));
    await page.getByRole('radio', { name: 'PCA' }).click({ force: true });
    const box = reader().element().getBoundingClientRect();
    // the rightmost sample, 14 px from the edge of the wider extent or higher up: found by going over the picture
    await vi.waitFor(async () => {
      for (let x = box.width - 60; x < box.width; x += 12)
        for (let y = 10; y < box.height; y += 24)
          reader()
            .element()
            .dispatchEvent(
              new PointerEvent('pointermove', { clientX: box.left + x, clientY: box.top + y, bubbles: true }),
            );
      await expect.element(page.getByText('held-out row 5, shows 7').first()).toBeInTheDocument();
    });
  });

  it('lights a cluster, and says which units it has on', async () => {
    await show(filled(codesResult()));
    const cluster = page.getByRole('button', { name: /^Cluster 1: 2 samples, 100.% show 0, units 1, 3 on$/ });
    await cluster.click();
    await expect.element(cluster).toHaveAttribute('aria-pressed', 'true');
    await expect.element(page.getByText(/Cluster 1: 2 samples, 100.% show 0; units 1, 3 on\./)).toBeVisible();
    await cluster.click();
    await expect.element(cluster).toHaveAttribute('aria-pressed', 'false');
  });

  it('says that data without labels is uncoloured, and judges nothing', async () => {
    await show(filled(unlabelledCodes()));
    await expect.element(page.getByText(/No labels: the data has none/)).toBeVisible();
    await expect.element(output('Purity')).toHaveAttribute('data-method', 'not computed');
    await expect
      .element(page.getByRole('button', { name: 'Cluster 2: 2 samples, no unit on' }))
      .toBeVisible();
  });

  it('looks at another result afresh', async () => {
    const store = filled(codesResult());
    await show(store);
    await page.getByRole('button', { name: /^Cluster 2/ }).click();
    store.getState().tell('codes', { result: codesResult({ points: 5 }) });
    await expect
      .element(page.getByRole('button', { name: /^Cluster 2/ }))
      .toHaveAttribute('aria-pressed', 'false');
  });
});
