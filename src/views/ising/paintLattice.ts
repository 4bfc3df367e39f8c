/** Paints spins as squares: up in ink, down as the card, as the bits (s + 1)/2 are on the rest of the page. */
import { sequentialIndex } from '../../chart/colours';
import type { Raster } from '../../chart/raster';
import type { Theme } from '../../chart/theme';
import type { Context, Size } from '../../chart/usePainter';

export interface LatticeData {
  /** ±1, row-major [Ly × Lx]. */
  readonly spins: ArrayLike<number>;
  readonly lattice: { readonly Lx: number; readonly Ly: number };
  /** The site that is pointed out. */
  readonly lit?: number;
}

/** Height of a ring's only row at most, px. */
const ringHeight = 56;

/** The picture's place: whole pixels a spin where they are one or more; a ring as a band. */
export function latticeBox({ Lx, Ly }: LatticeData['lattice'], { width, height }: Size) {
  const whole = (cell: number) => (cell >= 1 ? Math.floor(cell) : cell);
  const cell = whole(Ly === 1 ? width / Lx : Math.min(width / Lx, height / Ly));
  const tall = Ly === 1 ? Math.min(ringHeight, height) : cell;
  return {
    x: Math.floor((width - cell * Lx) / 2),
    y: Math.floor((height - tall * Ly) / 2),
    width: cell * Lx,
    height: tall * Ly,
    cell,
    tall,
  };
}
export type LatticeBox = ReturnType<typeof latticeBox>;

/** The site at a place in px; undefined beside the lattice. */
export function siteAt({ Lx, Ly }: LatticeData['lattice'], size: Size, x: number, y: number) {
  const box = latticeBox({ Lx, Ly }, size);
  const [column, row] = [Math.floor((x - box.x) / box.cell), Math.floor((y - box.y) / box.tall)];
  return column >= 0 && row >= 0 && column < Lx && row < Ly ? column + Lx * row : undefined;
}

/** Spins into a box of a picture. */
export function paintSpins(
  context: Context,
  { spins, lattice }: LatticeData,
  box: Pick<LatticeBox, 'x' | 'y' | 'width' | 'height'>,
  theme: Theme,
  raster: Raster,
): void {
  const pixels = raster.resize(lattice.Lx, lattice.Ly);
  const [down, up] = [theme.probability[sequentialIndex(0)]!, theme.probability[sequentialIndex(1)]!];
  for (let i = 0; i < spins.length; i++) pixels[i] = spins[i]! > 0 ? up : down;
  context.imageSmoothingEnabled = box.width < lattice.Lx;
  context.drawImage(raster.commit(), 0, 0, lattice.Lx, lattice.Ly, box.x, box.y, box.width, box.height);
  context.strokeStyle = theme.rule;
  context.lineWidth = 1;
  context.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
}

export function paintLattice(
  context: Context,
  data: LatticeData,
  size: Size,
  theme: Theme,
  raster: Raster,
): void {
  const box = latticeBox(data.lattice, size);
  paintSpins(context, data, box, theme, raster);
  const { lit, lattice } = data;
  if (lit === undefined || lit >= data.spins.length) return;
  const [column, row] = [lit % lattice.Lx, Math.floor(lit / lattice.Lx)];
  const [wide, tall] = [Math.max(5, box.cell), Math.max(5, box.tall)];
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(
    box.x + (column + 0.5) * box.cell - wide / 2,
    box.y + (row + 0.5) * box.tall - tall / 2,
    wide,
    tall,
  );
}
