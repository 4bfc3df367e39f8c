/** Lesson 3: one update taken apart into its two phases. */
import { formatCount, formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import { type Settings, settingSpecs } from '../settings';
import type { WatchedUpdate } from '../state/phasesSlice';
import type { LabState, LabStore } from '../state/store';
import { Phases } from '../views/phases/Phases';
import { valleyNow } from '../views/phases/ValleyReadOuts';
import { weightNow } from '../views/phases/WeightReadOuts';
import type { Lesson, SetUp, SymbolEntry } from './lesson';

const machine: Partial<Settings> = {
  dataSet: 'bars',
  barsSide: 4,
  hiddenUnits: 8,
  weightDeviation: 0.3,
  batchSize: 1,
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 0,
  speed: 2000,
};
const begin = (changes: Partial<Settings> = {}, playing = false): SetUp => ({
  settings: { ...machine, ...changes },
  playing,
  prepare: (store: LabStore) => {
    store.getState().setSelected(undefined);
    store.setState({ watched: undefined });
  },
});

/** The updates watched from the first that has nothing missing to the one just done. */
const done = ({ watched, summary }: LabState): readonly WatchedUpdate[] =>
  watched && watched.run === summary?.run ? watched.done : [];
const latest = (state: LabState): WatchedUpdate | undefined => done(state).at(-1);
const number = (value: number | undefined, digits = 2) =>
  value === undefined ? undefined : formatValue(value, digits);
const updates = ({ frame }: LabState) => frame?.update ?? 0;
const byHalves = ({ settings }: LabState) => settings.stepBy === 'halfSweep';

const symbols = {
  W: {
    is: 'what the weight looked at changes by',
    lights: 'add',
    value: (state) => number(weightNow(state)?.step, 5),
  },
  e: {
    is: 'the learning rate',
    lights: ['step', settingSpecs.learningRate.label],
    value: ({ settings }) => String(settings.learningRate),
  },
  p: {
    is: 'the positive phase, of the weight looked at',
    lights: 'positive',
    value: (state) => number(weightNow(state)?.positive),
  },
  n: {
    is: 'the negative phase, of the weight looked at',
    lights: 'negative',
    value: (state) => number(weightNow(state)?.negative),
  },
  m: {
    is: 'the momentum',
    lights: ['momentum', settingSpecs.momentum.label],
    value: ({ settings }) => String(settings.momentum),
  },
  S: {
    is: 'the step, of the weight looked at',
    lights: 'step',
    value: (state) => number(weightNow(state)?.step, 5),
  },
  l: {
    is: 'the strength of weight decay',
    lights: ['decay', settingSpecs.weightDecay.label],
    value: ({ settings }) => String(settings.weightDecay),
  },
  G: {
    is: 'the difference of the phases, of the weight looked at',
    lights: 'difference',
    value: (state) => number(weightNow(state)?.difference),
  },
} satisfies Readonly<Record<string, SymbolEntry>>;

const same = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Array.from(one).every((value, n) => value === other[n]);

/** Updates that the machine of the second step has to learn from first. */
const learnt = 2000;
/** Weights of the last update that decay alone moved: neither the datum nor the dream had the pixel on. */
function decayedChoice(state: LabState): 'none' | 'used' | 'passed' | undefined {
  const [last, { selected }] = [latest(state), state];
  if (selected?.pixel === undefined || selected.unit === undefined) return undefined;
  if (!last || last.rule.weightDecay === 0) return 'none';
  if (last.rule.momentum > 0) return 'none';
  if (last.walkthrough.vPlus[selected.pixel] || last.walkthrough.vMinus[selected.pixel]) return 'used';
  const n = selected.pixel * last.walkthrough.hPlusMean.length + selected.unit;
  return Math.abs(last.after.W[n]!) < Math.abs(last.before.W[n]!) ? 'passed' : 'none';
}

/** Updates in a row, up to the last, that momentum took part in. */
function carriedInARow(state: LabState): number {
  const carried = done(state).map(({ rule }) => rule.momentum >= 0.5);
  const gap = carried.lastIndexOf(false);
  return carried.length - 1 - gap;
}

/** How far the gap's growth is from its first order, as a share of it. */
function astray(state: LabState): number | undefined {
  const valley = valleyNow(state);
  return valley && valley.expected > 0 ? Math.abs(valley.grown / valley.expected - 1) : undefined;
}

export const phases: Lesson = {
  name: 'phases',
  title: 'Learning is two phases',
  steps: [
    {
      title: 'What the data says, what the dream says',
      say: (
        <>
          <p>
            The last lesson left the likelihood as ℓ = −F<sub>c</sub> + F. Its slope along a weight has two
            parts as well. Lowering F<sub>c</sub> on data is the{' '}
            <Term name="positivePhase">positive phase</Term>: how often v<sub>i</sub> and h<sub>j</sub> are on
            together with the data held. Keeping F up is the <Term name="negativePhase">negative phase</Term>:
            how often they are when the machine is left to itself.
          </p>
          <p>
            The second is an average over everything the machine believes. Contrastive divergence (Hinton
            2002) takes a short dream for it: from h⁺ one step down to v⁻ and up again. Here one sample goes
            through, four half-steps an update.
          </p>
        </>
      ),
      tex: '\\sym{W}{\\Delta W_{ij}}=\\sym{e}{\\varepsilon}\\,\\bigl(\\sym{p}{v_i^+h_j^+}-\\sym{n}{v_i^-h_j^-}\\bigr)',
      symbols: { W: symbols.W, e: symbols.e, p: symbols.p, n: symbols.n },
      set: begin(),
      show: ({ store }) => <Phases store={store} />,
      predict: {
        ask: 'A pixel is on in the data and a hidden unit sees it; in the dream the pixel is off. What happens to the weight between them?',
        options: [
          { name: 'up', say: 'It grows' },
          { name: 'down', say: 'It shrinks' },
          { name: 'same', say: 'It stays' },
        ],
        right: 'up',
        because:
          'Positive minus negative phase is h⁺ − 0, above 0. When this hidden unit is on again, it wants the pixel on a little more. Where only the dream has both on, the weight shrinks: that belief is unlearned.',
      },
      until: {
        task: 'Choose “Half sweep” beside Step, at the top, and go through one whole update: four presses of Step. Follow the lit lines and see each matrix appear.',
        passes: (state) => latest(state)?.byHalves === true,
        hint: (state) => {
          if (!byHalves(state)) return 'Step still does a whole update at once: choose “Half sweep”.';
          const stages = state.watched?.stages.length ?? 1;
          return `${formatCount(Math.max(0, stages - 1))} of 4 half-steps of this update.`;
        },
        because:
          'Two outer products; the learning rate times their difference is the update. Nothing else in learning knows about the data. “What W changed by” is read from the machine itself, and agrees to the rounding of single precision.',
      },
    },
    {
      title: 'When the dream is the datum',
      say: (
        <>
          <p>
            All three matrices have one colour scale. A column is a pixel, a row is a hidden unit. A pixel
            that is off in the data has an empty column in the positive phase; one that is off in the dream,
            in the negative.
          </p>
          <p>
            Only where the two disagree does anything change. So learning is driven by what the machine gets
            wrong, and slows down as its dreams come to look like data.
          </p>
        </>
      ),
      tex: '\\sym{G}{G}=\\sym{p}{v^+h^{+\\top}}-\\sym{n}{v^-h^{-\\top}}',
      symbols: { G: symbols.G, p: symbols.p, n: symbols.n },
      set: begin({}, true),
      show: ({ store }) => <Phases store={store} />,
      predict: {
        ask: 'After one update the dream v⁻ turns out to be the very picture v⁺ it started from. What did the update do to the weights?',
        options: [
          { name: 'strengthen', say: 'It strengthened all that were on together' },
          { name: 'nothing', say: 'Nothing at all' },
          { name: 'weaken', say: 'It weakened them a little' },
        ],
        right: 'nothing',
        because:
          'Equal pictures make equal h, and the matrices cancel number by number. (That says the sample is well remembered, not that the model is right: other pictures may be just as likely and never dreamt of from here.)',
      },
      until: {
        task: 'Let it train for 2,000 updates, pause, and press Step until the dream is the datum, pixel for pixel.',
        passes: (state) => {
          const last = latest(state);
          if (!last || last.update < learnt) return false;
          return same(last.walkthrough.vPlus, last.walkthrough.vMinus);
        },
        hint: (state) => {
          if (updates(state) < learnt) return `${formatCount(updates(state))} of 2,000 updates.`;
          const last = latest(state);
          if (!last) return 'Pause, and press Step.';
          const { vPlus, vMinus } = last.walkthrough;
          return `The dream differs in ${vPlus.filter((bit, i) => bit !== vMinus[i]).length} of ${vPlus.length} pixels.`;
        },
        because:
          'The difference is empty, exactly 0 in all 128 places. With other samples of the same machine it is not: that is the learning still to be done.',
      },
    },
    {
      title: 'A line more: momentum',
      say: (
        <>
          <p>
            The dream is drawn by chance, so each difference is noisy. <Term name="momentum">Momentum</Term>{' '}
            keeps a share μ of the last step and adds it to the new one. What the differences have in common
            adds up; what is chance in them averages out.
          </p>
          <p>
            In the program it is one change in one line. Hinton’s guide (2012) begins with μ = 0.5 and goes on
            with 0.9.
          </p>
        </>
      ),
      tex: '\\sym{S}{S}\\leftarrow\\sym{m}{\\mu}S+\\sym{e}{\\varepsilon}\\sym{G}{G},\\qquad W\\leftarrow W+S',
      symbols: {
        S: { ...symbols.S, lights: 'add' },
        m: symbols.m,
        e: { ...symbols.e, lights: ['step', 'momentum'] },
        G: symbols.G,
      },
      set: begin({ weightDeviation: 0.4 }),
      show: ({ store }) => <Phases store={store} />,
      knobs: ['momentum'],
      predict: {
        ask: 'With μ = 0.9, suppose that every update found the same difference G. How large does the step become in the long run?',
        options: [
          { name: 'one', say: 'εG, as without momentum' },
          { name: 'double', say: '1.9 εG' },
          { name: 'ten', say: '10 εG' },
        ],
        right: 'ten',
        because:
          'εG · (1 + 0.9 + 0.81 + …) = εG / (1 − 0.9). Momentum is also a larger learning rate, by 1/(1 − μ): one who turns it up may have to turn ε down.',
      },
      until: {
        task: 'Switch on momentum, 0.5 or more, and do three updates in a row with it. Watch what goes on of the step before.',
        passes: (state) => carriedInARow(state) >= 3,
        hint: (state) =>
          state.settings.momentum < 0.5
            ? 'Momentum is below 0.5.'
            : `${carriedInARow(state)} of 3 updates with momentum.`,
        because:
          'From the second of them on the step has two parts. Momentum that is switched on starts from rest, so the first carried nothing over.',
      },
    },
    {
      title: 'Another line: weight decay',
      say: (
        <>
          <p>
            <Term name="weightDecay">Weight decay</Term> takes from the difference a small multiple of the
            weight itself. Weights that the data keeps asking for stand against it. Those that nothing asks
            for fade.
          </p>
          <p>
            Small weights also keep the machine mobile: chains mix faster where no weight is enormous. Biases
            are left alone, for they are few and cannot overfit much (Hinton 2012).
          </p>
        </>
      ),
      tex: '\\sym{S}{S}=\\sym{e}{\\varepsilon}\\,\\bigl(\\sym{G}{G}-\\sym{l}{\\lambda}W\\bigr)',
      symbols: { S: symbols.S, e: symbols.e, G: symbols.G, l: symbols.l },
      set: begin({ weightDeviation: 1 }),
      show: ({ store }) => <Phases store={store} />,
      knobs: ['weightDecay'],
      predict: {
        ask: 'A weight is never used: its pixel is off in every datum and every dream. What does decay make of it?',
        options: [
          { name: 'linear', say: 'It falls by the same amount each time, to 0 and past it' },
          { name: 'exponential', say: 'It shrinks by the same factor each time, ever closer to 0' },
          { name: 'nothing', say: 'Nothing: without a difference there is no update' },
        ],
        right: 'exponential',
        because:
          'W ← (1 − ελ) W: the pull is in proportion to what is left. Decay by an equal amount, which ends at exactly 0, is the other kind, the lab’s “Sparse decay”.',
      },
      until: {
        task: 'Turn weight decay up to 0.1 and do an update. Then choose, in the difference, a weight that decay alone has moved: its pixel was off in the datum and in the dream.',
        passes: (state) => state.settings.weightDecay >= 0.05 && decayedChoice(state) === 'passed',
        hint: (state) => {
          if (state.settings.weightDecay < 0.05) return 'Weight decay is hardly on: turn it up.';
          const choice = decayedChoice(state);
          if (choice === undefined) return 'No weight has been chosen: click in the difference.';
          return choice === 'used'
            ? 'The pixel of this weight was on, in the datum or in the dream. Look for an empty column.'
            : 'Do an update with decay.';
        },
        because:
          'Its difference is 0, and its step is −ελW: with ε = 0.1 and λ = 0.1 one hundredth of the weight. A weight that is used has both parts.',
      },
    },
    {
      title: 'A valley dug, a hill raised',
      say: (
        <>
          <p>
            What has this to do with free energy? The gradient of −F<sub>c</sub>(v) along W is v h<sup>⊤</sup>
            , just the matrix of a phase. So an update goes down F<sub>c</sub> at the datum and up F
            <sub>c</sub> at the dream: it digs a valley where the data is and raises a hill where the machine
            strayed.
          </p>
          <p>
            To first order in ε the gap between the two grows by ε times the squared length of the difference,
            which is never below 0. That holds for a small step: ε begins at 0.01 here.
          </p>
        </>
      ),
      tex: '\\Delta\\bigl[F_c(v^-)-F_c(v^+)\\bigr]\\approx\\sym{e}{\\varepsilon}\\,\\lVert\\sym{G}{G}\\rVert^2\\;\\ge 0',
      symbols: {
        e: symbols.e,
        G: {
          ...symbols.G,
          is: 'the difference of the phases, of W and both biases',
          value: () => undefined,
        } as SymbolEntry,
      },
      set: begin({ learningRate: 0.01 }),
      show: ({ store }) => <Phases store={store} valley />,
      knobs: ['learningRate'],
      predict: {
        ask: 'A small step, and the dream is not the datum. What is sure?',
        options: [
          { name: 'data', say: 'F_c of the datum falls' },
          { name: 'gap', say: 'F_c of the datum falls against that of the dream' },
          { name: 'both', say: 'F_c of the datum falls and that of the dream rises' },
        ],
        right: 'gap',
        because:
          'The two share pixels and hidden units, and what moves one moves the other. Both may even rise or fall together. Only their gap is sure to grow.',
      },
      until: {
        task: 'Do an update, and compare the growth of the gap with its first order. Then raise the learning rate until in one update the two differ by more than a third.',
        passes: (state) => (astray(state) ?? 0) > 1 / 3,
        hint: (state) => {
          const by = astray(state);
          return by === undefined
            ? 'Press Step until an update is complete whose dream is not the datum.'
            : `They differ by ${formatValue(100 * by, 1)} % in the last update.`;
        },
        because:
          'The slope is that of the place where the step began. A long step leaves it behind, and may overshoot. That is what a learning rate trades: speed against the truth of the slope.',
      },
    },
  ],
};
