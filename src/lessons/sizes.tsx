/** Lesson 9: what adds when machines stand side by side, and what it means to match the layers of a stack. */
import { formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import type { RenormalisationFigures } from '../state/renormalisationFiguresSlice';
import { energyUnits } from '../state/renormalisationSlice';
import type { LabState, LabStore } from '../state/store';
import { LayerFreeEnergies } from '../views/layerFreeEnergies/LayerFreeEnergies';
import { RenormalisationParts } from '../views/renormalisation/RenormalisationParts';
import { SizeFigure } from '../views/renormalisation/SizeFigure';
import { energiesIn, keepsZ, readingIn, withEnergies } from './energySetUps';
import type { Lesson, SymbolEntry } from './lesson';
import { Veiled } from './Veiled';

const nats = (value: number | undefined, digits = 3) =>
  value === undefined ? undefined : `${formatValue(value, digits)} nats`;
const resultIn = ({ studies }: LabState) => studies.sizeConsistency.result;
const lastRow = (state: LabState) => resultIn(state)?.rows.at(-1);
const notCompared = 'Nothing has been compared yet: press Compare sizes.';

/** Settings of the figure; what an earlier step compared is put away. */
const comparing = (ask: Partial<RenormalisationFigures['size']>) => ({
  playing: false,
  prepare: (store: LabStore) => {
    const { setSize, stop, tell } = store.getState();
    stop('sizeConsistency');
    tell('sizeConsistency', { mode: 'idle', result: undefined });
    setSize({ deviation: 1.5, copies: 2, chains: 100, betas: 100, draw: 0, ...ask });
  },
});

/** By how much truncated enumeration of both machines misses the sum of both, nats. */
const missing = (state: LabState): number | undefined => {
  const truncated = resultIn(state)?.truncated;
  return truncated && truncated.one + truncated.other - truncated.both;
};
/** Width of the ±3σ interval of AIS at the largest size, nats. */
const width = (state: LabState): number | undefined => {
  const row = lastRow(state);
  return row && row.ais.high - row.ais.low;
};

const pair: Readonly<Record<string, SymbolEntry>> = {
  both: {
    is: 'ln Z of both machines together',
    lights: 'ln Z together',
    value: (state) => nats(resultIn(state)?.logPartition.both, 4),
  },
  A: {
    is: 'ln Z of machine A',
    lights: 'ln Z of A',
    value: (state) => nats(resultIn(state)?.logPartition.one, 4),
  },
  B: {
    is: 'ln Z of machine B',
    lights: 'ln Z of B',
    value: (state) => nats(resultIn(state)?.logPartition.other, 4),
  },
};

const layer = (number: number): SymbolEntry => ({
  is: `ln Z of layer ${number}, as it was trained`,
  lights: `ln Z, layer ${number}`,
  value: ({ studies }) => nats(studies.stack.result?.measurements[number - 1]?.logPartition?.value),
});

export const sizes: Lesson = {
  name: 'sizes',
  title: 'Sizes and layers',
  steps: [
    {
      title: 'Two machines side by side',
      say: (
        <>
          <p>
            Put two machines next to each other, with no weight between them. A state of both is a state of
            each, and the energies add. So the terms of Z multiply: every term of A meets every term of B.
          </p>
          <p>
            A good approximation must do the same with its own numbers. Chemists call that{' '}
            <Term name="sizeConsistency">size consistency</Term>: two molecules far apart must have the energy
            of one and of the other. <em>Truncated enumeration</em> sums over the states within two flips of
            the most probable one, as configuration interaction with single and double excitations does there.
          </p>
        </>
      ),
      tex: '\\sym{both}{\\ln Z_{AB}}=\\ln\\sum_{s,t}e^{-E_A(s)-E_B(t)}=\\,?',
      symbols: { both: pair.both! },
      set: comparing({}),
      show: ({ store, revealed }) => (
        <Veiled revealed={revealed}>
          <SizeFigure store={store} />
        </Veiled>
      ),
      predict: {
        ask: 'ln Z is 3 nats for A and 2 nats for B. What is it for both together?',
        options: [
          { name: 'sum', say: '5 nats' },
          { name: 'product', say: '6 nats' },
          { name: 'mixed', say: 'ln (e³ + e²), about 3.3 nats' },
        ],
        right: 'sum',
        because:
          'Z of both is the product of the two Z, so ln Z is the sum. So are F = −ln Z, the mean energy U and the entropy S. Z itself and each p multiply: that is why one works with ln Z.',
      },
      until: {
        task: 'Press Compare sizes. Then find a spread of weights with which truncated enumeration of both misses the sum of the parts by 1.5 nats or more.',
        passes: (state) => (missing(state) ?? 0) >= 1.5,
        hint: (state) => {
          const amount = missing(state);
          return amount === undefined
            ? notCompared
            : `Truncated, both together are ${formatValue(amount, 3)} nats short of A + B. When does the sum have many terms that count: with strong weights, or with weak ones?`;
        },
        because:
          'With weak weights all states count alike, and two flips reach few of them. Together A and B may flip two units in all, but apart two each: the states with three or four flips are what is missing.',
      },
    },
    {
      title: 'N copies',
      say: (
        <>
          <p>
            Now N copies of machine A. ln Z, U and S are N times those of one: they are <em>extensive</em>.
            Their values for each copy, and every probability within a copy, don’t know of N.
          </p>
          <p>
            The picture shows the error of each method for one of the N copies. A flat line means that the
            method adds. Mean field and TAP-2 are off, but by the same amount for each copy: they factorise
            where the machine does.
          </p>
        </>
      ),
      tex: '\\underbrace{1+n+\\tfrac{n(n-1)}2}_{\\text{within two flips}}\\quad\\text{of}\\quad 2^{n}\\ \\text{states},\\quad n=\\sym{n}{N}\\cdot 8\\ \\text{units}',
      symbols: {
        n: {
          is: 'the number of copies',
          lights: 'Error of ln Z for each copy',
          value: (state) => lastRow(state) && `up to ${lastRow(state)!.copies}`,
        },
      },
      set: comparing({ copies: 3 }),
      show: ({ store, revealed }) => (
        <Veiled revealed={revealed}>
          <SizeFigure store={store} />
        </Veiled>
      ),
      predict: {
        ask: 'At how many copies does the error of truncated enumeration, in ln Z of all, stop growing?',
        options: [
          { name: 'two', say: 'At two: from then on it is short by the same' },
          { name: 'some', say: 'At some larger number, once two flips reach enough' },
          { name: 'never', say: 'Never' },
        ],
        right: 'never',
        because:
          'States double with every unit; those within two flips grow as the square of the number of units. In the end little more than the most probable state counts, and each further copy adds the whole of what it is short of ln Z.',
      },
      until: {
        task: 'See for yourself: compare up to 8 copies, the most that the figure takes.',
        passes: (state) => (lastRow(state)?.copies ?? 0) >= 8,
        hint: (state) => {
          const row = lastRow(state);
          return row
            ? `At ${row.copies} copies truncated enumeration is ${formatValue(row.exact - row.truncated, 3)} nats short of ln Z. Raise “Copies up to”, and compare again.`
            : notCompared;
        },
        because:
          'The error for each copy still grows at 8, and so does that of all copies, faster than N. A method that does not add can’t be mended by a better start: it must be built to add.',
      },
    },
    {
      title: 'Adding on average',
      say: (
        <>
          <p>
            <Term name="annealedImportance">AIS</Term> (Salakhutdinov &amp; Murray 2008) is a random estimate.
            Its weights of N copies are products of N weights of one, so their logarithms add. The mean of the
            weights is Z, for every N.
          </p>
          <p>
            But what is random adds too. Independent errors add in their squares. The more copies, the wider
            the weights spread, and the fewer chains carry the mean.
          </p>
        </>
      ),
      tex: '\\mathrm{Var}\\,\\ln \\sym{w}{w_N}=N\\;\\mathrm{Var}\\,\\ln w_1',
      symbols: {
        w: {
          is: 'the weight of a chain of N copies',
          lights: 'Error of AIS',
          value: (state) => {
            const wide = width(state);
            return wide === undefined ? undefined : `interval of ln Z ${formatValue(wide)} nats wide`;
          },
        },
      },
      set: comparing({ copies: 6, chains: 50, betas: 20 }),
      show: ({ store, revealed }) => (
        <Veiled revealed={revealed}>
          <SizeFigure store={store} />
        </Veiled>
      ),
      predict: {
        ask: 'Chains and β steps stay as they are, and N grows. What becomes of AIS?',
        options: [
          { name: 'same', say: 'Nothing: it is right on average, so it is as good as before' },
          { name: 'spread', say: 'Right on average, with an interval that widens' },
          { name: 'short', say: 'It falls short like truncated enumeration' },
        ],
        right: 'spread',
        because:
          'The mean of the weights is Z for any N: on average AIS adds. But the interval of ln Z widens with N (the picture divides it by N). So a larger machine needs more β steps or more chains for the same width.',
      },
      until: {
        task: 'Now 50 chains take 20 steps. With 6 copies or more, make the ±3σ interval of ln Z narrower than 0.5 nats.',
        passes: (state) => (lastRow(state)?.copies ?? 0) >= 6 && (width(state) ?? Infinity) < 0.5,
        hint: (state) => {
          const wide = width(state);
          if (wide === undefined) return notCompared;
          const row = lastRow(state)!;
          if (row.copies < 6) return `That is about ${row.copies} copies.`;
          return Number.isFinite(wide)
            ? `At ${row.copies} copies the interval is ${formatValue(wide)} nats wide. Which helps more, ten times the chains or ten times the steps?`
            : 'The interval has no lower end: the weights spread too far for these chains. Take more steps.';
        },
        because:
          'More steps make the weights alike; more chains only average what is unlike. With N copies about N times the steps keep the width: far fewer than there are states.',
      },
    },
    {
      title: 'Two layers of different size',
      say: (
        <>
          <p>
            The construction of lesson 6 needs a hidden layer whose own sum is Z. If h has as many units as v
            and the same energy, it is. If h is smaller, with an energy H₂ of its own, Z<sub>RG</sub> is the
            hidden layer’s sum and not Z.
          </p>
          <p>
            The essay’s remedy is to ask for{' '}
            <Term name="matchedLayers">the same free energy in each layer</Term>. It is always to be had: add
            a constant c to H₂. That is a normalisation, one number for a whole layer.
          </p>
        </>
      ),
      tex: '\\sum_h e^{-[\\sym{H}{H_2(h)}+\\sym{c}{c}]}=\\sum_v e^{-H(v)},\\qquad \\sym{c}{c}=\\ln Z_2-\\sym{Z}{\\ln Z}',
      symbols: {
        H: {
          is: 'the energy of the hidden layer; of its state 0',
          lights: 'H₂(h), energies',
          value: (state) => nats(energiesIn(state).H2?.values[0]),
        },
        c: {
          is: 'the constant that makes both sums one',
          lights: 'Shift of H₂',
          value: (state) =>
            energiesIn(state).matched ? nats(readingIn(state).construction.shift, 4) : 'not added now',
        },
        Z: {
          is: 'ln Z of the target',
          lights: 'ln Z of H',
          value: (state) => nats(readingIn(state).construction.logZ, 4),
        },
      },
      set: {
        playing: false,
        prepare: withEnergies({
          K: { kind: 'spike', state: 0, height: 2 },
          H2: { source: { kind: 'ising', coupling: 0.5 }, units: 3 },
        }),
      },
      show: ({ store }) => <RenormalisationParts store={store} parts={['sums', 'K', 'p', 'hidden']} />,
      predict: {
        ask: 'The shift is switched on. What does it change?',
        options: [
          { name: 'Z', say: 'Z_RG becomes Z. p̃ stays where it is' },
          { name: 'p', say: 'Z_RG becomes Z, and p̃ moves towards p' },
          { name: 'h', say: 'Z_RG becomes Z, and the likeliest h changes' },
        ],
        right: 'Z',
        because:
          'A constant cancels in every probability: those of h stay, and those of v. What it changes is where energies are counted from, and with it Z_RG and the mean of δ.',
      },
      until: {
        task: 'Give h two units, switch the shift on, and see that Z_RG = Z with p̃ as far from p as before.',
        passes: (state) => {
          const { H2, matched } = energiesIn(state);
          return (
            H2 !== undefined &&
            energyUnits(H2) === 2 &&
            matched &&
            keepsZ(state) &&
            readingIn(state).construction.klDivergence > 0.1
          );
        },
        hint: (state) => {
          const { H2, matched } = energiesIn(state);
          if (!H2) return 'The hidden layer has H itself again: choose Another.';
          if (energyUnits(H2) !== 2) return `h has ${energyUnits(H2)} units now.`;
          if (!matched)
            return `ln Z_RG is ${formatValue(readingIn(state).construction.logZRg, 4)} nats, ln Z ${formatValue(readingIn(state).construction.logZ, 4)}.`;
          return `KL is ${formatValue(readingIn(state).construction.klDivergence, 3)} nats: K varies too little for p̃ to be far from p. Set the figure up again.`;
        },
        because:
          'KL and total variation did not move in any digit. Equal free energies are free to have: they make Z right, and say nothing of how well the hidden layer carries v.',
      },
    },
    {
      title: 'Layer by layer in a stack',
      say: (
        <>
          <p>
            In a stack, what the hidden units of one machine do with the data is the data of the next. The
            units between two layers get a clamped free energy from both: F<sup>(1)</sup>(h) from the machine
            below them, F<sup>(2)</sup>(h) from the one above. The sums over h are the two Z.
          </p>
          <p>
            The essay wants these equal, as a renormalisation that keeps the free energy would have it.
            Nothing in training asks for it: each layer learns its own differences of energy, from its own
            data.
          </p>
        </>
      ),
      tex: '\\sym{one}{Z_1}=\\sum_h e^{-F^{(1)}(h)}\\;\\overset{?}{=}\\;\\sum_h e^{-F^{(2)}(h)}=\\sym{two}{Z_2}',
      symbols: { one: layer(1), two: layer(2) },
      set: {
        settings: { dataSet: 'bars', barsSide: 4, hiddenUnits: 12 },
        playing: false,
        prepare: (store) => {
          const { setLayers, stop, tell } = store.getState();
          setLayers({ equal: false });
          stop('stack');
          tell('stack', { mode: 'idle', result: undefined });
        },
      },
      show: ({ store }) => <LayerFreeEnergies store={store} />,
      predict: {
        ask: 'Three layers are trained, of 12, 8 and 5 units. Will ln Z come out alike?',
        options: [
          { name: 'alike', say: 'Yes: each describes the same data' },
          { name: 'falls', say: 'No, and it can be said beforehand: it is n ln 2 for n hidden units' },
          { name: 'unlike', say: 'No: each layer has a zero of energy of its own' },
        ],
        right: 'unlike',
        because:
          'Only differences of energy are learned. Where zero lies follows from the form E = −vᵀWh − aᵀv − bᵀh, with E = 0 where all units are off: an accident, and another one in each layer.',
      },
      until: {
        task: 'Train the three layers. Then give all of them one free energy, and look for what stays.',
        passes: ({ studies: { stack }, renormalisationFigures: { layers } }) =>
          (stack.result?.layers.length ?? 0) >= 3 && layers.equal,
        hint: ({ studies: { stack } }) =>
          stack.mode === 'running'
            ? 'The stack is being trained.'
            : stack.result
              ? 'Trained: ln Z of each layer stands below it. Now the switch above them.'
              : 'No stack has been trained yet.',
        because: (
          <>
            ln Z rises by what ⟨F<sub>c</sub>⟩ falls, so ℓ = −⟨F<sub>c</sub>⟩ − ln Z stays in each layer, and
            so do all weights and all pictures. What would mean something is the trace condition: not one
            number for a layer, but one for each state.
          </>
        ),
      },
    },
  ],
};
