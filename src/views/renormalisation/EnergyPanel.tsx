/** H, K or H₂: where it comes from, the bars to paint, the state under the hand, and a field to paste into. */
import { type ReactNode, useEffect, useState } from 'react';
import type { GlossaryName } from '../../chart/glossary';
import { Term } from '../../chart/Term';
import { withIndices } from '../../chart/withIndices';
import { Button } from '../../controls/Button';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { NumberRange } from '../../settings';
import {
  type EnergyList,
  type EnergySource,
  energyLimit,
  energyUnits,
} from '../../state/renormalisationSlice';
import type { LabStore } from '../../state/store';
import { EnergyPainter } from './EnergyPainter';
import { energiesBy, nextDraw, wordedSource } from './energySources';
import { PasteField } from './PasteField';

type Target = 'H' | 'K' | 'H2';

const targetNames: Record<Target, string> = { H: 'H(v)', K: 'K(v)', H2: 'H₂(h)' };

interface Rule {
  readonly label: string;
  /** What the button makes, with a size in nats and the state that is looked at. */
  readonly source: (size: number, chosen: number, list: EnergyList) => EnergySource;
}

const ising: Rule = { label: 'Ising', source: (coupling) => ({ kind: 'ising', coupling }) };
const random: Rule = {
  label: 'Random',
  source: (deviation, _, list) => ({ kind: 'random', draw: nextDraw(list), deviation: Math.abs(deviation) }),
};
const flat: Rule = { label: 'Flat', source: () => ({ kind: 'constant', value: 0 }) };
const rules: Record<Target, readonly Rule[]> = {
  H: [ising, random, flat],
  K: [
    { label: 'Constant', source: (value) => ({ kind: 'constant', value }) },
    { label: 'Spike', source: (height, state) => ({ kind: 'spike', state, height }) },
    { label: 'Coupling', source: (strength) => ({ kind: 'coupling', strength }) },
    random,
  ],
  H2: [ising, random, flat],
};

/** What "size" is for each rule: the number that its source holds. */
function sizeOf({ source }: EnergyList): number | undefined {
  switch (source.kind) {
    case 'ising':
      return source.coupling;
    case 'constant':
      return source.value;
    case 'spike':
      return source.height;
    case 'coupling':
      return source.strength;
    case 'random':
      return source.deviation;
    default:
      return undefined;
  }
}

const sizeSpec = (name: string): NumberRange => ({
  label: `Size of ${name}`,
  unit: '',
  min: -20,
  max: 20,
  integer: false,
  scale: 'linear',
});
const valueSpec = (name: string, state: string): NumberRange => ({
  label: `${name} of state ${state}`,
  unit: 'nats',
  min: -energyLimit,
  max: energyLimit,
  integer: false,
  scale: 'linear',
});

interface Props {
  readonly store: LabStore;
  readonly target: Target;
  readonly term: GlossaryName;
  /** The size of what the buttons make at first. */
  readonly size: number;
  readonly chosen: number;
  readonly onChoose: (state: number) => void;
  /** More buttons. */
  readonly children?: ReactNode;
  readonly caption?: ReactNode;
}

export function EnergyPanel({
  store,
  target,
  term,
  size: first,
  chosen,
  onChoose,
  children,
  caption,
}: Props) {
  const list = useLab(store, (state) => state.renormalisation.now[target])!;
  const [size, setSize] = useState(first);
  // what is there now, also by undo or by a lesson; a size of 0 would make nothing of the next button
  const own = sizeOf(list);
  useEffect(() => {
    if (own) setSize(own);
  }, [own]);
  const [pasting, setPasting] = useState(false);
  const { setEnergies, paintEnergies, endEnergyStroke } = store.getState();
  const name = targetNames[target];
  const units = energyUnits(list);
  const make = (source: EnergySource) => {
    const { seed } = store.getState().settings;
    const made = energiesBy(source, units, { seed, target });
    if (made) setEnergies({ [target]: made });
  };
  const resize = (next: number) => {
    setSize(next);
    const kind = list.source.kind;
    const same = rules[target].find((rule) => rule.source(1, 0, list).kind === kind);
    if (kind === 'random') make({ ...list.source, deviation: Math.abs(next) } as EnergySource);
    else if (same && sizeOf(list) !== undefined) make(same.source(next, placeOf(list, chosen), list));
  };
  return (
    <section className="energy-panel" aria-label={`${name}, energies`}>
      <header className="figure-head">
        <h2>
          <Term name={term}>{name}</Term>
        </h2>
        <span className="figure-note">{withIndices(wordedSource(list))}</span>
      </header>
      <div className="energy-sources">
        {rules[target].map((rule) => (
          <Button
            key={rule.label}
            label={`${name}: ${rule.label}`}
            onClick={() => make(rule.source(size, chosen, list))}
          >
            {rule.label}
          </Button>
        ))}
        {children}
        <Button label={`${name}: Paste`} onClick={() => setPasting(!pasting)}>
          Paste
        </Button>
      </div>
      {pasting && (
        <PasteField
          key={list.values.length}
          name={name}
          values={list.values}
          {...(target === 'K' && { expected: list.values.length })}
          fewest={target === 'H2' ? 1 : 2}
          onTake={(values) => setEnergies({ [target]: { values, source: { kind: 'pasted' } } })}
          onClose={() => setPasting(false)}
        />
      )}
      <EnergyPainter store={store} target={target} name={name} chosen={chosen} onChoose={onChoose} />
      <div className="energy-foot">
        <NumberBox
          spec={valueSpec(name, String(chosen))}
          value={list.values[chosen]!}
          onChange={(value) => {
            paintEnergies(target, [[chosen, value]]);
            endEnergyStroke();
          }}
        />
        <NumberBox spec={sizeSpec(name)} value={size} onChange={resize} />
        {caption && <p className="figure-caption">{caption}</p>}
      </div>
    </section>
  );
}

/** A spike stays where it is when its height changes. */
const placeOf = ({ source }: EnergyList, chosen: number): number =>
  source.kind === 'spike' ? source.state : chosen;
