/** How much work fits a millisecond, learned from work done. */

/** ms of work before a new estimate: clocks may be as coarse as a millisecond. */
const window = 20;
/** A new estimate is at most this many times the last: a coarse clock may have seen too little time pass. */
const growth = 2;

export class Calibration {
  private work = 0;
  private ms = 0;

  /** `perMs`: a first guess, better too small than too large. */
  constructor(private perMs: number) {}

  /** Work that takes about `ms`, whole, at least 1. */
  amount(ms: number): number {
    return Math.max(1, Math.floor(this.perMs * ms));
  }

  /** Enters `work` that took `ms`. */
  record(work: number, ms: number): void {
    this.work += work;
    this.ms += ms;
    if (this.ms < window) return;
    this.perMs = Math.min(this.work / this.ms, this.perMs * growth);
    this.work = 0;
    this.ms = 0;
  }
}
