/** Kadanoff's blocks beside the hidden units of a machine that learns the same Ising lattices. */
import { useState } from 'react';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { LatticeMachineResult } from '../../engine/study';
import type { NumberRange, Settings } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { stackLayers } from '../stack/stackLayers';
import { StudyBar } from '../study/StudyBar';
import { useKept } from '../useKept';
import { CoarsePictures } from './CoarsePictures';
import { Established } from './Established';
import { Fields } from './Fields';
import { Flow } from './Flow';
import { Judged } from './Judged';
import { askOf, blockSides, latticeSetup, manyTemperatures, stackAskOf } from './setup';
import { wordedFlow, wordedLocality, wordedSamples } from './words';
import '../views.css';
import './kadanoff.css';

interface Props {
  readonly store: LabStore;
}
interface KadanoffProps extends Props {
  /** The fields and the blocks alone: for a page that is about those. */
  readonly brief?: boolean;
}

const sweepsSpec: NumberRange = {
  label: 'sweeps',
  unit: 'a chain',
  min: 40,
  max: 100_000,
  integer: true,
  scale: 'log',
};

/** The settings of a run whose rows are Ising lattices. */
const latticeSettings = ({ summary, request }: LabState): Settings | undefined =>
  summary && request?.settings.dataSet === 'ising' ? request.settings : undefined;

/** A result about the run that is open. */
export const latticeResult = ({ studies, summary }: LabState): LatticeMachineResult | undefined => {
  const { result } = studies.latticeMachine;
  return result && summary?.visible === result.side ** 2 ? result : undefined;
};

export function Kadanoff({ store, brief = false }: KadanoffProps) {
  const settings = useLab(store, latticeSettings);
  if (brief)
    return (
      <div className="study-view kadanoff">{settings && <Hidden store={store} settings={settings} />}</div>
    );
  return (
    <div className="study-view kadanoff">
      <p className="figure-caption">
        <Term name="blockSpin">Block spins</Term> forget what is small: a block becomes the sign of its
        majority, and the picture shrinks. The hidden units of a machine also sum up patches of spins, if
        learning makes their <Term name="receptiveField">fields</Term> local. Here both look at the same
        lattices.
      </p>
      {settings ? <Comparison store={store} settings={settings} /> : <SetUp store={store} />}
      <Established />
    </div>
  );
}

function SetUp({ store }: Props) {
  // the lattices are being drawn, and the lab says how far they are
  const coming = useLab(store, (state) => state.preparation !== undefined);
  if (coming) return null;
  return (
    <section className="kadanoff-setup" aria-label="Set the lab up">
      <p>The machine in the lab does not learn Ising lattices now. Blocks of spins need spins.</p>
      <SetUpButtons store={store} />
    </section>
  );
}

/** `again`: where lattices are learnt already, it is the comparison that comes first. */
function SetUpButtons({ store, again = false }: Props & { readonly again?: boolean }) {
  return (
    <div className="kadanoff-buttons">
      <Button kind={again ? 'plain' : 'go'} onClick={() => store.getState().change(latticeSetup)}>
        Learn Ising lattices
      </Button>
      <Button onClick={() => store.getState().change(manyTemperatures)}>Learn nine temperatures</Button>
      <span className="figure-caption">
        {again ? 'Starts a new run: ' : 'A new run: '}
        12×12 spins at T = 2.5, or at nine temperatures from 1 to 6.25, and 72 hidden units, which learn well
        within half a minute.
      </span>
    </div>
  );
}

const layersSpec: NumberRange = {
  label: 'layers',
  unit: 'in all',
  min: 2,
  max: 4,
  integer: true,
  scale: 'linear',
};

/** Further layers on the machine as it stands, each with half the units of the one below. */
function StackTraining({ store, settings }: Props & { readonly settings: Settings }) {
  const [layers, setLayers] = useState(3);
  return (
    <StudyBar store={store} kind="stack" start="Train a stack on it" ask={() => stackAskOf(settings, layers)}>
      <NumberBox spec={layersSpec} value={layers} onChange={setLayers} />
    </StudyBar>
  );
}

const machines = [
  { value: 'machine', label: 'the machine' },
  { value: 'stack', label: 'the stack' },
] as const;

interface ComparisonProps extends Props {
  readonly settings: Settings;
}

/** The button that compares, and how. */
function CompareBar({ store, settings }: ComparisonProps) {
  const stack = useLab(store, stackLayers);
  const stacked = useLab(store, (state) => latticeResult(state)?.stacked === true);
  const sides = blockSides(settings.isingSide);
  const [chosen, setBlock] = useKept<number | undefined>(store, 'kadanoff block', () => undefined);
  const [sweeps, setSweeps] = useKept(store, 'kadanoff sweeps', () => 1200);
  const [which, setWhich] = useKept<'machine' | 'stack'>(store, 'kadanoff about', () => 'machine');
  const block = chosen !== undefined && sides.includes(chosen) ? chosen : sides[0];
  const layers = which === 'stack' ? stack : undefined;
  return (
    <StudyBar
      store={store}
      kind="latticeMachine"
      start="Compare with blocks"
      ask={() => askOf(settings, { block, sweeps, ...(layers && { layers }) })}
      {...(stacked && { about: 'about the stack' })}
    >
      {sides.length > 1 && (
        <Segments
          label="Side of a block"
          options={sides.map((side) => ({ value: String(side), label: `${side}×${side}` }))}
          value={String(block)}
          onChange={(side) => setBlock(Number(side))}
        />
      )}
      <NumberBox spec={sweepsSpec} value={sweeps} onChange={setSweeps} />
      {stack && <Segments label="About" options={machines} value={which} onChange={setWhich} />}
    </StudyBar>
  );
}

/** To be begun on a page that shows a part of what comes of it. */
export function BeginComparison({ store }: Props) {
  const settings = useLab(store, latticeSettings);
  return settings ? <CompareBar store={store} settings={settings} /> : null;
}

function Comparison({ store, settings }: ComparisonProps) {
  const result = useLab(store, latticeResult);
  const [level, setLevel] = useState(0);
  const layer = Math.min(level, (result?.layers.length ?? 1) - 1);
  return (
    <>
      <CompareBar store={store} settings={settings} />
      <StackTraining store={store} settings={settings} />
      <Verdict store={store} result={result} />
      {result && result.layers.length > 1 && (
        <Segments
          label="Layer"
          options={result.layers.map(({ hidden }, n) => ({
            value: String(n),
            label: `layer ${n + 1}: ${hidden} units`,
          }))}
          value={String(layer)}
          onChange={(next) => setLevel(Number(next))}
        />
      )}
      <Fields store={store} result={result} level={layer} />
      <CoarsePictures store={store} result={result} level={layer} />
      <div className="kadanoff-pair">
        <Judged result={result} />
        <Flow store={store} result={result} />
      </div>
      <SetUpButtons store={store} again />
    </>
  );
}

/** The hidden units of one machine beside blocks; nothing of its samples, or of where they flow. */
function Hidden({ store, settings }: ComparisonProps) {
  const result = useLab(store, latticeResult);
  return (
    <>
      <CompareBar store={store} settings={settings} />
      <Fields store={store} result={result} level={0} />
      <CoarsePictures store={store} result={result} level={0} />
    </>
  );
}

interface VerdictProps extends Props {
  readonly result: LatticeMachineResult | undefined;
}

function Verdict({ store, result }: VerdictProps) {
  const running = useLab(store, ({ studies }) => studies.latticeMachine.mode === 'running');
  const idle = running
    ? 'Chains run, and lattices flow; what they say comes when all are through.'
    : 'Nothing has been compared yet. Let the machine learn for a while, then compare.';
  return (
    <div className="study-verdict" role="status" aria-label="What the comparison says">
      {result ? (
        <>
          {result.layers.map((layer, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: layers have no other name
            <p key={n}>{wordedLocality(layer, result.stacked ? `Layer ${n + 1}` : 'Fields')}</p>
          ))}
          <p>{wordedSamples(result)}</p>
          <p>{wordedFlow(result)}</p>
        </>
      ) : (
        <p className="soft">{idle}</p>
      )}
    </div>
  );
}
