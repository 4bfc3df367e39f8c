/** Lesson 10: what a machine is good for once it has learned: to dream, to code, to fill in, and to start a deeper net. */
import { lazy } from 'react';
import { formatCount, formatMany, formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import { meanWithError } from '../core/classifier';
import { fastest, type Settings } from '../settings';
import type { LabState } from '../state/store';
import { chainsNow, GibbsChains } from '../views/GibbsChains';
import { switchedShare } from '../views/switchedShare';
import type { FigureProps, Lesson } from './lesson';

const Codes = lazy(async () => ({ default: (await import('../views/codes/Codes')).Codes }));
const Inpainting = lazy(async () => ({
  default: (await import('../views/inpainting/Inpainting')).Inpainting,
}));
const Stack = lazy(async () => ({ default: (await import('../views/stack/Stack')).Stack }));
const Features = lazy(async () => ({ default: (await import('../views/stack/Features')).Features }));

/** The digits, on a machine that learns them within seconds. */
const digits = (hiddenUnits: number, speed: number): Partial<Settings> => ({
  dataSet: 'digits',
  hiddenUnits,
  algorithm: 'cd',
  gibbsSteps: 1,
  speed,
});

type Studies = LabState['studies'];
/** A way to classify. */
type Way = NonNullable<Studies['features']['result']>['rows'][number]['kind'];

/** Small enough for seconds; the README's table takes minutes. */
const smallFeatures: NonNullable<Studies['features']['asked']> = {
  hidden: 64,
  stack: [96, 64],
  epochs: 20,
  learningRate: 0.1,
  seeds: 2,
  seed: 1,
  fineTuningEpochs: 5,
};

/** What a study says of the machine that is open. */
function resultOf<K extends keyof Studies>({ studies, summary }: LabState, kind: K) {
  const { result, about } = studies[kind];
  return about?.run === summary?.run ? result : undefined;
}
const updatesOf = ({ frame }: LabState) => frame?.update ?? 0;
const percent = (share: number | undefined, digits = 0) =>
  share === undefined || Number.isNaN(share) ? '–' : `${formatValue(100 * share, digits)} %`;
const nats = (value: number | undefined) => (value === undefined ? undefined : `${formatValue(value)} nats`);

/** Share of open pixels that a sweep changes; NaN while the chains on show are still those of another view. */
function restlessness(state: LabState): number {
  const chains = chainsNow(state);
  if (!chains || chains.length < 5) return Number.NaN;
  const { films, visible, kept } = chains;
  const held = films.every((on, n) => !kept?.[n % visible] || on === films[n % visible]);
  return held ? switchedShare(chains) : Number.NaN;
}

/** By how much a layer of the stack is above independent units on its own rows, nats per row. */
function aboveIndependent(state: LabState, layer: number): number {
  const measured = resultOf(state, 'stack')?.measurements[layer - 1];
  return (measured?.logLikelihood?.value ?? Number.NaN) - (measured?.baseRate ?? Number.NaN);
}

/** What the stack's start is worth to the same net: by seed, as a share. */
function headStart(state: LabState): readonly number[] {
  const rows = resultOf(state, 'features')?.rows ?? [];
  const of = (kind: Way) => rows.find((row) => row.kind === kind)?.accuracies ?? [];
  return of('fineTuned').map((share, n) => share - (of('random')[n] ?? Number.NaN));
}
const meanAccuracy = (state: LabState, kind: Way) => {
  const row = resultOf(state, 'features')?.rows.find((one) => one.kind === kind);
  return row && meanWithError(row.accuracies).mean;
};

export const uses: Lesson = {
  name: 'uses',
  title: 'What RBMs are for',
  steps: [
    {
      title: 'It dreams',
      say: (
        <>
          <p>
            A machine that has learned is a p(v) one can draw from. Draw the hidden layer given the visible
            one, then the visible layer given the hidden one, and again: a{' '}
            <Term name="gibbsChain">Gibbs chain</Term>, the same that contrastive divergence (Hinton 2002)
            learns by. In the long run each picture comes as often as p says. If some pixels are held fast all
            the while, the chain draws the others given these.
          </p>
          <p>
            <Term name="beta">β</Term> multiplies all energies. At 1 the machine is as it was learned; at 0
            every picture is as likely as any other. Here 64 hidden units are learning handwritten digits
            while eight chains dream.
          </p>
        </>
      ),
      tex: '\\sym{p}{p_\\beta(v)}=\\frac1{Z_\\beta}\\sum_he^{-\\sym{beta}{\\beta}E(v,h)}',
      symbols: {
        p: { is: 'what the chains draw from, once they have run long enough', lights: 'Gibbs chains' },
        beta: {
          is: 'the inverse temperature of the chains',
          lights: 'β',
          value: ({ view }) => formatValue(view.chainView.beta),
        },
      },
      set: {
        settings: digits(64, 1000),
        playing: true,
        prepare: (store) =>
          store.getState().setChainView({ mode: 'free', beta: 1, keep: 'upper half', sample: 0 }),
      },
      show: ({ store }) => <GibbsChains store={store} />,
      predict: {
        ask: 'The machine has learned, and β is raised from 1 to 4. What do the chains do?',
        options: [
          { name: 'same', say: 'Nothing new: only differences of energy matter' },
          { name: 'wander', say: 'They move faster, from digit to digit' },
          { name: 'settle', say: 'Each settles on one picture and hardly moves' },
        ],
        right: 'settle',
        because:
          'Only differences matter, but these are four times as large: what was e² times likelier is now e⁸ times. A chain runs down into a low valley and has no heat left to climb out of it.',
      },
      until: {
        task: 'After at least 3,000 updates, let the chains go on from half a sample (Clamped), and raise β until fewer than 1 % of the open pixels switch in a sweep.',
        passes: (state) =>
          updatesOf(state) >= 3000 &&
          state.view.chainView.mode === 'clamped' &&
          state.view.chainView.beta > 1 &&
          restlessness(state) < 0.01,
        hint: (state) => {
          const free = state.view.chainView.mode === 'free' ? 'The chains run free; ' : '';
          const share = restlessness(state);
          if (Number.isNaN(share)) return 'The chains have only begun.';
          return `${free}${percent(share, 1)} of the open pixels switch in a sweep, after ${formatMany(updatesOf(state), 'update')}.`;
        },
        because:
          'The held half decides which valley the chain falls into, and a cold chain shows its floor. The variety is gone with the heat: samples of p(v) are drawn at β = 1, and nowhere else.',
      },
    },
    {
      title: 'Codes, and what they gather',
      say: (
        <>
          <p>
            Read upwards, a machine turns a picture into its <Term name="code">code</Term>: the probabilities
            of the hidden units. To dream digits with 20 units it has to find what goes together in them. No
            label is ever shown to it.
          </p>
          <p>
            Cut at ½, the code is 20 bits. Samples that share theirs are one to the machine. Are they one to
            us? <Term name="purity">Purity</Term> is the share that bears the usual label of their cluster.
            Small clusters are pure by chance, so beside it stands what the same clusters get with the labels
            shuffled.
          </p>
        </>
      ),
      tex: '\\sym{purity}{\\mathrm{purity}}=\\frac1{\\sym{n}{n}}\\sum_{\\sym{c}{c}}\\max_{\\ell}\\,n_{c\\ell}',
      symbols: {
        c: {
          is: 'the codes that two samples or more share, n with label ℓ among them; such codes',
          lights: 'Clusters of two or more',
          value: (state) => formatCount(resultOf(state, 'codes')?.clusters.shared ?? Number.NaN),
        },
        purity: {
          is: 'the share that bears the usual label of its cluster',
          lights: 'Purity',
          value: (state) => formatValue(resultOf(state, 'codes')?.clusters.purity),
        },
        n: {
          is: 'the samples that share their code with others',
          lights: 'Clusters of two or more',
          value: (state) => formatCount(resultOf(state, 'codes')?.clusters.sharing ?? Number.NaN),
        },
      },
      set: { settings: digits(20, fastest), playing: false },
      show: ({ store }: FigureProps) => <Codes store={store} />,
      predict: {
        ask: 'After it has learned: of the samples that share a code, how many bear the usual label of their cluster?',
        options: [
          { name: 'chance', say: 'About 4 in 10, as with shuffled labels: it never saw one' },
          { name: 'half', say: 'Somewhat more than half' },
          { name: 'most', say: 'More than 8 in 10' },
        ],
        right: 'most',
        because:
          'Pictures of one digit share their strokes, and strokes are what the units have come to stand for. Part of it costs no learning: the code of random weights also keeps like pictures together, as you can see before you press Play.',
      },
      until: {
        task: 'Lay out the codes of the untrained machine. Then let it learn for a few seconds (Play, above), pause, and lay them out again: purity should be at least 0.85, with 30 samples or more that share their code.',
        passes: (state) => {
          const clusters = resultOf(state, 'codes')?.clusters;
          const { purity, byChance, sharing } = clusters ?? {};
          if (purity === undefined || byChance === undefined) return false;
          return (
            purity >= 0.85 &&
            (sharing ?? 0) >= 30 &&
            purity > byChance.mean + 5 * Math.max(0, byChance.deviation)
          );
        },
        hint: (state) => {
          const result = resultOf(state, 'codes');
          if (!result)
            return `No codes are laid out; the machine has made ${formatCount(updatesOf(state))} updates.`;
          const { purity, byChance, sharing } = result.clusters;
          return `After ${formatMany(result.update, 'update')}: purity ${formatValue(purity)}, by chance ${formatValue(byChance?.mean)}, over ${formatMany(sharing, 'sample')}.`;
        },
        because:
          'Learning p(v) has found what we call digits, as far as the pixels tell. Not all of it: the clusters that are impure, and samples with a code of their own, are what labels would still be needed for.',
      },
    },
    {
      title: 'It fills in what is missing',
      say: (
        <>
          <p>
            Whoever knows p(v) can complete a picture: hold the known pixels and look at the{' '}
            <Term name="posterior">rest given these</Term>. Z cancels in that ratio, so that inpainting,
            unlike the likelihood, never needs it.
          </p>
          <p>
            Three ways: the mean over many Gibbs sweeps; mean field, which puts means for units, without
            chance; and sweeps that cool down to one picture of low energy. Each is judged by the share of
            open pixels that come out right, over many digits it has never seen, beside the guess that needs
            no machine: each pixel’s usual value.
          </p>
        </>
      ),
      tex: 'p(\\sym{open}{v_{\\mathrm{open}}}\\mid v_{\\mathrm{known}})=\\frac{e^{-F_c(v_{\\mathrm{open}},\\,v_{\\mathrm{known}})}}{\\sum_{v^{\\prime}_{\\mathrm{open}}}e^{-F_c(v^{\\prime}_{\\mathrm{open}},\\,v_{\\mathrm{known}})}}',
      symbols: {
        open: {
          is: 'the pixels left open; of this picture so many came out right',
          lights: 'Recovered',
          value: (state) => {
            const result = resultOf(state, 'inpainting');
            return result && `${percent(result.recovered)} of ${formatCount(result.open.length)}`;
          },
        },
      },
      set: { settings: digits(64, fastest), playing: false },
      show: ({ store }: FigureProps) => <Inpainting store={store} />,
      predict: {
        ask: 'The lower half is covered. Over many rows, which gets more of its pixels right?',
        options: [
          { name: 'usual', say: 'Each pixel’s usual value: half a digit says little about the rest' },
          { name: 'annealed', say: 'The annealed picture: the likeliest whole is the best guess' },
          { name: 'stochastic', say: 'The mean over sweeps, cut at ½' },
        ],
        right: 'stochastic',
        because:
          'Most pixels come out right, on average, if each goes by its own probability, which the mean over sweeps estimates. The annealed picture is right or wrong as a whole. The usual value has about 78 % right here, since many pixels are nearly always the same.',
      },
      until: {
        task: 'Fill in once with the untrained machine. Then let it learn for some seconds (Play, above), and gain at least 3 points (0.03) over the usual value, over many rows, with half of the pixels open, by a mode other than the annealed.',
        passes: (state) => {
          const result = resultOf(state, 'inpainting');
          if (!result || result.flip > 0 || result.open.length < 32) return false;
          const { gain, set } = result.overRows;
          return (
            set === 'heldOut' &&
            result.mode !== 'annealed' &&
            gain.value >= 0.03 &&
            gain.value > 3 * gain.error
          );
        },
        hint: (state) => {
          const result = resultOf(state, 'inpainting');
          if (!result) return 'Nothing is filled in yet.';
          if (result.flip > 0) return 'With noise it is another question: set it to 0 %.';
          if (result.open.length < 32) return `Only ${formatMany(result.open.length, 'pixel')} were open.`;
          if (result.overRows.set !== 'heldOut')
            return 'These rows it has learned from: choose held-out ones.';
          const cold = result.mode === 'annealed' ? ', annealed' : '';
          return `A gain of ${formatValue(100 * result.overRows.gain.value, 1)} points${cold}, after ${formatMany(result.update, 'update')}.`;
        },
        because:
          'A few points over the guess, and no more: half a digit leaves much open, and where the machine is in doubt no mode can know. A likely picture and a good guess of each pixel are different things to ask for.',
      },
    },
    {
      title: 'Layer on layer',
      say: (
        <>
          <p>
            What the hidden units do with the data can be the data of a second machine: a{' '}
            <Term name="stack">stack</Term>, trained greedily from the bottom (Hinton, Osindero and Teh 2006).
            Nothing is sent back down; each layer learns on its own, and has an ln Z of its own.
          </p>
          <p>
            Why it may help: keep how the first machine makes pixels from h, and replace what it says of h
            itself, p(h). A gain there, on rows drawn by q(h|v) = p(h|v), raises a lower bound of ln p(v). The
            bound is tight if the second machine starts as the first upside down. Here it starts from small
            weights, so the bound promises nothing at first.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\ln p(v)\\ge\\sum_h\\,&\\sym{q}{q(h\\mid v)}\\bigl[\\sym{prior}{\\ln p(h)}+\\ln p(v\\mid h)\\bigr]\\\\+\\;&S\\bigl[q(h\\mid v)\\bigr]\\end{aligned}',
      symbols: {
        q: {
          is: 'what the first machine makes of a row; its own ℓ',
          lights: 'Log-likelihood, layer 1',
          value: (state) => nats(resultOf(state, 'stack')?.measurements[0]?.logLikelihood?.value),
        },
        prior: {
          is: 'what the second machine learns; its mean over its rows',
          lights: 'Log-likelihood, layer 2',
          value: (state) => nats(resultOf(state, 'stack')?.measurements[1]?.logLikelihood?.value),
        },
      },
      set: { settings: digits(64, fastest), playing: false },
      show: ({ store }: FigureProps) => (
        <Stack store={store} brief begin={{ bottom: 64, further: [32], epochs: 2, fineTuningEpochs: 0 }} />
      ),
      predict: {
        ask: 'Given v, the hidden units are independent of each other. Is anything left in them for a second machine to learn?',
        options: [
          { name: 'nothing', say: 'No: independent units with the right means say all there is' },
          { name: 'little', say: 'Hardly: less than a nat per row' },
          { name: 'much', say: 'Yes, several nats per row: over all v they depend' },
        ],
        right: 'much',
        because:
          'They are independent for one v, and v changes from row to row: a loop at the top switches several units together, and independent units miss that. It is lesson 1’s third step, upside down.',
      },
      until: {
        task: 'Train a stack whose second layer is at least 5 nats per row above independent units on its own rows, and the first as well. Two epochs are too few: find how many it takes.',
        passes: (state) => aboveIndependent(state, 1) >= 5 && aboveIndependent(state, 2) >= 5,
        hint: (state) => {
          const result = resultOf(state, 'stack');
          if (!result) return 'No stack is trained yet.';
          const gaps = [1, 2].map((layer) => formatValue(aboveIndependent(state, layer), 1));
          return `After ${formatMany(result.ask.epochs, 'epoch')}: ${gaps[0]} nats above independent units in layer 1, ${gaps[1]} in layer 2.`;
        },
        because:
          'Both layers have found dependence in their rows, each with its own Z. The ℓ of the second is about h, not about pixels: the two are not to be compared. Look at the fields: each of layer 2 is put together from many of layer 1. The pictures come from the top: sweeps in the upper machine, then one pass down.',
      },
    },
    {
      title: 'A start for backpropagation',
      say: (
        <>
          <p>
            Read upwards the stack is an ordinary net. Put a <Term name="softmax">softmax</Term> on top that
            names the digit, and let backpropagation <Term name="fineTuning">fine-tune</Term> all weights. Now
            labels count; until here none was used. Hinton’s guide (2012) names this among the ways to put
            such machines to use.
          </p>
          <p>
            The fair comparison is the same net from small random weights, given twice the epochs of
            backpropagation. Rows held out, every fifth, judge both. There are 1,438 rows to learn from, which
            is few; with many labels a random start may do as well.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{p}{p(c\\mid v)}&=\\operatorname{softmax}_c\\bigl(d+h^{(2)}U\\bigr)\\\\h^{(k)}&=\\sigma\\bigl(b^{(k)}+h^{(k-1)}\\sym{W}{W^{(k)}}\\bigr),\\quad h^{(0)}=v\\end{aligned}',
      symbols: {
        p: {
          is: 'how sure the net is of class c; rightly named from a random start, on average',
          lights: 'random',
          value: (state) => percent(meanAccuracy(state, 'random'), 1),
        },
        W: {
          is: 'the weights of layer k, which start as those of machine k; rightly named when fine-tuned, on average',
          lights: 'fineTuned',
          value: (state) => percent(meanAccuracy(state, 'fineTuned'), 1),
        },
      },
      set: { settings: digits(64, fastest), playing: false },
      show: ({ store }: FigureProps) => (
        <div className="stack">
          <Features store={store} begin={smallFeatures} />
        </div>
      ),
      predict: {
        ask: 'Both nets have the same shape. How many more held-out digits does the pretrained one name rightly?',
        options: [
          { name: 'none', say: 'No more: backpropagation gets there either way' },
          { name: 'some', say: 'A few in a hundred' },
          { name: 'many', say: 'Ten in a hundred or more' },
        ],
        right: 'some',
        because:
          'With 200-100 units, 150 epochs a layer and five seeds it is 95.99 ± 0.11 % against 93.76 ± 0.14 % (mean and standard error over the seeds; npm run accuracies in the project’s README). The small nets here show it more roughly. One digit of the 359 is 0.3 points.',
      },
      until: {
        task: 'Measure accuracies, with at least two seeds: the fine-tuned stack should be above the net from a random start in each seed, by 1 point or more on average. Then try it with 1 epoch a layer.',
        passes: (state) => {
          const gains = headStart(state);
          return gains.length >= 2 && gains.every((gain) => gain > 0) && meanWithError(gains).mean >= 0.01;
        },
        hint: (state) => {
          const gains = headStart(state);
          if (gains.length === 0) return 'Nothing is measured yet.';
          const points = gains.map((gain) => formatValue(100 * gain, 1)).join(' and ');
          return gains.length === 1
            ? `One seed, ${points} points: luck can’t be told from it.`
            : `Above the random start by ${points} points, seed by seed.`;
        },
        because:
          'Learning p(v) had put the weights where naming digits is easy. It is a head start and not magic: layers that were hardly trained can be a worse start than none, and what a start is worth depends on sizes, rows and epochs. The table says it for these.',
      },
    },
  ],
};
