/** A picture as a grid of cells: drag to paint; arrow keys move, Space or Enter turns a cell over. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import './paintingGrid.css';

interface Props {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** 1 where a cell is painted, row by row: as many as there are cells, the last row maybe not full. */
  readonly bytes: Uint8Array;
  /** A picture that lies under the paint, 0 or 1 a cell. */
  readonly under?: ArrayLike<number>;
  readonly onPaint: (pixel: number, on: boolean) => void;
}

export function PaintingGrid({ name, rows, columns, bytes, under, onPaint }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  /** What a stroke under way paints with. */
  const brush = useRef<boolean>(undefined);
  const current = Math.min(at, bytes.length - 1);

  const focus = (pixel: number) => {
    setAt(pixel);
    grid.current?.querySelectorAll<HTMLElement>('[role=gridcell]')[pixel]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ' || event.key === 'Enter') onPaint(current, bytes[current] !== 1);
    else {
      const next = moved(current, columns, bytes.length, event.key);
      if (next === undefined) return;
      focus(next);
    }
    event.preventDefault();
  };
  const paintUnder = (event: PointerEvent) => {
    const cell = document
      .elementFromPoint(event.clientX, event.clientY)
      ?.closest<HTMLElement>('[data-pixel]');
    if (!cell || !grid.current?.contains(cell)) return;
    const pixel = Number(cell.dataset.pixel);
    brush.current ??= bytes[pixel] !== 1;
    setAt(pixel);
    if ((bytes[pixel] === 1) !== brush.current) onPaint(pixel, brush.current);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table is for reading, this is for painting
    <div
      ref={grid}
      className="painting-grid"
      role="grid"
      aria-label={`${name}, ${rows} by ${columns}`}
      style={{ '--columns': columns, '--rows': rows } as CSSProperties}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.preventDefault();
        grid.current?.setPointerCapture(event.pointerId);
        paintUnder(event);
      }}
      onPointerMove={(event) => brush.current !== undefined && paintUnder(event)}
      onPointerUp={() => {
        brush.current = undefined;
      }}
      onPointerCancel={() => {
        brush.current = undefined;
      }}
    >
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <div role="row" key={row}>
          {Array.from({ length: Math.min(columns, bytes.length - row * columns) }, (_, column) => {
            const pixel = row * columns + column;
            const below = under && (under[pixel] === 1 ? ', on' : ', off');
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div
                key={pixel}
                role="gridcell"
                data-pixel={pixel}
                data-under={under?.[pixel]}
                tabIndex={pixel === current ? 0 : -1}
                aria-selected={bytes[pixel] === 1}
                aria-label={`row ${row + 1}, column ${column + 1}${below ?? ''}`}
                onFocus={() => setAt(pixel)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Where an arrow key leads, staying inside. */
function moved(pixel: number, columns: number, count: number, key: string): number | undefined {
  const [row, column] = [Math.floor(pixel / columns), pixel % columns];
  const within = (value: number) => Math.min(columns - 1, Math.max(0, value));
  const to = {
    ArrowRight: row * columns + within(column + 1),
    ArrowLeft: row * columns + within(column - 1),
    ArrowDown: pixel + columns < count ? pixel + columns : pixel,
    ArrowUp: pixel >= columns ? pixel - columns : pixel,
    Home: row * columns,
    End: row * columns + columns - 1,
  }[key];
  return to === undefined ? undefined : Math.min(to, count - 1);
}
