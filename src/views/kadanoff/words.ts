/** What a comparison of a machine with blocks of spins says, in sentences. */
import { formatMany, formatValue } from '../../chart/numbers';
import type { Measured } from '../../core/ising/latticeMeasures';
import { criticalTemperature } from '../../core/ising/wolff';
import type { LatticeLayer, LatticeMachineResult } from '../../engine/study';
import { hottestDrawn } from './flowChart';

/** Standard errors apart from which two values differ. */
const differing = 3;

/** How the machine's samples stand to the data's: one sentence, with what differs and by how much. */
export function wordedSamples({ data, machine, ask, sampling }: LatticeMachineResult): string {
  const judged: [string, Measured, Measured][] = [
    ['energy', machine.energy, data.energy],
    ['|magnetisation|', machine.absMagnetisation, data.absMagnetisation],
  ];
  if (ask.spread === 1) judged.push(['specific heat', machine.heatCapacity, data.heatCapacity]);
  const alike = judged.filter(([, one, other]) => !differs(one, other)).map(([name]) => name);
  const apart = judged.filter(([, one, other]) => differs(one, other));
  const parts = apart.map(
    ([name, one, other]) =>
      `${name} is ${formatValue(Math.abs(one.value - other.value), 3)} too ${one.value > other.value ? 'high' : 'low'}`,
  );
  const same = alike.length > 0 ? [`${listed(alike)} ${alike.length > 1 ? 'agree' : 'agrees'}`] : [];
  const caution = sampling.settled
    ? ''
    : ' The chains are too short for what they remember, so the errors are too small.';
  return `Samples beside the data: ${[...same, ...parts].join('; ')}.${caution}`;
}

const differs = (one: Measured, other: Measured): boolean =>
  Math.abs(one.value - other.value) > differing * Math.hypot(one.error, other.error);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** How local a layer is, beside chance. */
export function wordedLocality({ locality, reach, sites }: LatticeLayer, name: string): string {
  if (Number.isNaN(locality.value)) return `${name} has no weights yet.`;
  const { value, chance } = locality;
  if (Math.abs(value) < differing * chance)
    return `${name}: its fields are no more local than noise (locality ${formatValue(value)}, chance ± ${formatValue(chance, 3)}).`;
  const side = value > 0 ? 'closer together than' : 'farther apart than';
  return `${name}: weights lie ${side} those of noise, locality ${formatValue(value)} where chance does ± ${formatValue(chance, 3)}; the middle field reaches ${formatValue(middle(reach), 1)} steps and rests on ${formatValue(middle(sites), 0)} sites.`;
}

/** The middle value, of those that are numbers. */
export function middle(values: Float64Array): number {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  if (sorted.length === 0) return Number.NaN;
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

const degrees = (value: number): string =>
  value >= hottestDrawn ? `${hottestDrawn} or more` : formatValue(value, 2);

/** Where the flow came to, and whether the data's temperature and Tc are there. */
export function wordedFlow({ flow, ask }: LatticeMachineResult): string {
  const ends = flow.map(({ temperatures }) => temperatures.at(-1)!);
  const [low, high] = [Math.min(...ends.map((t) => t.value)), Math.max(...ends.map((t) => t.value))];
  const met = ends.every((one) => ends.every((other) => one.low <= other.high));
  const where = met
    ? `All starts have come to one temperature, T = ${degrees((low + high) / 2)}`
    : `After ${formatMany(ask.steps, 'step')} the starts stand between T = ${degrees(low)} and ${degrees(high)}, still on their way`;
  const [lowest, highest] = [Math.min(...ends.map((t) => t.low)), Math.max(...ends.map((t) => t.high))];
  const isThere = (temperature: number) => temperature >= lowest && temperature <= highest;
  const there = met ? 'within the errors of it' : 'between';
  const critical = `Tc = ${formatValue(criticalTemperature, 3)}`;
  if (ask.spread > 1) {
    const lies = isThere(criticalTemperature) ? 'lies' : 'does not lie';
    return `${where}. The machine learnt nine temperatures; ${critical} ${lies} ${there}.`;
  }
  const own = `data’s T = ${formatValue(ask.temperature, 2)}`;
  const [ownThere, criticalThere] = [isThere(ask.temperature), isThere(criticalTemperature)];
  if (ownThere && criticalThere) return `${where}. The ${own} and ${critical} both lie ${there}.`;
  if (ownThere) return `${where}. The ${own} lies ${there}; ${critical} does not.`;
  if (criticalThere) return `${where}. ${critical} lies ${there}; the ${own} does not.`;
  return `${where}. Neither the ${own} nor ${critical} lies ${there}.`;
}

/** One hidden unit, as the picture's description says it. */
export function wordedUnit(
  layer: LatticeLayer,
  unit: number,
  side: number,
  block: number | undefined,
): string {
  const { centre, reach, sites, agreement } = layer;
  if (centre[unit]! < 0) return `Unit ${unit + 1} has no weights.`;
  const at = centre[unit]!;
  const place = `column ${(at % side) + 1}, row ${Math.floor(at / side) + 1}`;
  const field = `Unit ${unit + 1}: centre at ${place}, reaches ${formatValue(reach[unit], 1)} steps, carried by ${formatValue(sites[unit], 1)} sites`;
  const best = agreement?.block[unit] ?? -1;
  if (!agreement || block === undefined || best < 0) return `${field}.`;
  const across = side / block;
  const blockPlace = `column ${(best % across) + 1}, row ${Math.floor(best / across) + 1}`;
  const own =
    best === Math.floor((at % side) / block) + across * Math.floor(Math.floor(at / side) / block)
      ? 'the one that holds its centre'
      : 'not the one that holds its centre';
  return `${field}. It follows the block at ${blockPlace} with correlation ${formatValue(agreement.correlation[unit])}: ${own}.`;
}

/** One picture with its coarse versions. */
export function wordedPicture(
  index: number,
  of: number,
  up: number,
  alike: readonly { readonly layer: string; readonly share: number }[],
): string {
  const shares = alike
    .filter(({ share }) => !Number.isNaN(share))
    .map(
      ({ layer, share }) =>
        `${layer} agrees with the blocks on ${formatValue(100 * share, 0)} % of the sites`,
    );
  const parts = [
    `Picture ${index + 1} of ${of}: ${formatValue(100 * up, 0)} % of the spins are up`,
    ...shares,
  ];
  return `${parts.join('; ')}.`;
}
