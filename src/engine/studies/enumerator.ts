/** The enumeration kernel in float64 as what thermodynamics and its identities are formed from, in pauses. */
import type { Source } from '../../core/identities';
import { type ModelMeans, meanEnergy } from '../../core/partition';
import { atInverseTemperature, type Rbm } from '../../core/rbm';
import type { Thermodynamics } from '../../core/thermodynamics';
import type { PartitionKernel, PartitionResult, Precision } from '../../kernels/contract';
import { Calibration } from '../calibration';
import type { Tools } from './task';

/** ms between two pauses. */
const sliceTime = 8;
/** The energy's variance at β = 0 is taken here: U falls out of the means, but C = β² var would be 0/0. */
const almostFree = 2 ** -10;

export class Enumerator implements Source {
  /** The last path that the range of the weights called for: f64, or log-sum-exp beyond it. */
  precision: Precision = 'f64';
  /** Evaluations finished, those with moments counted as `momentsCost`, and the part of the one under way. */
  spent = 0;
  private readonly kernel: PartitionKernel;
  private readonly speed = { plain: new Calibration(1 / sliceTime), moments: new Calibration(1 / sliceTime) };

  constructor(private readonly tools: Tools) {
    this.kernel = tools.createPartition();
  }

  *logPartition(rbm: Rbm): Generator<undefined, number> {
    return (yield* this.evaluate(rbm, false)).logPartition;
  }

  *means(rbm: Rbm, beta: number): Generator<undefined, ModelMeans> {
    return (yield* this.evaluate(atInverseTemperature(rbm, beta), true)).means!;
  }

  *averages(rbm: Rbm, beta: number): Generator<undefined, Thermodynamics> {
    const { logPartition, means, energy } = yield* this.evaluate(atInverseTemperature(rbm, beta), true);
    const U = meanEnergy(rbm, means!);
    const variance = beta === 0 ? yield* this.varianceOfChance(rbm) : energy!.C / (beta * beta);
    const S = logPartition + beta * U;
    return { beta, logPartition, U, meanSquare: variance + U * U, variance, C: beta * beta * variance, S };
  }

  private *varianceOfChance(rbm: Rbm): Generator<undefined, number> {
    return (yield* this.averages(rbm, almostFree)).variance;
  }

  private *evaluate(rbm: Rbm, moments: boolean): Generator<undefined, PartitionResult> {
    const speed = moments ? this.speed.moments : this.speed.plain;
    const cost = moments ? momentsCost : 1;
    const before = this.spent;
    const job = this.kernel.begin(rbm, { precision: 'f64', energy: moments });
    for (let done = false; !done; ) {
      const [from, start] = [job.done, this.tools.now()];
      done = job.advance(speed.amount(sliceTime));
      speed.record(job.done - from, this.tools.now() - start);
      this.spent = before + (cost * job.done) / job.chunks;
      yield;
    }
    const result = job.result();
    this.precision = result.precision;
    return result;
  }
}

/** Time of an evaluation with moments over one without: only for the share that is done. */
export const momentsCost = 6;
