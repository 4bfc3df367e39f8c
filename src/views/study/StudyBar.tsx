/** The bar above a study: how it is started, how far it is, why there is nothing, and which update it is about. */
import { type FocusEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { formatDuration } from '../../chart/duration';
import { formatCount, formatMany } from '../../chart/numbers';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import type { Studies, StudyKind } from '../../engine/study';
import type { LabState, LabStore } from '../../state/store';
import { setText, useWriting } from '../followLab';
import './study.css';

/** Studies that are asked for without saying more. */
type AsklessKind = { [K in StudyKind]: object extends Studies[K]['ask'] ? K : never }[StudyKind];

interface Props<K extends StudyKind> {
  readonly store: LabStore;
  readonly kind: K;
  /** What the button says ("Run AIS"); without it nothing is started here, as where a view follows the model. */
  readonly start?: string;
  /** What is asked when the button is pressed. */
  readonly ask?: () => Studies[K]['ask'];
  /** Studies that are asked for with it, about the same model. */
  readonly also?: readonly AsklessKind[];
  /** Why it can't be started now: the button is disabled and this stands beside it. */
  readonly unavailable?: string;
  /** What the result is about, where that isn't the lab's machine at some update; empty where it needs no words. */
  readonly about?: string;
  /** More buttons, beside the first. */
  readonly children?: ReactNode;
}

/** What any study may say of its progress; others say more. */
interface Progress {
  readonly share?: number;
  readonly secondsLeft?: number;
}

export function StudyBar<K extends StudyKind>(props: Props<K>) {
  const { store, kind, start, ask, also = [], unavailable, about, children } = props;
  const mode = useLab(store, (state) => state.studies[kind].mode);
  const refused = useLab(store, (state) => state.studies[kind].refused);
  const focus = useKeptFocus(mode);
  const begin = () => {
    store.getState().ask(kind, ask!());
    for (const other of also) store.getState().ask(other, {});
  };
  return (
    <div className="study-bar" {...focus}>
      {mode === 'running' ? (
        <StudyProgress store={store} kind={kind} />
      ) : (
        start &&
        ask && (
          <Button kind="go" disabled={unavailable !== undefined} onClick={begin}>
            {start}
          </Button>
        )
      )}
      {children}
      {unavailable && mode !== 'running' && <span className="study-about">{unavailable}</span>}
      {about === undefined ? (
        <StudyAbout store={store} kind={kind} />
      ) : (
        about && <span className="study-about">{about}</span>
      )}
      {refused && (
        <p className="study-refusal" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}

/** The button that starts gives way to the one that cancels, and back: who stood on one stands on the other. */
function useKeptFocus(mode: string) {
  const bar = useRef<HTMLDivElement>(null);
  const within = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mode is what exchanges the buttons
  useLayoutEffect(() => {
    if (within.current && document.activeElement === document.body)
      bar.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [mode]);
  return {
    ref: bar,
    onFocus: ({ target }: FocusEvent) => {
      within.current = target instanceof HTMLButtonElement;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) within.current = false;
    },
  };
}

interface PartProps {
  readonly store: LabStore;
  readonly kind: StudyKind;
}

/** How far a study is, what is left, and a way out. */
export function StudyProgress({ store, kind }: PartProps) {
  const progress = useLab(store, (state) => state.studies[kind].progress) as Progress | undefined;
  const { share, secondsLeft } = progress ?? {};
  const left =
    secondsLeft !== undefined && Number.isFinite(secondsLeft)
      ? `${formatDuration(secondsLeft)} left`
      : 'begins …';
  return (
    <div className="study-progress">
      <progress aria-label="Progress" max={1} {...(share !== undefined && { value: share })} />
      <span className="study-left">
        {share !== undefined && `${Math.floor(100 * share)} % · `}
        {left}
      </span>
      <Button onClick={() => store.getState().stop(kind)}>Cancel</Button>
    </div>
  );
}

function wordsAbout({ studies, frame }: LabState, kind: StudyKind): string {
  const { about } = studies[kind];
  if (!about) return '';
  const ago = (frame?.update ?? about.update) - about.update;
  const words = `about update ${formatCount(about.update)}`;
  return ago > 0 ? `${words}, ${formatMany(ago, 'update')} ago` : words;
}

/** Which update a result is about, and how far training has gone since. */
export function StudyAbout({ store, kind }: PartProps) {
  const text = useRef<HTMLSpanElement>(null);
  useWriting(store, (state) => setText(text.current, wordsAbout(state, kind)));
  return <span ref={text} className="study-about" />;
}
