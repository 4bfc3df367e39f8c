/** Colour bars: which colour means which value, with range and unit. */
import type { Ref } from 'react';
import './chart.css';

type Scale = 'signed' | 'probability' | 'from-data' | 'from-model';

interface Props {
  readonly scale: Scale;
  readonly low: string;
  readonly high: string;
  /** The ends' text nodes, for views that change the range between renders. */
  readonly lowRef?: Ref<HTMLSpanElement>;
  readonly highRef?: Ref<HTMLSpanElement>;
  readonly unit?: string;
}

export function Legend({ scale, low, high, lowRef, highRef, unit }: Props) {
  return (
    <span className="legend">
      <span ref={lowRef}>{low}</span>
      <span className={`legend-bar ${scale}`} aria-hidden="true" />
      <span ref={highRef}>{high}</span>
      {unit && <span>{unit}</span>}
    </span>
  );
}
