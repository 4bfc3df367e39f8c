/**
 * Task: ln Z, U, S and C over β, and the identities of ln Z as pairs of numbers. Where the smaller layer has up to
 * 20 units every β is enumerated in float64; above that one annealing run from β = 0 passes every β on its way.
 */
import { largestJoint, summingJoint, summingLayers } from '../../core/entropy';
import { disagreement, identityPairs, type Pair } from '../../core/identities';
import { createRbm, type Rbm } from '../../core/rbm';
import type { Thermodynamics } from '../../core/thermodynamics';
import type { Parameters } from '../../kernels/contract';
import type {
  Identity,
  Interval,
  Subject,
  Thermodynamic,
  ThermodynamicsAsk,
  ThermodynamicsResult,
} from '../study';
import { annealedThermodynamics, checkSchedule } from './annealedThermodynamics';
import { Enumerator, momentsCost } from './enumerator';
import { checkFinite } from './finiteModel';
import type { Task, Tools } from './task';

/** Units of the smaller layer up to which every β is enumerated. */
const mostEnumerated = 20;
const mostPoints = 1000;
/** States × units of the other layer up to which the entropy is also summed from probabilities: a second or two. */
const largestEntropy = 2 ** 26;
/** Evaluations that the identities take: 6 with moments, 16 of ln Z alone. */
const identitiesCost = 6 * momentsCost + 16;

export const thermodynamics: Task<ThermodynamicsAsk, ThermodynamicsResult> = function* (
  ask,
  subject,
  _material,
  tools,
) {
  check(ask, subject);
  checkFinite(subject.parameters);
  const grid = gridOf(ask);
  const { visible, hidden } = subject.parameters;
  if (Math.min(visible, hidden) <= mostEnumerated) return yield* enumerated(ask, grid, subject, tools);
  checkSchedule(ask);
  return yield* annealedThermodynamics(ask, grid, subject, tools);
};

function check(
  { from, to, points, at, visibleUnit, hiddenUnit }: ThermodynamicsAsk,
  { parameters }: Subject,
) {
  if (!(from >= 0 && to > from && Number.isFinite(to)))
    throw new RangeError(`invalid range of β: ${from} to ${to}; expected 0 ≤ from < to`);
  if (!(Number.isInteger(points) && points >= 2 && points <= mostPoints))
    throw new RangeError(`invalid points: ${points}; expected a whole number from 2 to ${mostPoints}`);
  if (!(at >= 0 && Number.isFinite(at))) throw new RangeError(`invalid β: ${at}; expected a number from 0`);
  checkUnit('visible', visibleUnit, parameters.visible);
  checkUnit('hidden', hiddenUnit, parameters.hidden);
}

/** As they are counted on the page, from 1. */
function checkUnit(layer: string, unit: number, units: number): void {
  if (Number.isInteger(unit) && unit >= 0 && unit < units) return;
  throw new RangeError(`invalid ${layer} unit: ${unit + 1}; expected 1..${units}`);
}

const gridOf = ({ from, to, points }: ThermodynamicsAsk): Float64Array =>
  Float64Array.from({ length: points }, (_, n) => from + ((to - from) * n) / (points - 1));

/** The curves of a model, kept until others are asked for: sliding β then costs only what is new. */
interface Found {
  readonly parameters: Parameters;
  readonly grid: Float64Array;
  readonly points: readonly Thermodynamics[];
  readonly seconds: number;
}
let kept: Found | undefined;

const same = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.prototype.every.call(one, (x, n) => Object.is(x, other[n]));

function keptFor({ parameters }: Subject, grid: Float64Array): Found | undefined {
  if (!kept || !same(kept.grid, grid) || kept.parameters.hidden !== parameters.hidden) return undefined;
  const equal = (['W', 'a', 'b'] as const).every((name) => same(kept!.parameters[name], parameters[name]));
  return equal ? kept : undefined;
}

function* enumerated(
  ask: ThermodynamicsAsk,
  grid: Float64Array,
  subject: Subject,
  tools: Tools,
): Generator<number, ThermodynamicsResult> {
  const rbm = createRbm(subject.parameters.visible, subject.parameters.hidden, subject.parameters);
  const enumerator = new Enumerator(tools);
  const all = momentsCost * (keptFor(subject, grid) ? 1 : 1 + grid.length) + identitiesCost;
  const work = exactResult(ask, grid, subject, rbm, enumerator, tools);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value as ThermodynamicsResult;
    yield Math.min(1, enumerator.spent / all);
  }
}

function* exactResult(
  ask: ThermodynamicsAsk,
  grid: Float64Array,
  subject: Subject,
  rbm: Rbm,
  enumerator: Enumerator,
  tools: Tools,
): Generator<undefined, ThermodynamicsResult> {
  const at = yield* enumerator.averages(rbm, ask.at);
  const [ofEnergy, ofUnits] = yield* pairsAt(ask, rbm, enumerator);
  const entropy = yield* entropyOf(rbm, at);
  const { points, seconds } = yield* curvesOf(rbm, grid, subject, enumerator, tools);
  const curve = (name: keyof Thermodynamics) => ({
    value: Float64Array.from(points, (point) => point[name]),
  });
  const smaller = Math.min(rbm.visible, rbm.hidden);
  return {
    method: 'exact',
    detail: `2${superscript(smaller)} states, ${enumerator.precision}`,
    beta: grid,
    curves: { logPartition: curve('logPartition'), U: curve('U'), S: curve('S'), C: curve('C') },
    at: { beta: ask.at, ...exactly(at) },
    identities: [...ofEnergy, ...(entropy ? [entropy] : []), ...ofUnits],
    remark: remarkOn(rbm),
    seconds,
  };
}

function* curvesOf(
  rbm: Rbm,
  grid: Float64Array,
  subject: Subject,
  enumerator: Enumerator,
  tools: Tools,
): Generator<undefined, Found> {
  const found = keptFor(subject, grid);
  if (found) return found;
  const start = tools.now();
  const points: Thermodynamics[] = [];
  for (const beta of grid) points.push(yield* enumerator.averages(rbm, beta));
  const { parameters } = subject;
  kept = { parameters, grid, points, seconds: (tools.now() - start) / 1000 };
  return kept;
}

const exact = (value: number): Interval => ({ value, low: value, high: value });
const exactly = ({ logPartition, U, S, C }: Thermodynamics): Thermodynamic<Interval> => ({
  logPartition: exact(logPartition),
  U: exact(U),
  S: exact(S),
  C: exact(C),
});

function identity(text: Omit<Identity, 'leftValue' | 'rightValue' | 'difference'>, pair: Pair): Identity {
  const [leftValue, rightValue] = [pair.differentiated, pair.averaged];
  return { ...text, leftValue, rightValue, difference: disagreement(leftValue, rightValue) };
}

/** The identities of ln Z, those of U and C apart from those of single units, which are counted from 1. */
function* pairsAt(
  { at, visibleUnit, hiddenUnit }: ThermodynamicsAsk,
  rbm: Rbm,
  enumerator: Enumerator,
): Generator<undefined, [Identity[], Identity[]]> {
  const pairs = yield* identityPairs(rbm, at, { i: visibleUnit, j: hiddenUnit }, enumerator);
  const how = { leftHow: 'differentiated', rightHow: 'averaged' };
  const [i, j] = [visibleUnit + 1, hiddenUnit + 1];
  const slope = (symbol: string) => `\\partial\\ln Z/\\partial ${symbol}`;
  const rows: readonly [string, string, string, Pair][] = [
    ['U', `-${slope('\\beta')}`, '\\langle E\\rangle', pairs.U],
    ['C', '-\\beta^2\\,\\partial U/\\partial\\beta', '\\beta^2(\\langle E^2\\rangle-U^2)', pairs.C],
    ['v', slope(`a_{${i}}`), `\\beta\\,\\langle v_{${i}}\\rangle`, pairs.a],
    ['h', slope(`b_{${j}}`), `\\beta\\,\\langle h_{${j}}\\rangle`, pairs.b],
    ['vh', slope(`W_{${i},${j}}`), `\\beta\\,\\langle v_{${i}}h_{${j}}\\rangle`, pairs.W],
  ];
  const all = rows.map(([name, left, right, pair]) => identity({ name, left, right, ...how }, pair));
  return [all.slice(0, 2), all.slice(2)];
}

/** How the entropy can be had from probabilities alone. */
function entropyRoad({ visible, hidden }: Rbm): 'joint' | 'layers' | 'none' {
  if (visible + hidden <= largestJoint) return 'joint';
  return 2 ** Math.min(visible, hidden) * Math.max(visible, hidden) <= largestEntropy ? 'layers' : 'none';
}

function remarkOn(rbm: Rbm): string {
  const smaller = Math.min(rbm.visible, rbm.hidden);
  return {
    joint: `−Σ p ln p goes through all 2${superscript(rbm.visible + rbm.hidden)} joint states.`,
    layers: `−Σ p ln p goes through the 2${superscript(smaller)} states of the smaller layer, and adds for each the entropy of the other layer’s independent units.`,
    none: `−Σ p ln p is left out: it would take minutes over 2${superscript(smaller)} states.`,
  }[entropyRoad(rbm)];
}

/** S from probabilities alone, where that is affordable. */
function* entropyOf(
  rbm: Rbm,
  { beta, logPartition, S }: Thermodynamics,
): Generator<undefined, Identity | undefined> {
  const road = entropyRoad(rbm);
  if (road === 'none') return undefined;
  const summing = road === 'joint' ? summingJoint : summingLayers;
  const summed = yield* summing(rbm, beta, logPartition);
  return identity(
    {
      name: 'S',
      left: '-\\textstyle\\sum p\\ln p',
      right: '\\ln Z+\\beta U',
      leftHow: 'summed',
      rightHow: 'from ln Z and U',
    },
    { differentiated: summed, averaged: S },
  );
}

/** 16 as "¹⁶". */
const superscript = (n: number): string => String(n).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
