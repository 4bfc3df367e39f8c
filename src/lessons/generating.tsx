/** Lesson 5: ln Z generates everything: its derivatives are means, theirs are covariances, and β runs through them. */
import { lazy } from 'react';
import { formatCount, formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import type { Settings } from '../settings';
import type { LabState, LabStore } from '../state/store';
import { atRest, type TinyMachine } from '../state/tinyMachineSlice';
import { Nudge } from '../views/nudge/Nudge';
import { covariance, nudged } from '../views/nudge/nudged';
import type { Lesson, SymbolEntry } from './lesson';

const Thermodynamics = lazy(async () => ({
  default: (await import('../views/thermodynamics/Thermodynamics')).Thermodynamics,
}));

const tiny = (parameters: Partial<TinyMachine>) => ({
  playing: false,
  prepare: (store: LabStore) => void store.getState().setTiny({ ...atRest, ...parameters }),
});
const slopeOf = (state: LabState) => nudged(state.tiny, 'a1', 'logPartition');

/** Bars and stripes 3×3, learned by the exact gradient: the machine itself is to be looked at, not its learning. */
const learned: Partial<Settings> = {
  dataSet: 'bars',
  barsSide: 3,
  hiddenUnits: 8,
  weightDeviation: 0.1,
  startingBiases: 'zero',
  batchSize: 16,
  learningRate: 0.2,
  momentum: 0.5,
  weightDecay: 0.001,
  algorithm: 'exact',
  speed: 1000,
};
/** β is the chains' own; a step begins at 1. */
const atOne = (store: LabStore) => store.getState().setChainView({ beta: 1 });
const betaOf = (state: LabState) => state.view.chainView.beta;

/** What is known at the β that the slider stands at, about the machine that is open. */
function reading(state: LabState) {
  const { result, about } = state.studies.thermodynamics;
  if (!result || about?.run !== state.summary?.run || result.at.beta !== betaOf(state)) return undefined;
  return result;
}

/** β where the heat capacity is highest, and whether that lies before the end of the curves. */
function peakOf(state: LabState): { readonly beta: number; readonly inside: boolean } | undefined {
  const result = reading(state);
  if (!result) return undefined;
  const { value } = result.curves.C;
  const index = value.indexOf(value.reduce((x, y) => Math.max(x, y)));
  return { beta: result.beta[index]!, inside: index > 0 && index < value.length - 1 };
}

const updates = (state: LabState) => state.studies.thermodynamics.about?.update ?? 0;

const nudgeSymbols: Readonly<Record<string, SymbolEntry>> = {
  slope: {
    is: 'the slope of ln Z, from four places nearby',
    lights: 'slope',
    value: (state) => formatValue(slopeOf(state).differentiated, 6),
  },
  mean: {
    is: 'the mean of v₁ over all states',
    lights: 'average',
    value: (state) => formatValue(slopeOf(state).averaged, 6),
  },
  a: { is: 'the bias of v₁', lights: 'a1', value: ({ tiny: { a1 } }) => `${formatValue(a1)} nats` },
};

const thermalSymbols: Readonly<Record<string, SymbolEntry>> = {
  lnZ: {
    is: 'the log partition function at this β',
    lights: 'ln Z(β)',
    value: (state) => `${formatValue(reading(state)?.at.logPartition.value, 3)} nats`,
  },
  U: {
    is: 'the mean energy at this β',
    lights: 'U(β)',
    value: (state) => `${formatValue(reading(state)?.at.U.value, 3)} nats`,
  },
  S: {
    is: 'the entropy at this β',
    lights: 'S(β)',
    value: (state) => `${formatValue(reading(state)?.at.S.value, 3)} nats`,
  },
  C: {
    is: 'the heat capacity at this β',
    lights: 'C(β)',
    value: (state) => `${formatValue(reading(state)?.at.C.value, 3)} nats`,
  },
  beta: { is: 'the inverse temperature', lights: 'β', value: (state) => formatValue(betaOf(state)) },
};

export const generating: Lesson = {
  name: 'generating',
  title: 'ln Z generates everything',
  steps: [
    {
      title: 'The slope of ln Z is a mean',
      say: (
        <>
          <p>
            ln Z looks like a mere constant, the number that makes probabilities add up to 1. But it depends
            on every parameter, and how it depends on one of them says what the machine does there.
          </p>
          <p>
            Raise the bias a₁ by a small ε. Each state with v₁ on gains in weight, e<sup>ε</sup> ≈ 1 + ε times
            its old one; the others gain nothing. So ln Z grows by ε times the share that such states have of
            Z, and that share is the mean of v₁. The figure forms both, one from ln Z alone, one from the
            eight states.
          </p>
        </>
      ),
      tex: '\\sym{slope}{\\frac{\\partial\\ln Z}{\\partial \\sym{a}{a_1}}}=\\frac1Z\\sum_{v,h}v_1e^{-E(v,h)}=\\sym{mean}{\\langle v_1\\rangle}',
      symbols: nudgeSymbols,
      set: tiny({ W1: 1.5, W2: -1, a1: -1, a2: 0.5, b: 0.3 }),
      show: ({ store, revealed }) => (
        <Nudge store={store} quantity="logPartition" first="a1" revealed={revealed} />
      ),
      predict: {
        ask: 'a₁ is raised further and further. What does ln Z, as a curve over a₁, become?',
        options: [
          { name: 'level', say: 'Level: at some point nothing more happens' },
          { name: 'line', say: 'A straight line that rises by 1 for each nat of a₁' },
          { name: 'exponential', say: 'Steeper and steeper, like Z itself' },
        ],
        right: 'line',
        because:
          'The slope is the mean of a unit that is 0 or 1. It goes from 0, far to the left, to 1, and can be nothing else: ln Z is a bent line, level at one end and of slope 1 at the other.',
      },
      until: {
        task: 'By a₁ alone, bring the slope of ln Z over a₁ to 0.9, within 0.01.',
        passes: (state) =>
          Math.abs(slopeOf(state).differentiated - 0.9) <= 0.01 &&
          state.tiny.W1 === 1.5 &&
          state.tiny.W2 === -1 &&
          state.tiny.a2 === 0.5 &&
          state.tiny.b === 0.3,
        hint: (state) => `The slope over a₁ is ${formatValue(slopeOf(state).differentiated, 3)}.`,
        because:
          'And so v₁ is on nine times in ten. Choose another parameter above the curve: for b it is the mean of h, for W₁ that of v₁h. Whatever a parameter multiplies in −E, its mean is the slope.',
      },
    },
    {
      title: 'The slope of a mean is a covariance',
      say: (
        <>
          <p>
            Differentiate once more. If ⟨v₁⟩ is the slope of ln Z over a₁, then its own slope over a₂ is how
            much v₁ gives way when v₂ is pushed. That is a second derivative of ln Z, and it is the{' '}
            <em>covariance</em> of the two.
          </p>
          <p>
            Pushing v₂ and watching v₁ tells as much as watching how the two move together with nobody
            pushing. Physics knows this as fluctuation and response. And since it does not matter in which
            order one differentiates, v₂ answers to a₁ exactly as v₁ answers to a₂.
          </p>
        </>
      ),
      tex: '\\frac{\\partial^2\\ln Z}{\\partial a_1\\,\\partial a_2}=\\sym{slope}{\\frac{\\partial\\langle v_1\\rangle}{\\partial a_2}}=\\sym{cov}{\\langle v_1v_2\\rangle-\\langle v_1\\rangle\\langle v_2\\rangle}',
      symbols: {
        slope: {
          is: 'the slope of ⟨v₁⟩ over a₂, from four places nearby',
          lights: 'slope',
          value: (state) => formatValue(nudged(state.tiny, 'a2', 'a1').differentiated, 6),
        },
        cov: {
          is: 'the covariance of v₁ and v₂ over all states',
          lights: 'average',
          value: (state) => formatValue(covariance(state.tiny, 'a1', 'a2'), 6),
        },
      },
      set: tiny({ W1: 2, W2: 2, a1: -1, a2: -1, b: -2 }),
      show: ({ store }) => <Nudge store={store} quantity="a1" first="a2" />,
      predict: {
        ask: 'No weight joins v₁ and v₂. Here both are joined to h by a weight of 2. What does raising a₂ do to the mean of v₁?',
        options: [
          { name: 'raises', say: 'It raises it' },
          { name: 'nothing', say: 'Nothing: no weight leads there' },
          { name: 'lowers', say: 'It lowers it: Z grows, so the share of v₁ shrinks' },
        ],
        right: 'raises',
        because:
          'v₂ on makes h likelier, and h makes v₁ likelier. Their covariance is positive, so the slope is.',
      },
      until: {
        task: 'Turn the weights until raising a₂ lowers the mean of v₁: a slope over a₂ of −0.08 or below.',
        passes: ({ tiny: now }) => nudged(now, 'a2', 'a1').differentiated <= -0.08,
        hint: ({ tiny: now }) =>
          `The slope of ⟨v₁⟩ over a₂ is ${formatValue(nudged(now, 'a2', 'a1').differentiated, 3)}. What if h liked one of the two and shunned the other?`,
        because:
          'Weights of opposite signs: what makes h likely for the one makes it unlikely for the other. In the figure the covariance went below zero with the slope, to the last digit.',
      },
    },
    {
      title: 'The same on a machine that has learned',
      say: (
        <>
          <p>
            This is why learning needs means and nothing else. The log-likelihood is the difference of two
            such logarithms, −F<sub>c</sub>(v) and ln Z. The slope of the one is a mean with v clamped to the
            data, the slope of the other a mean over what the machine dreams: the two phases.
          </p>
          <p>
            Below, a machine of 17 units is learning bars and stripes. At the bottom of the figure the
            derivatives of its ln Z stand beside the averages they equal. At an{' '}
            <Term name="beta">inverse temperature</Term> β, the weight of a state is e<sup>−βE</sup>.
          </p>
        </>
      ),
      tex: '\\begin{gathered}\\frac{\\partial \\ell(v)}{\\partial W_{ij}}=\\langle v_ih_j\\rangle_{\\,v\\ \\mathrm{clamped}}-\\frac{\\partial\\sym{lnZ}{\\ln Z}}{\\partial W_{ij}}\\\\ \\sym{lnZ}{\\ln Z}(\\sym{beta}{\\beta})=\\ln\\sum e^{-\\sym{beta}{\\beta} E}\\end{gathered}',
      symbols: thermalSymbols,
      set: { settings: learned, playing: true, prepare: atOne },
      show: Thermodynamics,
      predict: {
        ask: 'β is set to 2, where every state’s weight is e to the −2E. What is ∂ln Z/∂a of a visible unit now?',
        options: [
          { name: 'mean', say: 'The mean of v at this β, ⟨v⟩' },
          { name: 'twice', say: 'Twice that, 2⟨v⟩' },
          { name: 'half', say: 'Half of it, ⟨v⟩/2' },
        ],
        right: 'twice',
        because:
          'a stands in E, and E is multiplied by β: a nudge of a is felt β times. The same holds for b and W.',
      },
      until: {
        task: 'After at least 300 updates, set β to 2 and see all pairs agree to a millionth.',
        passes: (state) => {
          const result = reading(state);
          return (
            updates(state) >= 300 &&
            result !== undefined &&
            Math.abs(result.at.beta - 2) < 0.01 &&
            result.identities.length > 0 &&
            result.identities.every(({ difference }) => difference <= 1e-6)
          );
        },
        hint: (state) => {
          const result = reading(state);
          if (!result) return 'The pairs are being formed.';
          const worst = Math.max(...result.identities.map(({ difference }) => difference));
          return `At β = ${formatValue(result.at.beta)}, after ${formatCount(updates(state))} updates, the pairs agree within ${formatValue(worst, 3)}.`;
        },
        because:
          'The left sides are formed from ln Z at four places nearby, the right sides by averaging over 2¹⁷ states. They are one number twice: the gradient of ln Z needs no derivative, only an average.',
      },
    },
    {
      title: 'Heat: energy, entropy and capacity',
      say: (
        <>
          <p>
            β is a parameter like any other, and what it multiplies in the exponent is −E. So the slope of ln
            Z over β is −U, minus the mean energy. The slope of U in turn is minus the variance of E; times β²
            that is the <Term name="heatCapacity">heat capacity</Term> C.
          </p>
          <p>
            The <Term name="entropy">entropy</Term> S = ln Z + βU says how many states matter: about e
            <sup>S</sup>. A peak of C is where, on cooling, the machine gives up most of its choice and
            settles into the patterns it has learned.
          </p>
        </>
      ),
      tex: '\\sym{U}{U}=-\\frac{\\partial\\sym{lnZ}{\\ln Z}}{\\partial\\sym{beta}{\\beta}},\\quad \\sym{C}{C}=-\\sym{beta}{\\beta}^2\\frac{\\partial \\sym{U}{U}}{\\partial\\sym{beta}{\\beta}},\\quad \\sym{S}{S}=\\sym{lnZ}{\\ln Z}+\\sym{beta}{\\beta} \\sym{U}{U}',
      symbols: thermalSymbols,
      set: { settings: learned, playing: true, prepare: atOne },
      show: Thermodynamics,
      predict: {
        ask: 'What is the entropy of this machine of 9 visible and 8 hidden units at β = 0?',
        options: [
          { name: 'zero', say: '0: without energy there is nothing to choose from' },
          { name: 'patterns', say: 'ln 14, for the fourteen patterns it has learned' },
          { name: 'all', say: '17 ln 2 = 11.78 nats, for all its states' },
        ],
        right: 'all',
        because:
          'At β = 0 no energy counts, and all 2¹⁷ states are alike. ln Z is then the same number, 17 ln 2, for every machine of that size, whatever it has learned. From there annealed importance sampling sets out, where nothing else is known of a machine.',
      },
      until: {
        task: 'Train for at least 1,000 updates, pause, and set β to where C is highest, within 0.1.',
        passes: (state) => {
          const peak = peakOf(state);
          return (
            updates(state) >= 1000 && peak?.inside === true && Math.abs(betaOf(state) - peak.beta) <= 0.1
          );
        },
        hint: (state) => {
          const result = reading(state);
          if (!result) return 'The curves are being computed.';
          if (updates(state) < 1000) return `It has trained for ${formatCount(updates(state))} updates.`;
          const here = formatValue(result.at.C.value);
          return `C is ${here} at β = ${formatValue(betaOf(state))}, and ${formatValue(result.curves.C.value.reduce((x, y) => Math.max(x, y)))} at its highest.`;
        },
        because:
          'Above this temperature the machine is a gas of states, below it a few patterns. In the finite machine the peak is rounded; in an infinite lattice it can become the singularity of a phase transition.',
      },
    },
    {
      title: 'Counting the states that matter',
      say: (
        <>
          <p>
            At β = 1, where the machine has learned, F = −ln Z = U − S. A state is likely for its low energy,
            a <em>set</em> of states also for its number. Entropy is that number, as a logarithm: e
            <sup>S</sup> equally likely states have the entropy S.
          </p>
          <p>
            Bars and stripes 3×3 has 14 patterns. The machine’s joint states (v, h) are more, since each
            pattern leaves some hidden units in two minds. On cooling both kinds of freedom freeze.
          </p>
        </>
      ),
      tex: '-\\sym{lnZ}{\\ln Z}=\\sym{beta}{\\beta}\\sym{U}{U}-\\sym{S}{S},\\qquad \\sym{S}{S}=-\\sum_{v,h}p\\ln p',
      symbols: thermalSymbols,
      set: { settings: learned, playing: true, prepare: atOne },
      show: Thermodynamics,
      predict: {
        ask: 'β grows beyond all bounds. What does the entropy go to?',
        options: [
          { name: 'lowest', say: 'ln of the number of states that share the lowest energy' },
          { name: 'patterns', say: 'ln 14, one state for each pattern' },
          { name: 'minus', say: 'Below zero, as the probabilities grow' },
        ],
        right: 'lowest',
        because:
          'In the end only ties of the lowest energy are left, mostly a single state: S goes to 0. The patterns are equally likely at β = 1 at best; a little difference of energy between them, times a large β, leaves one.',
      },
      until: {
        task: 'After at least 1,000 updates, find a β at which about as many states matter as there are patterns: e to the S between 12 and 16.',
        passes: (state) => {
          const S = reading(state)?.at.S.value;
          return updates(state) >= 1000 && S !== undefined && S >= Math.log(12) && S <= Math.log(16);
        },
        hint: (state) => {
          const S = reading(state)?.at.S.value;
          if (S === undefined) return 'The entropy is being computed.';
          if (updates(state) < 1000) return `It has trained for ${formatCount(updates(state))} updates.`;
          return `At β = ${formatValue(betaOf(state))} about ${formatCount(Math.round(Math.exp(S)))} joint states matter.`;
        },
        because:
          'At β = 1 more states matter, since the hidden units have some freedom of their own. All of this, means, covariances, energies and the count of states, was had from one function, ln Z, by differentiating.',
      },
    },
  ],
};
