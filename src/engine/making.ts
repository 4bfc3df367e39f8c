/** The data of a run that opens, while it is being made: how far it has come, and whether it is still wanted. */
import type { Preparation } from './frame';

export class Making {
  /** Undefined while nothing is being made. */
  progress?: Preparation;
  private unwanted = false;

  /** Runs `work`, during which `made` may be called. */
  async of<T>(work: () => Promise<T>): Promise<T> {
    this.unwanted = false;
    try {
      return await work();
    } finally {
      this.progress = undefined;
    }
  }

  /** Hears how many rows are made, of all. Throws an Error named `Abandoned` once they are unwanted. */
  readonly made = (done: number, total: number): void => {
    this.progress = { done, total };
    if (!this.unwanted) return;
    throw Object.assign(new Error('the run was given up before it began'), { name: 'Abandoned' });
  };

  abandon(): void {
    this.unwanted = true;
  }
}
