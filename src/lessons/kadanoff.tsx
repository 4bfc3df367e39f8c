/** Lesson 8: Kadanoff's blocks, exactly in one dimension, by majority in two, and beside a machine's hidden units. */
import { lazy } from 'react';
import { formatCount, formatValue } from '../chart/numbers';
import { Term } from '../chart/Term';
import { useLab } from '../controls/useLab';
import { setLatticeKnobs, setSides } from '../state/latticeSlice';
import type { LabState, LabStore } from '../state/store';
import { decimatedRing } from '../views/decimation/decimatedRing';
import { latticeSetup } from '../views/kadanoff/setup';
import type { FigureProps, Lesson, SetUp, SymbolEntry } from './lesson';

const Decimation = lazy(async () => ({
  default: (await import('../views/decimation/Decimation')).Decimation,
}));
const Blocking = lazy(async () => ({ default: (await import('../views/ising/Blocking')).Blocking }));
const LatticeFigure = lazy(async () => ({
  default: (await import('../views/ising/LatticeFigure')).LatticeFigure,
}));
const LatticeKnobs = lazy(async () => ({
  default: (await import('../views/ising/LatticeKnobs')).LatticeKnobs,
}));
const Kadanoff = lazy(async () => ({ default: (await import('../views/kadanoff/Kadanoff')).Kadanoff }));
const BeginComparison = lazy(async () => ({
  default: (await import('../views/kadanoff/Kadanoff')).BeginComparison,
}));
const Flow = lazy(async () => ({ default: (await import('../views/kadanoff/Flow')).Flow }));

const ring = (K: number, steps: number): SetUp => ({
  playing: false,
  prepare: (store: LabStore) => void store.getState().setDecimation({ K, steps, spins: 64 }),
});
const ringOf = ({ decimation }: LabState) => decimatedRing(decimation);
const couplingNow = (state: LabState) => ringOf(state).flow.at(-1)!.K;

const ringSymbols: Readonly<Record<string, SymbolEntry>> = {
  K: {
    is: 'the coupling of neighbours now',
    lights: 'K now',
    value: (state) => formatValue(couplingNow(state), 4),
  },
  next: {
    is: 'the coupling after one decimation more',
    lights: 'K after one more',
    value: (state) => formatValue(ringOf(state).next, 4),
  },
  given: {
    is: 'what the spins summed over gave to ln Z',
    lights: 'given by the spins summed over',
    value: (state) => `${formatValue(ringOf(state).removed, 4)} nats`,
  },
};

/** The torus of the Ising lab, blocked twice, at a temperature. */
const torus = (temperature: number): SetUp => ({
  playing: false,
  prepare: (store: LabStore) => {
    setSides(store, { Lx: 64, Ly: 64 });
    setLatticeKnobs(store, { temperature, field: 0, algorithm: 'wolff', blockSize: 2, blockings: 2 });
  },
});

function BlocksFigure({ store, revealed }: FigureProps) {
  return (
    <>
      {/* the flow would give the answer away, the pictures alone don't */}
      {revealed ? (
        <Blocking store={store} />
      ) : (
        <div className="lesson-narrow">
          <LatticeFigure store={store} />
        </div>
      )}
      <LatticeKnobs store={store} />
    </>
  );
}

/** What the couplings of the present temperature do from level to level, in standard errors; +∞ for all alike. */
function riseOfFlow({ lattice }: LabState): number | undefined {
  const { flow, knobs } = lattice?.frame ?? {};
  if (!flow || knobs?.temperature !== lattice?.knobs.temperature) return undefined;
  const [first, last] = [flow.points[0], flow.points.at(-1)];
  if (!first || !last || flow.points.length < 3 || flow.pictures < 20) return undefined;
  if (last.coupling === Number.POSITIVE_INFINITY) return last.coupling;
  return (last.coupling - first.coupling) / Math.hypot(first.error, last.error);
}

const ofThisRun = ({ studies, summary }: LabState) => {
  const { result, about } = studies.latticeMachine;
  return about?.run === summary?.run ? result : undefined;
};
const localityNow = (state: LabState) => ofThisRun(state)?.layers[0]?.locality.value;

function FlowFigure({ store, revealed }: FigureProps) {
  const result = useLab(store, ofThisRun);
  if (!result)
    return (
      <div className="study-view kadanoff">
        <BeginComparison store={store} />
        <p className="soft">
          The flow comes with the comparison of the step before. Let the machine learn for some seconds, then
          compare it here or there.
        </p>
      </div>
    );
  return revealed ? (
    <Flow store={store} result={result} />
  ) : (
    <p className="lesson-waiting">Predict first: the flow of this very machine is shown then.</p>
  );
}

export const kadanoff: Lesson = {
  name: 'kadanoff',
  title: 'Kadanoff’s blocks',
  steps: [
    {
      title: 'Sum over every second spin',
      say: (
        <>
          <p>
            A ring of spins, each +1 or −1, with a coupling K to its two neighbours. Z is a sum over all
            spins. Do half of that sum first: over every second spin. Each of them meets only two others, so
            its sum is done on paper.
          </p>
          <p>
            What is left is a ring again, half as long, of the same kind, with another coupling K′ and a
            number that goes to ln Z. Nothing is approximated: ln Z comes out the same both ways. This is{' '}
            <Term name="decimation">decimation</Term>, the simplest renormalisation there is.
          </p>
        </>
      ),
      tex: "\\begin{gathered}\\sym{next}{K'}=\\tfrac12\\ln\\cosh 2\\sym{K}{K}\\\\[2pt] \\sym{given}{\\ln 2+\\tfrac12\\ln\\cosh 2K}\\text{ per spin summed over}\\end{gathered}",
      symbols: ringSymbols,
      set: ring(2, 0),
      show: ({ store, revealed }) => <Decimation store={store} revealed={revealed} />,
      predict: {
        ask: 'K is 2. What is the coupling K′ of the spins that remain?',
        options: [
          { name: 'stronger', say: 'Stronger: each bond now stands for two' },
          { name: 'same', say: 'The same: the ring is still a ring' },
          { name: 'weaker', say: 'Weaker, though not by half' },
        ],
        right: 'weaker',
        because:
          'K′ = ½ ln cosh 4 = 1.65. At strong coupling a decimation takes about ½ ln 2 from K: news that must pass two bonds arrives a little less surely than over one.',
      },
      until: {
        task: 'Find the coupling of which one decimation leaves exactly half, within 1 %. Nothing summed over yet: set K alone.',
        passes: (state) => {
          const { K, steps } = state.decimation;
          return steps === 0 && K > 0.05 && Math.abs(ringOf(state).next / K - 0.5) <= 0.005;
        },
        hint: (state) => {
          const { K, steps } = state.decimation;
          if (steps > 0) return 'Some spins are summed over already: step back first.';
          return K > 0
            ? `K′/K is ${formatValue(ringOf(state).next / K, 3)}.`
            : 'At K = 0 nothing is coupled.';
        },
        because:
          'At K = 0.61. Below that each decimation leaves less than half, near 0 only K²: ½ ln cosh 2K ≈ K². Above it leaves more, but never all.',
      },
    },
    {
      title: 'The flow runs to K = 0',
      say: (
        <>
          <p>
            K′ becomes the next K, and so on: a flow. In the picture each decimation is a stair, down to the
            curve and across to the diagonal. Where the two meet the coupling would stay, a fixed point. They
            meet at K = 0 only.
          </p>
          <p>
            Seen from far enough away, a ring looks like free spins, whatever its temperature above 0. That is
            why there is no phase transition in one dimension.
          </p>
        </>
      ),
      tex: '\\ln Z_{64}(K)=\\sym{given}{\\text{given}}+\\ln Z_{\\text{left}}(\\sym{K}{K^{(n)}})',
      symbols: ringSymbols,
      set: ring(2.5, 0),
      show: ({ store }) => <Decimation store={store} />,
      predict: {
        ask: 'A ring of 64 spins at K = 2.5 is decimated three times. Its K is then about',
        options: [
          { name: 'third', say: '0.8, a third' },
          { name: 'fast', say: '0.0001: it collapses, as it does near 0' },
          { name: 'slow', say: '1.5: at strong coupling each step takes ½ ln 2' },
        ],
        right: 'slow',
        because:
          'K falls by 0.347 a step as long as it is large, and only below about ½ it collapses like K². The flow lingers near T = 0 and then rushes to the hot end.',
      },
      until: {
        task: 'Choose K so that three decimations bring it from at least 1 to below 0.4.',
        passes: (state) =>
          state.decimation.K >= 1 && state.decimation.steps === 3 && couplingNow(state) < 0.4,
        hint: (state) => {
          const { K, steps } = state.decimation;
          if (K < 1) return `K begins at ${formatValue(K)}: at least 1 is wanted.`;
          return `After ${formatCount(steps)} of 3 decimations K is ${formatValue(couplingNow(state), 3)}.`;
        },
        because:
          'And the difference of the two ways to ln Z stayed at rounding level through all of it: renormalisation that is exact keeps Z and p of the spins that remain.',
      },
    },
    {
      title: 'Two dimensions: blocks by majority',
      say: (
        <>
          <p>
            On a square lattice summing over some spins couples the others in ever more ways, and no single K′
            will do. Kadanoff (1966) took blocks instead: four spins become one, here by majority or, in a
            tie, by a coin. The picture is a lattice again, seen from farther away. Which coupling it looks
            like has to be measured.
          </p>
          <p>
            There are two phases now, and between them T<sub>c</sub> = 2.269 (Onsager 1944). There an endless
            lattice has islands of every size, and after some blockings further ones change nothing: a fixed
            point. On either side of it the flow leads away.
          </p>
        </>
      ),
      set: torus(3),
      show: BlocksFigure,
      predict: {
        ask: (
          <>
            T is 3 now, hotter than T<sub>c</sub>. Which way does the coupling go as the lattice is blocked?
          </>
        ),
        options: [
          { name: 'down', say: 'Down, to 0' },
          { name: 'stays', say: 'It stays' },
          { name: 'up', say: 'Up' },
        ],
        right: 'down',
        because:
          'Islands of like spins are smaller than a few blocks, so blocking averages them away: the picture looks hotter. As in one dimension, which is always on the hot side.',
      },
      until: {
        task: 'Find a temperature at which the coupling grows from the lattice to its second blocking, by more than three standard errors.',
        passes: (state) => (riseOfFlow(state) ?? 0) > 3,
        hint: (state) => {
          const rise = riseOfFlow(state);
          if (rise === undefined) return 'Enough pictures for a flow come in a moment.';
          return rise > 0
            ? `It grows by ${formatValue(rise, 1)} standard errors.`
            : `It falls by ${formatValue(-rise, 1)} standard errors.`;
        },
        because: (
          <>
            Below T<sub>c</sub> one side wins in most blocks, and spins against it are voted down. Majority
            rule is no exact map, and its flow is an estimate from finite pictures; yet it tells the phases
            apart.
          </>
        ),
      },
    },
    {
      title: 'Hidden units beside blocks',
      say: (
        <>
          <p>
            A hidden unit sums up spins too, by its weights, and says one bit. Mehta and Schwab (2014) saw
            that a machine and Kadanoff’s variational renormalisation (1976) can be written with the same
            letters. So do hidden units become block spins?
          </p>
          <p>
            This machine learns lattices of 12×12 spins a little above T<sub>c</sub>. Nobody tells it which
            spins are neighbours: to the machine they are 144 pixels in any order.
          </p>
        </>
      ),
      set: { settings: latticeSetup, playing: true },
      show: ({ store }) => <Kadanoff store={store} brief />,
      predict: {
        ask: 'After learning, where are the weights of a hidden unit?',
        options: [
          { name: 'everywhere', say: 'All over the lattice: it knows of no neighbours' },
          { name: 'patch', say: 'On a patch of neighbouring spins' },
          { name: 'row', say: 'On rows and columns' },
        ],
        right: 'patch',
        because:
          'Spins near each other are correlated, and whoever sums up what belongs together sums up neighbours. That makes fields local; it does not make them majority rules.',
      },
      until: {
        task: 'Let it learn some thousand updates, then press “Compare with blocks”: the locality of the fields should be at least 0.4 (noise has 0, single sites 1).',
        passes: (state) => (localityNow(state) ?? 0) >= 0.4,
        hint: (state) => {
          const locality = localityNow(state);
          const updates = formatCount(state.frame?.update ?? 0);
          if (locality === undefined) return `Nothing compared yet, after ${updates} updates.`;
          return `The locality was ${formatValue(locality, 2)} after ${formatCount(ofThisRun(state)!.update)} updates; it is at ${updates} now.`;
        },
        because:
          'Compare the agreement with blocks in the table: high, but well below 1. A block of the majority is one summary of a patch, what the machine has learnt is another.',
      },
    },
    {
      title: 'What is established, and what is not',
      say: (
        <>
          <p>
            Established: if Σ<sub>h</sub> e<sup>T(v,h)</sup> = 1 for every v, the map from v to h is an exact
            renormalisation (lesson 7). A machine can be read that way. Not established: that learning finds
            such a map, or one that is useful. E. and R. de Mello Koch and Cheng (2019) found blocks in
            trained machines, but no match of the numbers.
          </p>
          <p>
            A test: show the machine a lattice, draw h, draw v again, and look at what temperature the picture
            seems to have. Renormalisation goes away from T<sub>c</sub>. Iso, Shiba and Yokoo (2018) did this
            with machines that had learnt many temperatures.
          </p>
        </>
      ),
      tex: 'v\\to h\\to v\\to\\cdots',
      set: { settings: latticeSetup, playing: true },
      show: FlowFigure,
      predict: {
        ask: 'Starting from hot and from cold lattices, where does v → h → v lead in such machines?',
        options: [
          {
            name: 'away',
            say: (
              <>
                Away from T<sub>c</sub>, as renormalisation does
              </>
            ),
          },
          { name: 'towards', say: 'All to one temperature, the machine’s own rest' },
          { name: 'stays', say: 'Nowhere: it is reversible' },
        ],
        right: 'towards',
        because: (
          <>
            v → h → v is Gibbs sampling: it leads to the machine’s own distribution from everywhere. For
            machines that learnt many temperatures they found that rest near T<sub>c</sub>. So this flow is a
            sampler on its way to rest, and no step of renormalisation.
          </>
        ),
      },
    },
  ],
};
