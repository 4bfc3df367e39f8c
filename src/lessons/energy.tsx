/** Lesson 1: from energies to probabilities, on a machine small enough to see all of it. */
import { formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import type { LabState, LabStore } from '../state/store';
import { atRest, type TinyMachine as Parameters } from '../state/tinyMachineSlice';
import { eightStates } from '../views/tinyMachine/eightStates';
import { TinyMachine } from '../views/tinyMachine/TinyMachine';
import type { Lesson, SymbolEntry } from './lesson';

/** The machine of the lab rests meanwhile: these steps are about another. */
const tiny = (changes: Partial<Parameters> = {}) => ({
  playing: false,
  prepare: (store: LabStore) => void store.getState().setTiny({ ...atRest, ...changes }),
});
const seenIn = ({ tiny: parameters }: LabState) => eightStates(parameters);
const nats = (value: number) => `${formatValue(value)} nats`;
const lowestEnergy = (state: LabState) => nats(Math.min(...seenIn(state).states.map((seen) => seen.energy)));

/** The machine of the second step, whose energies are shifted and nothing else. */
const toBeShifted = { W1: 1.5, W2: -0.5, b: 0.5 } as const;
const isOnlyShifted = ({ tiny: now }: LabState) =>
  (['W1', 'W2', 'a1', 'a2', 'b'] as const).every((name) => now[name] === { ...atRest, ...toBeShifted }[name]);

const energySymbols: Readonly<Record<string, SymbolEntry>> = {
  E: { is: 'the energy of a state; of the lowest', lights: 'E', value: lowestEnergy },
  Wa: { is: 'the weight between v₁ and h', lights: 'W1', value: ({ tiny: { W1 } }) => nats(W1) },
  Wb: { is: 'the weight between v₂ and h', lights: 'W2', value: ({ tiny: { W2 } }) => nats(W2) },
  aa: { is: 'the bias of v₁', lights: 'a1', value: ({ tiny: { a1 } }) => nats(a1) },
  ab: { is: 'the bias of v₂', lights: 'a2', value: ({ tiny: { a2 } }) => nats(a2) },
  b: { is: 'the bias of h', lights: 'b', value: ({ tiny: { b } }) => nats(b) },
};

const probabilitySymbols: Readonly<Record<string, SymbolEntry>> = {
  p: {
    is: 'the probability of a state; of the likeliest',
    lights: 'p',
    value: (state) => formatValue(Math.max(...seenIn(state).states.map((seen) => seen.probability)), 3),
  },
  E: { is: 'the energy of a state; of the lowest', lights: 'E', value: lowestEnergy },
  Z: {
    is: 'the partition function: all eight terms together',
    lights: 'Z',
    value: (state) => formatValue(seenIn(state).Z, 3),
  },
};

export const energy: Lesson = {
  name: 'energy',
  title: 'Energy and probability',
  steps: [
    {
      title: 'Every state has an energy',
      say: (
        <>
          <p>
            A <Term name="rbm">restricted Boltzmann machine</Term> is a set of units that are on or off, in
            two layers. Here are three: two <Term name="visibleUnit">visible</Term> ones, v₁ and v₂, which
            data could set, and one <Term name="hiddenUnit">hidden</Term> one, h, which nobody sets. Together
            they have eight states.
          </p>
          <p>
            Each state has one number, its <Term name="energy">energy</Term>. A weight pulls two units
            together: it counts when both are on. A bias makes its unit want to be on. Whatever is wanted{' '}
            <em>lowers</em> the energy, hence the minus signs.
          </p>
        </>
      ),
      tex: '\\sym{E}{E}=-\\sym{Wa}{W_1}v_1h-\\sym{Wb}{W_2}v_2h-\\sym{aa}{a_1}v_1-\\sym{ab}{a_2}v_2-\\sym{b}{b}\\,h',
      symbols: energySymbols,
      set: tiny(),
      show: ({ store }) => <TinyMachine store={store} />,
      predict: {
        ask: 'Everything is 0 now. W₁ is raised to 2, nothing else. Which states change their energy?',
        options: [
          { name: 'v1', say: 'All four with v₁ on' },
          { name: 'both', say: 'The two with both v₁ and h on' },
          { name: 'all', say: 'All eight' },
        ],
        right: 'both',
        because:
          'A weight counts only where both of its ends are on: 101 and 111, in the order v₁ v₂ h. Their energy falls from 0 to −2.',
      },
      until: {
        task: (
          <>
            Make 110 (both visible units on, h off) the state of lowest energy, alone and at least 1 nat below
            every other.
          </>
        ),
        passes: (state) => lowestBy(state, '110') >= 1,
        hint: (state) => hintOnLowest(state, '110'),
        because:
          'The biases of v₁ and v₂ pull both of them on, and a bias of h below 0 keeps h off. No weight is needed, since none acts while h is off.',
      },
    },
    {
      title: 'Z turns energies into probabilities',
      say: (
        <>
          <p>
            Energies say which of two states is likelier, and by how much: e to the minus their difference.
            For a probability one more number is needed, by which all terms e<sup>−E</sup> are divided so that
            they add up to 1. That number is their sum, the{' '}
            <Term name="partitionFunction">partition function</Term> Z.
          </p>
          <p>
            The strip below the table is Z, its eight terms laid end to end. A state’s probability is its
            share of the strip.
          </p>
        </>
      ),
      tex: '\\sym{p}{p(v,h)}=\\frac{e^{-\\sym{E}{E(v,h)}}}{\\sym{Z}{Z}},\\qquad \\sym{Z}{Z}=\\sum_{v,h}e^{-\\sym{E}{E(v,h)}}',
      symbols: probabilitySymbols,
      set: tiny(toBeShifted),
      show: ({ store }) => <TinyMachine store={store} shiftable />,
      predict: {
        ask: 'All eight energies are raised by the same amount, 2 nats. What happens?',
        options: [
          { name: 'p', say: 'All probabilities fall' },
          { name: 'Z', say: 'Z falls, the probabilities stay' },
          { name: 'neither', say: 'Neither Z nor the probabilities change' },
        ],
        right: 'Z',
        because:
          'Every term is multiplied by e⁻², and so is their sum: the shares stay. ln Z falls by exactly 2. Only differences of energy matter to p, while Z knows where the zero is.',
      },
      until: {
        task: 'Shift all energies, with the last knob, until ln Z is 0: Z is 1, within 5 %. Leave the other knobs alone.',
        passes: (state) => Math.abs(seenIn(state).Z - 1) < 0.05 && isOnlyShifted(state),
        hint: (state) =>
          isOnlyShifted(state)
            ? `ln Z is ${formatValue(seenIn(state).logPartition)} nats now.`
            : 'The weights or biases are no longer what they were: set the figure up again.',
        because:
          'With Z = 1 each term e⁻ᴱ is itself the probability. Such a shift exists for every machine: it is −F, where F = −ln Z is the free energy. To know it is to know ln Z.',
      },
    },
    {
      title: 'What is hidden is summed over',
      say: (
        <>
          <p>
            Data show v alone. Its probability is the sum over what could have been hidden behind it, here
            over h off and h on. Four states of v remain, each with two of the eight terms.
          </p>
          <p>
            v₁ and v₂ are not joined: “restricted” means that no two units of one layer are. They meet through
            h alone.
          </p>
        </>
      ),
      tex: '\\sym{p}{p(v)}=\\frac1{\\sym{Z}{Z}}\\sum_h e^{-\\sym{E}{E(v,h)}}',
      symbols: {
        ...probabilitySymbols,
        p: {
          is: 'the probability of a state of v; of the likeliest',
          lights: 'p',
          value: (state) => formatValue(Math.max(...seenIn(state).marginal), 3),
        },
      },
      set: tiny(),
      show: ({ store }) => <TinyMachine store={store} marginal />,
      predict: {
        ask: 'Can v₁ and v₂ become dependent on each other, though no weight joins them?',
        options: [
          { name: 'no', say: 'No, without a weight they are independent' },
          { name: 'yes', say: 'Yes, through h: summed over, it joins them' },
          { name: 'bias', say: 'Only by their biases' },
        ],
        right: 'yes',
        because:
          'Given h they are independent, and that is what makes drawing a layer easy. But h is not given. If both like h on, one of them on makes h likely, and h makes the other likely.',
      },
      until: {
        task: 'Make the correlation of v₁ and v₂ at least 0.6.',
        passes: (state) => seenIn(state).correlation >= 0.6,
        hint: (state) =>
          `The correlation is ${formatValue(seenIn(state).correlation)}. Strong weights alone leave h on nearly always: what would make it waver?`,
        because:
          'Two strong weights of the same sign, and biases against them so that h is in two minds. A hidden unit is how such a machine says “these go together”.',
      },
    },
    {
      title: 'Why Z is the trouble',
      say: (
        <>
          <p>
            With three units Z is a sum of eight terms, and all is in sight. Each further unit doubles the
            number of terms. The digits in this lab have 64 pixels; with 16 hidden units there are 80 units.
          </p>
          <p>
            A ratio of two probabilities never needs Z, for Z cancels. A probability always does. The next
            lesson is about which half of the likelihood is easy, and which is not.
          </p>
        </>
      ),
      tex: "\\frac{\\sym{p}{p(v,h)}}{\\sym{p}{p(v',h')}}=e^{-[\\sym{E}{E(v,h)}-E(v',h')]}",
      symbols: probabilitySymbols,
      set: tiny({ W1: 2, W2: 2, a1: -1, a2: -1, b: -2 }),
      show: ({ store }) => <TinyMachine store={store} marginal />,
      predict: {
        ask: 'How many states have 64 visible and 16 hidden units together?',
        options: [
          { name: 'product', say: '64 × 16 = 1,024' },
          { name: 'power', say: '2⁸⁰, about 10²⁴' },
          { name: 'square', say: '80² = 6,400' },
        ],
        right: 'power',
        because:
          'Two for each of 80 units, multiplied. At a billion terms a second that takes 38 million years. Yet this lab shows ln Z of such a machine exactly, many times a second; the next lesson shows the trick.',
      },
    },
  ],
};

/** By how much the named state lies below the next one, nats; below 0 where another is lower. */
function lowestBy(state: LabState, name: string): number {
  const { states } = seenIn(state);
  const of = (wanted: boolean) =>
    Math.min(
      ...states.filter(({ v, h }) => (`${v[0]}${v[1]}${h}` === name) === wanted).map((seen) => seen.energy),
    );
  return of(false) - of(true);
}

function hintOnLowest(state: LabState, name: string): string {
  const gap = lowestBy(state, name);
  return gap < 0
    ? `Another state lies ${formatValue(-gap, 1)} nats below ${name}.`
    : `${name} lies ${formatValue(gap, 1)} nats below the others.`;
}
