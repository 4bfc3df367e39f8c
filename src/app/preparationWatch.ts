/** How far a run that takes long to open has come, asked of the worker and put in the store. */
import type { LabStore } from '../state/store';
import type { SessionWorker } from './sessionWorker';

/** ms between two looks; work that is done before the first needs no word. */
const every = 100;

/** The run that was to open is no longer wanted. */
export const isAbandoned = (error: unknown): boolean => error instanceof Error && error.name === 'Abandoned';

export class PreparationWatch {
  constructor(
    private readonly store: LabStore,
    private readonly worker: SessionWorker,
  ) {}

  /** Looks until `opening` settles; answers as it does. */
  async watch<T>(opening: Promise<T>): Promise<T> {
    const timer = setInterval(() => this.look(), every);
    try {
      return await opening;
    } finally {
      clearInterval(timer);
      this.store.setState({ preparation: undefined });
    }
  }

  private look(): void {
    this.worker
      .call((api) => api.preparing())
      .then(
        (preparation) => this.store.setState({ preparation }),
        () => undefined, // the death of the worker is told by who watches for it
      );
  }
}
