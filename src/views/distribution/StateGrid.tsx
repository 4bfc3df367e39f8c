/** A visible state as its picture, one button a unit: pressing it flips the unit. One stop for Tab, arrows lead on. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { formatSigned } from '../../chart/numbers';
import { stepByKey } from '../../chart/Picture';
import type { Shape } from '../paintWeightTiles';

interface Props {
  readonly bits: Uint8Array;
  readonly shape: Shape;
  /** By how much F_c rises when a unit is flipped, [visible]; undefined before the weights have come. */
  readonly rises: Float64Array | undefined;
  readonly onFlip: (unit: number) => void;
}

/** More units than this leave no room for a number in each. */
export const mostNumbered = 25;

/** "+1.2", always with one decimal: there is no room for more. */
export const shortRise = (rise: number) =>
  `${rise < 0 ? '−' : '+'}${Math.abs(rise) < 99.95 ? Math.abs(rise).toFixed(1) : Math.abs(rise).toFixed(0)}`;

/** "Unit (2, 3), on: flipping it changes F_c by −1.24". */
function nameOf(unit: number, { bits, shape, rises }: Props): string {
  const place = `(${(unit % shape.columns) + 1}, ${Math.floor(unit / shape.columns) + 1})`;
  const change = rises ? `: flipping it changes F_c by ${formatSigned(rises[unit]!)}` : '';
  return `Unit ${place}, ${bits[unit] ? 'on' : 'off'}${change}`;
}

export function StateGrid(props: Props) {
  const { bits, shape, rises, onFlip } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const current = Math.min(stop, bits.length - 1);
  const move = (event: KeyboardEvent) => {
    const to = stepByKey(event.key, current, bits.length, shape.columns);
    if (to === undefined) return;
    event.preventDefault();
    setStop(to);
    (grid.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  const withNumbers = bits.length <= mostNumbered;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a grid in every browser
    <div
      ref={grid}
      role="group"
      aria-label="The state: press a unit to flip it"
      className={withNumbers ? 'state-grid numbered' : 'state-grid'}
      style={{ '--columns': shape.columns } as React.CSSProperties}
      onKeyDown={move}
    >
      {Array.from(bits, (bit, unit) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its place
          key={unit}
          type="button"
          aria-label={nameOf(unit, props)}
          aria-pressed={bit === 1}
          tabIndex={unit === current ? 0 : -1}
          className={rises && rises[unit]! < 0 ? 'downhill' : undefined}
          onFocus={() => setStop(unit)}
          onClick={() => onFlip(unit)}
        >
          {withNumbers && rises ? shortRise(rises[unit]!) : null}
        </button>
      ))}
    </div>
  );
}
