/** Which stage of a filling is on show: played from start to end, or held. React never renders for it. */

/** ms a stage: a run of 64 stages takes about three seconds. */
const pace = 45;

export class FilmPlayer {
  stage = 0;
  private count = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  get playing(): boolean {
    return this.timer !== undefined;
  }

  /** A film of `count` stages: from the start, or, where nothing is to move, at its end. */
  open(count: number, still: boolean): void {
    this.count = count;
    this.stop();
    const moves = !still && count > 1;
    this.show(moves ? 0 : count - 1);
    if (moves) this.play();
  }

  /** From here on, or from the start where this is the end. */
  play(): void {
    if (this.stage >= this.count - 1) this.stage = 0;
    clearTimeout(this.timer);
    const step = () => {
      const more = this.stage + 1 < this.count - 1;
      this.timer = more ? setTimeout(step, pace) : undefined;
      this.show(this.stage + 1);
    };
    this.timer = this.count > 1 ? setTimeout(step, pace) : undefined;
    this.tell();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell();
  }

  /** Holds the film at a stage. */
  hold(stage: number): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.show(stage);
  }

  private show(stage: number): void {
    this.stage = Math.max(0, Math.min(this.count - 1, stage));
    this.tell();
  }

  private tell(): void {
    for (const changed of this.listeners) changed();
  }
}
