/** Energy, magnetisation and heat over temperature: what is exact as lines, what was measured as points that stay. */
import { useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import type { Paint, Size } from '../../chart/usePainter';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { latticeRanges } from '../../engine/lattice/frame';
import { forgetKept, latticeOf, setLatticeKnobs } from '../../state/latticeSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { paintTemperatureCurve, type TemperatureCurve, temperatureScales } from './paintTemperatureCurve';
import { type Quantity, quantities } from './quantities';

const { min, max } = latticeRanges.temperature;
const step = 0.05;
const count = Math.round((max - min) / step) + 1;
const none = new Float64Array(0);

const watched = ({ lattice }: LabState) => [
  lattice?.frame?.measures,
  lattice?.frame?.curves,
  lattice?.knobs,
  lattice?.kept,
];

/** What the picture of one quantity shows now. */
export function curveOf(state: LabState, { key, holds }: Quantity): TemperatureCurve {
  const { frame, knobs, kept } = latticeOf(state);
  const seen = frame?.knobs.temperature === knobs.temperature ? frame.measures?.[key] : undefined;
  const now = seen?.settled
    ? { temperature: knobs.temperature, mean: seen.mean, error: seen.error }
    : undefined;
  const { finite, infinite, temperatures = none } = frame?.curves ?? {};
  return {
    span: [min, max],
    temperatures,
    ...(finite && { finite: finite[key] }),
    ...(infinite && { infinite: infinite[key] }),
    kept: kept.map((one) => ({ temperature: one.temperature, mean: one[key].mean, error: one[key].error })),
    ...(now && { now }),
    at: knobs.temperature,
    holds,
  };
}

export function TemperatureCurves({ store }: { readonly store: LabStore }) {
  const kept = useLab(store, (state) => latticeOf(state).kept.length);
  return (
    <section className="ising-curves" aria-label="Over temperature">
      <div className="ising-curve-row">
        {quantities.map((quantity) => (
          <Curve key={quantity.key} store={store} quantity={quantity} />
        ))}
      </div>
      <p className="figure-caption">
        Line: exact, this lattice. Dashed: the lattice without end. Points: measured; the point of a
        temperature stays when you move on, so walking along T draws the curve. Click or use the arrow keys to
        go to a temperature.{' '}
        {kept > 0 && (
          <Button kind="soft" onClick={() => forgetKept(store)}>
            Forget {kept} point{kept === 1 ? '' : 's'}
          </Button>
        )}
      </p>
    </section>
  );
}

/** "T = 2.27: exact −1.42, measured −1.43 ± 0.01" */
function wordedCurve({ temperatures, finite, now, at }: TemperatureCurve): string {
  const nearest = Math.round((at - min) / step);
  const exact =
    temperatures.length > 0 && finite ? `exact ${formatValue(finite[nearest], 3)}` : 'no exact value';
  const measured = now
    ? `measured ${formatValue(now.mean, 3)} ± ${formatValue(now.error, 4)}`
    : 'not measured';
  return `T = ${formatValue(at, 3)}: ${exact}, ${measured}`;
}

function Curve({ store, quantity }: { readonly store: LabStore; readonly quantity: Quantity }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const temperature = useLab(store, (state) => latticeOf(state).knobs.temperature);
  const name = `${quantity.name} over temperature`;
  const paint: Paint = (context, size, theme) =>
    paintTemperatureCurve(context, curveOf(store.getState(), quantity), size, theme);
  useWriting(store, (state) => setText(description.current, wordedCurve(curveOf(state, quantity))));
  const go = (T: number) => {
    const bounded = Math.min(max, Math.max(min, T));
    setLatticeKnobs(store, { temperature: Number(bounded.toFixed(2)) });
  };
  const chosen = Math.round((temperature - min) / step);
  const moves: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  const reader = {
    label: `Temperature in ${name}`,
    count,
    chosen,
    text: wordedCurve(curveOf(store.getState(), quantity)),
    point: () => {},
    leave: () => {},
    pick: (x: number, _: number, size: Size) =>
      go(temperatureScales(curveOf(store.getState(), quantity), size).x.invert(x)),
    move: (key: string) => {
      const by = moves[key];
      if (by !== undefined) return chosen + by;
      return { Home: 0, End: count - 1 }[key];
    },
    choose: (part: number | undefined) => part !== undefined && go(min + part * step),
  };
  return (
    <Figure name={name} title={quantity.name} picture={canvas} className="ising-curve">
      <Picture
        name={name}
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        reader={reader}
      />
    </Figure>
  );
}
