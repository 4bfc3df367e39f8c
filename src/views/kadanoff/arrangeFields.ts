/** Fields as tiles: the strongest first, in place or with their centres in the middle. */
import type { LatticeLayer } from '../../engine/study';

/** Tiles shown, at most. */
const mostShown = 100;

export interface ArrangedFields {
  /** Row-major [sites × count]. */
  readonly W: Float32Array;
  /** The hidden unit of each tile, the strongest first. */
  readonly units: readonly number[];
}

type Fields = Pick<LatticeLayer, 'hidden' | 'fields' | 'strength' | 'centre'>;

/** Centred: each field is moved round the torus until its centre is in the middle of the tile. */
export function arrangeFields(
  { hidden, fields, strength, centre }: Fields,
  side: number,
  centred: boolean,
): ArrangedFields {
  const units = Array.from({ length: hidden }, (_, j) => j)
    .sort((one, other) => strength[other]! - strength[one]!)
    .slice(0, mostShown);
  const W = new Float32Array(side * side * units.length);
  const middle = Math.floor(side / 2);
  units.forEach((unit, tile) => {
    const from = centred && centre[unit]! >= 0 ? centre[unit]! : middle * (side + 1);
    const [dx, dy] = [(from % side) - middle, Math.floor(from / side) - middle];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const source = ((x + dx + side) % side) + side * ((y + dy + side) % side);
        W[(x + side * y) * units.length + tile] = fields[source * hidden + unit]!;
      }
  });
  return { W, units };
}
