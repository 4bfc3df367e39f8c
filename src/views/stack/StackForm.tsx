/** What is asked of a stack: its layers, and how they learn. Kept while another view is shown. */
import { Segments } from '../../chart/Segments';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { StackAsk } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { StudyBar } from '../study/StudyBar';
import { useKept } from '../useKept';
import { FieldRow } from './FieldRow';
import { LayerSizes, unitsSpec } from './LayerSizes';
import { epochsSpec, rateSpec, seedSpec, tuningSpec } from './specs';

/** What is asked for, and which first layer is meant. */
export interface Form extends Omit<StackAsk, 'first'> {
  readonly first: 'here' | 'machine';
  /** Units of a first layer that is trained here. */
  readonly bottom: number;
}
const usual: Form = {
  first: 'here',
  bottom: 200,
  further: [100],
  epochs: 50,
  learningRate: 0.1,
  seed: 1,
  fineTuningEpochs: 15,
};

const firstOptions = [
  { value: 'here', label: 'trained here' },
  { value: 'machine', label: 'the lab’s machine' },
] as const;

interface Props {
  readonly store: LabStore;
  /** What the form says at first, where that isn't the usual. */
  readonly begin?: Partial<Form>;
}

export function StackForm({ store, begin }: Props) {
  const ready = useLab(store, (state) => state.summary !== undefined);
  // what a lesson begins with is kept apart from what was typed in the lab
  const key = begin ? `stack of a lesson, ${begin.bottom}` : 'stack';
  const [{ first, bottom, ...rest }, setForm] = useKept<Form>(store, key, () => ({ ...usual, ...begin }));
  const change = (changes: Partial<Form>) => setForm((before) => ({ ...before, ...changes }));
  const ask = (): StackAsk => ({ ...rest, first: first === 'machine' ? 'machine' : bottom });
  const own = useLab(store, ({ studies }) => studies.stack.result?.ask.first !== 'machine');
  return (
    <StudyBar
      store={store}
      kind="stack"
      start="Train the stack"
      ask={ask}
      {...(!ready && { unavailable: 'Data are needed first.' })}
      {...(own && { about: '' })}
    >
      <span className="stack-first">
        <span aria-hidden="true">first layer</span>
        <Segments
          label="First layer"
          options={firstOptions}
          value={first}
          onChange={(to) => change({ first: to })}
        />
      </span>
      <FieldRow name="Hidden units">
        {first === 'here' && (
          <NumberBox spec={unitsSpec('layer 1')} value={bottom} onChange={(to) => change({ bottom: to })} />
        )}
        <LayerSizes
          label="layers above"
          from={2}
          sizes={rest.further}
          onChange={(further) => change({ further })}
        />
      </FieldRow>
      <FieldRow name="Learning">
        <NumberBox spec={epochsSpec} value={rest.epochs} onChange={(epochs) => change({ epochs })} />
        <NumberBox
          spec={rateSpec}
          value={rest.learningRate}
          onChange={(learningRate) => change({ learningRate })}
        />
        <NumberBox
          spec={tuningSpec}
          value={rest.fineTuningEpochs}
          onChange={(fineTuningEpochs) => change({ fineTuningEpochs })}
        />
        <NumberBox spec={seedSpec} value={rest.seed} onChange={(seed) => change({ seed })} />
      </FieldRow>
    </StudyBar>
  );
}
