/** What was done in the lessons, kept between visits: written at once, so that a reload right after loses nothing. */
import type { LessonProgress } from '../state/lessonSlice';
import type { LabStore } from '../state/store';

const key = 'lessons';

/** Brings back what was done before, and keeps it from now on. Returns how to stop. */
export function keepProgress(store: LabStore): () => void {
  store.getState().restoreProgress(read());
  return store.subscribe((state) => state.lessonProgress, write, { fireImmediately: true });
}

function read(): LessonProgress {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return kept !== null && typeof kept === 'object' ? (kept as LessonProgress) : {};
  } catch {
    return {}; // storage is closed to this page, or holds something else
  }
}

function write(progress: LessonProgress): void {
  try {
    localStorage.setItem(key, JSON.stringify(progress));
  } catch {
    // storage is closed to this page: it stays for this visit
  }
}
