/** The lessons, with what was done in them on earlier visits. */
import { useLayoutEffect } from 'react';
import LessonPage from '../lessons/LessonPage';
import type { LabStore } from '../state/store';
import { keepProgress } from './lessonProgress';

export default function Lessons({ store }: { readonly store: LabStore }) {
  useLayoutEffect(() => keepProgress(store), [store]);
  return <LessonPage store={store} />;
}
