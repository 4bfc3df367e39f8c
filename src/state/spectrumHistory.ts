/** The largest singular values along a run, as far as they were looked at: bounded, evenly thinned. */
import type { Slice } from './store';

/** Values kept of each spectrum, and spectra of a run. */
export const keptValues = 16;
const capacity = 512;

/** Spectra in order of update. */
export class SpectrumHistory {
  private kept: { readonly update: number; readonly values: Float64Array }[] = [];
  /** Every so many results one is kept. */
  private stride = 1;
  private skipped = 0;

  get length(): number {
    return this.kept.length;
  }
  updateAt(index: number): number {
    return this.kept[index]!.update;
  }
  /** The largest values at a place, descending, [at most 16]. */
  valuesAt(index: number): Float64Array {
    return this.kept[index]!.values;
  }

  /** An update at or before the newest means that the run went back: what came after is forgotten. */
  push(update: number, singularValues: Float64Array): void {
    while ((this.kept.at(-1)?.update ?? -1) >= update) {
      this.kept.pop();
      this.skipped = this.stride;
    }
    if (++this.skipped < this.stride && this.kept.length > 0) return;
    this.skipped = 0;
    this.kept.push({ update, values: singularValues.slice(0, keptValues) });
    if (this.kept.length < capacity) return;
    this.kept = this.kept.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }
}

export interface SpectrumHistorySlice {
  /** Mutated by every result; the object changes only with the run. Read it when the result changes. */
  spectrumHistory: SpectrumHistory;
  /** That of the last run that was looked at when it was left, for `undo`. */
  previousSpectrumHistory?: { readonly run: number; readonly history: SpectrumHistory };
}

export const spectrumHistory: Slice<SpectrumHistorySlice> = (set, get, store) => {
  store.subscribe(({ summary, studies, ...state }, before) => {
    if (summary?.run !== before.summary?.run) {
      const { spectrumHistory: history, previousSpectrumHistory: previous } = state;
      const returned = previous?.run === summary?.run;
      set({
        spectrumHistory: returned ? previous!.history : new SpectrumHistory(),
        ...(before.summary &&
          history.length > 0 && { previousSpectrumHistory: { run: before.summary.run, history } }),
      });
    }
    const { result, about } = studies.spectrum;
    if (!result || result === before.studies.spectrum.result) return;
    if (about?.run === summary?.run) get().spectrumHistory.push(result.update, result.singularValues);
  });
  return { spectrumHistory: new SpectrumHistory() };
};
