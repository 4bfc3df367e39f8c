/** Energies as bars that are painted: by dragging over them, or one state at a time with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useCallback, useId, useRef } from 'react';
import { formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import type { Paint, Size } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import { energyLimit, energyUnits } from '../../state/renormalisationSlice';
import type { LabState, LabStore } from '../../state/store';
import { useChanges } from '../followLab';
import { energyScales, paintEnergies, reachOf } from './paintEnergies';
import { wordedState } from './stateBars';

interface Props {
  readonly store: LabStore;
  readonly target: 'H' | 'K' | 'H2';
  /** "K(v)": what is painted. */
  readonly name: string;
  readonly chosen: number;
  readonly onChoose: (state: number) => void;
}

const watched = ({ renormalisation }: LabState) => [renormalisation];

/** Energies change by this at a key, in nats. */
const raises: Record<string, number> = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 1, PageDown: -1 };

/** Values at every state from one to another, along a straight line: a fast hand skips none. */
export function strokeBetween(
  from: readonly [state: number, value: number],
  to: readonly [state: number, value: number],
): (readonly [number, number])[] {
  const distance = to[0] - from[0];
  const count = Math.max(1, Math.abs(distance));
  return Array.from({ length: count }, (_, n) => {
    const share = (n + 1) / count;
    const value = from[1] + share * (to[1] - from[1]);
    return [from[0] + Math.round(share * distance), Number(value.toPrecision(6))] as const;
  });
}

export function EnergyPainter({ store, target, name, chosen, onChoose }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const list = useLab(store, (state) => state.renormalisation.now[target])!;
  const held = useLab(store, (state) => state.renormalisation.stroke === target);
  // the axis stays while the hand is on it
  const reach = useRef(reachOf(list.values));
  if (!held) reach.current = reachOf(list.values);
  const units = energyUnits(list);
  const layer = target === 'H2' ? 'h' : 'v';
  const paint: Paint = useCallback(
    (context, size, theme) => {
      const bars = { values: list.values, units, layer, reach: reach.current, chosen } as const;
      paintEnergies(context, bars, size, theme);
    },
    [list, units, layer, chosen],
  );
  const value = list.values[chosen]!;
  return (
    <Picture
      name={name}
      canvas={canvas}
      paint={paint}
      subscribe={useChanges(store, watched)}
      descriptionId={id}
      description={(element) => {
        if (element) element.textContent = describeEnergies(list.values);
      }}
      className="energies"
    >
      <Brush
        {...{ store, target, name, chosen, onChoose, value, units }}
        values={list.values}
        reach={() => reach.current}
      />
    </Picture>
  );
}

/** "16 states, from −2.00 to 2.00 nats" */
function describeEnergies(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const states = values.length === 1 ? '1 state' : `${values.length} states`;
  return low === high
    ? `${states}, all at ${formatValue(low)} nats`
    : `${states}, from ${formatValue(low)} to ${formatValue(high)} nats`;
}

interface BrushProps extends Props {
  readonly values: readonly number[];
  readonly value: number;
  readonly units: number;
  readonly reach: () => number;
}

function Brush({ store, target, name, chosen, onChoose, values, value, units, reach }: BrushProps) {
  const last = useRef<readonly [number, number]>(undefined);
  const { paintEnergies: put, endEnergyStroke } = store.getState();
  const placeOf = (event: PointerEvent<HTMLDivElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const size: Size = { width: box.width, height: box.height };
    const { stateAt, valueAt } = energyScales({ values, reach: reach() }, size);
    return [stateAt(event.clientX - box.left), valueAt(event.clientY - box.top)];
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = placeOf(event);
    put(target, [last.current]);
    onChoose(last.current[0]);
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!last.current) return;
    const here = placeOf(event);
    if (here[0] === last.current[0] && here[1] === last.current[1]) return;
    put(target, strokeBetween(last.current, here));
    last.current = here;
  };
  const end = () => {
    last.current = undefined;
    endEnergyStroke();
  };
  const followKey = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowLeft: chosen - 1,
      ArrowRight: chosen + 1,
      Home: 0,
      End: values.length - 1,
    };
    const [to, raise] = [moves[event.key], raises[event.key]];
    if (to === undefined && raise === undefined) return;
    event.preventDefault();
    if (to !== undefined) onChoose(Math.min(values.length - 1, Math.max(0, to)));
    // ten decimals: a tenth added ten times is one
    else put(target, [[chosen, Number((value + raise!).toFixed(10))]]);
  };
  return (
    <div
      className="reader brush"
      role="slider"
      tabIndex={0}
      aria-label={`Paint ${name}`}
      aria-orientation="vertical"
      aria-valuemin={-energyLimit}
      aria-valuemax={energyLimit}
      aria-valuenow={value}
      aria-valuetext={`${formatValue(value, 3)} nats at ${wordedState(chosen, units)}`}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={followKey}
      onKeyUp={end}
      onBlur={end}
    />
  );
}
