/** A lesson in place of the lab: the text, one live figure, something to predict, something to do. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLab } from '../controls/useLab';
import { type LessonName, type LessonPlace, stepKey } from '../state/lessonSlice';
import type { LabStore } from '../state/store';
import { ContentsPage } from './ContentsPage';
import { contents } from './contents';
import { type Lesson, restsMachine, type SetUp, type Step } from './lesson';
import { lightSymbol, lightsOf } from './lightSymbol';
import { Figure } from './StepFigure';
import { StepHead, StepNavigation } from './StepNavigation';
import { StepText } from './StepText';
import { StepWork } from './StepWork';
import { setUpLab } from './setUp';
import './lessons.css';

interface Props {
  readonly store: LabStore;
}

export default function LessonPage({ store }: Props) {
  const place = useLab(store, (state) => state.lesson);
  const { lesson, failed } = useLesson(place);
  if (!place || place.lesson === 'contents') return <ContentsPage store={store} />;
  if (failed)
    return <p className="lesson-waiting">This lesson could not be fetched. Is the page still online?</p>;
  if (!lesson || lesson.name !== place.lesson) return <p className="lesson-waiting">One moment …</p>;
  return <LessonStep store={store} lesson={lesson} place={place} />;
}

/** The text of the lesson that is open, once it has come. */
function useLesson(place: LessonPlace | undefined): { lesson?: Lesson; failed?: boolean } {
  const [state, setState] = useState<{ lesson?: Lesson; failed?: boolean }>({});
  const name = place?.lesson;
  useEffect(() => {
    const entry = name && name !== 'contents' ? contents[name as LessonName] : undefined;
    if (!name || name === 'contents') return;
    let wanted = true;
    if (!entry) setState({ failed: true });
    else
      entry.load().then(
        (lesson) => wanted && setState({ lesson }),
        () => wanted && setState({ failed: true }),
      );
    return () => {
      wanted = false;
    };
  }, [name]);
  return state;
}

interface StepProps extends Props {
  readonly lesson: Lesson;
  readonly place: LessonPlace;
}

function LessonStep({ store, lesson, place }: StepProps) {
  const number = Math.min(lesson.steps.length, place.step);
  const step = lesson.steps[number - 1]!;
  const key = stepKey({ ...place, step: number });
  const record = useLab(store, (state) => state.lessonProgress[key]);
  const revealed = !step.predict || record?.predicted !== undefined;
  const page = useRef<HTMLElement>(null);
  const figure = useRef<HTMLElement>(null);
  useArrival(store, step, { ...place, step: number }, page);
  useLitSymbol(store, step, figure);
  return (
    <main className="lesson" ref={page} aria-label={`Lesson: ${lesson.title}`}>
      <article className="lesson-text">
        <StepHead store={store} lesson={lesson} number={number} />
        <StepText store={store} step={step} />
      </article>
      <section className="lesson-figure" aria-label="Figure" ref={figure}>
        <Figure key={key} store={store} step={step} revealed={revealed} />
      </section>
      <div className="lesson-work">
        <StepWork key={key} store={store} step={step} record={record} />
        <StepNavigation store={store} lesson={lesson} number={number} />
      </div>
    </main>
  );
}

/** Arriving at a step sets the lab up for it, once and before its task looks at the lab, and begins at the top. */
function useArrival(store: LabStore, step: Step, place: LessonPlace, page: RefObject<HTMLElement | null>) {
  const key = stepKey(place);
  const arrived = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the place
  useLayoutEffect(() => {
    const { lesson, lessonSetUp, openLesson, recordStep } = store.getState();
    // a step beyond the last is the last
    if (lesson && stepKey(lesson) !== key) openLesson(place);
    if (arrived.current === key && lessonSetUp === key) return;
    arrived.current = key;
    store.setState({ lessonSetUp: key, machineRests: restsMachine(step) });
    recordStep({ seen: true });
    // a link that named settings has brought them, and the rest is still to be set up
    if (step.set) setUpLab(store, lessonSetUp === key ? besidesSettings(store, step.set) : step.set);
    // on a phone the whole page scrolls, elsewhere the lesson does
    page.current?.scrollTo?.({ top: 0 });
    scrollTo({ top: 0 });
  }, [store, step, key]);
}

/** What a link does not bring: whether it trains, and the state of the figure; patterns that were painted it does. */
function besidesSettings(store: LabStore, { settings: _, prepare, ...set }: SetUp): SetUp {
  return prepare && !store.getState().painting ? { ...set, prepare } : set;
}

/** Lights in the figure what the symbol stands for that is pointed at. */
function useLitSymbol(store: LabStore, step: Step, figure: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const light = (symbol: string | undefined) => {
      const entry = symbol === undefined ? undefined : step.symbols?.[symbol];
      if (figure.current) lightSymbol(figure.current, entry ? lightsOf(entry) : []);
    };
    return store.subscribe((state) => state.symbol, light);
  }, [store, step, figure]);
}
