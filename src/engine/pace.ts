/** When updates are due at a given speed, and how fast they really come. */
import { fastest } from '../settings';

/** Below this many updates a second an update is shown half-step by half-step. */
export const slowMotion = 5;
/** Seconds of updates that may be caught up after a hiccup; what is beyond is forgiven. */
const patience = 0.1;

export class Pace {
  private since = 0;
  private from = 0;

  /** `speed` in updates/s; `fastest` means no limit. */
  constructor(private speed: number) {}

  /** Counts afresh from `progress` at time `now` (ms): after a pause, a jump, a change of speed. */
  anchor(now: number, progress: number, speed = this.speed): void {
    this.speed = speed;
    this.since = now;
    this.from = progress;
  }

  get limited(): boolean {
    return this.speed < fastest;
  }

  get slow(): boolean {
    return this.speed < slowMotion;
  }

  /** The progress, in updates with their fraction, that is due at `now` for a run that stands at `progress`. */
  due(now: number, progress: number): number {
    if (!this.limited) return Number.POSITIVE_INFINITY;
    const due = this.from + ((now - this.since) * this.speed) / 1000;
    if (due - progress <= Math.max(1, this.speed * patience)) return due;
    this.anchor(now, progress + 1);
    return progress + 1;
  }

  /** The time at which `progress` is due. */
  timeOf(progress: number): number {
    return this.limited
      ? this.since + ((progress - this.from) * 1000) / this.speed
      : Number.NEGATIVE_INFINITY;
  }
}

/** ms between the marks of a meter, and how many are kept. */
const markInterval = 250;
const markCount = 8;

/** Updates a second over the last two seconds. */
export class RateMeter {
  private marks: { time: number; update: number }[] = [];

  /** Forgets: after a pause or a jump. */
  reset(): void {
    this.marks = [];
  }

  record(time: number, update: number): void {
    const last = this.marks.at(-1);
    if (last && time - last.time < markInterval) return;
    this.marks.push({ time, update });
    if (this.marks.length > markCount) this.marks.shift();
  }

  /** Updates/s at `now`; 0 as long as too little was seen. */
  rate(now: number, update: number): number {
    const first = this.marks[0];
    if (!first || now - first.time < markInterval) return 0;
    return ((update - first.update) * 1000) / (now - first.time);
  }
}
