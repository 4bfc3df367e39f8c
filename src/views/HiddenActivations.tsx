/** How the hidden units answer the first training samples: a raster, and how active each unit is on the whole. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../chart/Figure';
import { Legend } from '../chart/Legend';
import { formatCount, formatMany, formatProbability, formatValue } from '../chart/numbers';
import { Picture } from '../chart/Picture';
import { paintWaiting } from '../chart/paintWaiting';
import { createRaster } from '../chart/raster';
import { Term } from '../chart/Term';
import type { Paint } from '../chart/usePainter';
import { useLab } from '../controls/useLab';
import { countActivity } from '../core/activity';
import type { LabState, LabStore } from '../state/store';
import { litUnit, setText, useChanges, useWants, useWriting } from './followLab';
import { litReader } from './litReader';
import { type ActivationData, activationAt, paintActivations } from './paintActivations';
import './views.css';

function present(state: LabState): ActivationData | undefined {
  const { hidden: frame, summary, hovered } = state;
  if (!frame || !summary || frame.activity.length !== summary.hidden) return undefined;
  if (frame.means.length !== frame.samples * summary.hidden) return undefined;
  return { ...frame, hidden: summary.hidden, litUnit: litUnit(state), litSample: hovered?.sample };
}
const watched = (state: LabState) => [state.hidden, state.summary, litUnit(state), state.hovered?.sample];

const noneOr = (count: number) => (count === 0 ? 'no' : formatCount(count));

/** The line for what is pointed at: "Unit 7: mean activity 0.310; on sample 12, p(h = 1 | v) = 0.870". */
function pointedLine({
  litUnit: unit,
  litSample,
  means,
  activity,
  hidden,
}: ActivationData): string | undefined {
  if (unit === undefined || unit >= hidden) return undefined;
  const head = `Unit ${unit + 1}: mean activity ${formatValue(activity[unit], 3)}`;
  if (litSample === undefined) return head;
  return `${head}; on sample ${litSample + 1}, p(h = 1 | v) = ${formatValue(means[litSample * hidden + unit], 3)}`;
}

export function HiddenActivations({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  const [note, description] = [useRef<HTMLSpanElement>(null), useRef<HTMLParagraphElement>(null)];
  const [activity, dead, saturated] = [
    useRef<HTMLSpanElement>(null),
    useRef<HTMLSpanElement>(null),
    useRef<HTMLSpanElement>(null),
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
    const counts = countActivity(data.activity);
    const size = `${formatMany(data.samples, 'sample')} × ${formatMany(data.hidden, 'unit')}`;
    setText(note.current, pointedLine(data) ?? size);
    setText(activity.current, formatProbability(counts.mean));
    setText(dead.current, noneOr(counts.dead.length));
    setText(saturated.current, noneOr(counts.saturated.length));
    const line = `mean activity ${formatProbability(counts.mean)}, ${noneOr(counts.dead.length)} dead, ${noneOr(counts.saturated.length)} saturated`;
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
          mean activity (bars) <span ref={activity}>–</span> · <span ref={dead}>no</span>{' '}
          <Term name="deadUnit">dead</Term> · <span ref={saturated}>no</span>{' '}
          <Term name="saturatedUnit">saturated</Term>
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
