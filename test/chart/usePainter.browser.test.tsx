import { useRef } from 'react';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { type Paint, type Subscribe, usePainter } from '../../src/chart/usePainter';

const frames = (count: number) =>
  new Promise<void>((done) => {
    const next = (left: number) => (left === 0 ? done() : requestAnimationFrame(() => next(left - 1)));
    next(count);
  });

function Painted({ paint, subscribe, width = 120 }: { paint: Paint; subscribe: Subscribe; width?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  usePainter(canvas, paint, subscribe);
  return <canvas ref={canvas} style={{ width, height: 50, display: 'block' }} />;
}
const still: Subscribe = () => () => {};

describe('usePainter', () => {
  it('usePainter(…) paints in CSS pixels on as many device pixels as there are', async () => {
    let size: { width: number; height: number } | undefined;
    const { container } = await render(<Painted paint={(_, box) => (size = box)} subscribe={still} />);
    await expect.poll(() => size).toEqual({ width: 120, height: 50 });
    const canvas = container.querySelector('canvas')!;
    expect(canvas.width).toBe(Math.round(120 * devicePixelRatio));
    expect(canvas.height).toBe(Math.round(50 * devicePixelRatio));
  });

  it('usePainter(…) scales the context where a CSS pixel is two device pixels', async () => {
    const before = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')!;
    Object.defineProperty(window, 'devicePixelRatio', { value: 2, configurable: true });
    let scale = 0;
    const paint: Paint = (context) => {
      scale = context.getTransform().a;
    };
    const { container } = await render(<Painted paint={paint} subscribe={still} />);
    await expect.poll(() => scale).toBe(2);
    expect(container.querySelector('canvas')!.width).toBe(240);
    Object.defineProperty(window, 'devicePixelRatio', before);
  });

  it('usePainter(…) gathers many changes into one painting a frame', async () => {
    let changed = () => {};
    let count = 0;
    const subscribe: Subscribe = (callback) => {
      changed = callback;
      return () => {};
    };
    await render(<Painted paint={() => count++} subscribe={subscribe} />);
    await frames(4);
    const before = count;
    for (let i = 0; i < 1000; i++) changed();
    await frames(3);
    expect(count).toBe(before + 1);
  });

  it('usePainter(…) leaves four fifths of the time to others, however slow the painting', async () => {
    let changed = () => {};
    let count = 0;
    const subscribe: Subscribe = (callback) => {
      changed = callback;
      return () => {};
    };
    const slow: Paint = () => {
      count++;
      const end = performance.now() + 30;
      while (performance.now() < end);
    };
    await render(<Painted paint={slow} subscribe={subscribe} />);
    await frames(4);
    const before = count;
    const begin = performance.now();
    while (performance.now() - begin < 750) {
      changed();
      await frames(1);
    }
    expect(count - before).toBeGreaterThanOrEqual(2);
    expect(count - before).toBeLessThanOrEqual(6);
  });

  it('usePainter(…) spreads several slow painters over several frames', async () => {
    let frame = 0;
    let watching = true;
    const count = () => {
      frame++;
      if (watching) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const painted: number[] = [];
    const slow: Paint = () => {
      painted.push(frame);
      const end = performance.now() + 10;
      while (performance.now() < end);
    };
    await render(
      <>
        <Painted paint={slow} subscribe={still} />
        <Painted paint={slow} subscribe={still} />
        <Painted paint={slow} subscribe={still} />
      </>,
    );
    await expect.poll(() => painted.length).toBeGreaterThanOrEqual(3);
    watching = false;
    expect(new Set(painted.slice(0, 3)).size).toBe(3);
  });

  it('usePainter(…) paints again when the box grows and when the theme changes', async () => {
    const widths: number[] = [];
    const paint: Paint = (_, { width }) => widths.push(width);
    const { rerender } = await render(<Painted paint={paint} subscribe={still} />);
    await frames(4);
    await rerender(<Painted paint={paint} subscribe={still} width={200} />);
    await expect.poll(() => widths.at(-1)).toBe(200);
    await frames(3);
    const before = widths.length;
    document.documentElement.dataset.theme = 'dark';
    await expect.poll(() => widths.length).toBeGreaterThan(before);
    delete document.documentElement.dataset.theme;
  });

  it('usePainter(…) stops listening and painting when the element goes', async () => {
    let listening = 0;
    let count = 0;
    const subscribe: Subscribe = () => {
      listening++;
      return () => {
        listening--;
      };
    };
    const { unmount } = await render(<Painted paint={() => count++} subscribe={subscribe} />);
    await frames(3);
    expect(listening).toBe(1);
    await unmount();
    const before = count;
    await frames(3);
    expect([listening, count]).toEqual([0, before]);
  });

  it('usePainter(…) does not paint what is scrolled out of sight, and does when it returns', async () => {
    let changed = () => {};
    let count = 0;
    const subscribe: Subscribe = (callback) => {
      changed = callback;
      return () => {};
    };
    const { container } = await render(
      <div>
        <div style={{ height: '300vh' }} />
        <Painted paint={() => count++} subscribe={subscribe} />
      </div>,
    );
    await new Promise((done) => setTimeout(done, 150));
    const before = count;
    changed();
    await frames(4);
    expect(count).toBe(before);
    container.querySelector('canvas')!.scrollIntoView();
    await expect.poll(() => count).toBeGreaterThan(before);
    scrollTo(0, 0);
  });
});
