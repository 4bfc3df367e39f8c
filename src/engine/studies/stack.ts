/**
 * A stack of machines: trained greedily from the bottom, measured layer by layer, run from the top down, and unrolled
 * into a classifier (Hinton, Osindero & Teh 2006). Its bits depend on the ask, the machine and the rows alone.
 */
import { type Network, unroll } from '../../core/backpropagation';
import { featuresOf, type LabelledRows } from '../../core/classifier';
import { receptiveFields } from '../../core/stack';
import type { BinaryRows, Parameters } from '../../kernels/contract';
import type {
  LayerFields,
  LayerMeasurements,
  Material,
  StackAsk,
  StackProgress,
  StackResult,
  Subject,
} from '../study';
import { classify, descentCost, softmaxCost, taskOf } from './classification';
import { checkFinite } from './finiteModel';
import { LayerWatch } from './layerMeasurements';
import { copyParameters, rowsAbove, trainingCost, trainLayer } from './layerTraining';
import { type Classes, checkStack, classesOf } from './stackAsks';
import { generate } from './stackPictures';
import type { Task, Tools } from './task';

/** Units whose fields are shown. */
const mostFields = 64;
/** Looks at a layer while it learns. */
const looks = 25;

type Report = Omit<StackProgress, 'secondsLeft'>;

/** What is known so far, and how much of the work that was. */
class Bench {
  readonly layers: Parameters[] = [];
  readonly measurements: LayerMeasurements[] = [];
  readonly fields: LayerFields[] = [];
  spent = 0;
  stage: Report['stage'] = 'training';
  layer = 1;

  constructor(
    private readonly sizes: readonly number[],
    private readonly total: number,
  ) {}

  /** Of the work in hand, which costs so much, `epoch` of `epochs` are done. */
  report(epoch: number, epochs: number, cost = 0): Report {
    const { stage, layer, measurements, fields } = this;
    const share = Math.min(1, (this.spent + (epochs > 0 ? (cost * epoch) / epochs : 0)) / this.total);
    const layers = this.sizes.length - 1;
    const shown = { measurements: [...measurements], fields: [...fields] };
    return { share, stage, layer, layers, epoch, epochs, ...shown };
  }
}

/** Task: about the lab's machine where that is the first layer, else about the rows alone. RangeError in words. */
export const stack: Task<StackAsk, StackResult, Report> = function* (ask, subject, material, tools) {
  checkStack(ask, material);
  const start = tools.now();
  const classes = classesOf(material);
  const costs = plannedCosts(ask, subject, material, classes);
  const bench = new Bench(costs.sizes, costs.total);
  yield* trainAll(ask, subject, material, tools, bench, costs.layers);
  bench.stage = 'generating';
  yield bench.report(0, 0);
  const samples = yield* silent(generate(bench.layers, { seed: ask.seed, draw: 0 }, tools));
  bench.stage = 'classifying';
  const classifier =
    typeof classes === 'string' ? undefined : yield* classified(ask, material, classes, bench, costs);
  const { layers, measurements, fields } = bench;
  return {
    ask,
    shape: material.shape,
    layers,
    measurements,
    fields,
    samples,
    ...(classifier ? { classifier } : { whyNoClassifier: classes as string }),
    seconds: (tools.now() - start) / 1000,
  };
};

/** Without its share, which is small beside that of the training. */
function* silent<T>(work: Generator<number, T>): Generator<undefined, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield undefined;
  }
}

interface Costs {
  /** Units of every layer, the pixels first. */
  readonly sizes: readonly number[];
  readonly layers: readonly number[];
  readonly softmax: number;
  readonly tuning: number;
  readonly total: number;
}

/** Rough operations of all that is to come: only for the share that is done. */
function plannedCosts(ask: StackAsk, subject: Subject, material: Material, classes: Classes | string): Costs {
  const { training } = material;
  const given = ask.first === 'machine' ? subject.parameters.hidden : ask.first;
  const sizes = [training.width, given, ...ask.further];
  const layers = sizes.slice(1).map((hidden, k) => {
    const learns = k > 0 || ask.first !== 'machine';
    return learns ? trainingCost(training.count, sizes[k], hidden, ask.epochs) : 1;
  });
  const task = typeof classes === 'string' ? undefined : taskOf(material, classes);
  const softmax = task ? softmaxCost(task, sizes[sizes.length - 1]) : 0;
  const tuning = task ? descentCost(task, [...sizes, task.classes], ask.fineTuningEpochs) : 0;
  const total = layers.reduce((sum, x) => sum + x, softmax + tuning);
  return { sizes, layers, softmax, tuning, total };
}

/** Layer on layer; each is measured when it has learned. */
function* trainAll(
  ask: StackAsk,
  subject: Subject,
  { training }: Material,
  tools: Tools,
  bench: Bench,
  costs: readonly number[],
): Generator<Report | undefined, void> {
  const { layers } = bench;
  const sizes = [...(ask.first === 'machine' ? [] : [ask.first]), ...ask.further];
  if (ask.first === 'machine') {
    checkFinite(subject.parameters);
    layers.push(copyParameters(subject.parameters));
    const watch = new LayerWatch(training, subject.parameters.hidden, tools);
    yield* finish(watch, undefined, ask, bench);
  }
  for (const hidden of sizes) {
    const layer = layers.length;
    bench.layer = layer + 1;
    bench.stage = 'training';
    const { rows, copies } = yield* rowsFor(layer, training, layers, ask.seed);
    const watch = new LayerWatch(rows, hidden, tools);
    const { epochs, learningRate, seed } = ask;
    const learned = yield* watched(
      trainLayer(rows, { hidden, seed, layer, epochs, learningRate, copies }, tools),
      { watch, bench, epochs, cost: costs[layer] },
    );
    layers.push(learned);
    bench.spent += costs[layer];
    yield* finish(watch, epochs, ask, bench);
  }
}

/** The data for the bottom layer, and for each above samples of what the one below makes of them. */
function* rowsFor(layer: number, training: BinaryRows, layers: readonly Parameters[], seed: number) {
  if (layer === 0) return { rows: training, copies: 1 };
  // a network's last layer is the softmax, which features don't reach: one class will do
  const network: Network = unroll(layers, training.width, 1);
  const data: LabelledRows = {
    ...training,
    values: training.bytes,
    classes: new Uint16Array(training.count),
  };
  const { values, width } = yield* featuresOf(network, data);
  return yield* rowsAbove(values, width, { seed, layer });
}

/** Passes the training on, with a look at the layer now and then. */
function* watched(
  training: ReturnType<typeof trainLayer>,
  {
    watch,
    bench,
    epochs,
    cost,
  }: {
    readonly watch: LayerWatch;
    readonly bench: Bench;
    readonly epochs: number;
    readonly cost: number;
  },
): Generator<Report | undefined, Parameters> {
  const every = Math.max(1, Math.round(epochs / looks));
  const at = bench.layers.length;
  for (let step = training.next(); ; step = training.next()) {
    if (step.done) return step.value;
    if (!step.value) {
      yield undefined;
      continue;
    }
    const { epoch, parameters } = step.value;
    if (epoch % every === 0 || epoch === 1) {
      bench.measurements[at] = yield* watch.glance(parameters, epoch);
      bench.fields[at] = yield* fieldsOf([...bench.layers, parameters]);
    }
    yield bench.report(epoch, epochs, cost);
  }
}

/** The numbers of the layer that was added last, in full. */
function* finish(watch: LayerWatch, epochs: number | undefined, { seed }: StackAsk, bench: Bench) {
  const layer = bench.layers.length - 1;
  bench.stage = 'measuring';
  bench.fields[layer] = yield* fieldsOf(bench.layers);
  yield bench.report(0, 0);
  bench.measurements[layer] = yield* watch.measure(bench.layers[layer], epochs, { seed, layer });
  yield bench.report(0, 0);
}

function* fieldsOf(layers: readonly Parameters[]): Generator<undefined, LayerFields> {
  const units = Math.min(mostFields, layers[layers.length - 1].hidden);
  const weights = Float32Array.from(yield* receptiveFields(layers, units));
  return { pixels: layers[0].visible, units, weights };
}

function* classified(ask: StackAsk, material: Material, classes: Classes, bench: Bench, costs: Costs) {
  const { fineTuningEpochs, seed } = ask;
  const work = classify(bench.layers, material, classes, { epochs: fineTuningEpochs, seed });
  const begun = bench.spent;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (!step.value) {
      yield undefined;
      continue;
    }
    const { part, epoch, epochs } = step.value;
    if (part === 'tuning') bench.spent = begun + costs.softmax;
    yield bench.report(epoch, epochs, costs[part]);
  }
}
