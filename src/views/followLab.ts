/** How a view follows a running machine: past React, for pictures every frame, for numbers as fast as one can read. */
import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import type { Wants } from '../engine/frame';
import type { LabState, LabStore } from '../state/store';

/**
 * A subscription for `usePainter` to a part of the state: calls back when one of the selected values changes.
 * `select` must be a constant of its module.
 */
export function useChanges(store: LabStore, select: (state: LabState) => readonly unknown[]) {
  return useCallback(
    (changed: () => void) =>
      store.subscribe(select, changed, {
        equalityFn: (one, other) => one.every((value, index) => Object.is(value, other[index])),
      }),
    [store, select],
  );
}

/** Calls `listener` at most every `interval` ms, and always once more after the last change. */
export function throttled(listener: () => void, interval: number) {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    waiting = undefined;
    last = performance.now();
    listener();
  };
  return {
    call() {
      if (waiting !== undefined) return;
      const left = last + interval - performance.now();
      if (left <= 0) run();
      else waiting = setTimeout(run, left);
    },
    cancel() {
      clearTimeout(waiting);
      waiting = undefined;
    },
  };
}

/** Numbers are renewed this often, in ms: as fast as one can read them. */
export const readable = 150;

/** A subscription to every frame, and to what is pointed at, slowed down to what one can read. */
export function useReadable(store: LabStore, interval = readable) {
  return useCallback(
    (changed: () => void) => {
      const slow = throttled(changed, interval);
      const stop = store.subscribe(slow.call);
      return () => {
        slow.cancel();
        stop();
      };
    },
    [store, interval],
  );
}

/** Writes text nodes (and attributes) now, after every render, and at a readable pace while the run goes on. */
export function useWriting(store: LabStore, write: (state: LabState) => void) {
  const subscribe = useReadable(store);
  useEffect(() => {
    write(store.getState());
    return subscribe(() => write(store.getState()));
  });
}

/** Asks for arrays while `element` can be seen. */
export function useWants(store: LabStore, element: RefObject<Element | null>, wants: Wants) {
  const key = JSON.stringify(wants);
  const stable = useMemo(() => JSON.parse(key) as Wants, [key]);
  useEffect(() => {
    if (!element.current) return;
    let release: (() => void) | undefined;
    const sight = new IntersectionObserver((entries) => {
      const seen = entries.at(-1)?.isIntersecting ?? false;
      if (seen) release ??= store.getState().want(stable);
      else {
        release?.();
        release = undefined;
      }
    });
    sight.observe(element.current);
    return () => {
      sight.disconnect();
      release?.();
    };
  }, [store, element, stable]);
}

/** Sets an element's text only when it differs, so that selections and screen readers are left in peace. */
export function setText(element: Element | null, text: string) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** The hidden unit that views light up: the one pointed at, else the one chosen. */
export const litUnit = ({ hovered, selected }: LabState) => hovered?.unit ?? selected?.unit;
export const litPixel = ({ hovered, selected }: LabState) => hovered?.pixel ?? selected?.pixel;
