/** The live figure of a step, with the knobs of the lab that the reader may turn there. */
import { Component, type ReactNode, Suspense } from 'react';
import { formatCount, formatMany } from '../chart/numbers';
import { Setting } from '../controls/Setting';
import { useLab } from '../controls/useLab';
import type { LabStore } from '../state/store';
import type { Step } from './lesson';

interface Props {
  readonly store: LabStore;
  readonly step: Step;
  readonly revealed: boolean;
}

export function Figure({ store, step, revealed }: Props) {
  const Show = step.show;
  return (
    <Whole>
      <Preparing store={store} />
      <Suspense fallback={<p className="soft">One moment …</p>}>
        <Show store={store} revealed={revealed} />
      </Suspense>
      {step.knobs && (
        <fieldset className="lesson-knobs">
          <legend>Turn these</legend>
          {step.knobs.map((name) => (
            <Setting key={name} store={store} name={name} />
          ))}
        </fieldset>
      )}
    </Whole>
  );
}

/** How far the data of the run are that the step has asked for. */
function Preparing({ store }: Pick<Props, 'store'>) {
  const done = useLab(store, ({ preparation }) => preparation?.done);
  const total = useLab(store, ({ preparation }) => preparation?.total);
  if (done === undefined || total === undefined) return null;
  return (
    <p className="soft" role="status">
      The data are being drawn: {formatCount(done)} of {formatMany(total, 'row')}.
    </p>
  );
}

/** The text stands without its figure, also where the figure fails. */
class Whole extends Component<{ readonly children: ReactNode }, { readonly failed?: string }> {
  override state: { readonly failed?: string } = {};
  static getDerivedStateFromError(error: unknown) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
  override render() {
    const { failed } = this.state;
    if (failed === undefined) return this.props.children;
    return (
      <p className="lesson-waiting" role="alert">
        This figure could not be shown ({failed}). The text stands without it.
      </p>
    );
  }
}
