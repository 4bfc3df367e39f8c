/** What the layers of a machine look at on the lattice, and how they agree with blocks of its spins. */
import { agreementOf, standardised, type UnitAgreement } from '../../core/ising/blockAgreement';
import { blockSpins } from '../../core/ising/blocking';
import { type Lattice, spinsOf } from '../../core/ising/lattice';
import { localityOf, type NoiseField, receptiveField } from '../../core/ising/receptiveField';
import { fillUniforms, shuffledOrder } from '../../core/random';
import { type Rows, row } from '../../core/rows';
import type { Evaluator, Parameters } from '../../kernels/contract';
import type { LatticeLayer } from '../study';

/** Multiply-adds between two yields: a few ms. */
const piece = 2 ** 22;

/** The numbers of one layer's fields, [sites × hidden]. */
export function* fieldsOf(lattice: Lattice, fields: Float32Array, hidden: number, noise: NoiseField) {
  const sites = lattice.Lx * lattice.Ly;
  const column = new Float64Array(sites);
  const all = [];
  for (let j = 0; j < hidden; j++) {
    for (let site = 0; site < sites; site++) column[site] = fields[site * hidden + j];
    all.push(receptiveField(lattice, column));
    if (j % 64 === 63) yield undefined;
  }
  return {
    hidden,
    fields,
    centre: Int32Array.from(all, (field) => field.centre),
    reach: Float64Array.from(all, (field) => field.reach),
    sites: Float64Array.from(all, (field) => field.sites),
    strength: Float64Array.from(all, (field) => field.strength),
    locality: localityOf(all, noise),
  };
}

/**
 * p(h|·) of every layer over these rows, [rows × hidden] each: each layer looks at one sample of the layer below, drawn
 * with the purpose layerSample.
 */
export function* climb(
  layers: readonly Parameters[],
  rows: Rows,
  evaluator: Evaluator,
  seed: number,
): Generator<undefined, Float32Array[]> {
  const means: Float32Array[] = [];
  let below = rows;
  for (const [level, layer] of layers.entries()) {
    evaluator.setRows('layer', below);
    evaluator.setModel(layer);
    const own = new Float32Array(rows.count * layer.hidden);
    const step = Math.max(1, Math.floor(piece / (layer.visible * layer.hidden)));
    for (let from = 0; from < rows.count; from += step) {
      const to = Math.min(rows.count, from + step);
      own.set(evaluator.hiddenMeans('layer', from, to), from * layer.hidden);
      yield undefined;
    }
    means.push(own);
    if (level + 1 < layers.length) below = yield* sampled(own, rows.count, layer.hidden, level, seed);
  }
  return means;
}

function* sampled(means: Float32Array, count: number, width: number, level: number, seed: number) {
  const bytes = new Uint8Array(means.length);
  const uniforms = new Float64Array(width);
  for (let n = 0; n < count; n++) {
    fillUniforms(seed, { purpose: 'layerSample', sweep: level, row: n }, uniforms);
    for (let j = 0; j < width; j++) bytes[n * width + j] = uniforms[j] < means[n * width + j] ? 1 : 0;
    if (n % 64 === 63) yield undefined;
  }
  return { count, width, bytes };
}

/** Block spins of every row, ±1, [rows × blocks]; a coin decides ties. */
export function* blocksOf(
  lattice: Lattice,
  rows: Rows,
  block: number,
  seed: number,
): Generator<undefined, Int8Array> {
  const count = (lattice.Lx / block) * (lattice.Ly / block);
  const out = new Int8Array(rows.count * count);
  for (let n = 0; n < rows.count; n++) {
    out.set(blockSpins(lattice, spinsOf(row(rows, n)), block, { seed, picture: n }).spins, n * count);
    if (n % 128 === 127) yield undefined;
  }
  return out;
}

/** The block that a site belongs to. */
export function blockOfSite(lattice: Lattice, site: number, block: number): number {
  const [x, y] = [site % lattice.Lx, Math.floor(site / lattice.Lx)];
  return Math.floor(x / block) + (lattice.Lx / block) * Math.floor(y / block);
}

/** How the units of one layer, by p(h|·) [rows × hidden], agree with the block spins of the same rows. */
export function* agreement(
  lattice: Lattice,
  block: number,
  spins: Int8Array,
  { hidden, centre }: Pick<LatticeLayer, 'hidden' | 'centre'>,
  means: Float32Array,
  seed: number,
): Generator<undefined, NonNullable<LatticeLayer['agreement']>> {
  const rows = means.length / hidden;
  const blocks = standardised({ samples: rows, units: spins.length / rows, values: spins });
  const units = standardised({ samples: rows, units: hidden, values: means });
  const order = shuffledOrder(seed, 0, rows);
  const [own, shuffled]: UnitAgreement[][] = [[], []];
  for (let j = 0; j < hidden; j++) {
    const unit = units.subarray(j * rows, (j + 1) * rows);
    own.push(agreementOf(unit, blocks));
    shuffled.push(agreementOf(unit, blocks, order));
    yield undefined;
  }
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const isBelow = (one: UnitAgreement, j: number) =>
    one.block >= 0 && centre[j] >= 0 && one.block === blockOfSite(lattice, centre[j], block);
  return {
    rows,
    block: Int32Array.from(own, (one) => one.block),
    correlation: Float64Array.from(own, (one) => one.correlation),
    best: mean(own.map((one) => Math.abs(one.correlation))),
    any: mean(own.map((one) => one.anyBlock)),
    shuffled: mean(shuffled.map((one) => Math.abs(one.correlation))),
    below: mean(own.map((one, j) => (isBelow(one, j) ? 1 : 0))),
  };
}
