/** A number field with its label, where no slider is needed. */
import { useId } from 'react';
import type { NumberRange } from '../settings';
import { NumberField } from './NumberField';
import './controls.css';

interface Props {
  readonly spec: NumberRange;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function NumberBox({ spec, value, onChange }: Props) {
  const id = useId();
  return (
    <div className="number-box">
      <span id={id}>{spec.label}</span>
      <NumberField spec={spec} value={value} labelledBy={id} onCommit={onChange} />
      {spec.unit && <span className="unit">{spec.unit}</span>}
    </div>
  );
}
