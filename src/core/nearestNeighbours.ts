/** Nearest neighbours by looking at every pair: exact, in n² d steps. */

export interface Neighbours {
  /** Of each point its k nearest, itself first: [points × k]; ties by number. */
  readonly indices: Uint32Array;
  /** Euclidean distances to them, ascending, [points × k]. */
  readonly distances: Float64Array;
}

/** Of `count` points with `width` coordinates each, row-major; 1 ≤ k ≤ count. Yields the share done after each point. */
export function* nearestNeighbours(
  points: ArrayLike<number>,
  count: number,
  width: number,
  k: number,
): Generator<number, Neighbours> {
  if (!(Number.isInteger(k) && k >= 1 && k <= count))
    throw new RangeError(`invalid k: ${k}; expected a whole number from 1 to ${count}`);
  const indices = new Uint32Array(count * k);
  const distances = new Float64Array(count * k);
  const nearest = new Uint32Array(k);
  const squares = new Float64Array(k);
  for (let n = 0; n < count; n++) {
    let held = 0;
    const insert = (m: number, square: number) => {
      let place = held < k ? held++ : k - 1;
      while (place > 0 && squares[place - 1] > square) {
        squares[place] = squares[place - 1];
        nearest[place] = nearest[place - 1];
        place--;
      }
      squares[place] = square;
      nearest[place] = m;
    };
    // a point is nearest to itself, whatever shares its place
    insert(n, -1);
    for (let m = 0; m < count; m++) {
      if (m === n) continue;
      const worst = held < k ? Infinity : squares[k - 1];
      let square = 0;
      for (let j = 0; j < width && square < worst; j++) {
        const off = points[n * width + j] - points[m * width + j];
        square += off * off;
      }
      if (square < worst) insert(m, square);
    }
    for (let place = 0; place < k; place++) {
      indices[n * k + place] = nearest[place];
      distances[n * k + place] = Math.sqrt(Math.max(0, squares[place]));
    }
    yield (n + 1) / count;
  }
  return { indices, distances };
}
