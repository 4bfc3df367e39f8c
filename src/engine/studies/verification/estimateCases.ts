/** Mean field, TAP-2 and annealing beside their references. */
import { evenBetas, intervalOf } from '../../../core/annealing';
import { StationarySearch } from '../../../core/meanField';
import type { Tools } from '../task';
import { type Estimated, exactTolerance, type Pending } from './check';
import { type ExactCase, exactCases, rbmOf } from './reference';

const chains = 100;
const betas = 1000;
/** Machines that annealing can fail on within a moment: ln Z of each is known. */
const annealed = ['square', 'wide', 'tall', 'bars3', 'twelve'];

export function estimateCases(tools: Tools): Pending[] {
  return exactCases.flatMap((one) => [
    ...stationaryCases(one),
    ...(annealed.includes(one.name) ? [annealingCase(tools, one)] : []),
  ]);
}

function stationaryCases(one: ExactCase): Pending[] {
  const expansions = [
    ['Mean field', 'meanField'],
    ['TAP-2', 'tap2'],
  ] as const;
  return expansions.flatMap(([group, expansion]) => {
    const known = one[expansion];
    if (!known) return [];
    return [
      {
        group,
        by: 'formula, f64',
        name: `${one.name}, ln Z`,
        reference: known.lnZ,
        tolerance: exactTolerance(known.lnZ),
        value: () => new StationarySearch(rbmOf(one), expansion).run().logPartition(),
      },
    ];
  });
}

/** An interval that reaches further says too little to be a check, nats. */
const widest = 1;

/** From the uniform base: the true value must lie within the interval of three standard errors. */
function annealingCase(tools: Tools, one: ExactCase): Pending {
  return {
    group: 'Annealed importance sampling',
    by: `AIS kernel, ${chains} chains × ${betas} β`,
    name: `${one.name}, within its own 3σ`,
    reference: one.lnZ,
    tolerance: 0,
    value: (): Estimated => {
      const job = tools.createAnnealing().begin(rbmOf(one), {
        base: new Float64Array(one.visible),
        betas: evenBetas(betas),
        from: 0,
        to: chains,
        seed: 1,
      });
      while (!job.advance(1 << 20));
      const { value, low, high } = intervalOf(job.logWeights());
      return { value, tolerance: Math.min(widest, one.lnZ > value ? high - value : value - low) };
    },
  };
}
