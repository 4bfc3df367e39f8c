/** The machine dreaming: Gibbs chains as film strips, free or clamped to part of a sample, at a chosen β. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../chart/Figure';
import { formatCount, formatMany, formatValue } from '../chart/numbers';
import { Picture } from '../chart/Picture';
import { paintWaiting } from '../chart/paintWaiting';
import { createRaster } from '../chart/raster';
import { Segments } from '../chart/Segments';
import { Term } from '../chart/Term';
import type { Paint } from '../chart/usePainter';
import { Slider } from '../controls/Slider';
import { useLab } from '../controls/useLab';
import { keeps, keptUnits } from '../core/keptUnits';
import type { ChainView } from '../engine/frame';
import type { NumberSpec } from '../settings';
import type { LabState, LabStore } from '../state/store';
import { litPixel, setText, useChanges, useWants, useWriting } from './followLab';
import { type ChainData, chainAt, paintChains } from './paintChains';
import { UnitsCanvas } from './UnitsCanvas';
import './views.css';

const modes = [
  { value: 'free', label: 'Free' },
  { value: 'clamped', label: 'Clamped' },
] as const;

const explained: Record<ChainView['mode'], string> = {
  free: 'Each strip is one chain dreaming, sweep by sweep, the newest picture at the right; at ',
  clamped: 'Green pixels are held to the sample; the machine dreams up the rest to go with them, at ',
};

/** The chains as they are now; undefined before there are any. */
export function chainsNow(state: LabState): ChainData | undefined {
  const { chains, summary, view } = state;
  if (!chains || !summary || chains.films.length !== chains.count * chains.length * summary.visible)
    return undefined;
  if (chains.count * chains.length === 0) return undefined;
  const { visible, shape } = summary;
  const { mode, keep } = view.chainView;
  return {
    ...chains,
    visible,
    shape,
    litPixel: litPixel(state),
    ...(mode === 'clamped' && { kept: keptUnits(visible, shape, keep) }),
  };
}
/** What a picture of them hangs on: a sweep is drawn once, however many frames bring it. */
export const chainsWatched = (state: LabState) => [
  state.chains?.sweeps,
  state.chains?.length,
  state.summary,
  state.view.chainView,
  litPixel(state),
];

export function GibbsChains({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  const [note, description] = [useRef<HTMLSpanElement>(null), useRef<HTMLParagraphElement>(null)];
  const view = useLab(store, (state) => state.view.chainView);
  const summary = useLab(store, (state) => state.summary);
  const { setChainView, setHovered } = store.getState();
  useWants(store, canvas, { chains: true });

  const paint: Paint = (context, size, theme) => {
    const data = chainsNow(store.getState());
    if (data) paintChains(context, data, size, theme, raster);
    else paintWaiting(context, 'the chains appear with the first update', size, theme);
  };

  useWriting(store, (state) => {
    const data = chainsNow(state);
    if (!data || !state.chains) return;
    setText(note.current, `${formatCount(state.chains.sweeps)} sweeps`);
    const held = view.mode === 'clamped' ? `, the ${view.keep} of sample ${view.sample + 1} held` : '';
    const lines = `${formatMany(data.count, 'chain')}${held}, ${formatCount(state.chains.sweeps)} sweeps, β ${formatValue(view.beta)}`;
    setText(description.current, lines);
  });

  return (
    <Figure
      name="Gibbs chains"
      className="gibbs-chains"
      picture={canvas}
      title={<Term name="gibbsChain">Gibbs chains</Term>}
      note={<span ref={note}>0 sweeps</span>}
      controls={
        <>
          <span className="beta">
            <Slider spec={betaSpec} value={view.beta} onChange={(beta) => setChainView({ beta })} />
          </span>
          <Segments
            label="Chains"
            options={modes}
            value={view.mode}
            onChange={(mode) => setChainView({ mode })}
          />
        </>
      }
      caption={
        <>
          {explained[view.mode]}
          <Term name="beta">inverse temperature β</Term>.
        </>
      }
    >
      {view.mode === 'clamped' && summary && <Clamp store={store} />}
      <Picture
        name="Gibbs chains"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, chainsWatched)}
        descriptionId={id}
        description={description}
      >
        <div
          className="pointing"
          aria-hidden="true"
          onPointerMove={(event) => {
            const data = chainsNow(store.getState());
            const box = event.currentTarget.getBoundingClientRect();
            const place = data && chainAt(data, box, event.clientX - box.left, event.clientY - box.top);
            setHovered(place && { pixel: place.pixel });
          }}
          onPointerLeave={() => setHovered(undefined)}
        />
      </Picture>
    </Figure>
  );
}

/** Not a setting of the run: the chains on show have no effect on learning. */
const betaSpec: NumberSpec = {
  kind: 'number',
  label: 'β',
  group: 'pace',
  applies: 'pace',
  key: 'beta',
  unit: '',
  min: 0,
  max: 4,
  default: 1,
  integer: false,
  scale: 'linear',
  reason: 'Inverse temperature of the chains.',
};

/** Which sample is held, and which part of it. */
function Clamp({ store }: { readonly store: LabStore }) {
  const { sample, keep } = useLab(store, (state) => state.view.chainView);
  const summary = useLab(store, (state) => state.summary)!;
  const { setChainView } = store.getState();
  const row = summary.samples.subarray(sample * summary.visible, (sample + 1) * summary.visible);
  const turn = (by: number) =>
    setChainView({ sample: (sample + by + summary.sampleCount) % Math.max(1, summary.sampleCount) });
  return (
    <div className="clamp">
      <button type="button" className="quiet" aria-label="Sample before" onClick={() => turn(-1)}>
        ‹
      </button>
      <UnitsCanvas values={row} shape={summary.shape} side={28} />
      <span>
        sample {sample + 1} of {summary.sampleCount}
      </span>
      <button type="button" className="quiet" aria-label="Sample after" onClick={() => turn(1)}>
        ›
      </button>
      <label>
        keep the{' '}
        <select
          value={keep}
          onChange={(event) => setChainView({ keep: event.target.value as ChainView['keep'] })}
        >
          {keeps.map((part) => (
            <option key={part}>{part}</option>
          ))}
        </select>
      </label>
    </div>
  );
}
