/** Curves that can be read off by pointer and by keyboard, and saved. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { curvesAsCsv } from './curvesAsCsv';
import { type LineChartData, lineChartScales, nearestPoint, paintLineChart, readOff } from './paintLineChart';
import { saveFile, savePicture } from './saveFile';
import { type Subscribe, usePainter } from './usePainter';
import './chart.css';

interface Props {
  /** Accessible name of the picture, and the name of saved files. */
  readonly label: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** In little room: ways to save appear on hover and focus, and the title is set softer. */
  readonly compact?: boolean;
  /** Height in px; the width is the container's. */
  readonly height: number;
  /** The curves as they stand, with at most so many points each; every point kept where `most` is infinite. */
  readonly read: (most: number) => LineChartData;
  readonly subscribe: Subscribe;
}

/** Where the cursor goes at a key, as an index among `length` points; undefined for other keys. */
function movedBy(key: string, index: number, length: number): number | undefined {
  const step = Math.max(1, Math.round(length / 20));
  const moves: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - step,
    PageUp: index + step,
    Home: 0,
    End: length - 1,
  };
  const moved = moves[key];
  return moved === undefined ? undefined : Math.min(length - 1, Math.max(0, moved));
}

const longest = ({ series }: LineChartData) =>
  series.reduce((best, { points }) => (points.length > best.length ? points : best), series[0]!.points);

export function LineChart({ label, title, note, compact = false, height, read, subscribe }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const reader = useRef<HTMLDivElement>(null);
  const cursor = useRef<number>(undefined);
  const most = useRef(300);

  const repaint = usePainter(
    canvas,
    (context, size, theme) => {
      most.current = Math.max(60, Math.round(size.width));
      const data = read(most.current);
      const at = cursor.current;
      paintLineChart(context, { ...data, ...(at !== undefined && { cursor: at }) }, size, theme);
      announce(reader.current, data, at ?? data.rest);
    },
    subscribe,
  );

  const moveTo = (x: number | undefined) => {
    cursor.current = x;
    const data = read(most.current);
    announce(reader.current, data, x ?? data.rest);
    repaint();
  };
  const followPointer = (event: PointerEvent<HTMLDivElement>) => {
    const data = read(most.current);
    const box = event.currentTarget.getBoundingClientRect();
    const points = longest(data);
    const { x } = lineChartScales(data, { width: box.width, height: box.height });
    const index = nearestPoint(points, x.invert(event.clientX - box.left));
    moveTo(index < 0 ? undefined : points.x[index]);
  };
  const followKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return moveTo(undefined);
    const data = read(most.current);
    const points = longest(data);
    const at = cursor.current ?? data.rest;
    const index = at === undefined ? points.length : nearestPoint(points, at);
    const moved = points.length === 0 ? undefined : movedBy(event.key, index, points.length);
    if (moved === undefined) return;
    event.preventDefault();
    moveTo(points.x[moved]);
  };

  const saveCurve = () =>
    saveFile(`${label}.csv`, new Blob([curvesAsCsv(read(Number.POSITIVE_INFINITY))], { type: 'text/csv' }));
  const saveImage = () =>
    canvas.current && savePicture(canvas.current, label, getComputedStyle(document.body).backgroundColor);

  return (
    <div className={compact ? 'line-chart compact' : 'line-chart'}>
      <header className="figure-head">
        <h2>{title}</h2>
        {note && <span className="figure-note">{note}</span>}
        <span className="save">
          <button type="button" className="quiet" aria-label={`${label} as CSV`} onClick={saveCurve}>
            CSV
          </button>
          <button type="button" className="quiet" aria-label={`${label} as PNG`} onClick={saveImage}>
            PNG
          </button>
        </span>
      </header>
      <div className="line-chart-box" style={{ height }}>
        <canvas ref={canvas} role="img" aria-label={label} />
        <div
          ref={reader}
          className="reader"
          role="slider"
          tabIndex={0}
          aria-label={`Read off ${label}`}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuenow={0}
          aria-valuetext="nothing measured yet"
          onPointerMove={followPointer}
          onPointerDown={followPointer}
          onPointerLeave={() => moveTo(undefined)}
          onBlur={() => moveTo(undefined)}
          onKeyDown={followKey}
        />
      </div>
    </div>
  );
}

/** Says where the cursor stands and what it reads; without a cursor, the newest values. */
function announce(reader: HTMLElement | null, data: LineChartData, cursor: number | undefined) {
  const { length, x } = longest(data);
  if (!reader || length === 0) return;
  const at = cursor ?? x[length - 1]!;
  reader.setAttribute('aria-valuemin', String(x[0]));
  reader.setAttribute('aria-valuemax', String(x[length - 1]));
  reader.setAttribute('aria-valuenow', String(at));
  reader.setAttribute('aria-valuetext', readOff(data, at));
}
