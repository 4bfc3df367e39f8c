/** One number with its name, how it was obtained, and its interval where it has one. */
import type { ReactNode } from 'react';
import type { GlossaryName } from './glossary';
import { formatValue } from './numbers';
import { Term } from './Term';
import { withIndices } from './withIndices';
import './readOut.css';

interface Props {
  /** Accessible name. */
  readonly name: string;
  /** The visible one, where what stands around it says the rest. */
  readonly shown?: string;
  /** The glossary entry behind the name. */
  readonly term?: GlossaryName;
  readonly value: number | undefined;
  /** "exact", "AIS", "TAP-2", …: `data-method`, and the badge. */
  readonly method: string;
  /** More about the method, on the badge: "100 chains × 1,000 β". */
  readonly detail?: string;
  /** The interval that the true value lies in with all but certainty. */
  readonly low?: number;
  readonly high?: number;
  readonly digits?: number;
  readonly unit?: ReactNode;
  /** Without the badge: where the words around it say how all such numbers were obtained. */
  readonly bare?: boolean;
}

/** An estimate never looks exact: it is led by "≈", and its interval stands beside it. */
export function ReadOut(props: Props) {
  const {
    name,
    shown: label = name,
    term,
    value,
    method,
    detail,
    low,
    high,
    digits = 3,
    unit,
    bare = false,
  } = props;
  const exact = method === 'exact';
  const shown = formatValue(value, digits);
  const words = value === undefined ? 'not computed' : detail ? `${method}, ${detail}` : method;
  return (
    <div className="read-out">
      <span className="read-out-name">
        {term ? <Term name={term}>{withIndices(label)}</Term> : withIndices(label)}
      </span>
      <output
        aria-label={name}
        aria-live="off"
        {...(value !== undefined && { 'data-value': String(value) })}
        data-method={value === undefined ? 'not computed' : method}
        {...(low !== undefined && { 'data-low': String(low) })}
        {...(high !== undefined && { 'data-high': String(high) })}
      >
        {value !== undefined && !exact ? `≈ ${shown}` : shown}
        {unit && value !== undefined && (
          <span className="read-out-unit"> {typeof unit === 'string' ? withIndices(unit) : unit}</span>
        )}
        {low !== undefined && high !== undefined && (
          <span className="read-out-interval">
            {' '}
            {formatValue(low, digits)} … {formatValue(high, digits)}
          </span>
        )}
      </output>
      {!bare && (
        <span
          className="badge"
          data-method={value === undefined ? 'not-computed' : exact ? 'exact' : 'estimate'}
        >
          {words}
        </span>
      )}
    </div>
  );
}
