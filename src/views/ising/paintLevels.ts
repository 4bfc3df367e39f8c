/** Paints a lattice and its blocks side by side, each in a box of the same size: one looks from farther off each time. */
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';
import type { BlockedLevel } from '../../engine/lattice/frame';
import { latticeBox, paintSpins } from './paintLattice';

const gap = 14;
const words = 18;
/** A picture narrower than this begins another row. */
const narrowest = 84;

/** Places of so many pictures. */
export function levelBoxes(count: number, { width, height }: Size) {
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (narrowest + gap))));
  const rows = Math.ceil(count / columns);
  const wide = Math.floor((width - (columns - 1) * gap) / columns);
  const tall = Math.floor((height - (rows - 1) * gap) / rows);
  const side = Math.max(1, Math.min(wide, tall - words));
  return Array.from({ length: count }, (_, n) => ({
    x: (n % columns) * (side + gap),
    y: Math.floor(n / columns) * (side + words + gap),
    side,
  }));
}

/** `rasters` gives one to each level, kept between frames. */
export function paintLevels(
  context: Context,
  levels: readonly BlockedLevel[],
  size: Size,
  theme: Theme,
  rasters: (level: number) => Raster,
): void {
  const places = levelBoxes(levels.length, size);
  levels.forEach(({ lattice, spins }, level) => {
    const { x, y, side } = places[level]!;
    const box = latticeBox(lattice, { width: side, height: side });
    const placed = { ...box, x: x + box.x, y: y + box.y };
    paintSpins(context, { spins, lattice }, placed, theme, rasters(level));
    context.fillStyle = theme.soft;
    context.font = `11.5px ${theme.font}`;
    context.textAlign = 'center';
    context.fillText(sidesOf(lattice), x + side / 2, y + side + 14, side + gap);
  });
}

export const sidesOf = ({ Lx, Ly }: BlockedLevel['lattice']) => (Ly === 1 ? `ring of ${Lx}` : `${Lx}×${Ly}`);
