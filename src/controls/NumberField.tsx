/** A number typed in: taken on Enter or when the field is left, refused with the range where it doesn't fit. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { NumberRange } from '../settings';
import { stepFrom } from './scale';

interface Props {
  readonly spec: NumberRange;
  readonly value: number;
  /** Id of the element that names the field. */
  readonly labelledBy: string;
  readonly onCommit: (value: number) => void;
}

/** What is wrong with a typed text, with the range named; undefined where it is a value. */
export function refusal(spec: NumberRange, text: string): string | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const whole = spec.integer && !Number.isInteger(value);
  if (value >= spec.min && value <= spec.max && !whole) return undefined;
  const kind = spec.integer ? 'a whole number' : 'a number';
  return `${text.trim() === '' ? 'That' : text.trim()} is not ${kind} from ${spec.min} to ${spec.max}.`;
}

export function NumberField({ spec, value, labelledBy, onCommit }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const errorId = useId();

  // uncontrolled, so that typing is never overwritten by a render; a new value from elsewhere is
  useEffect(() => {
    if (input.current) input.current.value = String(value);
  }, [value]);

  const commit = () => {
    const field = input.current!;
    if (field.value === String(value)) return setError(undefined);
    const problem = refusal(spec, field.value);
    setError(problem && `${problem} ${spec.label} stays at ${value}.`);
    if (problem) field.value = String(value);
    else onCommit(Number(field.value));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') input.current!.value = String(value);
    if (direction === undefined) return;
    event.preventDefault();
    setError(undefined);
    onCommit(stepFrom(spec, value, direction));
  };
  return (
    <>
      <input
        ref={input}
        className="number"
        type="number"
        inputMode={spec.integer ? 'numeric' : 'decimal'}
        step="any"
        min={spec.min}
        max={spec.max}
        defaultValue={value}
        aria-labelledby={labelledBy}
        aria-describedby={error && errorId}
        aria-invalid={error ? true : undefined}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <span className="refusal" id={errorId} role="alert" hidden={!error}>
        {error}
      </span>
    </>
  );
}
