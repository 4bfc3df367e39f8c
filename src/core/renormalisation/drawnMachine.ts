/** A small machine drawn at random: an example without a history. */
import { fillNormals } from '../random';
import { createRbm, type Rbm } from '../rbm';

export interface DrawnMachine {
  readonly visible: number;
  readonly hidden: number;
  /** Standard deviation of all weights and biases. */
  readonly deviation: number;
  readonly seed: number;
  /** Another number, another machine. */
  readonly draw: number;
}

/** Normal weights and biases with mean 0, each with a stream of its own. RangeError for a negative spread. */
export function drawnMachine({ visible, hidden, deviation, seed, draw }: DrawnMachine): Rbm {
  if (!(deviation >= 0 && deviation < Infinity))
    throw new RangeError(`invalid deviation: ${deviation}; expected a number from 0`);
  const normals = (row: number, count: number) =>
    fillNormals(seed, { purpose: 'energies', update: draw, row }, new Float64Array(count)).map(
      (x) => deviation * x,
    );
  // rows 0 to 2 are those of the lab's random energies
  return createRbm(visible, hidden, {
    W: normals(3, visible * hidden),
    a: normals(4, visible),
    b: normals(5, hidden),
  });
}
