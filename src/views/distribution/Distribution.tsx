/** What the machine believes: p(v) beside the data, the landscape to walk on, and a copy to change by hand. */
import { useEffect, useRef, useState } from 'react';
import { ReadOut } from '../../chart/ReadOut';
import { Button } from '../../controls/Button';
import { useLab } from '../../controls/useLab';
import { largestLandscape } from '../../core/landscape';
import { heldOf } from '../../state/editSlice';
import type { LabStore } from '../../state/store';
import { useWants } from '../followLab';
import { StudyAbout } from '../study/StudyBar';
import { EditPanel } from './EditPanel';
import { FoundStates } from './FoundStates';
import { LandscapeMap } from './LandscapeMap';
import { RankedStates } from './RankedStates';
import { ScatterStates } from './ScatterStates';
import { resultOf, useDistribution } from './useDistribution';
import { WalkPanel } from './WalkPanel';
import './distribution.css';

interface Props {
  readonly store: LabStore;
}

export function Distribution({ store }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const holding = useLab(store, (state) => heldOf(state) !== undefined);
  const visible = useLab(store, (state) => state.summary?.visible ?? 0);
  const refused = useLab(store, (state) => state.studies.distribution.refused);
  useWants(store, place, { weights: true, chains: true });
  useDistribution(store, place);
  const whole = visible <= largestLandscape;
  return (
    <div ref={place} className={holding ? 'distribution-view holding' : 'distribution-view'}>
      <Divergences store={store} />
      {refused && (
        <p className="study-refusal" role="alert">
          {refused}
        </p>
      )}
      <EditPanel store={store} />
      {whole ? <Whole store={store} /> : <Found store={store} />}
    </div>
  );
}

function Whole({ store }: Props) {
  return (
    <>
      <LandscapeMap store={store} />
      <div className="walk-column">
        <WalkPanel store={store} />
        <FoundStates store={store} side={32} most={8} compact />
      </div>
      <div className="charts">
        <RankedStates store={store} />
        <ScatterStates store={store} />
      </div>
    </>
  );
}

function Found({ store }: Props) {
  return (
    <>
      <WalkPanel store={store} />
      <FoundStates store={store} side={52} most={48} />
    </>
  );
}

/** How far model and data are apart, and the way to a copy. */
function Divergences({ store }: Props) {
  const result = useLab(store, resultOf);
  const holding = useLab(store, (state) => heldOf(state) !== undefined);
  const refused = useLab(store, (state) => state.studies.distribution.refused);
  const lost = useLab(store, (state) => state.held !== undefined && heldOf(state) === undefined);
  const [problem, setProblem] = useState<string>();
  // said once: who comes back later has nothing to look for
  useEffect(
    () => () => {
      const state = store.getState();
      if (state.held && !heldOf(state)) state.letGo();
    },
    [store],
  );
  const whole = result?.whole;
  const states = result && `2${superscript(result.visible)} states`;
  return (
    <section className="divergences" aria-label="Model and data">
      <header className="figure-head">
        {holding && <span className="study-about">about the copy in hand</span>}
        {!holding && result && <StudyAbout store={store} kind="distribution" />}
        {!holding && !result && !refused && (
          <span className="study-about">The machine is being looked at …</span>
        )}
        {lost && (
          <span className="study-about" role="status">
            The copy in hand was of the run before, and went with it.
          </span>
        )}
        {!holding && (
          <span className="figure-controls">
            <Button onClick={() => setProblem(store.getState().holdModel())}>Edit a copy</Button>
          </span>
        )}
        {problem && (
          <span className="refusal" role="alert">
            {problem}
          </span>
        )}
      </header>
      <div className="read-outs">
        {!holding && (
          <ReadOut
            name="ln Z of p(v)"
            term="logPartition"
            value={result?.logPartition}
            method="exact"
            {...(whole && states && { detail: states })}
          />
        )}
        {whole && (
          <>
            <ReadOut
              name="Total variation"
              term="totalVariation"
              value={whole.totalVariation}
              method="exact"
            />
            <ReadOut
              name="KL(data ‖ model)"
              term="klDataModel"
              value={whole.klDataModel}
              method="exact"
              unit="nats"
            />
            <ReadOut
              name="KL(model ‖ data)"
              term="klModelData"
              value={whole.klModelData}
              method="exact"
              unit="nats"
              {...(whole.klModelData === Infinity && { detail: 'p > 0 where q = 0' })}
            />
          </>
        )}
      </div>
      {result?.whyNoLogPartition && !holding && (
        <p className="figure-caption">ln Z is not computed here: {result.whyNoLogPartition}.</p>
      )}
    </section>
  );
}

const superscript = (value: number) =>
  [...String(value)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
