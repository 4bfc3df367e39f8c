/** The lattice as it is now, large, with what has been done to it. Stands alone in a lesson as well. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { formatCount, formatSigned, formatValue } from '../../chart/numbers';
import { Picture, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import { Term } from '../../chart/Term';
import type { Paint, Size } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { LatticeFrame } from '../../engine/lattice/frame';
import { latticeOf } from '../../state/latticeSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWriting } from '../followLab';
import { paintLattice, siteAt } from './paintLattice';
import { newestFrame, useLattice, watched } from './watched';
import { wordedLattice, wordedSite } from './words';
import '../views.css';
import './ising.css';

const name = 'Ising lattice';
const latticeShown = (state: LabState) => latticeOf(state).sides;

export function LatticeFigure({ store }: { readonly store: LabStore }) {
  useLattice(store);
  const canvas = useRef<HTMLCanvasElement>(null);
  const description = useRef<HTMLParagraphElement>(null);
  const id = useId();
  const [raster] = useState(createRaster);
  const [lit, setLit] = useState<number>();
  const paint: Paint = (context, size, theme) => {
    const frame = newestFrame(store.getState());
    if (!frame) return paintWaiting(context, 'the lattice comes in a moment', size, theme);
    const { spins, lattice } = frame.levels[0]!;
    paintLattice(context, { spins, lattice, ...(lit !== undefined && { lit }) }, size, theme, raster);
  };
  useWriting(store, (state) => {
    const frame = newestFrame(state);
    if (frame) setText(description.current, wordedLattice(frame));
  });
  const lattice = useLab(store, latticeShown);
  const sites = lattice.Lx * lattice.Ly;
  const chosen = lit !== undefined && lit < sites ? lit : undefined;
  const at = (x: number, y: number, size: Size) => siteAt(lattice, size, x, y);
  const reader = {
    label: 'Spin looked at',
    count: sites,
    chosen,
    text: wordedSite(newestFrame(store.getState()), chosen),
    point: () => {},
    leave: () => {},
    pick: (x: number, y: number, size: Size) => {
      const site = at(x, y, size);
      setLit(site === lit ? undefined : site);
    },
    move: (key: string) => stepByKey(key, chosen, sites, lattice.Lx),
    choose: setLit,
  };
  return (
    <Figure
      name={name}
      className={lattice.Ly === 1 ? 'ising-lattice ising-ring' : 'ising-lattice'}
      title={<Term name="isingModel">Ising lattice</Term>}
      note="dark: up, light: down"
      picture={canvas}
      caption={<LiveNumbers store={store} />}
    >
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

interface Live {
  readonly name: string;
  /** What it is called where spins are flipped by clusters, if that is another thing. */
  readonly byClusters?: string;
  readonly value: (frame: LatticeFrame) => number;
  readonly show: (value: number) => string;
  readonly unit: string;
  /** How the number came about: of one picture, counted, or by the clock. */
  readonly method: string;
}

const flipsClusters = ({ knobs }: LatticeFrame) => knobs.algorithm === 'wolff';

/** Numbers of this very moment: written past React, as fast as one can read. */
const lives: readonly Live[] = [
  {
    name: 'Sweeps',
    byClusters: 'Clusters',
    value: (frame) => (flipsClusters(frame) ? frame.clusters : frame.sweeps),
    show: formatCount,
    unit: '',
    method: 'counted',
  },
  {
    name: 'Sweeps per second',
    byClusters: 'Flipped spins per second',
    value: ({ rate }) => Math.round(rate),
    show: (rate) => (rate > 0 ? formatCount(Number(rate.toPrecision(2))) : '–'),
    unit: '',
    method: 'by the clock',
  },
  {
    name: 'Energy of this picture',
    value: ({ energy }) => energy,
    show: (value) => formatValue(value, 3),
    unit: 'J a spin',
    method: 'exact',
  },
  {
    name: 'Magnetisation of this picture',
    value: ({ magnetisation }) => magnetisation,
    show: (value) => formatSigned(value, 3),
    unit: '',
    method: 'exact',
  },
];

function LiveNumbers({ store }: { readonly store: LabStore }) {
  const outputs = useRef<(HTMLOutputElement | null)[]>([]);
  const labels = useRef<(HTMLSpanElement | null)[]>([]);
  useWriting(store, (state) => {
    const frame = newestFrame(state);
    if (!frame) return;
    lives.forEach(({ name: usual, byClusters = usual, value: read, show, unit }, n) => {
      const output = outputs.current[n];
      if (!output) return;
      const value = read(frame);
      const called = flipsClusters(frame) ? byClusters : usual;
      setText(labels.current[n]!, called);
      output.setAttribute('aria-label', called);
      output.dataset.value = String(value);
      setText(output, unit ? `${show(value)} ${unit}` : show(value));
    });
  });
  return (
    <span className="ising-live">
      {lives.map(({ name: usual, method }, n) => (
        <span key={usual}>
          <span
            ref={(element) => {
              labels.current[n] = element;
            }}
          />{' '}
          <output
            ref={(element) => {
              outputs.current[n] = element;
            }}
            aria-live="off"
            aria-label={usual}
            data-method={method}
          />
        </span>
      ))}
    </span>
  );
}
