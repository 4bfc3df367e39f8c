/** The way through a lesson: where one is, one step on, one back, the next lesson. Every step is a link. */
import type { MouseEvent, ReactNode } from 'react';
import { Button } from '../controls/Button';
import { useLab } from '../controls/useLab';
import { formatPlace, type LessonPlace, lessonNames } from '../state/lessonSlice';
import type { LabStore } from '../state/store';
import { contents } from './contents';
import { type Lesson, restsMachine } from './lesson';
import { isDone } from './progress';
import { setUpLab } from './setUp';

interface Props {
  readonly store: LabStore;
  readonly lesson: Lesson;
  /** From 1. */
  readonly number: number;
}

export function StepHead({ store, lesson, number }: Props) {
  const progress = useLab(store, (state) => state.lessonProgress);
  return (
    <header className="lesson-head">
      <p>
        <PlaceLink store={store} place={{ lesson: 'contents', step: 1 }}>
          Lessons
        </PlaceLink>
        {' · '}
        {lessonNames.indexOf(lesson.name) + 1}. {lesson.title}
      </p>
      <nav aria-label="Steps">
        {lesson.steps.map((step, i) => (
          <PlaceLink
            key={step.title}
            store={store}
            place={{ lesson: lesson.name, step: i + 1 }}
            current={i + 1 === number}
            done={isDone(step, progress[`${lesson.name}.${i + 1}`])}
            label={`Step ${i + 1}: ${step.title}`}
          >
            {i + 1}
          </PlaceLink>
        ))}
      </nav>
    </header>
  );
}

export function StepNavigation({ store, lesson, number }: Props) {
  const { openLesson, closeLessons } = store.getState();
  const step = lesson.steps[number - 1]!;
  const last = number === lesson.steps.length;
  const following = lessonNames
    .slice(lessonNames.indexOf(lesson.name) + 1)
    .find((name) => contents[name] !== undefined);
  return (
    <div className="lesson-navigation">
      <Button disabled={number === 1} onClick={() => openLesson({ lesson: lesson.name, step: number - 1 })}>
        Back
      </Button>
      {!last && (
        <Button kind="go" onClick={() => openLesson({ lesson: lesson.name, step: number + 1 })}>
          Next
        </Button>
      )}
      {last && following && (
        <Button kind="go" onClick={() => openLesson({ lesson: following, step: 1 })}>
          Next lesson
        </Button>
      )}
      {last && !following && (
        <Button kind="go" onClick={() => openLesson({ lesson: 'contents', step: 1 })}>
          All lessons
        </Button>
      )}
      {step.set && (
        <button type="button" className="quiet" onClick={() => setUpLab(store, step.set!, true)}>
          Set the figure up again
        </button>
      )}
      {!restsMachine(step) && (
        <button type="button" className="quiet" onClick={() => closeLessons('this machine')}>
          Take this machine to the lab
        </button>
      )}
    </div>
  );
}

interface LinkProps {
  readonly store: LabStore;
  readonly place: LessonPlace;
  readonly children: ReactNode;
  readonly current?: boolean;
  readonly done?: boolean;
  readonly label?: string;
}

/** A real link, to be copied; followed within the page, so that nothing is lost. */
export function PlaceLink({ store, place, children, current, done, label }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    store.getState().openLesson(place);
  };
  const name = label && (done ? `${label}, done` : label);
  return (
    <a
      href={`?lesson=${formatPlace(place)}`}
      onClick={follow}
      {...(name && { 'aria-label': name, title: name })}
      {...(current && { 'aria-current': 'step' as const })}
      {...(done && { 'data-done': '' })}
    >
      {children}
    </a>
  );
}
