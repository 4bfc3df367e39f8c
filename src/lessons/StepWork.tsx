/** What a step asks of its reader: first to predict, then to do. */
import { useEffect, useId, useState } from 'react';
import { Button } from '../controls/Button';
import { useLab } from '../controls/useLab';
import type { StepRecord } from '../state/lessonSlice';
import type { LabStore } from '../state/store';
import type { Prediction as PredictionData, Step, Task as TaskData } from './lesson';
import { setUpLab } from './setUp';

interface Props {
  readonly store: LabStore;
  readonly step: Step;
  readonly record: StepRecord | undefined;
}

export function StepWork({ store, step, record }: Props) {
  const { predict, until, set } = step;
  const revealed = !predict || record?.predicted !== undefined;
  return (
    <>
      {predict && <Prediction store={store} predict={predict} predicted={record?.predicted} />}
      {until && revealed && <Task store={store} until={until} passed={record?.passed === true} />}
      {set && (
        <p className="lesson-again">
          <button type="button" className="quiet" onClick={() => setUpLab(store, set)}>
            Set the figure up again
          </button>
        </p>
      )}
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
        <legend>{predict.ask}</legend>
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
            <span>{option.say}</span>
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
            <strong>{right ? 'Right.' : 'Not so.'}</strong> {predict.because}
          </>
        )}
      </output>
    </section>
  );
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
      if (done || !until.passes(store.getState())) return;
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
      <p>{until.task}</p>
      <output aria-label="Check" aria-live="polite" data-value={passed ? 'passed' : 'open'}>
        {passed ? (
          <>
            <strong>Done.</strong> {until.because}
          </>
        ) : (
          <span className="soft">{hint ?? 'Not yet.'}</span>
        )}
      </output>
    </section>
  );
}
