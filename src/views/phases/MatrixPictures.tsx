/** The matrices of an update as pictures: both phases and their difference on one scale, the lines added on another. */
import { max } from 'd3-array';
import { type ReactNode, useId, useRef, useState } from 'react';
import { Legend } from '../../chart/Legend';
import { roundUp } from '../../chart/numbers';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import type { Paint } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { chosenWeight } from './chosenWeight';
import { paintMatrix, weightAt } from './paintMatrix';
import { type ShownUpdate, shownUpdate } from './shownUpdate';
import type { UpdateParts } from './updateParts';

type Part = keyof UpdateParts;

interface Kind {
  readonly part: Part;
  readonly name: string;
  readonly shown: ReactNode;
  /** Half-steps after which it is there. */
  readonly from: 'hPlus' | 'hMinus';
}

const phases: readonly Kind[] = [
  { part: 'positive', name: 'Positive phase', shown: 'v⁺h⁺ᵀ', from: 'hPlus' },
  { part: 'negative', name: 'Negative phase', shown: 'v⁻h⁻ᵀ', from: 'hMinus' },
  { part: 'difference', name: 'Difference', shown: 'v⁺h⁺ᵀ − v⁻h⁻ᵀ', from: 'hMinus' },
];
const learnt: Kind = { part: 'learnt', name: 'Learnt', shown: 'ε × the difference', from: 'hMinus' };
const carried: Kind = { part: 'carried', name: 'Momentum', shown: 'μ × the last step', from: 'hPlus' };
const decayed: Kind = { part: 'decayed', name: 'Weight decay', shown: '−ελW', from: 'hPlus' };
const whole: Kind = { part: 'step', name: 'Step', shown: 'all together', from: 'hMinus' };

const watched = (state: LabState) => [
  state.frame,
  state.watched,
  state.summary,
  state.hovered,
  state.selected,
  state.settings,
];

/** Whether a part of the update on show has been computed yet. */
const isThere = ({ done }: ShownUpdate, from: Kind['from']): boolean =>
  done === 'change' || done === 'hMinus' || (from === 'hPlus' && (done === 'hPlus' || done === 'vMinus'));

export function MatrixPictures({ store }: { readonly store: LabStore }) {
  const momentum = useLab(store, (state) => state.settings.momentum > 0);
  const weightDecay = useLab(store, (state) => state.settings.weightDecay > 0);
  const lines = [learnt, ...(momentum ? [carried] : []), ...(weightDecay ? [decayed] : []), whole];
  return (
    <div className="phase-matrices">
      <div className="phase-row">
        {phases.map((kind) => (
          <Matrix key={kind.part} store={store} kind={kind} limitOf={() => 1} />
        ))}
      </div>
      <Legend scale="signed" low="−1" high="1" />
      {lines.length > 2 && (
        <>
          <div className="phase-row">
            {lines.map((kind) => (
              <Matrix key={kind.part} store={store} kind={kind} limitOf={stepLimit} />
            ))}
          </div>
          <StepLegend store={store} />
        </>
      )}
    </div>
  );
}

/** One scale for all that a step is made of, so that the parts can be compared. */
function stepLimit({ parts }: ShownUpdate): number {
  const largest = (values: Float64Array | undefined) => (values ? (max(values, Math.abs) ?? 0) : 0);
  const { learnt: own, carried: kept, decayed: lost, step } = parts;
  return roundUp(Math.max(1e-9, largest(own), largest(kept), largest(lost), largest(step)));
}

function StepLegend({ store }: { readonly store: LabStore }) {
  const [low, high] = [useRef<HTMLSpanElement>(null), useRef<HTMLSpanElement>(null)];
  useWriting(store, (state) => {
    const shown = shownUpdate(state);
    const limit = shown ? String(stepLimit(shown)) : '';
    setText(low.current, limit && `−${limit}`);
    setText(high.current, limit);
  });
  return <Legend scale="signed" low="" high="" lowRef={low} highRef={high} unit="change of W" />;
}

interface MatrixProps {
  readonly store: LabStore;
  readonly kind: Kind;
  readonly limitOf: (shown: ShownUpdate) => number;
}

function Matrix({ store, kind, limitOf }: MatrixProps) {
  const { part, name, shown: label, from } = kind;
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const state = store.getState();
    const now = shownUpdate(state);
    const values = now && isThere(now, from) ? now.parts[part] : undefined;
    if (!now || !values) return paintWaiting(context, '…', size, theme);
    const { visible, hidden } = now;
    const lit = chosenWeight(state, now);
    paintMatrix(context, { values, visible, hidden, limit: limitOf(now), lit }, size, theme, raster);
  };
  useWriting(store, (state) => {
    const now = shownUpdate(state);
    const values = now && isThere(now, from) ? now.parts[part] : undefined;
    setText(description.current, values ? describe(values) : 'not computed yet');
  });
  const reader = useReader(store);
  return (
    <figure className="phase-matrix" data-symbol={part}>
      <Picture
        name={name}
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        {...(part === 'difference' && { reader })}
      />
      <figcaption>
        {name} <span>{label}</span>
      </figcaption>
    </figure>
  );
}

function describe(values: Float64Array): string {
  const [up, down] = [values.filter((x) => x > 0).length, values.filter((x) => x < 0).length];
  return `${values.length} numbers: ${up} above 0, ${down} below, ${values.length - up - down} exactly 0`;
}

/** A weight is chosen by pointing, or by the arrow keys: rows are hidden units, columns visible ones. */
function useReader(store: LabStore): Reader {
  const summary = useLab(store, (state) => state.summary);
  const selected = useLab(store, (state) => state.selected);
  const { setHovered, setSelected } = store.getState();
  const [visible, hidden] = [summary?.visible ?? 1, summary?.hidden ?? 1];
  const chosen =
    selected?.unit !== undefined && selected.pixel !== undefined
      ? selected.unit * visible + selected.pixel
      : undefined;
  return {
    label: 'Weight of the difference, chosen',
    count: visible * hidden,
    chosen,
    text:
      chosen === undefined
        ? 'no weight chosen'
        : `visible unit ${selected!.pixel! + 1}, hidden unit ${selected!.unit! + 1}`,
    point: (x, y, size) => setHovered(weightAt({ visible, hidden }, size, x, y)),
    leave: () => setHovered(undefined),
    pick: (x, y, size) => setSelected(weightAt({ visible, hidden }, size, x, y)),
    move: (key) => stepByKey(key, chosen, visible * hidden, visible),
    choose: (at) =>
      setSelected(at === undefined ? undefined : { pixel: at % visible, unit: Math.floor(at / visible) }),
  };
}
