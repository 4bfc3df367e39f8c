/** The plane of codes: pointing at a sample shows it, and so do the arrow keys. */
import { useId, useMemo, useRef } from 'react';
import { categoryColour } from '../../chart/categories';
import { Figure } from '../../chart/Figure';
import { Picture, type Reader, stepByKey } from '../../chart/Picture';
import { paintWaiting } from '../../chart/paintWaiting';
import { createRaster } from '../../chart/raster';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import type { Paint } from '../../chart/usePainter';
import { useLab } from '../../controls/useLab';
import type { CodesResult } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { type CodesData, paintCodes, pointAt, readingOrder } from './paintCodes';
import { axesWords, glyphsOf, type Layout, pointWords } from './words';

interface Props {
  readonly store: LabStore;
  readonly result: CodesResult | undefined;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
  /** Points of the cluster that is lit. */
  readonly lit: Uint32Array | undefined;
  readonly at: number | undefined;
  readonly onAt: (point: number | undefined) => void;
}

const layouts = [
  { value: 'umap', label: 'UMAP' },
  { value: 'pca', label: 'PCA' },
] as const;
const watched = ({ studies, summary }: LabState) => [studies.codes, summary];

/** What is on show: while UMAP is under way, what it has come to. */
function shownNow(state: LabState, { layout, lit, at }: Props): CodesData | undefined {
  const { mode, progress, result } = state.studies.codes;
  const labels = (names: readonly string[] | undefined, labelOf: Uint8Array | undefined) =>
    names && labelOf && { glyphs: glyphsOf(names), labelOf };
  if (mode === 'running' && progress?.positions && layout === 'umap')
    return { positions: progress.positions, ...labels(progress.labelNames, progress.labelOf) };
  if (!result || !state.summary) return undefined;
  const { visible, shape } = state.summary;
  const bits = at !== undefined && result.pictures.subarray(at * visible, (at + 1) * visible);
  return {
    positions: result[layout].positions,
    ...labels(result.labelNames, result.labelOf),
    ...(lit && { lit }),
    ...(at !== undefined && bits && { at, picture: { bits, shape } }),
  };
}

export function CodesMap(props: Props) {
  const { store, result, layout, onLayout, at } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const raster = useMemo(createRaster, []);
  const id = useId();
  const paint: Paint = (context, size, theme) => {
    const data = shownNow(store.getState(), props);
    if (data) paintCodes(context, data, size, theme, raster);
    else paintWaiting(context, 'the samples appear when they are laid out', size, theme);
  };
  const description = result
    ? `${axesWords(result, layout)} ${at === undefined ? '' : `Looked at: ${pointWords(result, at)}.`}`
    : 'Nothing is laid out yet.';
  return (
    <Figure
      name="Codes"
      className="codes-map"
      picture={canvas}
      title={
        layout === 'pca' ? (
          <Term name="principalComponents">Codes by PCA</Term>
        ) : (
          <Term name="umap">Codes by UMAP</Term>
        )
      }
      note={at !== undefined && result ? pointWords(result, at) : 'point at a sample'}
      controls={<Segments label="Layout" options={layouts} value={layout} onChange={onLayout} />}
      legend={<Labels store={store} result={result} />}
      caption={result && axesWords(result, layout)}
    >
      <Picture
        name="Codes"
        canvas={canvas}
        paint={paint}
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) => setText(element, description)}
        {...(result && { reader: readerOf(props, result) })}
      />
    </Figure>
  );
}

function readerOf({ layout, at, onAt }: Props, result: CodesResult): Reader {
  const { positions } = result[layout];
  const order = readingOrder(positions);
  const place = at === undefined ? undefined : order.indexOf(at);
  return {
    label: 'Sample in Codes',
    count: result.points,
    chosen: place,
    text: at === undefined ? 'none chosen' : pointWords(result, at),
    point: (x, y, size) => {
      const found = pointAt(positions, size, x, y);
      if (found !== at) onAt(found);
    },
    leave: () => {},
    pick: (x, y, size) => onAt(pointAt(positions, size, x, y)),
    move: (key) => stepByKey(key, place, result.points, 10),
    choose: (to) => onAt(to === undefined ? undefined : order[to]),
  };
}

function Labels({ store, result }: Pick<Props, 'store' | 'result'>) {
  const dark = useLab(store, (state) => state.theme === 'dark');
  if (!result) return null;
  if (!result.labelNames)
    return <span className="legend">No labels: the data has none, so all samples look alike.</span>;
  const glyphs = glyphsOf(result.labelNames);
  return (
    <ul className="legend codes-labels" aria-label="Labels">
      {result.labelNames.map((name, n) => (
        <li key={name}>
          <i style={{ background: categoryColour(n, dark) }} />
          {glyphs[n]}
          {glyphs[n] !== name && ` ${name}`}
        </li>
      ))}
    </ul>
  );
}
