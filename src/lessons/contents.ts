/** The table of contents: what each lesson is about, and where its text is fetched from. */
import type { LessonName } from '../state/lessonSlice';
import type { Lesson } from './lesson';

export interface ContentsEntry {
  readonly title: string;
  /** One line: what one can do there. */
  readonly say: string;
  readonly load: () => Promise<Lesson>;
}

export const contents: { readonly [N in LessonName]?: ContentsEntry } = {
  energy: {
    title: 'Energy and probability',
    say: 'Three units, eight states: turn the weights and watch Z, the sum that makes energies into probabilities.',
    load: async () => (await import('./energy')).energy,
  },
};
