/** One pattern as a grid of cells: drag to paint; arrow keys move, Space or Enter turns a cell over. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

interface Props {
  readonly name: string;
  readonly side: number;
  /** 0 or 1 a cell, row by row. */
  readonly bytes: Uint8Array;
  readonly onPaint: (pixel: number, on: boolean) => void;
}

export function PaintingGrid({ name, side, bytes, onPaint }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  /** What a stroke under way paints with. */
  const brush = useRef<boolean>(undefined);
  const current = Math.min(at, side * side - 1);

  const focus = (pixel: number) => {
    setAt(pixel);
    grid.current?.querySelectorAll<HTMLElement>('[role=gridcell]')[pixel]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ' || event.key === 'Enter') onPaint(current, bytes[current] !== 1);
    else {
      const next = moved(current, side, event.key);
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
      aria-label={`${name}, ${side} by ${side}`}
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
      {Array.from({ length: side }, (_, row) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <div role="row" key={row}>
          {Array.from({ length: side }, (_, column) => {
            const pixel = row * side + column;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div
                key={pixel}
                role="gridcell"
                data-pixel={pixel}
                tabIndex={pixel === current ? 0 : -1}
                aria-selected={bytes[pixel] === 1}
                aria-label={`row ${row + 1}, column ${column + 1}`}
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
function moved(pixel: number, side: number, key: string): number | undefined {
  const [row, column] = [Math.floor(pixel / side), pixel % side];
  const within = (value: number) => Math.min(side - 1, Math.max(0, value));
  if (key === 'ArrowRight') return row * side + within(column + 1);
  if (key === 'ArrowLeft') return row * side + within(column - 1);
  if (key === 'ArrowDown') return within(row + 1) * side + column;
  if (key === 'ArrowUp') return within(row - 1) * side + column;
  if (key === 'Home') return row * side;
  if (key === 'End') return row * side + side - 1;
  return undefined;
}
