/** What a step asks of its reader: first to predict, then to do. */
import { type ReactNode, useEffect, useId, useState } from 'react';
import { withIndices } from '../chart/withIndices';
import { Button } from '../controls/Button';
import { useLab } from '../controls/useLab';
import { settingNames } from '../settings';
import type { StepRecord } from '../state/lessonSlice';
import { needsRestart } from '../state/settingsSlice';
import type { LabState, LabStore } from '../state/store';
import type { Prediction as PredictionData, Step, Task as TaskData } from './lesson';

/** Plain words may name F_c; a number stays with its per cent. */
const typeset = (words: ReactNode): ReactNode =>
  typeof words === 'string' ? withIndices(words.replaceAll(' %', '\u00a0%')) : words;

interface Props {
  readonly store: LabStore;
  readonly step: Step;
  readonly record: StepRecord | undefined;
}

export function StepWork({ store, step, record }: Props) {
  const { predict, until } = step;
  const revealed = !predict || record?.predicted !== undefined;
  return (
    <>
      {predict && <Prediction store={store} predict={predict} predicted={record?.predicted} />}
      {until && revealed && <Task store={store} until={until} passed={record?.passed === true} />}
    </>
  );
}

interface PredictionProps {
  readonly store: LabStore;
  readonly predict: PredictionData;
  readonly predicted: string | undefined;
}

function Prediction({ store, predict, predicted }: PredictionProps) {
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  const decided = predicted !== undefined;
  const right = predicted === predict.right;
  return (
    <section className="lesson-card" aria-label="Predict">
      <fieldset disabled={decided}>
        <legend>{typeset(predict.ask)}</legend>
        {predict.options.map((option) => (
          <label
            key={option.name}
            {...(decided && { 'data-right': option.name === predict.right })}
            {...(option.name === predicted && { 'data-predicted': '' })}
          >
            <input
              type="radio"
              name={name}
              value={option.name}
              checked={(predicted ?? chosen) === option.name}
              onChange={() => setChosen(option.name)}
            />
            <span>{typeset(option.say)}</span>
          </label>
        ))}
      </fieldset>
      {!decided && (
        <Button
          kind="go"
          disabled={chosen === undefined}
          onClick={() => store.getState().recordStep({ predicted: chosen! })}
        >
          Predict
        </Button>
      )}
      <output
        aria-label="Prediction"
        aria-live="polite"
        data-value={decided ? (right ? 'right' : 'wrong') : 'open'}
      >
        {decided && (
          <>
            <strong>{right ? 'Right.' : 'Not so.'}</strong> {typeset(predict.because)}
          </>
        )}
      </output>
    </section>
  );
}

/** Another run opens, with the settings of the step: what is seen until then is the one before. */
function isReplaced({ settings, request }: LabState): boolean {
  const before = request?.settings;
  return before !== undefined && needsRestart(settingNames.filter((name) => settings[name] !== before[name]));
}

interface TaskProps {
  readonly store: LabStore;
  readonly until: TaskData;
  readonly passed: boolean;
}

function Task({ store, until, passed }: TaskProps) {
  useEffect(() => {
    let done = passed;
    const look = () => {
      const state = store.getState();
      if (done || isReplaced(state) || !until.passes(state)) return;
      // before it is written down, which changes the store in its turn
      done = true;
      store.getState().recordStep({ passed: true });
    };
    look();
    return store.subscribe(look);
  }, [store, until, passed]);
  const hint = useLab(store, (state) => (passed ? undefined : until.hint?.(state)));
  return (
    <section className="lesson-card" aria-label="Try">
      <p>{typeset(until.task)}</p>
      <output aria-label="Check" aria-live="polite" data-value={passed ? 'passed' : 'open'}>
        {passed ? (
          <>
            <strong>Done.</strong> {typeset(until.because)}
          </>
        ) : (
          <span className="soft">{withIndices(hint ?? 'Not yet.')}</span>
        )}
      </output>
    </section>
  );
}
