/** How the hidden units answer the first training samples: a raster, and how active each unit is on the whole. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../chart/Figure';
import { Legend } from '../chart/Legend';
import { formatCount, formatValue } from '../chart/numbers';
import { Picture } from '../chart/Picture';
import { paintWaiting } from '../chart/paintWaiting';
import { createRaster } from '../chart/raster';
import { Term } from '../chart/Term';
import type { Paint } from '../chart/usePainter';
import { useLab } from '../controls/useLab';
import type { LabState, LabStore } from '../state/store';
import { litUnit, setText, useChanges, useWants, useWriting } from './followLab';
import { litReader } from './litReader';
import { type ActivationData, activationAt, countActivity, paintActivations } from './paintActivations';
import './views.css';

function present(state: LabState): ActivationData | undefined {
  const { hidden: frame, summary, hovered } = state;
  if (!frame || !summary || frame.activity.length !== summary.hidden) return undefined;
  if (frame.means.length !== frame.samples * summary.hidden) return undefined;
  return { ...frame, hidden: summary.hidden, litUnit: litUnit(state), litSample: hovered?.sample };
}
const watched = (state: LabState) => [state.hidden, state.summary, litUnit(state), state.hovered?.sample];

const counted = (count: number, kind: string) =>
  count === 0 ? `no ${kind}` : `${formatCount(count)} ${kind}`;

/** "mean activity 0.31 · no dead units · 1 saturated" */
export function activityLine(data: ActivationData): string {
  const { mean, dead, saturated } = countActivity(data.activity);
  const parts = [
    `mean activity ${formatValue(mean)}`,
    counted(dead.length, dead.length === 1 ? 'dead unit' : 'dead units'),
    counted(saturated.length, 'saturated'),
  ];
  return parts.join(' · ');
}

/** The line for what is pointed at: "unit 7: on for 0.31 of the samples; sample 12: 0.87". */
function pointedLine({
  litUnit: unit,
  litSample,
  means,
  activity,
  hidden,
}: ActivationData): string | undefined {
  if (unit === undefined || unit >= hidden) return undefined;
  const head = `unit ${unit + 1}: mean activity ${formatValue(activity[unit], 3)}`;
  if (litSample === undefined) return head;
  return `${head}; on sample ${litSample + 1}, p(h = 1 | v) = ${formatValue(means[litSample * hidden + unit], 3)}`;
}

export function HiddenActivations({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  const [note, caption, description] = [
    useRef<HTMLSpanElement>(null),
    useRef<HTMLSpanElement>(null),
    useRef<HTMLParagraphElement>(null),
  ];
  const summary = useLab(store, (state) => state.summary);
  useLab(store, (state) => state.selected);
  useWants(store, canvas, { hidden: true });

  const paint: Paint = (context, size, theme) => {
    const data = present(store.getState());
    if (data) paintActivations(context, data, size, theme, raster);
    else paintWaiting(context, 'the activations appear with the first update', size, theme);
  };

  useWriting(store, (state) => {
    const data = present(state);
    if (!data) return;
    const line = activityLine(data);
    const size = `${formatCount(data.samples)} samples × ${formatCount(data.hidden)} units`;
    setText(note.current, size);
    setText(caption.current, pointedLine(data) ?? line);
    setText(description.current, `${size}, ${line}`);
  });

  return (
    <Figure
      name="Hidden activations"
      className="hidden-activations"
      picture={canvas}
      title={<Term name="activation">Hidden activations</Term>}
      note={<span ref={note}>samples × units</span>}
      legend={<Legend scale="probability" low="0" high="1" unit="p(h = 1 | v)" />}
      caption={
        <>
          <span ref={caption}>A row per hidden unit, a column per sample; its mean at the right.</span>{' '}
          <Term name="deadUnit">dead?</Term> <Term name="saturatedUnit">saturated?</Term>
        </>
      }
    >
      <Picture
        name="Hidden activations"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        {...(summary && {
          reader: litReader(store, 'Hidden unit in Hidden activations', summary.hidden, 1, (x, y, size) => {
            const data = present(store.getState());
            return data && activationAt(data, size, x, y);
          }),
        })}
      />
    </Figure>
  );
}
