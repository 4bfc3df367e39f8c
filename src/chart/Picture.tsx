/** A painted picture with a name, a description of what it shows now, and a reader: something to point at and move. */
import type { KeyboardEvent, PointerEvent, ReactNode, Ref, RefObject } from 'react';
import { type Paint, type Size, type Subscribe, usePainter } from './usePainter';
import './chart.css';

/** How a picture is read: by pointing, and as a slider over its `count` parts by the keyboard. */
export interface Reader {
  readonly label: string;
  readonly count: number;
  /** The part that is chosen, 0-based; undefined where none is. */
  readonly chosen: number | undefined;
  readonly text: string;
  point(x: number, y: number, size: Size): void;
  leave(): void;
  pick(x: number, y: number, size: Size): void;
  /** The part to go to at a key; undefined for keys that mean nothing here. */
  move(key: string): number | undefined;
  choose(part: number | undefined): void;
}

interface Props {
  readonly name: string;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly paint: Paint;
  readonly subscribe: Subscribe;
  readonly descriptionId: string;
  readonly description: Ref<HTMLParagraphElement>;
  readonly reader?: Reader;
  readonly className?: string;
  readonly children?: ReactNode;
}

export function Picture(props: Props) {
  const {
    name,
    canvas,
    paint,
    subscribe,
    descriptionId,
    description,
    reader,
    className = '',
    children,
  } = props;
  usePainter(canvas, paint, subscribe);
  return (
    <div className={`picture ${className}`}>
      <canvas ref={canvas} role="img" aria-label={name} aria-describedby={descriptionId} />
      <p ref={description} id={descriptionId} className="visually-hidden" />
      {reader && <ReaderLayer reader={reader} />}
      {children}
    </div>
  );
}

function ReaderLayer({ reader }: { readonly reader: Reader }) {
  const placeOf = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      event.clientX - box.left,
      event.clientY - box.top,
      { width: box.width, height: box.height },
    ] as const;
  };
  const followKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return reader.choose(undefined);
    const part = reader.move(event.key);
    if (part === undefined) return;
    event.preventDefault();
    reader.choose(Math.min(reader.count - 1, Math.max(0, part)));
  };
  return (
    <div
      className="reader"
      role="slider"
      tabIndex={0}
      aria-label={reader.label}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, reader.count)}
      aria-valuenow={(reader.chosen ?? 0) + 1}
      aria-valuetext={reader.text}
      onPointerMove={(event) => reader.point(...placeOf(event))}
      onPointerLeave={reader.leave}
      onClick={(event) => reader.pick(...placeOf(event as unknown as PointerEvent<HTMLDivElement>))}
      onKeyDown={followKey}
    />
  );
}

/** Where arrow, page and end keys lead among parts laid out in rows of `across`. */
export function stepByKey(
  key: string,
  from: number | undefined,
  count: number,
  across: number,
): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -across,
    ArrowDown: across,
    Home: -count,
    End: count,
  };
  const move = moves[key];
  if (move === undefined) return undefined;
  if (from === undefined) return move < 0 && key !== 'Home' ? count - 1 : key === 'End' ? count - 1 : 0;
  const to = from + move;
  if (key === 'ArrowUp' || key === 'ArrowDown') return to < 0 || to >= count ? from : to;
  return Math.min(count - 1, Math.max(0, to));
}
