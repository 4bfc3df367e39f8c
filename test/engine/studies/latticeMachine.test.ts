import { describe, expect, it } from 'vitest';
import { IsingLattices } from '../../../src/core/data/isingLattices';
import { perSpin } from '../../../src/core/ising/bondMoments';
import { kaufmanMoments } from '../../../src/core/ising/kaufman';
import { latticeGraph } from '../../../src/core/ising/lattice';
import { machineOfGraph } from '../../../src/core/ising/spinMachine';
import { Learner } from '../../../src/core/learning';
import { fillUniforms } from '../../../src/core/random';
import { createRbm, hiddenMean, type Rbm, sampleHidden } from '../../../src/core/rbm';
import { type Rows, row, rowsFrom } from '../../../src/core/rows';
import { flowPictures } from '../../../src/engine/studies/latticeChains';
import { blockOfSite } from '../../../src/engine/studies/latticeLayers';
import { latticeMachine } from '../../../src/engine/studies/latticeMachine';
import { chainSeed } from '../../../src/engine/studies/mixingChains';
import type { Tools } from '../../../src/engine/studies/task';
import type { LatticeMachineAsk, LatticeMachineResult, Material, Subject } from '../../../src/engine/study';
import { createPlainEvaluator } from '../../../src/kernels/plainEvaluator';
import { plainRule } from '../../oracle/rules';
import { realKernels } from '../realKernels';

let clock = 0;
const tools = { ...realKernels(), now: () => clock++ } as Partial<Tools> as Tools;

const latticesAt = (side: number, temperature: number, count = 500, spread = 1) =>
  new IsingLattices({ side, temperature, count, seed: 3, spread }).result();
const ask = (changes: Partial<LatticeMachineAsk> = {}): LatticeMachineAsk => ({
  temperature: 2.5,
  spread: 1,
  block: 2,
  chains: 32,
  sweeps: 400,
  starts: [1.2, 6],
  steps: 12,
  ...changes,
});
const subjectOf = (rbm: Rbm, seed = 5) =>
  ({ run: 1, update: 70, parameters: rbm, seed }) as Partial<Subject> as Subject;

function study(rbm: Rbm, training: Rows, asked: LatticeMachineAsk, using = tools) {
  const side = Math.round(Math.sqrt(training.width));
  const material = {
    run: 1,
    training,
    shape: { rows: side, columns: side },
  } as Partial<Material> as Material;
  const task = latticeMachine(asked, subjectOf(rbm), material, using);
  const yields: number[] = [];
  for (;;) {
    const { done, value } = task.next();
    if (done) return { result: value, yields };
    if (value !== undefined) yields.push(value);
  }
}

/** The machine that is the 4×4 lattice at T = 2.5, exactly: a hidden unit for each of the 32 bonds. */
const temperature = 2.5;
const exactMachine = machineOfGraph(latticeGraph({ Lx: 4, Ly: 4 }, 1 / temperature)).bit;
const data = latticesAt(4, temperature).training;
const exact = perSpin(kaufmanMoments({ Lx: 4, Ly: 4 }, 1 / temperature), 16, 1 / temperature);

describe('latticeMachine about the exact machine of a lattice', () => {
  const { result, yields } = study(exactMachine, data, ask({ sweeps: 2000 }));

  it('latticeMachine starts from exact samples and finds the energy and the heat capacity of the lattice', () => {
    expect(result.sampling).toMatchObject({ start: 'exact', warmUp: 0, settled: true });
    expect(result.sampling.energyTime).toBeGreaterThan(2);
    const { energy, heatCapacity } = result.machine;
    expect(Math.abs(energy.value - exact.energy)).toBeLessThan(4 * energy.error);
    expect(Math.abs(heatCapacity.value - exact.heatCapacity)).toBeLessThan(4 * heatCapacity.error);
    expect(energy.error).toBeLessThan(0.02);
    expect(result.exact.energy).toBeCloseTo(exact.energy, 14);
    expect(result.exact.heatCapacity).toBeCloseTo(exact.heatCapacity, 14);
  });
  it('latticeMachine measures the data as it does the machine', () => {
    const { energy, absMagnetisation } = result.data;
    expect(Math.abs(energy.value - exact.energy)).toBeLessThan(4 * energy.error);
    const difference = absMagnetisation.value - result.machine.absMagnetisation.value;
    const error = Math.hypot(absMagnetisation.error, result.machine.absMagnetisation.error);
    expect(Math.abs(difference)).toBeLessThan(4 * error);
  });
  it('latticeMachine sees that every unit looks at the two ends of a bond', () => {
    const [layer] = result.layers;
    expect(layer!.sites.every((sites) => Math.abs(sites - 2) < 1e-5)).toBe(true);
    expect(layer!.reach.every((reach) => Math.abs(reach ** 2 - 0.5) < 1e-6)).toBe(true);
    expect(layer!.locality.value).toBeCloseTo(1 - 0.5 / result.noise.reach ** 2, 6);
    expect(layer!.locality.value).toBeGreaterThan(20 * layer!.locality.chance);
    expect(result.noise.sites).toBe(6);
    for (let j = 0; j < 32; j++) expect(exactMachine.W[layer!.centre[j]! * 32 + j]).not.toBe(0);
  });
  it('latticeMachine finds that units agree with the block below them more than with any, and by chance hardly', () => {
    const { agreement, centre } = result.layers[0]!;
    expect(agreement!.rows).toBe(400);
    expect(agreement!.best).toBeGreaterThan(1.08 * agreement!.any);
    expect(agreement!.shuffled).toBeLessThan(4 / Math.sqrt(400));
    // of 32 bonds 16 lie within a block and 16 across two, whose site with the lower number is the centre
    expect(agreement!.below).toBeGreaterThan(0.6);
    const below = [...agreement!.block].filter(
      (block, j) => block === blockOfSite({ Lx: 4, Ly: 4 }, centre[j]!, 2),
    );
    expect(agreement!.below).toBeCloseTo(below.length / 32, 14);
  });
  it('latticeMachine flows to its own temperature from either side', () => {
    for (const { start, temperatures } of result.flow) {
      expect(temperatures).toHaveLength(13);
      const [first, last] = [temperatures[0]!, temperatures.at(-1)!];
      expect(first.low).toBeLessThan(start);
      expect(first.high).toBeGreaterThan(start);
      expect(last.low).toBeLessThan(temperature * 1.25);
      expect(last.high).toBeGreaterThan(temperature * 0.8);
    }
    expect(result.flowPictures).toBe(flowPictures);
  });
  it('latticeMachine shows pictures with their blocks and what the hidden layer says of them', () => {
    const { data: of, machine } = result.pictures;
    expect([of.count, machine.count]).toEqual([8, 8]);
    expect([of.bits.length, of.blocks.length, of.hidden.length]).toEqual([8 * 16, 8 * 4, 1]);
    const v = row({ count: 8, width: 16, bytes: of.bits }, 3);
    expect(v).toEqual(row(data, 3 * 50));
    hiddenMean(exactMachine, v).forEach((mean, j) => {
      expect(of.hidden[0]![3 * 32 + j]).toBeCloseTo(mean, 5);
    });
    const block = [2, 3, 6, 7].reduce((sum, site) => sum + 2 * v[site]! - 1, 0);
    if (block !== 0) expect(of.blocks[3 * 4 + 1]).toBe(Math.sign(block));
    expect(machine.bits).not.toEqual(of.bits);
  });
  it('latticeMachine says how far it is, and never backwards', () => {
    expect(yields.length).toBeGreaterThan(100);
    for (let n = 1; n < yields.length; n++) expect(yields[n]).toBeGreaterThanOrEqual(yields[n - 1]!);
    expect(yields[0]).toBeLessThan(0.2);
    expect(yields.at(-1)).toBeGreaterThan(0.9);
    expect(yields.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('latticeMachine', () => {
  const small = { chains: 8, sweeps: 60, steps: 3, starts: [3] };

  it('latticeMachine of a machine of noise is as local as noise, and its pictures have no temperature', () => {
    const rows = latticesAt(6, 2.2, 200).training;
    const noise = new Learner(rows, {
      hidden: 40,
      seed: 2,
      weightDeviation: 0.01,
      startingBiases: 'zero',
    }).rbm;
    const { result } = study(noise, rows, ask({ ...small, starts: [2], sweeps: 400 }));
    const { locality } = result.layers[0]!;
    expect(Math.abs(locality.value)).toBeLessThan(4 * locality.chance);
    const { energy, heatCapacity } = result.machine;
    // coins: ⟨B⟩ = 0, and C = K² · 2 per spin
    expect(Math.abs(energy.value)).toBeLessThan(4 * energy.error);
    expect(Math.abs(heatCapacity.value - 2 / 2.5 ** 2)).toBeLessThan(4 * heatCapacity.error);
    expect(result.flow[0]!.temperatures[0]!.value).toBeLessThan(2.3);
    expect(result.flow[0]!.temperatures[1]!.high).toBe(Infinity);
    expect(result.sampling).toMatchObject({ start: 'data', warmUp: 100 });
  });
  it('latticeMachine of a stack gives each layer its fields through the weights below, and draws in between', () => {
    const rule = { ...plainRule, learningRate: 0.1, batchSize: 20 };
    const first = new Learner(data, { hidden: 9, seed: 1, weightDeviation: 0.1, startingBiases: 'zero' });
    for (let n = 0; n < 200; n++) first.step(rule);
    const codes = rowsFrom(
      Array.from({ length: data.count }, (_, n) =>
        sampleHidden(
          first.rbm,
          row(data, n),
          fillUniforms(4, { purpose: 'hiddenSample', row: n }, new Float64Array(9)),
        ),
      ),
    );
    const second = new Learner(codes, { hidden: 5, seed: 2, weightDeviation: 0.1, startingBiases: 'zero' });
    for (let n = 0; n < 200; n++) second.step(rule);
    const layers = [first.rbm, second.rbm];
    const { result } = study(createRbm(16, 3), data, ask({ ...small, layers }));
    expect(result.stacked).toBe(true);
    expect(result.layers.map(({ hidden }) => hidden)).toEqual([9, 5]);
    for (const [site, k] of [
      [0, 0],
      [7, 3],
      [15, 4],
    ] as const) {
      let weight = 0;
      for (let j = 0; j < 9; j++) weight += first.rbm.W[site * 9 + j]! * second.rbm.W[j * 5 + k]!;
      expect(result.layers[1]!.fields[site * 5 + k]).toBeCloseTo(weight, 5);
    }
    const { hidden } = result.pictures.data;
    expect(hidden.map((means) => means.length)).toEqual([8 * 9, 8 * 5]);
    // the second layer looks at a sample of the first, drawn with the purpose that says so
    const seed = chainSeed(subjectOf(first.rbm));
    const uniforms = fillUniforms(seed, { purpose: 'layerSample', sweep: 0, row: 2 }, new Float64Array(9));
    const code = uniforms.map((u, j) => (u < hidden[0]![2 * 9 + j]! ? 1 : 0));
    hiddenMean(second.rbm, code).forEach((mean, k) => {
      expect(hidden[1]![2 * 5 + k]).toBeCloseTo(mean, 5);
    });
    expect(result.layers[1]!.agreement!.rows).toBe(400);
    // the stack's first layer samples, not the machine sent with it
    const alone = study(first.rbm, data, ask(small)).result;
    expect(result.machine).toEqual(alone.machine);
    expect(alone.stacked).toBe(false);
  });
  it('latticeMachine of lattices of several temperatures: the mean of their exact energies, and no heat capacity', () => {
    const rows = latticesAt(4, 2.5, 900, 2).training;
    const { result } = study(exactMachine, rows, ask({ ...small, spread: 2 }));
    expect(result.exact.heatCapacity).toBeUndefined();
    const { energy } = result.data;
    expect(Math.abs(energy.value - result.exact.energy)).toBeLessThan(4 * energy.error);
    expect(Math.abs(result.exact.energy - exact.energy)).toBeGreaterThan(0.02);
  });
  it('latticeMachine without blocks says nothing of them', () => {
    const { block: _, ...without } = ask(small);
    const { result } = study(exactMachine, data, without);
    expect(result.layers[0]).not.toHaveProperty('agreement');
    expect(result.pictures.data.blocks).toHaveLength(0);
  });
  it('latticeMachine gives the same bits again, and the plain evaluator tells the same', () => {
    const once = study(exactMachine, data, ask(small)).result;
    expect(study(exactMachine, data, ask(small)).result).toEqual(once);
    const plain = { ...tools, createEvaluator: createPlainEvaluator } as Tools;
    const other: LatticeMachineResult = study(exactMachine, data, ask(small), plain).result;
    expect(other.layers[0]!.centre).toEqual(once.layers[0]!.centre);
    expect(other.layers[0]!.agreement!.best).toBeCloseTo(once.layers[0]!.agreement!.best, 5);
  });
  it('latticeMachine refuses what makes no sense, in words', () => {
    const refused: [Partial<LatticeMachineAsk>, string][] = [
      [{ temperature: 0.4 }, 'invalid temperature: 0.4; expected 0.5..10'],
      [{ spread: Number.NaN }, 'invalid spread: NaN; expected 1..5'],
      [{ block: 3 }, 'invalid block: 3; expected a divisor of 4 from 2 that leaves 2 or more'],
      [{ block: 4 }, 'invalid block: 4; expected a divisor of 4 from 2 that leaves 2 or more'],
      [{ chains: 3 }, 'invalid chains: 3; expected 4..256 (whole)'],
      [{ sweeps: 39 }, 'invalid sweeps: 39; expected 40..100000 (whole)'],
      [{ starts: [2, 11] }, 'invalid start: 11; expected 0.5..10'],
      [{ steps: 0 }, 'invalid steps: 0; expected 1..200 (whole)'],
    ];
    for (const [changes, words] of refused)
      expect(() => study(exactMachine, data, ask({ ...small, ...changes }))).toThrow(new RangeError(words));
    expect(() => study(exactMachine, data, ask({ layers: [exactMachine, createRbm(31, 2)] }))).toThrow(
      new TypeError('invalid layer 2: 31 visible units; expected 32'),
    );
    expect(() => study(createRbm(6, 2), rowsFrom([[1, 0, 1, 0, 1, 0]]), ask())).toThrow(/square lattice/);
    expect(() => study(createRbm(16, 1, { a: new Array(16).fill(NaN) }), data, ask())).toThrow(/not finite/);
  });
});
