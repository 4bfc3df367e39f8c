/** A few samples of the run to choose one from. */
import { useId } from 'react';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { UnitsCanvas } from '../UnitsCanvas';
import { sampleOf } from './clampedTerms';

/** Samples that are offered. */
export const offered = 10;

interface Props {
  readonly store: LabStore;
  readonly label: string;
  readonly chosen: number;
  readonly onChoose: (sample: number) => void;
}

export function SampleChoice({ store, label, chosen, onChoose }: Props) {
  const name = useId();
  const summary = useLab(store, (state) => state.summary);
  if (!summary) return null;
  const indices = Array.from({ length: Math.min(offered, summary.sampleCount) }, (_, index) => index);
  return (
    <fieldset className="sample-choice">
      <legend>{label}</legend>
      {indices.map((index) => (
        <label key={index} title={`Sample ${index + 1}`}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={`Sample ${index + 1}`}
            checked={chosen === index}
            onChange={() => onChoose(index)}
          />
          <UnitsCanvas values={sampleOf(summary, index)!} shape={summary.shape} side={44} />
        </label>
      ))}
    </fieldset>
  );
}
