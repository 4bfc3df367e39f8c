/** Lesson 11: what the essay's readers asked, tried on the spot, and where this page departs from it. */
import { lazy } from 'react';
import { formatCount, formatMany, formatSigned, formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import type { Settings } from '../settings';
import type { LabState, LabStore } from '../state/store';
import { atRest, type TinyMachine } from '../state/tinyMachineSlice';
import { type Copies, copiesOf, shiftedCopies } from '../views/symmetry/shiftedCopies';
import { behindVisible } from '../views/tinyMachine/behindVisible';
import { EntropyBehind } from '../views/tinyMachine/EntropyBehind';
import { eightStates } from '../views/tinyMachine/eightStates';
import { Factorising } from '../views/tinyMachine/Factorising';
import type { Lesson, SetUp } from './lesson';
import { Veiled } from './Veiled';

const Symmetry = lazy(async () => ({ default: (await import('../views/symmetry/Symmetry')).Symmetry }));
const Spectrum = lazy(async () => ({ default: (await import('../views/spectrum/Spectrum')).Spectrum }));
const Stack = lazy(async () => ({ default: (await import('../views/stack/Stack')).Stack }));
const Measurements = lazy(async () => ({ default: (await import('../views/Measurements')).Measurements }));

const tiny = (parameters: Partial<TinyMachine> = {}): SetUp => ({
  playing: false,
  prepare: (store: LabStore) => void store.getState().setTiny({ ...atRest, ...parameters }),
});

/** Learned by the exact gradient, so that what is seen is the data's doing and not the method's. */
const painted: Partial<Settings> = {
  dataSet: 'painted',
  hiddenUnits: 4,
  weightDeviation: 0.1,
  batchSize: 16,
  learningRate: 0.2,
  momentum: 0.5,
  weightDecay: 0,
  algorithm: 'exact',
  speed: 2000,
};
const learning = (which: Copies): SetUp => ({
  settings: painted,
  playing: true,
  prepare: (store: LabStore) => store.getState().setPainting(shiftedCopies(which)),
});

/** What is known of the landscape of the machine that is open. */
function landscapeOf(state: LabState) {
  const { result, about } = state.studies.distribution;
  return result?.whole && about?.run === state.summary?.run ? result : undefined;
}
const klOf = (state: LabState) => landscapeOf(state)?.whole?.klDataModel;

/** By how much the lowest `count` minima differ in depth, nats; ∞ where there are fewer. */
function spreadOf(state: LabState, count: number): number {
  const minima = landscapeOf(state)?.minima ?? [];
  return minima.length < count
    ? Number.POSITIVE_INFINITY
    : minima[count - 1]!.freeEnergy - minima[0]!.freeEnergy;
}

const ising: Partial<Settings> = {
  dataSet: 'ising',
  isingSide: 12,
  isingTemperature: 2.269,
  isingSamples: 1000,
  hiddenUnits: 128,
  batchSize: 20,
  learningRate: 0.02,
  momentum: 0.5,
  weightDecay: 0.0002,
  algorithm: 'cd',
  speed: 500,
};

const bars: Partial<Settings> = {
  dataSet: 'bars',
  barsSide: 4,
  hiddenUnits: 16,
  weightDeviation: 0.1,
  startingBiases: 'zero',
  batchSize: 32,
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 0,
  algorithm: 'cd',
  gibbsSteps: 1,
  speed: 1000,
};
/** By how much fine-tuning has raised the share of held-out rows that are named rightly. */
function gainOf({ studies: { stack }, summary }: LabState): number | undefined {
  const classifier = stack.about?.run === summary?.run ? stack.result?.classifier : undefined;
  return classifier && classifier.costs.length > 0 ? classifier.after - classifier.before : undefined;
}

const readingsOf = (state: LabState) => state.frame?.readings;
/** KL(data ‖ model), nats, where it is known exactly. */
function klOfRun({ frame, summary }: LabState): number | undefined {
  const likelihood = frame?.readings.logLikelihood;
  if (likelihood?.value === undefined || likelihood.method !== 'exact' || summary?.bestPossible === undefined)
    return undefined;
  return summary.bestPossible - likelihood.value;
}

const behind = (state: LabState, name: string) =>
  behindVisible(eightStates(state.tiny)).find((row) => row.name === name)!;

export const questions: Lesson = {
  name: 'questions',
  title: 'Readers’ questions, departures',
  steps: [
    {
      title: 'Where does entropy enter?',
      say: (
        <>
          <p>
            Readers of the essay (C. H. Martin 2016) asked where the entropy is, if all is said by energies.
            It enters wherever something is summed over. The <Term name="clampedFreeEnergy">clamped</Term>{' '}
            free energy of a visible state is the mean energy of what may hide behind it, less the entropy of
            that choice. Likewise F = −ln Z is U − S of the whole machine.
          </p>
          <p>
            So a state of v is likely for two reasons: because something of low energy stands behind it, or
            because much does. Counting is a force.
          </p>
        </>
      ),
      tex: '\\sym{F}{F_c(v)}=-\\ln\\sum_he^{-E(v,h)}=\\sym{E}{\\langle E\\rangle_{h|v}}-\\sym{S}{S(h|v)}',
      symbols: {
        F: {
          is: 'the clamped free energy of each v; of 01',
          lights: 'freeEnergy',
          value: (state) => `${formatValue(behind(state, '01').freeEnergy, 3)} nats`,
        },
        E: {
          is: 'the mean energy over h, given v; for 01',
          lights: 'meanEnergy',
          value: (state) => `${formatValue(behind(state, '01').meanEnergy, 3)} nats`,
        },
        S: {
          is: 'the entropy of h, given v; for 01',
          lights: 'entropy',
          value: (state) => `${formatValue(behind(state, '01').entropy, 3)} nats`,
        },
      },
      set: tiny(),
      show: ({ store }) => <EntropyBehind store={store} />,
      predict: {
        ask: 'Behind v = 10 stands the state of lowest energy. Behind v = 01 both states of h are nearly as low. Which v can be the likelier one?',
        options: [
          { name: 'lowest', say: '10 always: the lowest energy wins' },
          { name: 'many', say: '01 can be, if its disadvantage is below ln 2' },
          { name: 'any', say: '01 always: two states beat one' },
        ],
        right: 'many',
        because:
          'Two equal terms are worth ln 2 = 0.69 nats. Behind v of a machine with H hidden units there are 2ᴴ terms, so that the entropy may be worth up to H ln 2.',
      },
      until: {
        task: 'Make the lowest energy behind 10 at least 0.2 nats lower than behind 01, and yet p(01) larger than p(10).',
        passes: (state) => {
          const [one, other] = [behind(state, '10'), behind(state, '01')];
          return other.lowest - one.lowest >= 0.2 && other.probability > one.probability;
        },
        hint: (state) => {
          const [one, other] = [behind(state, '10'), behind(state, '01')];
          const gap = other.lowest - one.lowest;
          return `The lowest energy behind 10 is ${formatValue(Math.abs(gap), 2)} nats ${gap < 0 ? 'higher' : 'lower'} than behind 01; p(10) is ${formatValue(one.probability, 3)}, p(01) is ${formatValue(other.probability, 3)}.`;
        },
        because:
          'The strong weight leaves h no choice behind 10; behind 01 it has one, and S makes up for the energy. The clamped free energy has the entropy in it, and p(v) knows nothing but that.',
      },
    },
    {
      title: 'What do symmetric data do?',
      say: (
        <>
          <p>
            Another question: what becomes of the landscape if the data hold a pattern together with its
            shifted or rotated copies? The data then do not change under the shift, and nor does the best p
            there is. Each copy must be as likely, so as deep in F<sub>c</sub>, as each other: for n copies,
            at most 1/n.
          </p>
          <p>
            A restricted Boltzmann machine joins every pixel to every hidden unit. It has no notion of a grid,
            so nothing makes it symmetric beforehand: it has to learn each valley by itself. Here it learns a
            corner of three pixels on a 4×4 torus, by the exact gradient.
          </p>
        </>
      ),
      tex: 'F_c(Tv)=F_c(v)\\quad\\Rightarrow\\quad p(Tv)=p(v)\\le\\tfrac1n',
      set: learning('alone'),
      show: Symmetry,
      predict: {
        ask: 'Four copies shifted sideways are learned in place of the one pattern. What does the landscape have in the end?',
        options: [
          { name: 'blur', say: 'One minimum, at the average of the four' },
          { name: 'four', say: 'Four minima, equally deep, each with a quarter of p' },
          { name: 'first', say: 'Four minima, the one that was learned first the deepest' },
        ],
        right: 'four',
        because:
          'The average is likely for a machine without weights only. Each copy becomes a minimum of its own, and the depths meet, since the likelihood is highest where they do.',
      },
      until: {
        task: 'Choose the four shifts, and let it learn until four minima differ in depth by less than 0.2 nats, with KL(data ‖ model) below 0.2.',
        passes: (state) =>
          copiesOf(state.painting) === 'sideways' &&
          landscapeOf(state)?.minimaFound === 4 &&
          spreadOf(state, 4) < 0.2 &&
          (klOf(state) ?? 1) < 0.2,
        hint: (state) => {
          if (copiesOf(state.painting) !== 'sideways') return 'The data are not the four shifts yet.';
          const found = landscapeOf(state);
          if (!found) return 'The landscape is being looked at.';
          const minima = found.minimaFound === 1 ? '1 minimum' : `${formatCount(found.minimaFound)} minima`;
          return `${minima} so far; KL is ${formatValue(klOf(state), 2)} nats.`;
        },
        because:
          'As many valleys as copies, of one depth: a symmetry of the data becomes a degeneracy of the landscape. A Gibbs chain in one valley finds the others only over the ridges between, so that such a machine also mixes slowly.',
      },
    },
    {
      title: 'What does symmetry cost?',
      say: (
        <>
          <p>
            The data with all sixteen shifts hold no new idea, only the same one at more places. For the
            likelihood each place is new: sixteen valleys, ln 16 = 2.77 nats of entropy, to be spelled out by
            the weights.
          </p>
          <p>
            A machine that shared one set of weights over all places would have the symmetry built in and
            learn the idea once (a convolutional RBM; Lee and others, 2009). This one pays with hidden units.
          </p>
        </>
      ),
      set: learning('everywhere'),
      show: ({ store, revealed }) => (
        <Veiled revealed={revealed}>
          <Symmetry store={store} />
        </Veiled>
      ),
      knobs: ['hiddenUnits'],
      predict: {
        ask: 'Four hidden units sufficed for the four copies. They have 2⁴ = 16 states. Do they suffice for sixteen copies?',
        options: [
          { name: 'yes', say: 'Yes: one hidden state for each copy' },
          { name: 'no', say: 'Seldom: learning mostly stays more than a nat short' },
          { name: 'minima', say: 'Nearly: all sixteen minima, a little shallower' },
        ],
        right: 'no',
        because:
          'Sixteen codes there are, but each pixel sees the sum of what four units say. Weights that tell all shifts apart exist, and learning seldom finds them: of eight starts, seven were still 1.1 to 2 nats short after 12,000 updates, one 0.2. With a few units more it succeeds.',
      },
      until: {
        task: 'Give it as many hidden units as it needs to come within 0.5 nats of the data with all sixteen shifts. (More units, slower updates: 6 to 8 are a good try.)',
        passes: (state) => copiesOf(state.painting) === 'everywhere' && (klOf(state) ?? 1) < 0.5,
        hint: (state) => {
          if (copiesOf(state.painting) !== 'everywhere') return 'The data are no longer all sixteen shifts.';
          const found = landscapeOf(state);
          if (!found) return 'The landscape is being looked at.';
          return `${formatMany(state.settings.hiddenUnits, 'hidden unit')}, ${formatCount(found.update)} updates: KL is ${formatValue(klOf(state), 2)} nats.`;
        },
        because:
          'The copies cost units and updates, though they say nothing new. In physics’ words: the symmetry is there in the data, but not in the class of energies that is searched.',
      },
    },
    {
      title: 'Where do power laws show?',
      say: (
        <>
          <p>
            Renormalisation knows power laws at critical points, so it was asked whether they show in
            learning. One place to look is the spectrum of the weights. Martin and Mahoney (2021) found heavy
            tails in large trained networks, and tied their exponents to how well these generalise.
          </p>
          <p>
            Look with care. An exponent must be seen against what noise would give (Marchenko and Pastur), and
            it matters how many values it rests on and how far it holds. This machine has 144 × 128 weights
            and learns Ising lattices at the critical point: just large enough for a fit to be more than
            indicative. On small layers it is indicative only.
          </p>
        </>
      ),
      tex: '\\rho(\\lambda)\\sim\\sym{alpha}{\\lambda^{-\\alpha}}\\ \\text{beyond some }\\lambda_0,\\qquad \\lambda=\\frac{\\sigma^2}{N}',
      symbols: {
        alpha: {
          is: 'the power law of the tail, with the exponent α',
          lights: 'Tail exponent α',
          value: ({ studies }) => formatValue(studies.spectrum.result?.tail?.exponent),
        },
      },
      set: { settings: ising, playing: false },
      show: ({ store, revealed }) => (
        <Veiled revealed={revealed}>
          <Spectrum store={store} />
        </Veiled>
      ),
      predict: {
        ask: 'The weights are random now, and nothing has been learned. Does the fit of a power law return an exponent?',
        options: [
          { name: 'none', say: 'No: there is no power law in noise' },
          { name: 'two', say: 'Yes, near 2, as at a critical point' },
          { name: 'any', say: 'Yes, some steep one: a fit always returns a number' },
        ],
        right: 'any',
        because:
          'The bulk of noise ends at an edge, and an edge looks to a fit like a steep power law. What tells noise from learning is not that α exists but how many values stand beyond the edge.',
      },
      until: {
        task: 'Press Play until at least three eigenvalues stand out of the noise, and watch α meanwhile.',
        passes: ({ studies: { spectrum }, summary }) =>
          spectrum.about?.run === summary?.run && (spectrum.result?.marchenkoPastur.spikes ?? 0) >= 3,
        hint: ({ studies: { spectrum } }) =>
          spectrum.result
            ? `${formatCount(spectrum.result.marchenkoPastur.spikes)} of ${formatCount(spectrum.result.eigenvalues.length)} stand out after ${formatCount(spectrum.result.update)} updates; α is ${formatValue(spectrum.result.tail?.exponent)}.`
            : 'The spectrum is being computed.',
        because:
          'A few directions have grown out of the noise, and the tail is flatter. It goes on moving as learning goes on. Whether it ever is a power law, in the sense of a critical point, is not shown by this.',
      },
    },
    {
      title: 'And backpropagation?',
      say: (
        <>
          <p>
            Backpropagation sends an error back from an output through all layers, and each weight moves
            against its share. It needs something to be right or wrong about. Here no error is sent back: a
            weight sees how often its two ends are on together, in data and in dream, and follows the
            difference. The first lowers a loss, the second raises a likelihood.
          </p>
          <p>
            They meet in a stack. Each layer learns from the hidden units of the one below, without any label.
            Then a softmax on top names the digits, at first from features as they are; then backpropagation
            moves all layers, for the sake of the names alone.
          </p>
        </>
      ),
      set: { settings: { dataSet: 'digits' }, playing: false },
      show: ({ store }) => (
        <Stack
          store={store}
          brief="classifier"
          begin={{ bottom: 18, further: [12], epochs: 15, fineTuningEpochs: 0 }}
        />
      ),
      predict: {
        ask: 'A small stack, of 18 and 12 hidden units, has learned the digits without labels, and a softmax on top names held-out ones. What will a few epochs of backpropagation through all layers do to its accuracy?',
        options: [
          { name: 'nothing', say: 'Next to nothing: the features were learned already' },
          { name: 'raises', say: 'Raise it: now the labels reach the weights below' },
          { name: 'lowers', say: 'Lower it: what was learned is overwritten' },
        ],
        right: 'raises',
        because:
          'Twelve features that make likely pictures need not be the twelve that tell digits apart. Backpropagation spends them on that. Of p(v) it is not asked any more.',
      },
      until: {
        task: 'Train the stack as it stands, then with 6 epochs of fine-tuning; each takes a few seconds. See the accuracy on held-out digits rise by at least a percentage point.',
        passes: (state) => (gainOf(state) ?? 0) >= 0.01,
        hint: (state) => {
          const gain = gainOf(state);
          if (state.studies.stack.mode === 'running') return 'The stack is being trained.';
          return gain === undefined
            ? 'No stack has been fine-tuned yet.'
            : `Fine-tuning changed the accuracy by ${formatSigned(100 * gain, 1)} percentage points.`;
        },
        because:
          'Learning a likelihood gave the net its start, backpropagation its end. Whether that start is worth having is a question of the data: the table in the lab’s Stack view measures it beside a random start, over five seeds.',
      },
    },
    {
      title: 'And auto-encoders?',
      say: (
        <>
          <p>
            An auto-encoder is trained by backpropagation to give back what it was given. It has no Z and, as
            it stands, no p(v); kinds of it do (variational ones bound ln p, denoising ones learn the slope of
            it).
          </p>
          <p>
            Up and down through one RBM looks the same, and CD-1 is not far from lowering the reconstruction
            error: both are what is left of the likelihood’s gradient when an expansion of it is cut short
            (Bengio and Delalleau 2009). But it is not the same aim.
          </p>
        </>
      ),
      set: { settings: bars, playing: false },
      show: ({ store }) => <Measurements store={store} />,
      predict: {
        ask: 'Each picture comes back from one sweep up and down with hardly a pixel wrong. How near is the machine to the distribution of its data?',
        options: [
          { name: 'near', say: 'Near: what it reconstructs, it must have learned' },
          { name: 'far', say: 'It may be far: the data can be kept, and much else dreamt' },
          { name: 'exactly', say: 'At it: an error of zero is the likelihood’s maximum' },
        ],
        right: 'far',
        because:
          'To give back what one was given asks nothing about what one was not given. A machine that gave back every picture, noise included, would have no error at all and no knowledge of the data.',
      },
      until: {
        task: 'Train with CD-1 until the reconstruction error is below 0.01, while KL to the data is still above 0.5 nats.',
        passes: (state) => {
          const error = readingsOf(state)?.reconstructionError.value;
          return error !== undefined && error < 0.01 && (klOfRun(state) ?? 0) > 0.5;
        },
        hint: (state) => {
          const error = readingsOf(state)?.reconstructionError.value;
          return `The reconstruction error is ${formatValue(error, 4)}, KL to the data ${formatValue(klOfRun(state), 2)} nats.`;
        },
        because:
          'As an auto-encoder it is all but perfect. As a model it gives its own data less than two thirds of the probability they could have (a geometric mean over samples); the lesson on CD shows how it goes on.',
      },
    },
    {
      title: 'Where this page departs from the essay',
      say: (
        <>
          <p>In four places the essay’s wording slips; the argument does not hang on them.</p>
          <ul>
            <li>
              It says the conditionals factorise by a mean-field approximation. They factorise{' '}
              <em>exactly</em>, because no two units of a layer are joined.
            </li>
            <li>
              In T(v, h), which joins the layers, the energy is E(h), not E(v): with E(v, h) = E(h) + H(v) +
              K(v) + ln Z̃ it is T = −E(h) − K(v) − ln Z̃.
            </li>
            <li>Z is a number: summed over v and h, it is no function of them.</li>
            <li>F = −ln Z, with the minus sign, everywhere here.</li>
          </ul>
          <p>
            What follows from the argument is less than was hoped: Schwab and Mehta (2016) ask for the trace
            condition of lesson 7.
          </p>
        </>
      ),
      tex: 'p(v_1,v_2\\mid h)=p(v_1\\mid h)\\,p(v_2\\mid h)\\quad\\text{exactly}',
      set: tiny(),
      show: ({ store }) => <Factorising store={store} />,
      predict: {
        ask: 'How well does p(v₁, v₂ | h) = p(v₁ | h) p(v₂ | h) hold, as the weights are made strong?',
        options: [
          { name: 'worse', say: 'Worse and worse, as a mean-field approximation does' },
          { name: 'exact', say: 'Exactly, for any weights' },
          { name: 'on', say: 'Only where h is on' },
        ],
        right: 'exact',
        because:
          'Given h, the energy is a sum of one term in v₁ and one in v₂, so e to its minus is a product. A mean field would also factorise p(v₁, v₂) itself, with h summed over, and there it is an approximation.',
      },
      until: {
        task: 'Make v₁ and v₂ correlated by at least 0.5 with h summed over, and see what is left given h.',
        passes: (state) => eightStates(state.tiny).correlation >= 0.5,
        hint: (state) =>
          `The correlation is ${formatValue(Math.round(100 * eightStates(state.tiny).correlation) / 100)}. Strong weights of one sign, and biases that leave h in two minds.`,
        because:
          'Given h nothing is left but rounding. That is the whole reason for the word “restricted”: each half of a sweep is exact, and only the equilibrium of many sweeps, and Z, are hard.',
      },
    },
  ],
};
