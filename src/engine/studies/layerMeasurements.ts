/** The numbers of one layer of a stack, about its own rows. */
import { evenBetas, fittedBase, intervalOf } from '../../core/annealing';
import { baseRate } from '../../core/measures';
import { selectRows } from '../../core/rows';
import { layerSeed } from '../../core/stack';
import type { BinaryRows, Evaluator, Parameters } from '../../kernels/contract';
import type { LayerMeasurements, StackEstimate } from '../study';
import { worked } from './annealing';
import type { Tools } from './task';

/** ln Z is exact where the smaller layer has at most so many units, as in the lab. */
const exactUnits = 20;
/** Multiply-adds (rows × visible × hidden) that a sum may take; beyond, evenly spread rows stand for all. */
const affordable = 2 ** 29;
const duringTraining = 2 ** 23;
/** Multiply-adds between two yields. */
const piece = 2 ** 21;
const chains = 100;
/** Steps of AIS × weights, at most; and inverse temperatures. */
const annealingBudget = 2 ** 33;
const [fewestBetas, mostBetas] = [100, 1000];

const superscript = (number: number): string =>
  String(number).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);

type Sums = Pick<LayerMeasurements, 'reconstructionError' | 'meanFreeEnergy'>;

/** Measures one layer, again and again while it learns. */
export class LayerWatch {
  private readonly evaluator: Evaluator;
  private readonly all: BinaryRows;
  private readonly some: BinaryRows;
  private readonly base: number;
  private readonly epochs: number[] = [];
  private readonly errors: number[] = [];
  private readonly likelihoods: number[] = [];

  constructor(
    private readonly rows: BinaryRows,
    private readonly hidden: number,
    private readonly tools: Tools,
  ) {
    this.evaluator = tools.createEvaluator();
    this.all = this.spread(affordable);
    this.some = this.spread(duringTraining);
    this.evaluator.setRows('all', this.all);
    this.evaluator.setRows('some', this.some);
    this.base = baseRate(rows);
  }

  private spread(budget: number): BinaryRows {
    const { count, width } = this.rows;
    const kept = Math.min(count, Math.max(64, Math.floor(budget / (width * this.hidden))));
    const numbers = Array.from({ length: kept }, (_, n) => Math.floor((n * count) / kept));
    return kept === count ? this.rows : selectRows(this.rows, numbers);
  }

  /** While it learns: on few rows, ln Z only where it is exact. Adds to the history. */
  *glance(parameters: Parameters, epoch: number): Generator<undefined, LayerMeasurements> {
    const sums = yield* this.sums('some', parameters);
    const exact = this.enumerable ? yield* this.exact(parameters) : undefined;
    this.epochs.push(epoch);
    this.errors.push(sums.reconstructionError);
    if (exact) this.likelihoods.push(-sums.meanFreeEnergy - exact.value);
    return this.told(epoch, sums, exact, this.some.count);
  }

  /** In full, once it has learned (`epochs`: undefined for a machine that didn't learn here). */
  *measure(
    parameters: Parameters,
    epochs: number | undefined,
    place: { readonly seed: number; readonly layer: number },
  ): Generator<undefined, LayerMeasurements> {
    const sums = yield* this.sums('all', parameters);
    const logPartition = this.enumerable
      ? yield* this.exact(parameters)
      : yield* this.annealed(parameters, layerSeed(place.seed, place.layer));
    return this.told(epochs, sums, logPartition, this.all.count);
  }

  private get enumerable(): boolean {
    return Math.min(this.rows.width, this.hidden) <= exactUnits;
  }

  private *sums(name: 'all' | 'some', parameters: Parameters): Generator<undefined, Sums> {
    const { count, width } = this[name];
    this.evaluator.setModel(parameters);
    const step = Math.max(1, Math.floor(piece / (width * this.hidden)));
    let [error, energy] = [0, 0];
    for (let from = 0; from < count; from += step) {
      const to = Math.min(count, from + step);
      error += this.evaluator.reconstructionErrorSum(name, from, to);
      energy += this.evaluator.clampedFreeEnergySum(name, from, to);
      yield;
    }
    return { reconstructionError: error / count, meanFreeEnergy: energy / count };
  }

  private *exact(parameters: Parameters): Generator<undefined, StackEstimate> {
    const job = this.tools.createPartition().begin(parameters, { precision: 'f64' });
    while (!job.advance(1)) yield;
    const { logPartition: value, precision } = job.result();
    const units = Math.min(this.rows.width, this.hidden);
    const detail = `2${superscript(units)} states, ${precision}`;
    return { value, low: value, high: value, method: 'exact', detail };
  }

  private *annealed(parameters: Parameters, seed: number): Generator<undefined, StackEstimate> {
    const affordableBetas = Math.floor(annealingBudget / (chains * parameters.visible * parameters.hidden));
    const betas = Math.max(fewestBetas, Math.min(mostBetas, affordableBetas));
    const job = this.tools.createAnnealing().begin(parameters, {
      base: fittedBase(this.rows),
      betas: evenBetas(betas),
      seed,
      from: 0,
      to: chains,
    });
    for (const _ of worked(job, this.tools.now)) yield;
    const detail = `${chains} chains × ${betas === 1000 ? '1,000' : betas} β`;
    return { ...intervalOf(job.logWeights()), method: 'AIS', detail };
  }

  private told(
    epochs: number | undefined,
    sums: Sums,
    logPartition: StackEstimate | undefined,
    measured: number,
  ): LayerMeasurements {
    const { rows, hidden, base } = this;
    return {
      visible: rows.width,
      hidden,
      epochs,
      rows: rows.count,
      measured,
      ...sums,
      baseRate: base,
      ...(logPartition && { logPartition, logLikelihood: likelihoodOf(sums.meanFreeEnergy, logPartition) }),
      history: {
        epochs: [...this.epochs],
        reconstructionError: [...this.errors],
        ...(this.likelihoods.length > 0 && { logLikelihood: [...this.likelihoods] }),
      },
    };
  }
}

/** ℓ = −⟨F_c⟩ − ln Z: the higher ln Z, the lower ℓ. */
const likelihoodOf = (meanFreeEnergy: number, logPartition: StackEstimate): StackEstimate => ({
  ...logPartition,
  value: -meanFreeEnergy - logPartition.value,
  low: -meanFreeEnergy - logPartition.high,
  high: -meanFreeEnergy - logPartition.low,
});
