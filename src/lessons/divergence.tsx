/** Lesson 4: the negative phase cut short, what that costs exactly, and what it looks like when it goes wrong. */
import { lazy } from 'react';
import { formatCount, formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import { type Settings, settingSpecs } from '../settings';
import type { ComparisonPoint, ContenderRun } from '../state/comparisonSlice';
import { type Contender, contenderOf } from '../state/contender';
import type { LabState, LabStore } from '../state/store';
import { bestOf } from '../views/compare/curves';
import type { Lesson, SetUp, SymbolEntry } from './lesson';

const Gradient = lazy(async () => ({ default: (await import('../views/gradient/Gradient')).Gradient }));
const SweepBias = lazy(async () => ({
  default: (await import('../views/gradient/SweepBias')).SweepBias,
}));
const Compare = lazy(async () => ({ default: (await import('../views/compare/Compare')).Compare }));

/** Thirteen units: small enough for exact expectations many times a second. */
const small: Partial<Settings> = {
  dataSet: 'bars',
  barsSide: 3,
  hiddenUnits: 4,
  weightDeviation: 0.1,
  startingBiases: 'zero',
  batchSize: 8,
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 0,
  algorithm: 'cd',
  gibbsSteps: 1,
  speed: 200,
};
/** The machine on which CD is known to go wrong (after Fischer & Igel 2010): all 32 points in every batch. */
const goesWrong: Partial<Settings> = {
  ...small,
  barsSide: 4,
  hiddenUnits: 16,
  batchSize: 32,
  speed: 1000,
};

/** The lab at rest, and methods to compare on its settings. */
const comparing = (
  settings: Partial<Settings>,
  length: number,
  contenders: readonly Partial<Contender>[],
): SetUp => ({
  settings,
  playing: false,
  prepare: (store: LabStore) => {
    const { settings: now, setContenders, setComparisonLength, setComparisonAxis } = store.getState();
    setContenders(contenders.map((changes) => contenderOf(now, changes)));
    setComparisonLength(length);
    setComparisonAxis('updates');
  },
});

const resultOf = (state: LabState) => state.studies.gradient.result;
const biasNow = (state: LabState) => resultOf(state)?.expected?.relativeBias.value;

const sweepSymbols: Readonly<Record<string, SymbolEntry>> = {
  k: {
    is: 'sweeps of the chain in each update',
    lights: settingSpecs.gibbsSteps.label,
    value: ({ settings }) => formatCount(settings.gibbsSteps),
  },
  lambda: {
    is: 'the second eigenvalue of the sweep',
    lights: 'λ₂ of the sweep',
    value: (state) => formatValue(resultOf(state)?.sweep?.secondEigenvalue, 4),
  },
  tau: {
    is: 'the relaxation time, in sweeps',
    lights: 'Relaxation time',
    value: (state) => `${formatValue(resultOf(state)?.sweep?.relaxationTime, 1)} sweeps`,
  },
  bias: {
    is: 'what averaging leaves of the error, over the length of the exact gradient',
    lights: ['Relative bias', 'Bias of CD-k'],
    value: (state) => formatValue(biasNow(state), 3),
  },
};

export const divergence: Lesson = {
  name: 'divergence',
  title: 'CD, and the equilibrium nobody waits for',
  steps: [
    {
      title: 'Noise averages out, bias does not',
      say: (
        <>
          <p>
            The gradient of the likelihood has two halves. The positive one is a mean over the data. The
            negative one is a mean over what the machine itself would dream, and for that a Gibbs chain must
            run until it has forgotten where it began.
          </p>
          <p>
            <Term name="contrastiveDivergence">Contrastive divergence</Term> (Hinton 2002) does not wait. It
            starts each chain at a row of the data, makes k sweeps, often one, and takes what it finds. Such
            an estimate errs in two ways: by noise, which averages out over updates, and by{' '}
            <Term name="gradientBias">bias</Term>, which does not.
          </p>
          <p>This machine has 13 units: its mean over all chance is exact.</p>
        </>
      ),
      tex: '\\sym{bias}{\\frac{\\lVert\\langle g_{\\mathrm{CD}\\text{-}k}\\rangle-g\\rVert}{\\lVert g\\rVert}},\\qquad g=\\langle vh^{\\mathsf T}\\rangle_{\\mathrm{data}}-\\langle vh^{\\mathsf T}\\rangle_{\\mathrm{model}}',
      symbols: sweepSymbols,
      set: { settings: small, playing: false },
      show: ({ store }) => <Gradient store={store} brief />,
      knobs: ['batchSize', 'gibbsSteps'],
      predict: {
        ask: 'The weights are small now. As the machine learns by CD-1, what becomes of the bias, as a share of the exact gradient?',
        options: [
          { name: 'falls', say: 'It falls: a better machine is closer to the data' },
          { name: 'stays', say: 'It stays: one sweep is one sweep' },
          { name: 'grows', say: 'It grows, until it is about as long as the gradient itself' },
        ],
        right: 'grows',
        because:
          'Small weights make a forgetful chain: one sweep nearly is equilibrium. Large ones hold it where it began. CD-1 comes to rest where its own mean is zero: there the bias is all that is left of the exact gradient.',
      },
      until: {
        task: 'Let the machine train with CD-1 (Play, above) until the bias on average is at least half of the exact gradient.',
        passes: (state) => {
          const { algorithm, gibbsSteps } = resultOf(state) ?? {};
          return algorithm === 'cd' && gibbsSteps === 1 && (biasNow(state) ?? 0) >= 0.5;
        },
        hint: (state) => {
          const bias = biasNow(state);
          if (bias === undefined) return 'The bias is not known yet.';
          if (resultOf(state)?.gibbsSteps !== 1) return 'k is no longer 1.';
          return `The relative bias is ${formatValue(bias, 2)} after ${formatCount(resultOf(state)!.update)} updates.`;
        },
        because:
          'Batches of any size leave it there: it is what remains when all chance has been averaged out. Pause, raise k, and see the dashed arrow swing towards the exact gradient.',
      },
    },
    {
      title: 'What further sweeps buy',
      say: (
        <>
          <p>
            A sweep is a matrix that acts on probabilities. Its largest eigenvalue is 1 and belongs to the
            equilibrium. The next, <Term name="secondEigenvalue">λ₂</Term>, says how much of the slowest
            memory each sweep leaves. After k sweeps λ₂ᵏ of it are left, and the bias falls with it.
          </p>
          <p>
            So k buys a factor, not an amount. In <Term name="relaxationTime">relaxation times</Term>, −1/ln
            λ₂ sweeps each, the memory falls to 37 %. But λ₂ comes nearer to 1 as the weights grow: the better
            a machine has learned, the longer its equilibrium is to wait for.
          </p>
        </>
      ),
      tex: '\\sym{bias}{\\mathrm{bias}}\\;\\sim\\;\\sym{lambda}{\\lambda_2}^{\\sym{k}{k}}=e^{-\\sym{k}{k}/\\sym{tau}{\\tau}},\\qquad \\sym{tau}{\\tau}=-\\frac1{\\ln\\sym{lambda}{\\lambda_2}}',
      symbols: sweepSymbols,
      // the decay keeps λ₂ where k ≤ 100 can still do something
      set: { settings: { ...small, weightDecay: 0.005, speed: 500 }, playing: true },
      show: SweepBias,
      knobs: ['gibbsSteps'],
      predict: {
        ask: 'Say λ₂ is 0.9. How much of what a chain forgets slowest is left after ten sweeps?',
        options: [
          { name: 'nothing', say: 'Nothing: ten times a tenth is gone' },
          { name: 'third', say: 'About a third' },
          { name: 'most', say: 'About nine tenths' },
        ],
        right: 'third',
        because: '0.9 to the tenth is 0.35. To come down to 5 % takes 29 sweeps; at λ₂ = 0.99 it takes 299.',
      },
      until: {
        task: 'Let it train until λ₂ is at least 0.8, and pause. Then find a k for which the mean of CD-k lies within 5 % of the exact gradient.',
        passes: (state) => {
          const { sweep, gibbsSteps } = resultOf(state) ?? {};
          return (
            (sweep?.secondEigenvalue ?? 0) >= 0.8 &&
            gibbsSteps === state.settings.gibbsSteps &&
            (biasNow(state) ?? 1) <= 0.05
          );
        },
        hint: (state) => {
          const { sweep, gibbsSteps } = resultOf(state) ?? {};
          if (!sweep || biasNow(state) === undefined) return 'The sweep is not known yet.';
          return `λ₂ is ${formatValue(sweep.secondEigenvalue, 3)}; at k = ${gibbsSteps} the relative bias is ${formatValue(biasNow(state), 3)}.`;
        },
        because:
          'That many sweeps cost that many times the work in every update, on a machine of 13 units. This is why nobody waits, and why it is worth knowing what not waiting does.',
      },
    },
    {
      title: 'Chains that never go home',
      say: (
        <>
          <p>
            <Term name="persistentContrastiveDivergence">Persistent CD</Term> takes another way out. Its
            chains do not begin at the data again but go on from update to update. The weights hardly change
            in one update, so a chain that was near equilibrium stays near it: many updates share one long
            wait.
          </p>
          <p>
            Here CD-1 and PCD-1 do the same work, one sweep an update, on bars and stripes 4×4 with a small
            learning rate, 0.02. The likelihood is exact.
          </p>
        </>
      ),
      set: comparing({ ...goesWrong, learningRate: 0.02 }, 12_000, [
        { algorithm: 'cd' },
        { algorithm: 'pcd', chainCount: 32 },
      ]),
      show: Compare,
      predict: {
        ask: 'Which of the two reaches the higher likelihood in 12,000 updates?',
        options: [
          { name: 'cd', say: 'CD-1, which stays close to the data' },
          { name: 'pcd', say: 'PCD-1, whose chains get around' },
          { name: 'same', say: 'Neither: with one sweep each they do the same' },
        ],
        right: 'pcd',
        because:
          'CD-1 never learns of what the machine dreams far from the data. Chains that wander come upon it, and it is unlearned.',
      },
      until: {
        task: 'Press Compare. After 8,000 updates of both, PCD-1’s best should be at least 0.3 nats per sample above CD-1’s.',
        passes: (state) =>
          leadOf(state, 'pcd', 'cd') >= 0.3 &&
          state.comparison.runs.every(({ points }) => (points.at(-1)?.update ?? 0) >= 8000),
        hint: (state) => {
          const lead = leadOf(state, 'pcd', 'cd');
          return Number.isNaN(lead)
            ? 'Compare has not been pressed with CD-1 and PCD-1.'
            : `PCD-1’s best is ${formatValue(Math.abs(lead), 2)} nats ${lead < 0 ? 'below' : 'above'} CD-1’s.`;
        },
        because:
          'The same work, and a better machine. But see how PCD-1 begins to shake late: as λ₂ comes near 1 its chains fall behind the weights. The next step lets that happen.',
      },
    },
    {
      title: 'When CD goes wrong',
      say: (
        <>
          <p>
            The same machine, five times the rate. Two numbers are commonly watched in place of the
            likelihood, because they need no Z: the{' '}
            <Term name="reconstructionError">reconstruction error</Term>, how far one sweep takes a sample
            from itself, and the <Term name="pseudoLikelihood">pseudo-likelihood</Term>, how well each pixel
            is told by the others.
          </p>
          <p>
            Fischer and Igel (2010) found machines on which CD’s likelihood rises, then falls for good. This
            is theirs, or nearly: 16 visible and 16 hidden units, all 32 points of the process in each batch,
            no weight decay.
          </p>
        </>
      ),
      set: comparing(goesWrong, 12_000, [
        { algorithm: 'cd' },
        { algorithm: 'cd', gibbsSteps: 10 },
        { algorithm: 'pcd', chainCount: 32 },
      ]),
      show: Compare,
      predict: {
        ask: 'CD-1’s likelihood will pass its best and fall. What does its reconstruction error do meanwhile?',
        options: [
          { name: 'rises', say: 'It rises too, and so gives warning' },
          { name: 'level', say: 'It stays where it was at the best' },
          { name: 'falls', say: 'It goes on falling, as if all were well' },
        ],
        right: 'falls',
        because:
          'It asks only whether a chain stays near the data it began at. Chains that cannot leave pass that test best of all, and they are the very reason why CD is wrong.',
      },
      until: {
        task: 'Press Compare. Wait until CD-1’s likelihood lies 0.3 nats per sample (about 10 nats over the 32 points) below its best, with a smaller reconstruction error than it had there.',
        passes: (state) => {
          const { fall, error } = misled(state);
          return fall >= 0.3 && error < 0;
        },
        hint: (state) => {
          const { fall, error } = misled(state);
          if (Number.isNaN(fall)) return 'Compare has not been pressed.';
          const side = error > 0 ? 'above' : 'below';
          return `CD-1 lies ${formatValue(fall, 2)} nats below its best, its reconstruction error ${formatValue(Math.abs(error), 4)} ${side} what it was there.`;
        },
        because:
          'Neither substitute is the likelihood. PCD-1 fails worse at this rate: its weights outrun its chains. Only the curve of the exact likelihood shows either.',
      },
    },
    {
      title: 'Keeping the chain loose',
      say: (
        <>
          <p>
            What goes wrong is that weights grow until the chain is stuck. More sweeps postpone it, at a
            price. Something that holds the weights back also holds λ₂ away from 1, so that one sweep stays
            worth having.
          </p>
          <p>
            No remedy is for free: a smaller rate is slower, a decay moves the optimum, more sweeps cost time.
            Which to take is a question for the likelihood, wherever one can have it. Hinton’s practical guide
            (2012) advises small weight decay for this reason among others.
          </p>
        </>
      ),
      set: comparing(goesWrong, 12_000, [{ algorithm: 'cd' }, { algorithm: 'cd', learningRate: 0.05 }]),
      show: Compare,
      predict: {
        ask: 'A weight decay (L2) of 0.001 is given to CD-1. What does it do to the likelihood in the long run?',
        options: [
          { name: 'lower', say: 'Lower than without: it pulls away from the optimum' },
          { name: 'higher', say: 'Higher, by more than a nat per sample' },
          { name: 'slower', say: 'The same fall, only later' },
        ],
        right: 'higher',
        because:
          'It gives up a little of the best machine there is, and gains an estimate that can be believed. CD-1 without it ends more than a nat per sample lower.',
      },
      until: {
        task: 'Change one of the two so that, still CD-1, it ends within 0.3 nats of its best and above −4.4 nats per sample, after at least 10,000 updates. Halving the rate, as the second does, is not enough.',
        passes: ({ comparison }) =>
          comparison.runs.some(
            ({ points }, n) => isPlainOf(comparison.asked?.contenders[n], 'cd') && holds(points),
          ),
        hint: ({ comparison }) => {
          const lasts = comparison.runs.map(({ points }) => points.at(-1));
          if (lasts.every((last) => last === undefined)) return 'Nothing has been compared yet.';
          const parts = lasts.map(
            (last, n) =>
              `method ${n + 1} at ${formatCount(last?.update ?? 0)} updates: ${formatValue(last?.logLikelihood)} nats`,
          );
          return `${parts.join('; ')}.`;
        },
        because:
          'One number, no more work, and the likelihood stays. It could only be judged because ln Z of this machine is known exactly.',
      },
    },
  ],
};

/** By how much the best of one method, at one sweep an update, lies above that of another, nats per sample; NaN without both. */
function leadOf({ comparison }: LabState, one: string, other: string): number {
  const best = (algorithm: string) =>
    bestOf(runOf(comparison, algorithm)?.points ?? [])?.logLikelihood ?? Number.NaN;
  return best(one) - best(other);
}

function runOf({ asked, runs }: LabState['comparison'], algorithm: string): ContenderRun | undefined {
  const index = asked?.contenders.findIndex((contender) => isPlainOf(contender, algorithm)) ?? -1;
  return runs[index];
}

/** That method with one sweep an update: what the steps compare at equal work. */
const isPlainOf = (contender: Contender | undefined, algorithm: string): boolean =>
  contender?.algorithm === algorithm && contender.gibbsSteps === 1;

/** How far CD-1 has fallen below its best, nats per sample, and by how much its reconstruction error has changed. */
function misled({ comparison }: LabState): { readonly fall: number; readonly error: number } {
  const index = comparison.asked?.contenders.findIndex(
    ({ algorithm, gibbsSteps, weightDecay }) => algorithm === 'cd' && gibbsSteps === 1 && weightDecay === 0,
  );
  const points = comparison.runs[index ?? -1]?.points ?? [];
  const [best, last] = [bestOf(points), points.at(-1)];
  return {
    fall: (best?.logLikelihood ?? Number.NaN) - (last?.logLikelihood ?? Number.NaN),
    error: (last?.reconstructionError ?? Number.NaN) - (best?.reconstructionError ?? Number.NaN),
  };
}

/** Long trained, and still good. */
function holds(points: readonly ComparisonPoint[]): boolean {
  const [best, last] = [bestOf(points)?.logLikelihood, points.at(-1)];
  if (best === undefined || last?.logLikelihood === undefined) return false;
  return last.update >= 10_000 && last.logLikelihood >= best - 0.3 && last.logLikelihood > -4.4;
}
