/** What the strip says about each sub-step of an update: words and equation, by algorithm. */
import type { ReactNode } from 'react';
import { Term } from '../chart/Term';
import type { Settings } from '../settings';
import type { StepName } from './equation';

export interface Step {
  readonly symbol: string;
  readonly name: string;
  readonly from: 'data' | 'model' | 'both';
  /** What this step is for. */
  readonly why: ReactNode;
  readonly equation: ReactNode;
  /** Comes from a sum over all states: there is no sample to show. */
  readonly summed?: boolean;
}

const Live = ({ name }: { readonly name: string }) => <b className="live" data-live={name} />;
/** A subscript that is itself live: the unit or pixel in focus. */
const Index = ({ name }: { readonly name: string }) => <sub data-live={name} />;
const hiddenEquation = (sign: '⁺' | '⁻') => (
  <>
    <i>p</i>(<i>h</i>
    <Index name="unit" /> = 1 | <i>v</i>
    {sign}) = σ(<i>b</i>
    <Index name="unit" /> + Σ<sub>i</sub> <i>v</i>
    {sign}
    <sub>i</sub> <i>W</i>
    <sub>i,</sub>
    <Index name="unit" />) = σ(
    <Live name="bias" /> <span data-live="sign">+</span> <Live name="sum" />) = <Live name="result" />
  </>
);

const sampled: Record<StepName, Step> = {
  vPlus: {
    symbol: 'v⁺',
    name: 'data',
    from: 'data',
    why: (
      <>
        A sample of the <Term name="batch">batch</Term> sets the <Term name="visibleUnit">visible units</Term>
        : what the machine should come to find likely.
      </>
    ),
    equation: (
      <>
        <i>v</i>⁺ = sample <Live name="sample" />, <i>v</i>⁺
        <Index name="pixel" /> = <Live name="state" />
      </>
    ),
  },
  hPlus: {
    symbol: 'h⁺',
    name: 'hidden',
    from: 'data',
    why: (
      <>
        <Term name="positivePhase">Positive phase</Term>: with the sample held, each{' '}
        <Term name="hiddenUnit">hidden unit</Term> looks at the data on its own. No loop, no waiting: that is
        what the missing connections buy.
      </>
    ),
    equation: hiddenEquation('⁺'),
  },
  vMinus: {
    symbol: 'v⁻',
    name: 'dream',
    from: 'model',
    why: (
      <>
        <Term name="negativePhase">Negative phase</Term>: the hidden units paint a picture from memory. Where
        it differs from the data, the machine believes the wrong thing.
      </>
    ),
    equation: (
      <>
        <i>p</i>(<i>v</i>
        <Index name="pixel" /> = 1 | <i>h</i>) = σ(<i>a</i>
        <Index name="pixel" /> + Σ<sub>j</sub> <i>W</i>
        <Index name="pixel" />
        <sub>,j</sub> <i>h</i>
        <sub>j</sub>) = σ(
        <Live name="bias" /> <span data-live="sign">+</span> <Live name="sum" />) = <Live name="result" />
      </>
    ),
  },
  hMinus: {
    symbol: 'h⁻',
    name: 'hidden',
    from: 'model',
    why: (
      <>
        The hidden units look at the dream as they looked at the data. That closes one{' '}
        <Term name="gibbsSweep">Gibbs sweep</Term>.
      </>
    ),
    equation: hiddenEquation('⁻'),
  },
  change: {
    symbol: 'ΔW',
    name: '= v⁺h⁺ − v⁻h⁻',
    from: 'both',
    why: (
      <>
        Pairs that are on together in the data are strengthened, pairs in the dream weakened. When dreams look
        like data, <Term name="weightChange">the two</Term> cancel and learning is done.
      </>
    ),
    equation: (
      <>
        Δ<i>W</i>
        <Index name="pixel" />
        <sub>,</sub>
        <Index name="unit" /> ∝ <i>v</i>⁺<i>h</i>⁺ − <i>v</i>⁻<i>h</i>⁻ = <Live name="vPlus" /> ·{' '}
        <Live name="hPlus" /> − <Live name="vMinus" /> · <Live name="hMinus" /> = <Live name="result" />
      </>
    ),
  },
};

/** PCD dreams on where its chains were. */
const persistent: Record<StepName, Step> = {
  ...sampled,
  vMinus: {
    ...sampled.vMinus,
    why: (
      <>
        <Term name="negativePhase">Negative phase</Term>: a chain that never starts afresh dreams on from
        where the last update left it. Where it differs from the data, the machine believes the wrong thing.
      </>
    ),
  },
};

const everyState = (
  <>
    ⟨<i>v</i>
    <Index name="pixel" /> <i>h</i>
    <Index name="unit" />⟩ = Σ<sub>v,h</sub> <i>p</i>(<i>v</i>, <i>h</i>) <i>v</i>
    <Index name="pixel" /> <i>h</i>
    <Index name="unit" />
  </>
);
const noDream = (
  <>
    <Term name="negativePhase">Negative phase</Term> without a dream: the exact gradient weighs every state of
    the machine by its probability, so there is no one picture to show.
  </>
);

/** The exact gradient draws nothing: sums over all states stand in the dream's place. */
const enumerated: Record<StepName, Step> = {
  ...sampled,
  vMinus: { ...sampled.vMinus, name: 'summed', why: noDream, equation: everyState, summed: true },
  hMinus: { ...sampled.hMinus, name: 'summed', why: noDream, equation: everyState, summed: true },
  change: {
    ...sampled.change,
    name: '= v⁺h⁺ − ⟨vh⟩',
    why: (
      <>
        Pairs that are on together in the data are strengthened, pairs that the machine expects are weakened.
        When <Term name="weightChange">the two</Term> agree, learning is done.
      </>
    ),
    equation: (
      <>
        Δ<i>W</i>
        <Index name="pixel" />
        <sub>,</sub>
        <Index name="unit" /> ∝ <i>v</i>⁺<i>h</i>⁺ − ⟨<i>v h</i>⟩ = <Live name="vPlus" /> ·{' '}
        <Live name="hPlus" /> − ⟨<i>v h</i>⟩
      </>
    ),
    summed: true,
  },
};

/** Parallel tempering: the coldest chain of a ladder dreams, and swaps its dream for a hotter one's. */
const tempered: Record<StepName, Step> = {
  ...sampled,
  vMinus: {
    ...sampled.vMinus,
    why: (
      <>
        <Term name="negativePhase">Negative phase</Term>: of each ladder of chains, the one at β = 1 dreams
        for learning. The hotter ones wander freely; <Term name="parallelTempering">swaps</Term> bring it what
        they found.
      </>
    ),
  },
};

const noSample = (
  <>
    <Term name="negativePhase">Negative phase</Term> without a dream: the{' '}
    <Term name="fixedPoint">fixed point</Term> gives every unit one mean value, so there is no one picture to
    show.
  </>
);
const magnetisations = (order: 1 | 2) => (
  <>
    ⟨<i>v</i>
    <Index name="pixel" /> <i>h</i>
    <Index name="unit" />⟩ ≈ <i>m</i>
    <Index name="pixel" /> <i>m</i>
    <Index name="unit" />
    {order === 2 && ' + a term in W'}, <i>m</i>
    <Index name="pixel" /> = σ(<i>a</i>
    <Index name="pixel" /> + Σ<sub>j</sub> <i>W</i>
    <Index name="pixel" />
    <sub>,j</sub> <i>m</i>
    <sub>j</sub>
    {order === 2 && ' + terms in W²'})
  </>
);

/** Mean field to first order in the weights, TAP-2 to second. */
function approximated(order: 1 | 2): Record<StepName, Step> {
  const means = { name: 'means', why: noSample, equation: magnetisations(order) };
  return {
    ...enumerated,
    vMinus: { ...enumerated.vMinus, ...means },
    hMinus: { ...enumerated.hMinus, ...means },
  };
}
const meanField = approximated(1);
const tap2 = approximated(2);

export const stepsOf = (algorithm: Settings['algorithm']): Record<StepName, Step> =>
  ({
    cd: sampled,
    pcd: persistent,
    tempering: tempered,
    meanField,
    tap2,
    exact: enumerated,
  })[algorithm];
