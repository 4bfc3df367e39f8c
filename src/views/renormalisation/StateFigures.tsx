/** What K does, state by state: p against p̃, and δ(v), the trace condition. */
import { type ReactNode, useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { formatValue } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { Term } from '../../chart/Term';
import type { Paint, Size } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { paintEnergies, reachOf } from './paintEnergies';
import { paintProbabilities } from './paintProbabilities';
import { type Reading, readingOf } from './reading';
import { stateBars, wordedState } from './stateBars';

interface Props {
  readonly store: LabStore;
}

const watched = ({ renormalisation }: LabState) => [renormalisation];
const read = ({ renormalisation }: LabState) => readingOf(renormalisation.now);

export function ProbabilityFigure({ store }: Props) {
  const { construction } = useLab(store, read);
  const { klDivergence, totalVariation } = construction;
  return (
    <StateFigure
      store={store}
      name="p and p̃"
      title={<Term name="renormalised">p and p̃</Term>}
      legend={
        <span className="legend keys">
          <span className="key data">bars: p, of H</span>
          <span className="key model">line: p̃, of H + K</span>
        </span>
      }
      describe={`${construction.p.length} states, KL ${formatValue(klDivergence, 3)} nats, total variation ${formatValue(totalVariation, 3)}`}
      say={({ construction: { p, pTilde } }, state) =>
        `p ${formatValue(p[state], 4)}, p̃ ${formatValue(pTilde[state], 4)}`
      }
      paint={(context, reading, chosen, size, theme) => {
        const { p, pTilde } = reading.construction;
        paintProbabilities(context, { p, pTilde, units: reading.units, chosen }, size, theme);
      }}
    />
  );
}

export function ResidualFigure({ store }: Props) {
  const { construction } = useLab(store, read);
  const { mean, deviation } = construction.flatness;
  return (
    <StateFigure
      store={store}
      name="δ(v)"
      title={<Term name="traceCondition">δ(v), the trace condition</Term>}
      note="nats"
      legend={<span className="legend">dashes: mean · band: spread</span>}
      describe={`${construction.residual.length} states, mean ${formatValue(mean, 3)}, standard deviation ${formatValue(deviation, 3)} nats`}
      say={(reading, state) => `δ ${formatValue(reading.construction.residual[state], 4)} nats`}
      paint={(context, reading, chosen, size, theme) => {
        const { residual, flatness } = reading.construction;
        const values = residual.map((x) => (Math.abs(x) < 1e-12 ? 0 : x));
        paintEnergies(
          context,
          { values, units: reading.units, reach: reachOf(residual), chosen, spread: flatness },
          size,
          theme,
        );
      }}
    />
  );
}

interface FigureProps extends Props {
  readonly name: string;
  readonly title: ReactNode;
  readonly note?: string;
  readonly legend: ReactNode;
  readonly describe: string;
  /** What a state reads, in words. */
  readonly say: (reading: Reading, state: number) => string;
  readonly paint: (
    context: Parameters<Paint>[0],
    reading: Reading,
    chosen: number,
    size: Size,
    theme: Parameters<Paint>[2],
  ) => void;
}

/** Bars over the states that are read off one by one; the state chosen is chosen everywhere. */
function StateFigure({ store, name, title, note, legend, describe, say, paint }: FigureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const { now, chosen } = useLab(store, (state) => state.renormalisation);
  const reading = readingOf(now);
  const { chooseEnergyState } = store.getState();
  const count = now.H.values.length;
  const choose = (state: number | undefined) => state !== undefined && chooseEnergyState(state);
  const reader: Reader = {
    label: `Read off ${name}`,
    count,
    chosen,
    text: `${wordedState(chosen, reading.units)}: ${say(reading, chosen)}`,
    point: () => {},
    leave: () => {},
    pick: (x, _, size) => choose(stateBars(count, size).stateAt(x)),
    move: (key) => stepByKey(key, chosen, count, 1),
    choose,
  };
  return (
    <Figure
      name={name}
      className="state-figure"
      picture={canvas}
      title={title}
      {...(note && { note })}
      legend={legend}
    >
      <Picture
        name={name}
        canvas={canvas}
        paint={(context, size, theme) => paint(context, reading, chosen, size, theme)}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => setText(element, describe)}
        reader={reader}
      />
    </Figure>
  );
}
