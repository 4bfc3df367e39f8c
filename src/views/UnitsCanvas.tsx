/** One sample as a small still picture, for choosing. Decoration: the words beside it say which one it is. */
import { useRef, useState } from 'react';
import { createRaster } from '../chart/raster';
import { type Subscribe, usePainter } from '../chart/usePainter';
import { paintUnits } from './paintUnits';
import type { Shape } from './paintWeightTiles';

interface Props {
  readonly values: ArrayLike<number>;
  readonly shape: Shape;
  /** Height in px; the width follows the shape. */
  readonly side: number;
}

const still: Subscribe = () => () => {};

export function UnitsCanvas({ values, shape, side }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [raster] = useState(createRaster);
  usePainter(
    canvas,
    (context, size, theme) => paintUnits(context, { values, shape }, size, theme, raster),
    still,
  );
  const width = Math.min(4 * side, (side * shape.columns) / shape.rows);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="units" style={{ height: side, width }} />
    </span>
  );
}
