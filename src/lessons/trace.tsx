/** Lesson 7: the condition that an exact map must fulfil for every v, and what is left of it in learning. */
import { formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import type { LabState, LabStore } from '../state/store';
import { fourStates } from '../views/oneByOne/fourStates';
import { counterexample, OneByOne } from '../views/oneByOne/OneByOne';
import { RenormalisationParts } from '../views/renormalisation/RenormalisationParts';
import { readingOf } from '../views/renormalisation/reading';
import { knownLattice, TraceFigure } from '../views/renormalisation/TraceFigure';
import { labTrace } from '../views/renormalisation/trace';
import { energiesIn, energySet, readingIn, withEnergies } from './energySetUps';
import type { Lesson, SymbolEntry } from './lesson';

const nats = (value: number | undefined, digits = 4) =>
  value === undefined ? undefined : `${formatValue(value, digits)} nats`;
const nothingAdded = { kind: 'constant', value: 0 } as const;
const mapIn = (state: LabState) => readingIn(state).map;
const seenIn = ({ tiny }: LabState) => fourStates(tiny);

const chosenIn = ({ renormalisation }: LabState) => renormalisation.chosen;

const delta: SymbolEntry = {
  is: 'how far the condition is missed, for each v; at the chosen state',
  lights: 'δ(v)',
  value: (state) => nats(readingIn(state).construction.residual[chosenIn(state)]),
};

const mapSymbols: Readonly<Record<string, SymbolEntry>> = {
  d: {
    ...delta,
    is: 'how far the condition is missed, for each v',
    value: (state) => `mean over p ${formatValue(mapIn(state).meanResidual, 4)} nats`,
  },
  dF: {
    is: 'ΔF, the free energy of the model less that of the target',
    lights: 'ln Z − ln Z_RG',
    value: (state) => nats(mapIn(state).freeEnergyDifference),
  },
  KL: {
    is: 'how far p̃ is from p',
    lights: 'KL from the sums',
    value: (state) => nats(mapIn(state).klDivergence),
  },
};

const laboratory = (trace: { readonly shifted: boolean }) => (store: LabStore) =>
  store.getState().setTrace({ subject: 'lab', ...trace });

const coupling = { kind: 'coupling', strength: 0.2 } as const;
/** What the third step begins with. */
const klAtStart = readingOf(energySet({ K: coupling })).map.klDivergence;
const klWhenStrong = readingOf(energySet({ K: { ...coupling, strength: 2 } })).map.klDivergence;
const shareOfKl = (state: LabState) => mapIn(state).klDivergence / klAtStart;

export const trace: Lesson = {
  name: 'trace',
  title: 'The trace condition',
  steps: [
    {
      title: 'A condition for every v',
      say: (
        <>
          <p>
            Lin and Tegmark meant their construction as a counterexample to the mapping between the
            variational renormalisation group and deep learning (Mehta and Schwab 2014). Schwab and Mehta
            answered (2016): that equal free energies do not make equal distributions was never in question. A
            map is exact if the <Term name="traceCondition">trace condition</Term> holds, and that is one
            equation for every v.
          </p>
          <p>
            T(v, h) is what the model adds to the target. Put the construction in, and H(v) cancels: T = −H(h)
            − K(v) − ln Z̃. What stays is the energy of h, not that of v as one line of the essay has it. δ(v)
            says, state by state, by how much the condition is missed.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{T}{T(v,h)}&=-E(v,h)+\\sym{H}{H(v)}\\\\ \\sym{d}{\\delta(v)}&=\\ln\\sum_h e^{\\sym{T}{T(v,h)}}\\overset{!}{=}0\\end{aligned}',
      symbols: {
        T: {
          is: 'what joins v to h: minus the energy of the model, and the target taken away',
          lights: null,
        },
        H: {
          is: 'the energy of the target; at the chosen state',
          lights: 'H(v), energies',
          value: (state) => nats(readingIn(state).H[chosenIn(state)]),
        },
        d: delta,
      },
      set: { playing: false, prepare: withEnergies({ K: nothingAdded }) },
      show: ({ store }) => <RenormalisationParts store={store} parts={['H', 'p', 'K', 'delta']} />,
      predict: {
        ask: 'K becomes 2 nats at state 0, and stays 0 elsewhere. What will δ(v) look like?',
        options: [
          { name: 'flat', say: 'Flat at zero, since Z is kept' },
          { name: 'up', say: 'Up by 2 at state 0' },
          { name: 'down', say: 'Down by 2 at state 0, against the others' },
        ],
        right: 'down',
        because: (
          <>
            Summed over h, e<sup>T</sup> gives δ(v) = ln Z − ln Z̃ − K(v): K turned over, and shifted as a
            whole. The shift makes the mean of e<sup>δ</sup> over p exactly 1, and so keeps Z. It can’t make δ
            flat.
          </>
        ),
      },
      until: {
        task: 'Give the construction a K with which the condition is missed by at least 1 nat downwards at exactly one state, and by less than 1 nat upwards at all others.',
        passes: (state) => {
          const { residual } = mapIn(state);
          return (
            residual.filter((x) => x <= -1).length === 1 &&
            residual.filter((x) => x > 0 && x < 1).length === residual.length - 1
          );
        },
        hint: (state) => {
          const { residual } = mapIn(state);
          const low = residual.filter((x) => x <= -1).length;
          return `δ is −1 or less at ${low} of ${residual.length} states, and above 0 at ${residual.filter((x) => x > 1e-9).length}.`;
        },
        because:
          'Only a constant K fulfils the condition, and a constant does nothing. So the construction is no exact map, for any K that is worth adding.',
      },
    },
    {
      title: 'Three cases to keep apart',
      say: (
        <>
          <p>All that matters is whether δ is flat, and where. Three cases:</p>
          <ul>
            <li>
              <strong>Flat at zero.</strong> The trace condition: Z and p are both the target’s.
            </li>
            <li>
              <strong>Flat, but not at zero.</strong> The model’s energies are all off by one amount. p is
              right. ln Z is off by that amount.
            </li>
            <li>
              <strong>ΔF = 0, but not flat.</strong> Z is right and p is not: the construction with any K that
              varies.
            </li>
          </ul>
          <p>
            ΔF = 0 fixes one number only. A constant added to H always arranges it. Flatness can’t be arranged
            so.
          </p>
        </>
      ),
      tex: '\\sym{dF}{\\Delta F}=-\\ln\\sum_v p(v)\\,e^{\\sym{d}{\\delta(v)}}',
      symbols: mapSymbols,
      set: { playing: false, prepare: withEnergies({ K: { kind: 'spike', state: 0, height: 2 } }) },
      show: ({ store }) => <RenormalisationParts store={store} parts={['K', 'delta', 'hidden', 'map']} />,
      predict: {
        ask: 'Of some model δ(v) = 0.7 nats is measured, for every v. What is known of it?',
        options: [
          { name: 'p', say: 'Its p is the target’s; its ln Z is 0.7 nats larger' },
          { name: 'Z', say: 'Its Z is the target’s; its p is not' },
          { name: 'neither', say: 'Neither its Z nor its p is the target’s' },
        ],
        right: 'p',
        because: (
          <>
            Every term is e<sup>0.7</sup> times what it should be, and so is their sum. In p both cancel.
            Whether δ is zero depends on where the zero of H lies; whether it is flat does not.
          </>
        ),
      },
      until: {
        task: 'Now ΔF = 0, but δ is not flat. Make it flat, but not at zero. You will need K and the hidden layer.',
        passes: (state) => readingIn(state).kind === 'flat',
        hint: (state) =>
          ({
            exact: 'Flat at zero: the hidden layer must have another sum than Z for it to leave zero.',
            flat: '',
            equalZ: 'Not flat: K varies from state to state.',
            neither: 'ΔF is not 0 any more, but δ is not flat yet: K varies from state to state.',
          })[readingIn(state).kind],
        because:
          'A constant K makes δ flat. A hidden layer whose own sum is not Z lifts it off zero, as a whole. p̃ = p, with the wrong Z: the opposite of the construction.',
      },
    },
    {
      title: 'One function tells both',
      say: (
        <>
          <p>
            δ alone gives ΔF and the <Term name="kullbackLeibler">divergence</Term> of p from p̃:{' '}
            <Term name="variationalRg">two identities</Term>, each shown in two ways at the right: from the
            sums, and from δ.
          </p>
          <p>
            The second is the gap between the logarithm of a mean and the mean of a logarithm. It is never
            below zero, and zero only if δ does not vary. Where δ varies little it is about half the variance
            of δ over p. So “approximately satisfied” can be said as a number: the spread of δ.
          </p>
        </>
      ),
      tex: '\\begin{aligned}\\sym{dF}{\\Delta F}&=-\\ln\\langle e^{\\sym{d}{\\delta}}\\rangle_p\\\\ \\sym{KL}{\\mathrm{KL}}&=\\ln\\langle e^{\\sym{d}{\\delta}}\\rangle_p-\\langle \\sym{d}{\\delta}\\rangle_p\\approx\\tfrac12\\mathrm{Var}_p\\,\\sym{d}{\\delta}\\end{aligned}',
      symbols: mapSymbols,
      set: { playing: false, prepare: withEnergies({ K: coupling }) },
      show: ({ store }) => <RenormalisationParts store={store} parts={['K', 'delta', 'p', 'map']} />,
      predict: {
        ask: 'Let the coupling be ten times as strong: 2 in place of 0.2. What will ΔF and KL do?',
        options: [
          { name: 'both', say: 'Both grow' },
          { name: 'small', say: 'ΔF stays 0, and so KL stays small' },
          { name: 'grows', say: 'ΔF stays 0, and KL grows past any bound' },
        ],
        right: 'grows',
        because: (
          <>
            ΔF = 0 says that e<sup>δ</sup> is 1 on the average, and the construction sees to that for any K.
            KL asks how much δ varies about it: {formatValue(klWhenStrong, 3)} nats with a coupling of 2, and
            more with more. Set the size of K and see.
          </>
        ),
      },
      until: {
        task: 'K is a coupling of 0.2 now. Bring KL down to a quarter of what it is, within 5 %, by making that coupling smaller. By how much, do you think?',
        passes: (state) =>
          energiesIn(state).K.source.kind === 'coupling' && Math.abs(shareOfKl(state) - 0.25) <= 0.0125,
        hint: (state) =>
          energiesIn(state).K.source.kind === 'coupling'
            ? `KL is ${formatValue(shareOfKl(state), 3)} times what it was. The size of K stands below its bars.`
            : 'K is no coupling any more: press Coupling above its bars.',
        because:
          'Half the coupling, a quarter of KL: it grows as the square of what is added. A condition that is nearly satisfied is satisfied better than it looks.',
      },
    },
    {
      title: 'The smallest counterexample',
      say: (
        <>
          <p>
            No lattice and no construction is needed: one visible unit and one hidden unit will do. The target
            is a fair coin, H = 0: two terms of 1, so Z = 2.
          </p>
          <p>
            Let the machine have w = ln 2, a = ln ¼, b = ln ½. Its four terms stand in the table. Add them up
            by rows: a row’s share of Z is p<sub>λ</sub>(v), and the logarithm of its sum is δ(v), since H =
            0.
          </p>
        </>
      ),
      tex: '\\sym{Z}{Z_\\lambda}=1+e^{\\sym{b}{b}}+e^{\\sym{a}{a}}+e^{\\sym{a}{a}+\\sym{b}{b}+\\sym{w}{w}}',
      symbols: {
        Z: {
          is: 'the machine’s Z: four terms',
          lights: 'Z of the machine',
          value: (state) => formatValue(seenIn(state).Z, 4),
        },
        w: { is: 'the weight', lights: 'W1', value: ({ tiny }) => nats(tiny.W1, 3)! },
        a: { is: 'the bias of v', lights: 'a1', value: ({ tiny }) => nats(tiny.a1, 3)! },
        b: { is: 'the bias of h', lights: 'b', value: ({ tiny }) => nats(tiny.b, 3)! },
      },
      set: { playing: false, prepare: (store) => void store.getState().setTiny(counterexample) },
      show: ({ store, revealed }) => <OneByOne store={store} revealed={revealed} />,
      predict: {
        ask: 'Z is 2 on both sides. How likely is v = 1 in this machine?',
        options: [
          { name: 'half', say: '½, as with the coin' },
          { name: 'quarter', say: '¼' },
          { name: 'eighth', say: '⅛' },
        ],
        right: 'quarter',
        because:
          'The row of v = 1 is ¼ + ¼ = ½, that of v = 0 is 1 + ½. Together 2, as it should be; the shares are ¼ and ¾. KL = −½ ln ¾ = 0.1438 nats, with ΔF = 0.',
      },
      until: {
        task: 'Find another machine with Z = 2, within 0.01, that is further off: KL at least 0.3 nats.',
        passes: (state) => Math.abs(seenIn(state).Z - 2) <= 0.01 && seenIn(state).map.klDivergence >= 0.3,
        hint: (state) => {
          const { Z, map } = seenIn(state);
          return `Z is ${formatValue(Z, 3)}, KL ${formatValue(map.klDivergence, 3)} nats. The row of v = 0 can have nearly all of the 2: which bias rules it?`;
        },
        because:
          'Of three parameters one is fixed by Z = 2. Two are left to move p as one likes. In a machine of a thousand parameters, 999 are left.',
      },
    },
    {
      title: 'Learning flattens δ',
      say: (
        <>
          <p>
            Now the same residual for a machine that learns. The data are samples of a lattice of 3×3 spins at
            a temperature of 3, so H(v) is known for all 512 states. Then δ(v) is ln p<sub>λ</sub>(v) − ln
            p(v) and a constant.
          </p>
          <p>
            Maximum likelihood makes KL small. By the identity that is nothing else than making δ flat. The
            essay’s picture, an energy that is renormalised until free energies agree, becomes right when
            “until δ is flat” is put in.
          </p>
        </>
      ),
      tex: '\\sym{d}{\\delta(v)}=\\ln p_\\lambda(v)-\\ln p(v)+\\ln Z_\\lambda-\\ln Z',
      symbols: {
        d: {
          is: 'δ of the machine in training',
          lights: 'δ(v) of the machine',
          value: (state) => {
            const seen = labTrace(state);
            return seen && `spread over p ${formatValue(seen.spread, 3)} nats`;
          },
        },
      },
      set: { settings: knownLattice, playing: false, prepare: laboratory({ shifted: true }) },
      show: ({ store, revealed }) => <TraceFigure store={store} only="lab" revealed={revealed} />,
      knobs: ['learningRate'],
      predict: {
        ask: 'The machine is trained on 8,000 samples, with the exact gradient. What becomes of the spread of δ?',
        options: [
          { name: 'zero', say: 'It falls to zero: there are hidden units enough' },
          { name: 'floor', say: 'It falls, and then wavers above zero' },
          { name: 'same', say: 'It stays: training moves only the mean of δ' },
        ],
        right: 'floor',
        because:
          'The machine sees samples, not p: 8,000 of them can’t tell p from its nearest neighbours, and each update sees but 1,000. A floor remains, and it is lower with more samples.',
      },
      until: {
        task: 'Press Play, and train until the spread of δ is below 0.25 nats.',
        passes: (state) => (labTrace(state)?.spread ?? 1) < 0.25,
        hint: (state) => {
          const seen = labTrace(state);
          return seen
            ? `The spread is ${formatValue(seen.spread, 3)} nats.`
            : 'δ is known for a lattice of 3×3 spins only: set the figure up again.';
        },
        because:
          'Nobody told the machine what H is. It found an energy that is H up to a constant and a ripple, from samples alone.',
      },
    },
    {
      title: '“Approximately satisfied”, as a number',
      say: (
        <>
          <p>
            In practice the trace condition is “approximately satisfied”. The spread of δ says how nearly. A
            spread s means that p<sub>λ</sub>(v) is off by a factor of about e<sup>±s</sup> for a typical v,
            and that KL is about s²/2 nats for each sample.
          </p>
          <p>
            A warning about some later texts: they put ln p(h|v), the machine’s own conditional, in place of
            T. Its sum over h is 1 for any machine, trained or not. The condition is then fulfilled without
            saying anything.
          </p>
        </>
      ),
      tex: '\\sum_h \\sym{cond}{p_\\lambda(h\\,|\\,v)}=1\\quad\\text{always};\\qquad \\mathrm{KL}\\approx\\tfrac12 \\sym{s}{s}^2',
      symbols: {
        cond: { is: 'the machine’s conditional, which is normalised', lights: null },
        s: {
          is: 'the spread of δ over p',
          lights: 'Spread of δ over p',
          value: (state) => nats(labTrace(state)?.spread),
        },
      },
      set: {
        // another temperature: a machine of its own, not the last step’s
        settings: { ...knownLattice, isingTemperature: 4, learningRate: 0.8, batchSize: 20 },
        playing: true,
        prepare: laboratory({ shifted: true }),
      },
      show: ({ store }) => <TraceFigure store={store} only="lab" />,
      knobs: ['learningRate', 'batchSize'],
      predict: {
        ask: 'The spread of δ is 0.1 nats. How far off is the probability of a typical state?',
        options: [
          { name: 'tenth', say: 'By about 10 %' },
          { name: 'percent', say: 'By about 1 %' },
          { name: 'nothing', say: 'Not at all: ΔF = 0' },
        ],
        right: 'tenth',
        because: (
          <>
            A factor of e<sup>±0.1</sup>. But KL is only about ½ · 0.1² = 0.005 nats for each sample: hundreds
            of samples would be needed to tell such a machine from the truth.
          </>
        ),
      },
      until: {
        task: 'The lattice is at a temperature of 4 now. The updates are large and see 20 samples each: δ ripples. Bring KL below 0.03 nats: let it settle.',
        passes: (state) => (labTrace(state)?.map.klDivergence ?? 1) < 0.03,
        hint: (state) => {
          const seen = labTrace(state);
          return seen
            ? `KL is ${formatValue(seen.map.klDivergence, 4)} nats, half the squared spread ${formatValue(seen.spread ** 2 / 2, 4)}. A smaller rate, or a larger batch, calms it.`
            : 'The first weights have not come yet.';
        },
        because:
          'This is what “approximately satisfied” can mean: a number, with a unit, that goes down as one learns. It does not come to rest at zero: samples are not p. The shares that the 512 states have of the 8,000 training samples are themselves about 511 / (2 · 8,000) = 0.032 nats from p.',
      },
    },
  ],
};
