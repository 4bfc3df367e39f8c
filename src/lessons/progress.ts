/** How much of a lesson has been done. */
import type { LessonProgress, StepRecord } from '../state/lessonSlice';
import type { Lesson, Step } from './lesson';

/** A step is done when it has been seen, what it asks has been predicted, and what it says has been done. */
export function isDone(step: Step, record: StepRecord | undefined): boolean {
  if (!record?.seen) return false;
  return (!step.predict || record.predicted !== undefined) && (!step.until || record.passed === true);
}

export const doneSteps = (lesson: Lesson, progress: LessonProgress): number =>
  lesson.steps.filter((step, i) => isDone(step, progress[`${lesson.name}.${i + 1}`])).length;
