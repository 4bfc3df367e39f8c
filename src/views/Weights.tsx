/** The weights: one receptive field per hidden unit, the whole matrix, or how their sizes are distributed. */
import { max } from 'd3-array';
import { useId, useRef, useState } from 'react';
import { Figure } from '../chart/Figure';
import { Legend } from '../chart/Legend';
import { formatCount, formatMany, formatSigned } from '../chart/numbers';
import { Picture } from '../chart/Picture';
import { paintWaiting } from '../chart/paintWaiting';
import { createRaster } from '../chart/raster';
import { Segments } from '../chart/Segments';
import { Term } from '../chart/Term';
import { useBox } from '../chart/useBox';
import type { Paint, Size } from '../chart/usePainter';
import { useLab } from '../controls/useLab';
import type { WeightView } from '../state/interfaceSlice';
import type { LabState, LabStore } from '../state/store';
import { litPixel, litUnit, setText, useChanges, useWants, useWriting } from './followLab';
import { litReader } from './litReader';
import { histogram, paintWeightHistogram } from './paintWeightHistogram';
import { matrixAt, paintWeightMatrix } from './paintWeightMatrix';
import { paintWeightTiles, tileAt, tileLayout, tilesPerPage } from './paintWeightTiles';
import './views.css';
import { sampleWeights, weightLimit } from './weightScale';

const views = [
  { value: 'tiles', label: 'Tiles' },
  { value: 'matrix', label: 'Matrix' },
  { value: 'histogram', label: 'Histogram' },
] as const;

const whatItShows: Record<WeightView, string> = {
  tiles: 'One tile per hidden unit: the pixels it likes and dislikes. One scale for all.',
  matrix: 'A row per hidden unit, a column per pixel.',
  histogram: 'How many weights have which size; the unit in focus as an outline.',
};

/** A colour scale with the same sharpness at both ends of the range of sizes. */
const digitsOf = (limit: number) => (limit >= 10 ? 0 : limit >= 1 ? 1 : 2);

/** The weights with the shape that they have in this run; undefined before the first frame. */
function present({ weights, summary, ...state }: LabState) {
  if (!weights || !summary || weights.W.length !== summary.visible * summary.hidden) return undefined;
  const { visible, hidden, shape } = summary;
  const lit = { litUnit: litUnit(state as LabState), litPixel: litPixel(state as LabState) };
  return { W: weights.W, b: weights.b, visible, hidden, shape, limit: weightLimit(weights.W), ...lit };
}
type Present = NonNullable<ReturnType<typeof present>>;

const watched = (state: LabState) => [state.weights, state.summary, litUnit(state), litPixel(state)];

function paintHistogramOf(data: Present): Parameters<typeof paintWeightHistogram>[1] {
  const sample = sampleWeights(data.W);
  const reach = Math.max(1e-3, max(sample.filter(Number.isFinite), Math.abs) ?? 0);
  const bins = 81;
  const { litUnit: unit, W, visible, hidden } = data;
  const field =
    unit === undefined ? undefined : Float32Array.from({ length: visible }, (_, i) => W[i * hidden + unit]!);
  return {
    all: histogram(sample, reach * 1.0001, bins),
    ...(field && { unit: histogram(field, reach * 1.0001, bins) }),
    limit: data.limit,
  };
}

/** What the picture shows now, in words. */
function inWords(
  { hidden, visible, limit, litUnit: unit, litPixel: pixel, W, b, shape }: Present,
  view: WeightView,
) {
  const scale = `colours from ${formatSigned(-limit)} (orange) through 0 to ${formatSigned(limit)} (blue)`;
  const size = `${formatCount(hidden)} hidden × ${formatMany(visible, 'visible unit')}`;
  if (unit === undefined || unit >= hidden) return `${view} of the weights, ${size}, ${scale}`;
  const place =
    pixel === undefined
      ? ''
      : `, pixel ${placeOf(pixel, shape.columns)}: W = ${formatSigned(W[pixel * hidden + unit]!, 3)}`;
  return `${view} of the weights, ${size}; unit ${unit + 1}, bias ${formatSigned(b[unit]!, 2)}${place}; ${scale}`;
}
const placeOf = (pixel: number, columns: number) =>
  `(${(pixel % columns) + 1}, ${Math.floor(pixel / columns) + 1})`;

/** The caption's line for what is pointed at. */
function pointedLine({
  litUnit: unit,
  litPixel: pixel,
  W,
  b,
  hidden,
  visible,
  shape,
}: Present): string | undefined {
  if (unit === undefined || unit >= hidden) return undefined;
  const head = `Unit ${unit + 1}: bias ${formatSigned(b[unit]!)}`;
  if (pixel === undefined || pixel >= visible) return head;
  const weight = W[pixel * hidden + unit]!;
  const says = weight > 0 ? 'on together' : 'one off when the other is on';
  return `${head}; weight to pixel ${placeOf(pixel, shape.columns)} ${formatSigned(weight)}: rather ${says}.`;
}

export function Weights({ store }: { readonly store: LabStore }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  const id = useId();
  const [low, high, caption, description] = [
    useRef<HTMLSpanElement>(null),
    useRef<HTMLSpanElement>(null),
    useRef<HTMLSpanElement>(null),
    useRef<HTMLParagraphElement>(null),
  ];
  const view = useLab(store, (state) => state.view.weightView);
  const summary = useLab(store, (state) => state.summary);
  useLab(store, (state) => state.selected);
  useWants(store, canvas, { weights: true });
  const box = useBox(canvas);
  const pages = usePages(store, box);

  const paint: Paint = (context, size, theme) => {
    const data = present(store.getState());
    if (!data) return paintWaiting(context, 'the weights appear with the first update', size, theme);
    if (view === 'matrix') return paintWeightMatrix(context, data, size, theme, raster);
    if (view === 'histogram') return paintWeightHistogram(context, paintHistogramOf(data), size, theme);
    paintWeightTiles(context, { ...data, first: pages.first, count: pages.count }, size, theme, raster);
  };

  useWriting(store, (state) => {
    const data = present(state);
    if (!data) return;
    const digits = digitsOf(data.limit);
    // a few weights lie beyond the ends of the scale
    setText(low.current, `≤ ${formatSigned(-data.limit, digits)}`);
    setText(high.current, `≥ ${formatSigned(data.limit, digits)}`);
    setText(caption.current, pointedLine(data) ?? whatItShows[view]);
    setText(description.current, inWords(data, view));
  });

  const at = (x: number, y: number, size: Size) => {
    const state = store.getState();
    if (!summary) return undefined;
    const shown = { ...summary, first: pages.first, count: pages.count };
    if (view === 'tiles') return tileAt(tileLayout(pages.count, summary.shape, size), shown, x, y);
    if (view === 'matrix') return matrixAt({ ...shown, W: new Float32Array(0), limit: 1 }, size, x, y);
    return state.selected;
  };
  const across = view === 'tiles' && summary ? tileLayout(pages.count, summary.shape, box).across : 1;

  return (
    <Figure
      name="Weights"
      className="weights"
      picture={canvas}
      title={<Term name="weight">Weights</Term>}
      controls={
        <>
          {view === 'tiles' && pages.controls}
          <Segments label="View" options={views} value={view} onChange={store.getState().setWeightView} />
        </>
      }
      legend={<Legend scale="signed" low="−" high="+" lowRef={low} highRef={high} />}
      caption={<span ref={caption}>{whatItShows[view]}</span>}
    >
      <Picture
        name="Weights"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={description}
        {...(summary && { reader: litReader(store, 'Hidden unit in Weights', summary.hidden, across, at) })}
      />
    </Figure>
  );
}

/** Pages of tiles, where a machine has more hidden units than can be shown at a size worth looking at. */
function usePages(store: LabStore, box: Size) {
  const hidden = useLab(store, (state) => state.summary?.hidden ?? 0);
  const shape = useLab(store, (state) => state.summary?.shape);
  const chosen = useLab(store, (state) => state.selected?.unit);
  const [page, setPage] = useState(0);
  const [followed, setFollowed] = useState(chosen);
  const perPage = shape && box.width > 0 ? tilesPerPage(hidden, shape, box) : Math.max(1, hidden);
  const count = Math.ceil(hidden / perPage);
  let current = Math.min(page, Math.max(0, count - 1));
  // a unit chosen elsewhere turns to its page, once
  if (chosen !== followed) {
    setFollowed(chosen);
    if (chosen !== undefined) {
      current = Math.floor(chosen / perPage);
      setPage(current);
    }
  }
  const first = current * perPage;
  const shown = Math.min(perPage, hidden - first);
  const turn = (to: number) => setPage(Math.min(count - 1, Math.max(0, to)));
  const controls = count > 1 && (
    <span className="pages">
      <button
        type="button"
        className="quiet"
        aria-label="Earlier units"
        disabled={current === 0}
        onClick={() => turn(current - 1)}
      >
        ‹
      </button>
      <span>
        units {formatCount(first + 1)}–{formatCount(first + shown)} of {formatCount(hidden)}
      </span>
      <button
        type="button"
        className="quiet"
        aria-label="Later units"
        disabled={current === count - 1}
        onClick={() => turn(current + 1)}
      >
        ›
      </button>
    </span>
  );
  return { first, count: shown, controls };
}
