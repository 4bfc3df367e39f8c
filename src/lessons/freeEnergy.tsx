/** Lesson 2: the two halves of a likelihood, of which one is cheap. */
import { formatCount, formatValue } from '../chart/numbers';
import { raised } from '../chart/powersOfTen';
import { Term } from '../chart/Term';
import type { Settings } from '../settings';
import { type Cost, freeEnergyOf, initialFreeEnergy, tellFreeEnergy } from '../state/freeEnergySlice';
import type { LabState, LabStore } from '../state/store';
import { Costs } from '../views/freeEnergy/Costs';
import { logPartitionNow, weigh } from '../views/freeEnergy/clampedTerms';
import { Descent } from '../views/freeEnergy/Descent';
import { FreeEnergy } from '../views/freeEnergy/FreeEnergy';
import { offered } from '../views/freeEnergy/SampleChoice';
import { advantage, SamplePair } from '../views/freeEnergy/SamplePair';
import { ThreeSums } from '../views/freeEnergy/ThreeSums';
import type { Lesson, SetUp, SymbolEntry } from './lesson';

const nats = (value: number | undefined) => (value === undefined ? undefined : `${formatValue(value)} nats`);
const chosen = (state: LabState) => weigh(state, freeEnergyOf(state).sample);
const begin = (settings: Partial<Settings>, playing: boolean): SetUp => ({
  settings,
  playing,
  prepare: (store: LabStore) => tellFreeEnergy(store, { ...initialFreeEnergy, other: 0 }),
});

const symbols = {
  Fc: {
    is: 'the clamped free energy of the sample',
    lights: 'Fc',
    value: (state) => nats(chosen(state)?.freeEnergy),
  },
  a: {
    is: 'the sum of the visible terms',
    lights: 'terms',
    value: (state) => nats(chosen(state)?.visibleSum),
  },
  s: {
    is: 'the sum of the hidden terms',
    lights: 'terms',
    value: (state) => nats(chosen(state)?.hiddenSum),
  },
  v: {
    is: 'the sample',
    lights: 'v',
    value: (state) => `number ${freeEnergyOf(state).sample + 1} of the training rows`,
  },
  F: {
    is: 'the free energy of the whole machine, −ln Z',
    lights: 'F',
    value: (state) => {
      const logPartition = logPartitionNow(state);
      return nats(logPartition === undefined ? undefined : -logPartition);
    },
  },
  l: {
    is: 'the log-likelihood of the sample, ln p(v)',
    lights: 'l',
    value: (state) => nats(likelihood(state)),
  },
} satisfies Readonly<Record<string, SymbolEntry>>;

/** ℓ(v) of the chosen sample, nats; undefined unless the machine rests and F is known of this update. */
function likelihood(state: LabState): number | undefined {
  const [weighed, logPartition] = [chosen(state), logPartitionNow(state)];
  return weighed && logPartition !== undefined ? -weighed.freeEnergy - logPartition : undefined;
}

/** By how much the lowest F_c of the offered samples lies below the chosen one's, nats. */
function aboveLowest(state: LabState): number | undefined {
  const weighed = chosen(state);
  if (!weighed) return undefined;
  const others = Array.from({ length: offered }, (_, index) => weigh(state, index)?.freeEnergy);
  return weighed.freeEnergy - Math.min(...others.filter((value) => value !== undefined));
}

const updates = ({ frame }: LabState) => frame?.update ?? 0;
const resting = ({ frame }: LabState) => frame !== undefined && !frame.playing;
/** Updates that the lesson's machine needs before its likelihoods are worth comparing. */
const learnt = 1000;
const hintOnRest = (state: LabState) =>
  updates(state) < learnt
    ? `${formatCount(updates(state))} of ${formatCount(learnt)} updates: let it play.`
    : 'Now press Pause.';

/** A machine whose F was summed in full, and one whose F never will be. */
const isSummed = ({ hidden, measuredSeconds }: Cost) => hidden >= 20 && measuredSeconds !== undefined;
const isBeyond = ({ hidden, reckonedSeconds }: Cost) => hidden > 36 && reckonedSeconds !== undefined;

const trainedDigits: Partial<Settings> = { dataSet: 'digits', hiddenUnits: 16, speed: 1000 };

export const freeEnergy: Lesson = {
  name: 'freeEnergy',
  title: 'Free energy, and the clamped one',
  steps: [
    {
      title: 'A sum over all hidden states, in one line',
      say: (
        <>
          <p>
            How likely is this digit? First the half of the answer that belongs to the digit alone. Hold the
            visible units to it and sum e<sup>−E</sup> over every state that the hidden layer could be in.
            Minus the logarithm of that sum is the <Term name="clampedFreeEnergy">clamped free energy</Term> F
            <sub>c</sub>(v).
          </p>
          <p>
            No two hidden units are joined. So the sum falls apart into a product, one factor 1 + e
            <sup>x</sup> for each unit, whose logarithm is a short sum. Each bar of the figure is one term of
            it.
          </p>
          <p>
            Nothing is approximated. The essay that these lessons follow (C. H. Martin 2016) speaks of a
            mean-field approximation here, but the layers factorise exactly: the graph is bipartite.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{Fc}{F_c(v)}&=-\\ln\\sum_h e^{-E(v,h)}\\\\&=-\\sym{a}{\\sum_i a_iv_i}-\\sym{s}{\\sum_j\\ln\\bigl(1+e^{b_j+(v^\\top W)_j}\\bigr)}\\end{aligned}',
      symbols: { Fc: symbols.Fc, a: symbols.a, s: symbols.s },
      set: begin(trainedDigits, true),
      show: ({ store, revealed }) => <FreeEnergy store={store} revealed={revealed} />,
      predict: {
        ask: '64 visible and 16 hidden units: F_c(v) sums over 2¹⁶ = 65,536 hidden states. How many terms must be computed?',
        options: [
          { name: 'states', say: '65,536, one for each hidden state' },
          { name: 'units', say: '80, one for each unit' },
          { name: 'one', say: 'One, since v is given' },
        ],
        right: 'units',
        because:
          'Each unit adds one term: 64 + 16 = 80 bars. The input x of a hidden unit costs 64 multiplications, 1,024 in all. The fifth step takes the time.',
      },
      until: {
        task: 'Let the machine train for 1,000 updates and pause it. Then choose, of the ten samples, the one with the lowest F_c.',
        passes: (state) => updates(state) >= learnt && resting(state) && aboveLowest(state) === 0,
        hint: (state) => {
          if (updates(state) < learnt || !resting(state)) return hintOnRest(state);
          return `The lowest of the ten lies ${formatValue(aboveLowest(state))} nats below the one that is chosen.`;
        },
        because: (
          <>
            Low F<sub>c</sub> means much weight e
            <sup>
              −F<sub>c</sub>
            </sup>
            : of these ten, this one is the likeliest. How likely, the other half must say.
          </>
        ),
      },
    },
    {
      title: 'The other half: F',
      say: (
        <>
          <p>
            A probability is a share. The share of v is e to the minus F<sub>c</sub>(v) over Z, the same sum
            with nothing held. With the <Term name="freeEnergy">free energy</Term> F = −ln Z the{' '}
            <Term name="logLikelihood">log-likelihood</Term> becomes a difference of two free energies.
          </p>
          <p>
            F does not know which digit was chosen. It is one number for the whole machine, and it moves only
            when the weights do.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{l}{\\ell(v)}&=\\ln p(v)=-\\sym{Fc}{F_c(v)}+\\sym{F}{F}\\\\\\sym{F}{F}&=-\\ln\\sum_{v}e^{-F_c(v)}\\end{aligned}',
      symbols: { l: symbols.l, Fc: symbols.Fc, F: symbols.F },
      set: begin(trainedDigits, true),
      show: ({ store, revealed }) => <FreeEnergy store={store} revealed={revealed} likelihood />,
      predict: {
        ask: 'F_c(v) and F are both negative numbers here. Which is lower?',
        options: [
          { name: 'F', say: 'F, for every v' },
          { name: 'Fc', say: 'F_c(v), for a likely v' },
          { name: 'either', say: 'It depends on the digit' },
        ],
        right: 'F',
        because:
          'Z adds up the terms of all v, this one among them: it is more than any of them, and F lies below every F_c. The distance is −ℓ(v).',
      },
      until: {
        task: 'Let it train for 1,000 updates, pause, and choose a digit that this machine finds likelier than the mean of its training rows, which the lab measures on its own.',
        passes: (state) => {
          const [own, mean] = [likelihood(state), state.frame?.readings.logLikelihood];
          if (own === undefined || mean?.value === undefined || updates(state) < learnt) return false;
          return mean.update === updates(state) && own > mean.value;
        },
        hint: (state) => {
          if (updates(state) < learnt || !resting(state)) return hintOnRest(state);
          const [own, mean] = [likelihood(state), state.frame?.readings.logLikelihood.value];
          return own === undefined || mean === undefined
            ? 'F is being summed …'
            : `ℓ(v) is ${formatValue(own)} nats, the mean ${formatValue(mean)}.`;
        },
        because:
          'The lab’s mean is the same formula over all training rows: minus their mean F_c, plus the one F. F moves the whole scale; it never changes the order.',
      },
    },
    {
      title: 'A difference needs no F',
      say: (
        <>
          <p>
            Set two samples beside each other: F is the same for both and cancels. Which is likelier, and how
            many times, F<sub>c</sub> alone can say. So it is for the gap between training and held-out data,
            by which one sees <Term name="freeEnergyGap">overfitting</Term> without any Z.
          </p>
          <p>
            This machine has 100 hidden units. Its F is a sum of 2⁶⁴ terms: 585 years at a billion a second.
            Its F<sub>c</sub> is a sum of 164.
          </p>
        </>
      ),
      tex: "\\sym{r}{\\ln\\frac{p(v)}{p(v')}}=\\sym{Fo}{F_c(v')}-\\sym{Fc}{F_c(v)}",
      symbols: {
        r: { is: 'by how much v is likelier', lights: 'ratio', value: (state) => nats(advantage(state)) },
        Fo: {
          is: 'the clamped free energy of v′',
          lights: 'w',
          value: (state) => nats(weigh(state, freeEnergyOf(state).other)?.freeEnergy),
        },
        Fc: { ...symbols.Fc, is: 'the clamped free energy of v', lights: 'v' },
      },
      set: begin({ ...trainedDigits, hiddenUnits: 100 }, true),
      show: ({ store, revealed }) => <SamplePair store={store} revealed={revealed} />,
      predict: {
        ask: 'No one knows this machine’s Z. Can one tell exactly how many times likelier one digit is than another?',
        options: [
          { name: 'no', say: 'No, every probability needs Z' },
          { name: 'roughly', say: 'Only as well as Z is estimated' },
          { name: 'yes', say: 'Yes, exactly' },
        ],
        right: 'yes',
        because:
          'In the ratio Z cancels. What remains is e to the difference of two F_c, 164 terms each. (The machine has 64 + 100 units.)',
      },
      until: {
        task: 'Choose v and v′ such that this machine finds v more than e⁸, about 3,000 times, as likely as v′. Let it train on as you choose.',
        passes: (state) => (advantage(state) ?? 0) > 8 && updates(state) > 0,
        hint: (state) => {
          const gain = advantage(state);
          return gain === undefined
            ? undefined
            : `The difference is ${formatValue(gain)} nats now; it needs to pass 8.`;
        },
        because:
          'Among real digits such factors are common. Over all states F_c spreads wider still, so a small part of them makes up nearly all of Z.',
      },
    },
    {
      title: 'Half of Z on paper',
      say: (
        <>
          <p>
            The trick that made F<sub>c</sub> cheap works for F as well, by half. In Z = Σ<sub>v</sub>Σ
            <sub>h</sub>e<sup>−E</sup> one of the two sums can be done on paper, as a product. Only the other
            has to be gone through, and one may choose which.
          </p>
          <p>
            So it takes 2 to the number of units of the <em>smaller</em> layer, not of both: 2¹⁶ terms for the
            lab’s usual digits in place of 2⁸⁰. That is how this page can show an exact ln Z while it trains.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{Z}{Z}&=\\sym{h}{\\sum_h} e^{b^\\top h}\\prod_i\\bigl(1+e^{a_i+(Wh)_i}\\bigr)\\\\&=\\sym{v}{\\sum_v} e^{a^\\top v}\\prod_j\\bigl(1+e^{b_j+(v^\\top W)_j}\\bigr)\\end{aligned}',
      symbols: {
        Z: { is: 'the partition function: all states of both layers', lights: 'both' },
        h: {
          is: 'the sum over hidden states',
          lights: 'hidden',
          value: ({ summary }) => summary && `${formatCount(2 ** summary.hidden)} terms`,
        },
        v: {
          is: 'the sum over visible states',
          lights: 'visible',
          value: ({ summary }) => summary && `${formatCount(2 ** summary.visible)} terms`,
        },
      },
      set: begin({ dataSet: 'bars', barsSide: 3, hiddenUnits: 5, weightDeviation: 0.5 }, false),
      show: ({ store, revealed }) => <ThreeSums store={store} revealed={revealed} />,
      knobs: ['hiddenUnits'],
      predict: {
        ask: 'Here are 9 visible and 5 hidden units. Three sums: over all 2¹⁴ states of both layers, over 2⁵ hidden, over 2⁹ visible states. What will the three values of ln Z be?',
        options: [
          { name: 'same', say: 'The same, to rounding' },
          { name: 'approximate', say: 'The short ones are approximations' },
          { name: 'lower', say: 'The short ones are smaller, with fewer terms' },
        ],
        right: 'same',
        because:
          'Nothing is left out: each term of a short sum is itself the whole sum over the other layer, done as a product. Fewer terms, each a little dearer.',
      },
      until: {
        task: 'Change the number of hidden units until going through the visible layer is the cheaper way.',
        passes: ({ summary, settings }) =>
          summary !== undefined &&
          settings.dataSet === 'bars' &&
          summary.visible === 9 &&
          summary.hidden > summary.visible,
        hint: ({ summary }) =>
          summary &&
          `2${raised(summary.hidden)} hidden against 2${raised(summary.visible)} visible states: ${summary.hidden < summary.visible ? 'the hidden layer is still the smaller one' : 'neither layer is smaller'}.`,
        because:
          'With more hidden than visible units one walks over v. Adding hidden units beyond that no longer doubles the sum: it is the smaller layer that counts.',
      },
    },
    {
      title: 'What both cost',
      say: (
        <>
          <p>
            Count the terms. F<sub>c</sub> has one for each unit: a unit more, a term more. F has 2 to the
            number of units in the smaller layer: a unit more there, and the count doubles.
          </p>
          <p>
            Now time them. Every row of the table is a machine you have tried, on this computer. F is summed
            by the fastest code the lab has, on several workers, and F<sub>c</sub> by the plainest. Still F
            loses: no speed-up keeps pace with doubling.
          </p>
        </>
      ),
      tex: '\\#\\sym{Fc}{F_c}=V+H,\\qquad \\#\\sym{F}{F}=2^{\\min(V,H)}',
      symbols: {
        Fc: {
          is: 'the number of terms of F_c',
          lights: 'Fc',
          value: ({ summary }) => summary && formatCount(summary.visible + summary.hidden),
        },
        F: {
          is: 'the number of terms of F',
          lights: 'F',
          value: ({ summary }) => summary && formatCount(2 ** Math.min(summary.visible, summary.hidden)),
        },
      },
      set: begin({ dataSet: 'digits', hiddenUnits: 16 }, false),
      show: ({ store }) => <Costs store={store} />,
      knobs: ['hiddenUnits'],
      predict: {
        ask: 'From 16 to 26 hidden units, ten more. What becomes of the two counts?',
        options: [
          { name: 'linear', say: 'F_c: 10 terms more. F: 10 terms more' },
          { name: 'tenfold', say: 'F_c: 10 terms more. F: ten times as many' },
          { name: 'doubling', say: 'F_c: 10 terms more. F: 1,024 times as many' },
        ],
        right: 'doubling',
        because: 'Ten doublings are a factor of 2¹⁰ = 1,024. F_c went from 80 terms to 90.',
      },
      until: {
        task: 'Sum F in full for a machine of 20 hidden units or more. Then go on adding units until the lab refuses, and read what it would have taken.',
        passes: (state) =>
          freeEnergyOf(state).costs.some(isSummed) && freeEnergyOf(state).costs.some(isBeyond),
        hint: (state) => {
          const { costs } = freeEnergyOf(state);
          const [summed, beyond] = [costs.some(isSummed), costs.some(isBeyond)];
          if (!summed) return 'No machine of 20 hidden units or more has been summed in full yet.';
          return beyond ? undefined : 'Now try a machine that is too large: more than 36 hidden units.';
        },
        because:
          'F_c hardly takes longer than before: compare its times. F is out of reach on this page. Beyond 64 hidden units it stops growing here, for then the 64 pixels are the smaller layer. 2⁶⁴ is no comfort.',
      },
    },
    {
      title: 'What training does to them',
      say: (
        <>
          <p>
            To learn is to raise ℓ = −F<sub>c</sub> + F on the data: to make the gap between the two free
            energies small. The data’s F<sub>c</sub> must come down, but that alone is nothing. Raise every
            hidden bias, and F<sub>c</sub> of <em>every</em> picture falls, and F with it.
          </p>
          <p>
            What counts is that F<sub>c</sub> of the data falls <em>further</em> than F. Here is the
            likelihood’s gradient already in outline: one half lowers F<sub>c</sub> on data, the other half
            keeps F up. The next lesson takes those two halves apart.
          </p>
        </>
      ),
      tex: '-\\sym{l}{\\bar\\ell}=\\sym{Fc}{\\overline{F_c(v)}}-\\sym{F}{F}\\;\\ge 0',
      symbols: {
        l: {
          is: 'the mean log-likelihood of the data, by the lab',
          lights: 'l',
          value: ({ frame }) => nats(frame?.readings.logLikelihood.value),
        },
        Fc: {
          is: 'the mean clamped free energy of the data',
          lights: 'Fc',
          value: ({ frame }) => nats(frame?.readings.freeEnergy.value),
        },
        F: {
          is: 'the free energy',
          lights: 'F',
          value: ({ frame }) => {
            const logPartition = frame?.readings.logPartition.value;
            return nats(logPartition === undefined ? undefined : -logPartition);
          },
        },
      },
      set: begin({ ...trainedDigits, weightDeviation: 0.02, speed: 500 }, false),
      show: ({ store }) => <Descent store={store} />,
      predict: {
        ask: 'The machine begins to train on digits. What will the figure show?',
        options: [
          { name: 'data', say: 'F_c of the data falls, F stays' },
          { name: 'gap', say: 'Both move, and the gap between them shrinks' },
          { name: 'F', say: 'F_c of the data stays, F rises' },
        ],
        right: 'gap',
        because:
          'Every weight that lowers F_c of the data enters F as well. No rule of learning holds either of them still; what it is after is their distance. Press Play.',
      },
      until: {
        task: 'Train until the gap is 6 nats smaller than at the start, where the machine knew no more than each pixel’s mean.',
        passes: (state) => (narrowed(state) ?? 0) >= 6,
        hint: (state) => {
          const by = narrowed(state);
          return by === undefined || Math.abs(by) < 0.05
            ? 'Press Play.'
            : `It is ${formatValue(by, 1)} nats smaller so far.`;
        },
        because:
          'Six nats a sample: each training digit is now, in the geometric mean, e⁶, about 400 times as likely as under the machine that began. Neither curve alone would have told.',
      },
    },
  ],
};

/** By how much the mean ℓ of the data lies above the base rate, where a run begins, nats. */
function narrowed({ summary, frame }: LabState): number | undefined {
  const now = frame?.readings.logLikelihood.value;
  return summary && now !== undefined ? now - summary.baseRate : undefined;
}
