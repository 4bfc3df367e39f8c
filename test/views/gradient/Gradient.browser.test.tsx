import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { GradientResult } from '../../../src/engine/study';
import { createLabStore, type LabStore } from '../../../src/state/store';
import { Gradient } from '../../../src/views/gradient/Gradient';
import { frameOf, requestOf, summaryOf } from '../../gallery/frames';

const complaints: unknown[][] = [];
beforeEach(() => {
  complaints.length = 0;
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...words) => complaints.push(words));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const output = (name: string) => page.getByRole('status', { name, exact: true });
const shape = { rows: 3, columns: 3, hidden: 5 };

function opened(): LabStore {
  const store = createLabStore();
  const summary = summaryOf(shape);
  store.getState().opened(summary, requestOf());
  store.getState().receive(frameOf(summary));
  return store;
}

const compared = (angle: number, ratio: number, drawn = false) => {
  const one = {
    angle,
    ratio,
    ...(drawn && {
      angleBetween: [angle - 2, angle + 2] as const,
      ratioBetween: [ratio - 0.02, ratio + 0.02] as const,
    }),
  };
  return {
    all: one,
    W: { ...one, angle: angle + 1 },
    a: { ...one, angle: NaN },
    b: { ...one, ratio: 0.003 },
  };
};
const wave = (phase: number) => Float32Array.from({ length: 45 }, (_, n) => 0.3 * Math.sin(n + phase));
const exactResult = (update: number): GradientResult => ({
  update,
  algorithm: 'cd',
  gibbsSteps: 1,
  estimate: { against: compared(77.4321, 1.2345), detail: '10 rows' },
  expected: {
    method: 'exact',
    detail: 'all 16 rows',
    against: compared(60.2, 0.45),
    bias: { value: 0.789278 },
    relativeBias: { value: 0.424 },
  },
  matrices: { estimate: wave(0), exact: wave(1), bias: wave(2) },
  sweep: { secondEigenvalue: 0.92199, relaxationTime: 12.3123 },
});
const drawnResult = (update: number): GradientResult => {
  const { sweep, expected, ...rest } = exactResult(update);
  return {
    ...rest,
    expected: {
      method: 'Monte Carlo',
      detail: '64 draws of all 1,438 rows',
      against: compared(40.2, 0.28, true),
      bias: { value: 1.376, between: [1.358, 1.394] },
      relativeBias: { value: 0.807, between: [0.796, 0.817] },
    },
    whyNoSweep: '80 units together; up to 22 the sweep’s eigenvalue is computed',
  };
};
const tell = (store: LabStore, result: GradientResult) =>
  store.getState().tell('gradient', { result, about: { run: 1, update: result.update } });

describe('<Gradient>', () => {
  it('follows the model while it is there, and no longer', async () => {
    const store = opened();
    const view = await render(<Gradient store={store} />);
    expect(store.getState().studies.gradient.mode).toBe('following');
    const { asked } = store.getState().studies.gradient;
    store.getState().set('learningRate', 0.01);
    expect(store.getState().studies.gradient.asked).toBe(asked);
    store.getState().set('gibbsSteps', 5);
    await vi.waitFor(() => expect(store.getState().studies.gradient.asked).not.toBe(asked));
    await view.unmount();
    expect(store.getState().studies.gradient.mode).toBe('stopped');
  });

  it('asks for nothing before there is a run', async () => {
    const store = createLabStore();
    await render(<Gradient store={store} />);
    expect(store.getState().studies.gradient.mode).toBe('idle');
    await expect.element(output('Bias of W')).toHaveAttribute('data-method', 'not computed');
  });

  it('shows every number with its full value and how it was obtained', async () => {
    const store = opened();
    tell(store, exactResult(7));
    await render(<Gradient store={store} />);
    const expected: [string, string, string][] = [
      ['Angle this update, all', '77.4321', '77.4'],
      ['Length ratio this update, all', '1.2345', '1.23'],
      ['Angle on average, W', '61.2', '61.2'],
      ['Length ratio on average, b', '0.003', '0.003'],
      ['Bias of W', '0.789278', '0.789'],
      ['Relative bias', '0.424', '0.424'],
      ['λ₂ of the sweep', '0.92199', '0.9220'],
      ['Relaxation time', '12.3123', '12.3 sweeps'],
    ];
    for (const [name, value, text] of expected) {
      await expect.element(output(name)).toHaveAttribute('data-value', value);
      await expect.element(output(name)).toHaveAttribute('data-method', 'exact');
      await expect.element(output(name)).toHaveTextContent(text);
    }
    await expect.element(page.getByText('k = 1 leaves 92 %')).toBeVisible();
    await expect.element(page.getByText('60° would be left after averaging')).toBeVisible();
    await expect.element(page.getByText('exact, all 16 rows')).toBeVisible();
  });

  it('a mean of draws never looks exact: it has its interval, and how many draws', async () => {
    const store = opened();
    tell(store, drawnResult(7));
    await render(<Gradient store={store} />);
    const angle = output('Angle on average, all');
    await expect.element(angle).toHaveAttribute('data-method', 'Monte Carlo');
    await expect.element(angle).toHaveAttribute('data-low', '38.2');
    await expect.element(angle).toHaveAttribute('data-high', '42.2');
    await expect.element(angle).toHaveTextContent('≈ 40.2 38.2 … 42.2');
    await expect.element(output('Relative bias')).toHaveAttribute('data-low', '0.796');
    await expect.element(page.getByText('Monte Carlo, 64 draws of all 1,438 rows')).toBeVisible();
    await expect.element(output('λ₂ of the sweep')).toHaveAttribute('data-method', 'not computed');
    await expect.element(page.getByText('Not computed: 80 units together')).toBeVisible();
  });

  it('an angle to a vector that is zero is no number, and poses as none', async () => {
    const store = opened();
    tell(store, drawnResult(7));
    await render(<Gradient store={store} />);
    for (const when of ['this update', 'on average']) {
      await expect.element(output(`Angle ${when}, a`)).toHaveTextContent('–');
      await expect.element(output(`Angle ${when}, a`)).not.toHaveAttribute('data-value');
      await expect.element(output(`Angle ${when}, a`)).not.toHaveAttribute('data-low');
    }
  });

  it('says in words what is not affordable, and what has no mean', async () => {
    const store = opened();
    await render(<Gradient store={store} />);
    const why = 'the smaller layer has 100 units; up to 20 are enumerated live';
    const about = { update: 7, algorithm: 'cd', gibbsSteps: 1 } as const;
    tell(store, { ...about, whyNoEstimate: why, whyNoExpected: why, whyNoSweep: why });
    await expect.element(page.getByText(`Not affordable: ${why}.`).first()).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'Gradients of W' })).toBeVisible();
    const { expected, ...rest } = exactResult(8);
    tell(store, { ...rest, algorithm: 'pcd', whyNoExpected: 'these chains carry on' });
    await expect.element(page.getByText('These chains carry on.')).toBeVisible();
    await expect.element(output('Angle this update, all')).toHaveTextContent('77.4');
  });

  it('shows a refusal, and keeps the numbers that there were', async () => {
    const store = opened();
    tell(store, exactResult(7));
    await render(<Gradient store={store} />);
    store.getState().tell('gradient', { refused: 'The model has parameters that are not finite.' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('not finite');
    await expect.element(output('Bias of W')).toHaveTextContent('0.789');
  });

  it('its curves can be read off by keyboard, update by update', async () => {
    const store = opened();
    for (const update of [10, 20, 30]) tell(store, { ...exactResult(update) });
    await render(<Gradient store={store} />);
    const reader = page.getByRole('slider', { name: 'Read off Relative bias curve' });
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await expect.element(reader).toHaveAttribute('aria-valuenow', '20');
    await expect.element(reader).toHaveAttribute('aria-valuetext', 'update 20: relative bias 0.424');
  });

  it('describes its pictures, and paints them', async () => {
    const store = opened();
    tell(store, exactResult(7));
    const { container } = await render(<Gradient store={store} />);
    const dial = page.getByRole('img', { name: 'Angles to the exact gradient' });
    const described = document.getElementById(dial.element().getAttribute('aria-describedby')!);
    expect(described!.textContent).toContain('this update 77.4 degrees');
    await expect
      .poll(() => {
        const canvas = page.getByRole('img', { name: 'Gradients of W' }).element() as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      })
      .toBeGreaterThan(20);
    expect(container.querySelectorAll('canvas[role=img]')).toHaveLength(6);
  });

  it.each([362, 400, 740])('stands at %i px without a warning, nothing beside the page', async (width) => {
    await page.viewport(width, 900);
    const store = opened();
    tell(store, drawnResult(7));
    const { container } = await render(<Gradient store={store} />);
    await expect.element(output('Bias of W')).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const small = [...container.querySelectorAll('*')].filter(
      (element) =>
        [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()) &&
        element.closest('.badge, button.quiet, .visually-hidden') === null &&
        Number.parseFloat(getComputedStyle(element).fontSize) < 12,
    );
    expect(small.map(({ textContent }) => textContent)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
