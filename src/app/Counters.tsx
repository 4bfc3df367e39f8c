/**
 * Epochs, updates and samples per second, written past React: they change with every frame. Each keeps its
 * place and width while its digits change.
 */
import { useEffect, useId, useRef } from 'react';
import { formatCompact, formatCount } from '../chart/numbers';
import type { LabState, LabStore } from '../state/store';

interface CounterProps {
  readonly store: LabStore;
  readonly name: string;
  readonly value: (state: LabState) => number | undefined;
}

function Counter({ store, name, value }: CounterProps) {
  const id = useId();
  const output = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    const write = (now: number | undefined) => {
      const element = output.current!;
      element.textContent = now === undefined ? '–' : formatCount(now);
      if (now === undefined) delete element.dataset.value;
      else element.dataset.value = String(now);
    };
    write(value(store.getState()));
    return store.subscribe(value, write);
  }, [store, value]);
  return (
    <span>
      <span id={id}>{name}</span>{' '}
      <output className="value" ref={output} aria-labelledby={id} aria-live="off" data-method="exact" />
    </span>
  );
}

const epochOf = (state: LabState) => state.frame?.epoch;
const updateOf = (state: LabState) => state.frame?.update;
/** Renewed at most this often. */
const readable = 400; // ms

export function Counters({ store }: { store: LabStore }) {
  const rate = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = () => {
      const { frame } = store.getState();
      rate.current!.textContent = frame?.playing ? formatCompact(frame.samplesPerSecond) : 'paused';
    };
    write();
    const timer = setInterval(write, readable);
    return () => clearInterval(timer);
  }, [store]);
  return (
    <div className="counters">
      <Counter store={store} name="Epoch" value={epochOf} />
      <Counter store={store} name="Updates" value={updateOf} />
      <span className="rate">
        <span>Samples/s</span> <span className="value" ref={rate} />
      </span>
    </div>
  );
}
