/** Blocks of spins: the lattice seen from farther and farther off, and where its coupling goes. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { ReadOut } from '../../chart/ReadOut';
import { createRaster, type Raster } from '../../chart/raster';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { criticalCoupling } from '../../core/ising/lattice';
import { mostBlockings } from '../../engine/lattice/frame';
import { latticeOf, setLatticeKnobs } from '../../state/latticeSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { paintFlow } from './paintFlow';
import { paintLevels, sidesOf } from './paintLevels';
import { newestFrame, useLattice, watched } from './watched';
import '../views.css';
import './ising.css';

const sizes = [
  { value: '2', label: '2×2' },
  { value: '3', label: '3×3' },
] as const;

export function Blocking({ store }: { readonly store: LabStore }) {
  const { blockSize, blockings } = useLab(store, (state) => latticeOf(state).knobs);
  const levels = useLab(store, (state) => newestFrame(state)?.levels.length ?? 0);
  // fewer levels than asked for: the last one can't be cut any more
  const ended = levels > 0 && levels <= blockings;
  const done = ended ? levels - 1 : blockings;
  const set = (changes: { blockSize?: number; blockings?: number }) => setLatticeKnobs(store, changes);
  return (
    <section className="ising-blocking" aria-label="Block spins">
      <div className="ising-bar">
        <h2>
          <Term name="blockSpin">Block spins</Term>
        </h2>
        <Button onClick={() => set({ blockings: done + 1 })} disabled={ended || done >= mostBlockings}>
          Block once more
        </Button>
        <Button onClick={() => set({ blockings: done - 1 })} disabled={done === 0}>
          One step back
        </Button>
        <Segments
          label="Block size"
          options={sizes}
          value={blockSize === 3 ? '3' : '2'}
          onChange={(size) => set({ blockSize: Number(size) })}
        />
        <span className="soft">{ended && endWords(store.getState(), blockSize)}</span>
      </div>
      <div className="ising-blocks">
        <Levels store={store} />
        <CouplingFlow store={store} />
      </div>
    </section>
  );
}

function endWords(state: LabState, size: number): string {
  const last = newestFrame(state)?.levels.at(-1)?.lattice;
  return last ? `${sidesOf(last)} can’t be cut into blocks of ${size} with 2 or more a side.` : '';
}

/** The lattice and its blocks side by side. */
function Levels({ store }: { readonly store: LabStore }) {
  useLattice(store);
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const [rasters] = useState<Raster[]>(() => []);
  const ring = useLab(store, (state) => latticeOf(state).sides.Ly === 1);
  const paint: Paint = (context, size, theme) => {
    const frame = newestFrame(store.getState());
    if (!frame) return paintWaiting(context, 'the lattice comes in a moment', size, theme);
    const rasterOf = (level: number) => {
      rasters[level] ??= createRaster();
      return rasters[level]!;
    };
    paintLevels(context, frame.levels, size, theme, rasterOf);
  };
  useWriting(store, (state) => {
    const levels = newestFrame(state)?.levels ?? [];
    setText(
      description.current,
      `The same picture at ${levels.length} scales: ${levels.map(({ lattice }) => sidesOf(lattice)).join(', ')}.`,
    );
  });
  return (
    <Figure
      name="Blocked lattices"
      className="ising-levels"
      title="The same picture, blocked"
      picture={canvas}
      caption={levelsCaption(ring)}
    >
      <Picture
        name="Blocked lattices"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
      />
    </Figure>
  );
}

const levelsCaption = (ring: boolean) =>
  ring
    ? 'Each pair or triple of spins becomes one by majority: runs of like spins get shorter each time, at any temperature.'
    : 'Each block of spins becomes one by majority. At the critical temperature every picture looks alike; above it blocking washes the islands out, below it one side wins.';

const flowWatched = (state: LabState) => [newestFrame(state)?.flow, state.lattice?.knobs];

/** The coupling that the blocks look like, level by level. Stands alone in a lesson as well. */
export function CouplingFlow({ store }: { readonly store: LabStore }) {
  useLattice(store);
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const flow = useLab(store, (state) => newestFrame(state)?.flow) ?? undefined;
  const { temperature, field, blockings } = useLab(store, (state) => latticeOf(state).knobs);
  const ring = useLab(store, (state) => latticeOf(state).sides.Ly === 1);
  const points = flow?.points ?? [];
  const why = whyNoFlow(field, blockings);
  const paint: Paint = (context, size, theme) => {
    if (!flow) return paintWaiting(context, why ?? 'comes with some pictures', size, theme);
    paintFlow(
      context,
      { points, K: 1 / temperature, ...(!ring && { critical: criticalCoupling }) },
      size,
      theme,
    );
  };
  useWriting(store, () => setText(description.current, why ?? points.map(wordedPoint).join(', ')));
  return (
    <Figure
      name="Flow of the coupling"
      className="ising-flow"
      title={<Term name="couplingFlow">Flow of the coupling</Term>}
      note={flow && `means over ${flow.pictures} pictures`}
      picture={canvas}
      caption={flowCaption(ring)}
    >
      <Picture
        name="Flow of the coupling"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, flowWatched)}
        descriptionId={id}
        description={description}
      />
      <div className="read-outs">
        {points.map(({ lattice, coupling, error }, level) => (
          <ReadOut
            // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
            key={level}
            name={`Coupling after ${level} blockings`}
            shown={sidesOf(lattice)}
            value={coupling}
            method="Monte Carlo"
            detail={Number.isFinite(error) ? `± ${formatValue(error, 4)}` : 'no error known'}
            digits={4}
          />
        ))}
      </div>
    </Figure>
  );
}

const whyNoFlow = (field: number, blockings: number): string | undefined => {
  if (field !== 0) return 'no flow in a field: one coupling can’t tell both apart';
  return blockings === 0 ? 'block once to see where the coupling goes' : undefined;
};

const wordedPoint = ({ coupling, error }: { coupling: number; error: number }, level: number) =>
  `blocked ${level} times ${formatValue(coupling, 3)} ± ${formatValue(error, 3)}`;

const flowCaption = (ring: boolean) =>
  ring
    ? 'A ring has no critical coupling: from any K blocking leads to 0, the hot end.'
    : 'Kc is the fixed point that everything flees: hotter lattices flow to 0, colder ones to ∞. Smaller pictures are coarser thermometers.';
