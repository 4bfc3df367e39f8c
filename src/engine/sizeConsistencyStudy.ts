/** What the page may ask about machines side by side, and how each method’s numbers add. */
import type { Interval } from './study';

/** Of machines drawn for it, not of the lab's. */
export interface SizeConsistencyAsk {
  /** Standard deviation of weights and biases, 0..4. */
  readonly deviation: number;
  /** Copies of the first machine up to which rows are made, 1..8. */
  readonly copies: number;
  /** Of AIS: chains 2..1,000 and inverse temperatures 2..1,000, from the uniform base. */
  readonly chains: number;
  readonly betas: number;
  /** Another number draws other machines. */
  readonly draw: number;
}
/** A number of one machine, of another, and of both side by side. */
export interface Sum<T = number> {
  readonly one: T;
  readonly other: T;
  readonly both: T;
}
/** ln Z of N copies of the first machine, five ways, nats. */
export interface SizeConsistencyRow {
  readonly copies: number;
  readonly exact: number;
  readonly meanField: number;
  readonly tap2: number;
  readonly truncated: number;
  readonly ais: Interval;
  /** Whether both stationary points were found. */
  readonly converged: boolean;
}
export interface SizeConsistencyResult {
  readonly ask: SizeConsistencyAsk;
  /** Units of the two machines. */
  readonly shapes: readonly { readonly visible: number; readonly hidden: number }[];
  /** By enumeration, of both machines and of the one that both make. */
  readonly logPartition: Sum;
  readonly U: Sum;
  readonly S: Sum;
  /** ln Z the other ways. */
  readonly meanField: Sum;
  readonly tap2: Sum;
  readonly truncated: Sum;
  readonly ais: Sum<Interval>;
  readonly rows: readonly SizeConsistencyRow[];
}
