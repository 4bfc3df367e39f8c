/** All lessons, with what has been done of each. */
import { useEffect, useState } from 'react';
import { Button } from '../controls/Button';
import { useLab } from '../controls/useLab';
import { type LessonName, lessonNames } from '../state/lessonSlice';
import type { LabStore } from '../state/store';
import { contents } from './contents';
import type { Lesson } from './lesson';
import { doneSteps } from './progress';
import { PlaceLink } from './StepNavigation';

interface Props {
  readonly store: LabStore;
}

export function ContentsPage({ store }: Props) {
  const { closeLessons, forgetProgress } = store.getState();
  // nothing here shows it; it goes on when the reader is back in the lab
  useEffect(() => store.getState().setPlaying(false), [store]);
  const begun = useLab(store, (state) => Object.keys(state.lessonProgress).length > 0);
  return (
    <main className="lesson-contents" aria-label="Lessons">
      <h2>Cheap learning, the essay as a laboratory</h2>
      <p>
        An essay of C. H. Martin’s (2016) argues: learning a Boltzmann machine is cheap, because it needs ln Z
        only approximately; the energy can be renormalised so that Z stays while p changes; so knowing Z is
        not knowing p. Each lesson here is a step of that argument to do by hand, on the same engine as the
        lab, up to where it was answered and where it slipped. Predict first, then look.
      </p>
      <ol>
        {lessonNames.map((name) => {
          const entry = contents[name];
          return (
            entry && (
              <li key={name}>
                <PlaceLink store={store} place={{ lesson: name, step: 1 }}>
                  {entry.title}
                </PlaceLink>
                <span>{entry.say}</span>
                <Done store={store} name={name} load={entry.load} />
              </li>
            )
          );
        })}
      </ol>
      <div className="lesson-navigation">
        <Button onClick={() => closeLessons('the machine before')}>Back to the lab</Button>
        {begun && (
          <button type="button" className="quiet" onClick={forgetProgress}>
            Forget what I have done
          </button>
        )}
      </div>
    </main>
  );
}

/** "2 of 5 steps done", for lessons that have been begun: only their texts are fetched for it. */
function Done({
  store,
  name,
  load,
}: Props & { readonly name: LessonName; readonly load: () => Promise<Lesson> }) {
  const progress = useLab(store, (state) => state.lessonProgress);
  const [lesson, setLesson] = useState<Lesson>();
  const begun = Object.keys(progress).some((key) => key.startsWith(`${name}.`));
  useEffect(() => {
    if (begun) load().then(setLesson, () => undefined);
  }, [begun, load]);
  if (!begun || !lesson) return null;
  const done = doneSteps(lesson, progress);
  return (
    <small data-done={done === lesson.steps.length ? '' : undefined}>
      {done} of {lesson.steps.length} steps done
    </small>
  );
}
