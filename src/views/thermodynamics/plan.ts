/** What of a machine's thermodynamics is worth asking for by itself, and how finely. */

/** How the curves of a machine of this size are had. */
export interface Plan {
  /** `live`: again whenever the model has moved. `asked`: exact, but long enough to wait for a button. */
  readonly road: 'live' | 'asked' | 'AIS';
  /** β on the curves, from 0 to 4. */
  readonly points: number;
}

/** Units of the smaller layer up to which every β is enumerated. */
export const mostEnumerated = 20;
/** States × units: up to here (16 × 16) all of it takes a fifth of a second in f64, curves at 81 places. */
const mostLively = 2 ** 20;
/** Up to here (64 × 16) 0.45 s; a study that follows takes a fifth of a worker's time at most while the machine trains. */
const mostLive = 2 ** 22;
/** Up to here (64 × 20) 81 points take seven seconds; above, 784 × 20 would take two minutes. */
const mostFine = 2 ** 26;

export function planFor(visible: number, hidden: number): Plan {
  const smaller = Math.min(visible, hidden);
  if (smaller > mostEnumerated) return { road: 'AIS', points: 41 };
  const work = 2 ** smaller * Math.max(visible, hidden);
  if (work <= mostLive) return { road: 'live', points: work <= mostLively ? 81 : 41 };
  return { road: 'asked', points: work <= mostFine ? 81 : 21 };
}
