/**
 * The life of a painted canvas: its size follows its box, painting is gathered into one animation frame, and
 * nothing is painted while it can't be seen. The one place that knows devicePixelRatio.
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { readTheme, type Theme, watchTheme } from './theme';

/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export type Context = CanvasRenderingContext2D;
/** Paints the whole picture in CSS pixels on a cleared context. */
export type Paint = (context: Context, size: Size, theme: Theme) => void;
/** Starts calling back on every change; returns how to stop. */
export type Subscribe = (changed: () => void) => () => void;

/** Gives the canvas as many device pixels as its box covers, and a context measured in CSS pixels. */
function fitCanvas(canvas: HTMLCanvasElement, size: Size): Context | null {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, size.width, size.height);
  return context;
}

/** A painter that is asked for all the time leaves this many times its own duration to others. */
const leisure = 4;
/** Painting in one animation frame ends after the painter that passes this, ms; the others take the next. */
const share = 6;

interface Job {
  readonly work: () => void;
  notBefore: number;
}
const waiting = new Set<Job>();
let scheduled = false;

function schedule() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(takeTurn);
}

/** One frame's share of the waiting jobs, oldest first. */
function takeTurn() {
  scheduled = false;
  const begin = performance.now();
  for (const job of [...waiting]) {
    const start = performance.now();
    if (start - begin > share) break;
    if (start < job.notBefore) continue;
    waiting.delete(job);
    job.work();
    const end = performance.now();
    job.notBefore = end + leisure * (end - start);
  }
  if (waiting.size > 0) schedule();
}

/**
 * Runs `work` at most once a frame, slow work so seldom that it takes a fifth of the time at most, and all
 * painters of the page together for a few ms a frame. `request` asks for it, `cancel` forgets it.
 */
function oncePerFrame(work: () => void) {
  const job: Job = { work, notBefore: 0 };
  return {
    request() {
      waiting.add(job);
      schedule();
    },
    cancel() {
      waiting.delete(job);
    },
  };
}

/**
 * Paints `canvas` with `paint` now, after every render, and whenever `subscribe` calls back, its box changes
 * size, or the page changes between light and dark. `subscribe` must keep its identity between renders.
 * Returns how to ask for one more painting.
 */
export function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  paint: Paint,
  subscribe: Subscribe,
): () => void {
  const latest = useRef(paint);
  const request = useRef<() => void>(undefined);

  useEffect(() => {
    latest.current = paint;
    request.current?.();
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let seen = true;
    let size: Size = { width: element.clientWidth, height: element.clientHeight };
    let theme: Theme | undefined;
    const frame = oncePerFrame(() => {
      if (!seen || size.width === 0 || size.height === 0) return;
      const context = fitCanvas(element, size);
      theme ??= readTheme(element);
      if (context) latest.current(context, size, theme);
    });
    // reading the size while painting would make the browser lay the page out then and there
    const box = new ResizeObserver(() => {
      size = { width: element.clientWidth, height: element.clientHeight };
      frame.request();
    });
    const sight = new IntersectionObserver((entries) => {
      seen = entries.at(-1)?.isIntersecting ?? true;
      if (seen) frame.request();
    });
    box.observe(element);
    sight.observe(element);
    const changeTheme = () => {
      theme = undefined;
      frame.request();
    };
    const stops = [subscribe(frame.request), watchTheme(changeTheme)];
    request.current = frame.request;
    frame.request();
    return () => {
      for (const stop of stops) stop();
      box.disconnect();
      sight.disconnect();
      frame.cancel();
      request.current = undefined;
    };
  }, [canvas, subscribe]);

  return useCallback(() => request.current?.(), []);
}
