/** Beside the choice of an algorithm: how well it does its part, where it can tell. */
import { useRef } from 'react';
import type { GlossaryName } from '../chart/glossary';
import { Term } from '../chart/Term';
import { useLab } from '../controls/useLab';
import type { Settings } from '../settings';
import type { LabState, LabStore } from '../state/store';
import { smoothed, type Worded, wordedFixedPoint, wordedSwaps } from './algorithmWords';
import { setText, useWriting } from './followLab';
import '../chart/readOut.css';
import './algorithmReport.css';

interface Line {
  readonly name: string;
  readonly term: GlossaryName;
  readonly method: string;
  /** A badge of its own; where there is none, the choice above says how it is obtained. */
  readonly badge?: boolean;
}

const fixedPoint = { name: 'Fixed point', term: 'fixedPoint' } as const;
const lines: Partial<Record<Settings['algorithm'], Line>> = {
  tempering: { name: 'Swap acceptance', term: 'swapAcceptance', method: 'Monte Carlo', badge: true },
  meanField: { ...fixedPoint, method: 'mean field' },
  tap2: { ...fixedPoint, method: 'TAP-2' },
};

/** Swaps as they went of late, looked at once an update. */
interface Swaps {
  readonly mark: string;
  readonly acceptance: Float64Array;
}

/** Of the last updates, where they were made by the algorithm that is chosen now. */
function worded({ frame, settings }: LabState, swaps: { current?: Swaps }): Worded | undefined {
  const report = frame?.algorithm;
  if (report?.kind === 'fixed point' && settings.algorithm !== 'tempering') return wordedFixedPoint(report);
  if (report?.kind !== 'swaps' || settings.algorithm !== 'tempering') return undefined;
  const mark = `${frame?.run} ${frame?.update}`;
  if (swaps.current?.mark !== mark)
    swaps.current = { mark, acceptance: smoothed(swaps.current?.acceptance, report.acceptance) };
  return wordedSwaps(swaps.current);
}

/** Nothing for algorithms that have nothing to tell. */
export function AlgorithmReport({ store }: { readonly store: LabStore }) {
  const line = useLab(store, ({ settings }) => lines[settings.algorithm]);
  return line ? <ReportLine store={store} line={line} /> : null;
}

function ReportLine({ store, line }: { readonly store: LabStore; readonly line: Line }) {
  const output = useRef<HTMLOutputElement>(null);
  const hint = useRef<HTMLParagraphElement>(null);
  const swaps = useRef<Swaps>(undefined);
  useWriting(store, (state) => {
    const report = worded(state, swaps);
    setText(output.current, report?.text ?? '–');
    setText(hint.current, report?.hint ?? '');
    const { dataset } = output.current!;
    dataset.method = report ? line.method : 'not computed';
    dataset.doubtful = String(report?.doubtful ?? false);
    if (report) dataset.value = String(report.value);
    else delete dataset.value;
  });
  return (
    <div className="algorithm-report">
      <div className="read-out">
        <span className="read-out-name">
          <Term name={line.term}>{line.name}</Term>
        </span>
        <output ref={output} aria-label={line.name} aria-live="off" />
        {line.badge && (
          <span className="badge" data-method="estimate">
            {line.method}
          </span>
        )}
      </div>
      <p ref={hint} className="reason" />
    </div>
  );
}
