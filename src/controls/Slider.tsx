/**
 * A native range input and a number field of the same name. The input's own value is the number, on any scale,
 * so that a screen reader hears it; the place of the thumb on a log or root track is ours to draw and to read.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { NumberRange } from '../settings';
import { NumberField } from './NumberField';
import { placeOf, stepFrom, valueAt } from './scale';

interface Props {
  readonly spec: NumberRange;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Hold a moving thumb's value back until it rests: for what starts a new run. */
  readonly patient?: boolean;
  readonly reason?: ReactNode;
  /** Stands in place of the unit, which is spoken in any case. */
  readonly unit?: string;
  /** How the value is said and shown where the bare number isn't enough. */
  readonly say?: (value: number) => string;
}

/** How long a thumb moved by keys must rest before a patient slider takes its value. */
export const restTime = 500; // ms

const keySteps: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

export function Slider({ spec, value, onChange, patient = false, reason, unit = spec.unit, say }: Props) {
  const id = useId();
  const [draft, setDraft, rest] = useDraft(value, onChange, patient);
  const input = useRef<HTMLInputElement>(null);
  const dragging = useDrag(input, spec, setDraft, rest);
  const shown = draft ?? value;
  const spoken = say?.(shown) ?? (spec.unit ? `${shown} ${spec.unit}` : undefined);

  const onKeyDown = (event: KeyboardEvent) => {
    const ends: Record<string, number> = { Home: spec.min, End: spec.max };
    const step = keySteps[event.key];
    const next = step === undefined ? ends[event.key] : stepFrom(spec, shown, step);
    if (next === undefined) return;
    event.preventDefault();
    setDraft(next);
  };
  return (
    <div className="slider">
      <label htmlFor={id} id={`${id}-label`}>
        {spec.label}
      </label>
      <span className="track" style={{ '--place': placeOf(spec, shown) } as React.CSSProperties}>
        <input
          ref={input}
          id={id}
          type="range"
          min={spec.min}
          max={spec.max}
          step="any"
          value={shown}
          aria-valuetext={spoken}
          aria-describedby={reason ? `${id}-reason` : undefined}
          onKeyDown={onKeyDown}
          onBlur={rest}
          onChange={(event) => {
            if (!dragging.current) setDraft(Number(event.target.value));
          }}
        />
      </span>
      <NumberField
        spec={spec}
        value={shown}
        labelledBy={`${id}-label`}
        onCommit={(next) => {
          setDraft(next);
          rest();
        }}
      />
      {(reason || unit) && (
        <span className="reason">
          {unit && <span className="unit">{unit}</span>}
          <span id={`${id}-reason`}>{reason}</span>
        </span>
      )}
    </div>
  );
}

/** The value under the user's hand: passed on at once, or once it rests. */
function useDraft(value: number, onChange: (value: number) => void, patient: boolean) {
  const [draft, setDraft] = useState<number>();
  const held = useRef<number>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pass = useRef(onChange);
  useEffect(() => {
    pass.current = onChange;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const rest = () => {
    clearTimeout(timer.current);
    if (held.current !== undefined && held.current !== value) pass.current(held.current);
    held.current = undefined;
    setDraft(undefined);
  };
  const move = (next: number) => {
    if (!patient) return onChange(next);
    held.current = next;
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(rest, restTime);
  };
  return [draft, move, rest] as const;
}

/** Pointer on the track: our own, since the browser's knows linear tracks only. */
function useDrag(
  input: React.RefObject<HTMLInputElement | null>,
  spec: NumberRange,
  move: (value: number) => void,
  rest: () => void,
) {
  const dragging = useRef(false);
  const latest = useRef({ spec, move, rest });
  useEffect(() => {
    latest.current = { spec, move, rest };
  });
  useEffect(() => {
    const element = input.current!;
    const follow = (event: PointerEvent) => {
      const { left, width } = element.getBoundingClientRect();
      const thumb = 14; // px, as in controls.css
      const place = (event.clientX - left - thumb / 2) / (width - thumb);
      latest.current.move(valueAt(latest.current.spec, place));
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      dragging.current = true;
      element.setPointerCapture(event.pointerId);
      element.focus({ focusVisible: false } as FocusOptions);
      follow(event);
    };
    const onMove = (event: PointerEvent) => dragging.current && follow(event);
    const up = () => {
      if (dragging.current) latest.current.rest();
      dragging.current = false;
    };
    // keeps the browser from moving its own, invisible thumb
    const stop = (event: Event) => event.preventDefault();
    const listeners: [string, EventListener][] = [
      ['pointerdown', down as EventListener],
      ['pointermove', onMove as EventListener],
      ['pointerup', up],
      ['pointercancel', up],
      ['mousedown', stop],
      ['touchstart', stop],
    ];
    for (const [name, listener] of listeners) element.addEventListener(name, listener, { passive: false });
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener);
    };
  }, [input]);
  return dragging;
}
