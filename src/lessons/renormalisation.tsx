/** Lesson 6: the essay's construction, which keeps Z to the last digit and lets p go where one likes. */
import { formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import type { LabState } from '../state/store';
import { ManyEnergies } from '../views/renormalisation/ManyEnergies';
import { manyEnergiesOf } from '../views/renormalisation/manyEnergiesOf';
import { RenormalisationParts } from '../views/renormalisation/RenormalisationParts';
import { energiesIn, keepsZ, readingIn, withEnergies } from './energySetUps';
import type { Lesson, SymbolEntry } from './lesson';

const nats = (value: number) => `${formatValue(value, 4)} nats`;
const nothingAdded = { kind: 'constant', value: 0 } as const;
const chosenIn = ({ renormalisation }: LabState) => renormalisation.chosen;
const klIn = (state: LabState) => readingIn(state).construction.klDivergence;

const symbols: Readonly<Record<string, SymbolEntry>> = {
  E: {
    is: 'the energy of a pair v, h: the energy H of h, and these three; with the chosen state for both',
    lights: ['H(v), energies', 'K(v), energies', 'ln Z̃'],
    value: (state) => {
      const { H, K, construction } = readingIn(state);
      return nats(2 * H[chosenIn(state)]! + K[chosenIn(state)]! + construction.logZTilde);
    },
  },
  H: {
    is: 'the energy of the target; at the chosen state',
    lights: 'H(v), energies',
    value: (state) => nats(readingIn(state).H[chosenIn(state)]!),
  },
  K: {
    is: 'what is added: any function of v; at the chosen state',
    lights: 'K(v), energies',
    value: (state) => nats(readingIn(state).K[chosenIn(state)]!),
  },
  Zt: {
    is: 'ln Z̃, the sum over v with K added: one number',
    lights: 'ln Z̃',
    value: (state) => nats(readingIn(state).construction.logZTilde),
  },
  Z: {
    is: 'ln Z, the sum over v of the target',
    lights: 'ln Z of H',
    value: (state) => nats(readingIn(state).construction.logZ),
  },
  Zrg: {
    is: 'ln Z_RG, the sum over all pairs v, h',
    lights: 'ln Z_RG',
    value: (state) => nats(readingIn(state).construction.logZRg),
  },
  pt: {
    is: 'the probability of v in the new model, h summed over; at the chosen state',
    lights: 'p and p̃',
    value: (state) => formatValue(readingIn(state).construction.pTilde[chosenIn(state)], 4),
  },
};

export const renormalisation: Lesson = {
  name: 'renormalisation',
  title: 'Same Z, different p',
  steps: [
    {
      title: 'One sum, many terms',
      say: (
        <>
          <p>
            The <Term name="partitionFunction">partition function</Term> Z is one number: a sum with a term
            for each state. A sum does not remember its terms. Move a little from one term to another and it
            is the same.
          </p>
          <p>
            The <Term name="freeEnergy">free energy</Term> F = −ln Z is that number in other words. A
            probability is one of the terms, divided by the sum. To know p is to know every term, up to a
            factor that all share.
          </p>
        </>
      ),
      tex: '\\sym{Z}{Z}=\\sum_v e^{-H(v)},\\quad \\sym{F}{F}=-\\ln \\sym{Z}{Z},\\quad \\sym{p}{p(v)}=\\frac{e^{-H(v)}}{\\sym{Z}{Z}}',
      symbols: {
        Z: {
          is: 'the partition function, the same after each change',
          lights: 'ln Z of the machine',
          value: (state) => formatValue(Math.exp(manyEnergiesOf(state).logZ), 4),
        },
        F: {
          is: 'the free energy, minus the ln Z above the table',
          lights: 'ln Z of the machine',
          value: (state) => nats(-manyEnergiesOf(state).logZ),
        },
        p: {
          is: 'the probability of a state; the likeliest has',
          lights: 'p before and after',
          value: (state) => formatValue(Math.max(...manyEnergiesOf(state).p), 4),
        },
      },
      set: {
        playing: false,
        prepare: (store) => {
          withEnergies({ K: { kind: 'spike', state: 0, height: 2 } })(store);
          store.getState().setManyEnergies({ change: 'exchangeStates' });
        },
      },
      show: ManyEnergies,
      predict: {
        ask: 'Z of a machine is known to twelve digits. What else is known then?',
        options: [
          { name: 'F', say: 'F, and nothing of p' },
          { name: 'p', say: 'F and p' },
          { name: 'best', say: 'F, and p of the likeliest state' },
        ],
        right: 'F',
        because:
          'The table lists seven things that can be done to a machine while Z stays. Four of them move p. And p does not give Z either: a constant added to all energies moves Z and no probability.',
      },
      until: {
        task: 'Choose a change of the weights or biases that keeps Z and p both: nobody who sees v alone could tell.',
        passes: ({ renormalisationFigures: { manyEnergies } }) =>
          manyEnergies.change === 'relabelHidden' || manyEnergies.change === 'flipHidden',
        hint: ({ renormalisationFigures: { manyEnergies } }) =>
          manyEnergies.change === 'addConstant'
            ? 'This keeps both, but weights and biases are as they were.'
            : 'Z stays, but p moves: its line leaves the bars.',
        because:
          'Hidden units have no names in the data. Renumber them, or call the on of one off and correct the biases: v does not see it. So even p does not fix the weights.',
      },
    },
    {
      title: 'Add anything, keep Z',
      say: (
        <>
          <p>
            H. W. Lin and M. Tegmark (“Why does deep and cheap learning work so well?”, 2016) made such an
            energy on purpose, and C. H. Martin’s essay (“on Cheap Learning: Partition Functions and RBMs”,
            2016) builds on it. Take a target H(v): here, four spins in a ring. Add any function K(v). Give
            the model a hidden layer h as large as v, with the same energy, and add one constant, ln Z̃.
          </p>
          <p>
            The energy has been <Term name="renormalised">renormalised</Term>. Its Z<sub>RG</sub> is the sum
            over all pairs of v and h, and the lab adds up all 256 of them. p̃ is what remains of the model
            when h has been summed over.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{E}{E(v,h)}&=H(h)+\\sym{H}{H(v)}+\\sym{K}{K(v)}+\\ln\\sym{Zt}{\\tilde Z}\\\\ \\sym{Zt}{\\tilde Z}&=\\sum_v e^{-[H(v)+K(v)]}\\end{aligned}',
      symbols,
      set: { playing: false, prepare: withEnergies({ K: nothingAdded }) },
      show: ({ store }) => <RenormalisationParts store={store} parts={['sums', 'H', 'p', 'K']} />,
      predict: {
        ask: 'Now K(v) is 0. It becomes 2 nats at state 0, one of the two likeliest, and stays 0 elsewhere. What moves?',
        options: [
          { name: 'both', say: 'Z_RG falls, and p̃ moves' },
          { name: 'p', say: 'Z_RG stays, p̃ moves' },
          { name: 'Z', say: 'Z_RG falls, p̃ stays' },
          { name: 'none', say: 'Neither: the constant takes it away' },
        ],
        right: 'p',
        because:
          'State 0 becomes rarer in p̃, and all others a little likelier. Z_RG is Z to the last digit, for the constant ln Z̃ was made for it. Try: the button Spike does just this.',
      },
      until: {
        task: 'Drive p̃ away: make KL(p ‖ p̃) at least 0.5 nats. Paint K with the pointer, or use the buttons. Watch Z_RG − Z meanwhile.',
        passes: (state) => klIn(state) >= 0.5 && keepsZ(state),
        hint: (state) => `KL is ${formatValue(klIn(state), 3)} nats now.`,
        because:
          'p̃ is another distribution altogether, and the difference of the two Z is at the level of rounding, 10⁻¹⁶ or so. That is the essay’s point: Z, and with it F, can be right while p is not.',
      },
    },
    {
      title: 'Why nothing happens to Z',
      say: (
        <>
          <p>
            The sum over pairs falls apart into two sums, because no term holds v and h together. The sum over
            h is Z, since h has the energy of the target. The sum over v is Z̃, and the constant divides it by
            Z̃ again. That leaves 1.
          </p>
          <p>
            So everything that K does is divided away. The essay writes Z(v, h), as if Z depended on v and h.
            It can’t: it is what is left when both have been summed over. Z̃ too is a number, and not a
            function of v.
          </p>
        </>
      ),
      tex: '\\sym{Zrg}{Z_{\\mathrm{RG}}}=\\underbrace{\\sum_h e^{-H(h)}}_{\\sym{Z}{Z}}\\;\\cdot\\;\\underbrace{\\frac{1}{\\sym{Zt}{\\tilde Z}}\\sum_v e^{-[\\sym{H}{H(v)}+\\sym{K}{K(v)}]}}_{1}',
      symbols,
      set: { playing: false, prepare: withEnergies({ K: { kind: 'spike', state: 0, height: 4 } }) },
      show: ({ store }) => <RenormalisationParts store={store} parts={['sums', 'H', 'p', 'K']} />,
      predict: {
        ask: 'K is made −3 nats for every state alike. What is then different from K = 0?',
        options: [
          { name: 'tilde', say: 'ln Z̃ alone: 3 nats more' },
          { name: 'p', say: 'p̃: every state is e³ times as likely' },
          { name: 'rg', say: 'ln Z_RG: 3 nats more' },
        ],
        right: 'tilde',
        because:
          'Every term of Z̃ grows by e³, and so does Z̃. In p̃ both cancel, and in Z_RG too. A constant K does nothing: only its differences between states count.',
      },
      until: {
        task: 'Bring p̃ back onto p, with ln Z̃ at least 2 nats above ln Z.',
        passes: (state) => {
          const { logZTilde, logZ, klDivergence } = readingIn(state).construction;
          return logZTilde - logZ >= 2 - 1e-9 && klDivergence < 1e-9;
        },
        hint: (state) => {
          const { logZTilde, logZ } = readingIn(state).construction;
          return `ln Z̃ − ln Z is ${formatValue(logZTilde - logZ)} nats, and KL is ${formatValue(klIn(state), 3)}. The buttons make K of the size that stands below its bars.`;
        },
        because:
          'A constant K, of −2 or less. Z̃ is then far from Z, and still both Z_RG = Z and p̃ = p hold. Z̃ tells nothing of the model: it depends on where the zero of energy lies.',
      },
    },
    {
      title: 'Any distribution you like',
      say: (
        <>
          <p>
            How far can p̃ go? Turn the question round: say which p̃ is wanted, and solve for K. There is always
            an answer, up to a constant that does nothing.
          </p>
          <p>
            Below there are two units and four states. The target likes its two spins alike: p of 00 and of 11
            is 0.44 each.
          </p>
        </>
      ),
      tex: '\\sym{K}{K(v)}=-\\ln \\sym{pt}{\\tilde p(v)}-\\sym{H}{H(v)}+\\text{constant}',
      symbols,
      set: {
        playing: false,
        prepare: withEnergies({ H: { kind: 'coupling', strength: 1 }, K: nothingAdded, units: 2 }),
      },
      show: ({ store }) => <RenormalisationParts store={store} parts={['sums', 'H', 'p', 'K']} />,
      predict: {
        ask: 'Which distributions p̃ can be reached, while Z_RG = Z?',
        options: [
          { name: 'near', say: 'Those near p' },
          { name: 'any', say: 'Every one in which no state is impossible' },
          { name: 'alike', say: 'Those that treat like states alike, as p does' },
        ],
        right: 'any',
        because:
          'The formula gives a K for each. Whatever p̃ is wanted, Z_RG = Z holds for it. So Z says nothing at all about p: not even roughly, not even about the likeliest state.',
      },
      until: {
        task: 'Make p̃ even: each of the four states at ¼, within 0.01. H must stay as it is.',
        passes: (state) => {
          const { p, pTilde } = readingIn(state).construction;
          return (
            p.length === 4 &&
            Math.max(...p) > 0.4 &&
            keepsZ(state) &&
            pTilde.every((x) => Math.abs(x - 0.25) <= 0.01)
          );
        },
        hint: (state) => {
          const { pTilde } = readingIn(state).construction;
          const off = Math.max(...pTilde.map((x) => Math.abs(x - 0.25)));
          return `The state farthest from ¼ is ${formatValue(off, 3)} away. H − ln p̃ is to be the same for all: what must K be where H is −1, and where it is 1?`;
        },
        because:
          'K = −H, or that and a constant: what the target knows is taken away, and Z_RG has not noticed. Mathematically Z and p̃ are independent here.',
      },
    },
    {
      title: 'What this means for learning',
      say: (
        <>
          <p>
            The essay calls learning cheap. The gradient of the log-likelihood is a difference of two means,
            and contrastive divergence (Hinton 2002) estimates it without knowing ln Z. Only at the end, to
            say how good the machine is, does ln Z itself come in.
          </p>
          <p>
            Read the other way round, it is a warning. A method that gets ln Z right has got one number right.
            What the machine dreams of is another question. The lab’s machine is learning bars and stripes 2×2
            now;{' '}
            <Term name="clampedFreeEnergy">
              its F<sub>c</sub>(v)
            </Term>{' '}
            can be taken as the target H(v).
          </p>
        </>
      ),
      tex: '\\frac{\\partial\\ell}{\\partial W_{ij}}=\\sym{plus}{\\langle v_ih_j\\rangle^+}-\\sym{minus}{\\langle v_ih_j\\rangle^-}',
      symbols: {
        plus: { is: 'the mean with v clamped on the data: cheap', lights: null },
        minus: { is: 'the mean under the model: estimated by sampling, without ln Z', lights: null },
      },
      set: {
        settings: { dataSet: 'bars', barsSide: 2, hiddenUnits: 8, learningRate: 0.1, speed: 1000 },
        playing: true,
        prepare: withEnergies({ K: nothingAdded }),
      },
      show: ({ store }) => <RenormalisationParts store={store} parts={['sums', 'machine', 'p', 'K']} />,
      predict: {
        ask: 'A colleague’s machine has your machine’s ln Z in all digits, and the same data. How does it score?',
        options: [
          { name: 'same', say: 'The same log-likelihood as yours' },
          { name: 'near', say: 'Nearly the same: the Z are equal' },
          { name: 'open', say: 'That can’t be said: any better or worse' },
        ],
        right: 'open',
        because: (
          <>
            ℓ(v) = −F<sub>c</sub>(v) + F. Equal Z means equal F, one of the two parts. The other is F
            <sub>c</sub> at the data, and nothing ties that to Z.
          </>
        ),
      },
      until: {
        task: 'Take H(v) from the machine, with its button. Then add a K that makes a likeliest pattern of the machine at least ten times rarer in p̃.',
        passes: (state) => {
          const { p, pTilde } = readingIn(state).construction;
          const best = likeliest(p);
          return (
            energiesIn(state).H.source.kind === 'machine' && keepsZ(state) && pTilde[best]! <= p[best]! / 10
          );
        },
        hint: (state) => {
          if (energiesIn(state).H.source.kind !== 'machine')
            return 'H is not the machine’s yet. Let it train for a moment, then press Machine above H.';
          const { p, pTilde } = readingIn(state).construction;
          const best = likeliest(p);
          return `State ${best} is the likeliest: p ${formatValue(p[best], 3)}, p̃ ${formatValue(pTilde[best], 3)}. Choose it in a picture, then raise K there.`;
        },
        because:
          'Same Z to the last digit, and the machine has all but forgotten a pattern. Schwab and Mehta (2016) answered the essay with the condition that tells the two apart. It is the next lesson.',
      },
    },
  ],
};

const likeliest = (p: Float64Array): number => p.indexOf(Math.max(...p));
