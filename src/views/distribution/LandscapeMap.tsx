/** The free-energy landscape as a map to walk on: every neighbouring cell is one flip away. */
import { useId, useRef, useState } from 'react';
import { Figure } from '../../chart/Figure';
import { Legend } from '../../chart/Legend';
import { formatCount, formatValue } from '../../chart/numbers';
import { Picture, type Reader } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import { probeOf } from '../../state/editSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges, useWants, useWriting } from '../followLab';
import { bitsOf, mapShape, numberOf, stateIn, steppedTo } from './grayMap';
import { type Colouring, heightScale, type LandscapeData, mapCellAt, paintLandscape } from './paintLandscape';
import { dataStates } from './paintScatter';
import { resultOf } from './useDistribution';

const colourings = [
  { value: 'height', label: 'Height' },
  { value: 'basin', label: 'Basins' },
] as const;

/** Minima that are numbered on the map, and data states that are marked. */
export const mostNumbered = 9;
const mostMarked = 256;

/** The newest state of every chain on show, by number. */
export function chainStates({ chains, summary }: LabState): number[] {
  if (!chains || !summary || chains.films.length !== chains.count * chains.length * summary.visible)
    return [];
  const { films, count, length } = chains;
  if (length === 0) return [];
  const { visible } = summary;
  return Array.from({ length: count }, (_, n) => {
    const at = ((n + 1) * length - 1) * visible;
    return numberOf(films.subarray(at, at + visible));
  });
}

function present(state: LabState, colouring: Colouring): LandscapeData | undefined {
  const result = resultOf(state);
  const probe = probeOf(state);
  if (!result?.whole || probe.length !== result.visible) return undefined;
  const { freeEnergy, basinOf, ranked } = result.whole;
  return {
    visible: result.visible,
    heights: freeEnergy,
    basinOf,
    ranked,
    colouring,
    minima: result.minima.slice(0, mostNumbered).map(({ state: number }) => number),
    data: dataStates(result.whole).slice(0, mostMarked),
    chains: chainStates(state),
    probe: numberOf(probe),
  };
}

const watched = (state: LabState) => [
  state.studies.distribution.result,
  state.chains?.sweeps,
  state.summary,
  state.probe,
];

/** "1011, F_c −31.20 nats, flows down to minimum 3 of 12". */
function wordsFor(state: LabState, number: number): string {
  const result = resultOf(state);
  if (!result?.whole) return 'not known yet';
  const bits = bitsOf(number, result.visible).join('');
  const basin = result.whole.basinOf[number]! + 1;
  const height = formatValue(result.whole.freeEnergy[number]);
  return `${bits}, F_c ${height} nats, flows down to minimum ${basin} of ${result.minimaFound}`;
}

export function LandscapeMap({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const [colouring, setColouring] = useState<Colouring>('height');
  const [low, high, description, caption] = [
    useRef<HTMLSpanElement>(null),
    useRef<HTMLSpanElement>(null),
    useRef<HTMLParagraphElement>(null),
    useRef<HTMLSpanElement>(null),
  ];
  const id = useId();
  const pointed = useRef<number>(undefined);
  useLab(store, (state) => state.probe);
  useWants(store, canvas, { chains: true, weights: true });

  const paint: Paint = (context, size, theme) => {
    const data = present(store.getState(), colouring);
    if (data) paintLandscape(context, data, size, theme, raster);
    else paintWaiting(context, 'the landscape appears with the first p(v)', size, theme);
  };
  useWriting(store, (state) => {
    const data = present(state, colouring);
    const result = resultOf(state);
    if (!data || !result) return;
    const scale = heightScale(data);
    setText(low.current, formatValue(scale.low, 1));
    setText(high.current, `≥ ${formatValue(scale.high, 1)}`);
    setText(
      caption.current,
      pointed.current === undefined ? whatItShows[colouring] : wordsFor(state, pointed.current),
    );
    setText(
      description.current,
      `${2 ** data.visible} states, ${result.minimaFound === 1 ? '1 minimum' : `${formatCount(result.minimaFound)} minima`}; you are at ${wordsFor(state, data.probe)}`,
    );
  });

  return (
    <Figure
      name="Free-energy landscape"
      className="landscape"
      picture={canvas}
      title={<Term name="landscape">Landscape</Term>}
      controls={<Segments label="Colour by" options={colourings} value={colouring} onChange={setColouring} />}
      legend={<Legend scale="from-model" low="" high="" lowRef={high} highRef={low} unit="nats" />}
      caption={<span ref={caption}>{whatItShows[colouring]}</span>}
    >
      <Picture
        name="Free-energy landscape"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        reader={mapReader(store, pointed)}
      />
    </Figure>
  );
}

const whatItShows = {
  height: 'Ring: you. Dots: chains. Squares: data. Numbers: minima. One cell on is one flip.',
  basin: 'Colour: how far down each state flows. Blue: what flows to your minimum.',
} as const;

/** Pointing reads a state, a click or an arrow key goes there. */
function mapReader(store: LabStore, pointed: { current: number | undefined }): Reader {
  const state = store.getState();
  const visible = state.summary?.visible ?? 0;
  const shape = mapShape(visible);
  const here = () => numberOf(probeOf(store.getState()));
  const at = (x: number, y: number, size: { width: number; height: number }) => {
    const cell = mapCellAt(visible, size, x, y);
    return cell && stateIn(cell, shape);
  };
  const goTo = (number: number | undefined) => {
    if (number !== undefined) store.getState().setProbe(bitsOf(number, visible));
  };
  return {
    label: 'Walk on the landscape',
    count: 2 ** visible,
    chosen: here(),
    text: wordsFor(state, here()),
    point: (x, y, size) => {
      pointed.current = at(x, y, size);
    },
    leave: () => {
      pointed.current = undefined;
    },
    pick: (x, y, size) => goTo(at(x, y, size)),
    move: (key) => steppedTo(key, here(), shape),
    choose: goTo,
  };
}
