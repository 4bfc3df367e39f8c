/** Codes of the rows: p(h|v) laid out in the plane twice over, and the samples that share a binary code. */
import { type CodeCluster, codeClusters, purity, purityByChance, usualLabel } from '../../core/codes';
import { nearestNeighbours } from '../../core/nearestNeighbours';
import { principalComponents } from '../../core/principalComponents';
import { createRbm, hiddenMean } from '../../core/rbm';
import { type Rows, row, selectRows } from '../../core/rows';
import { checkFit } from '../../core/stack';
import type { Evaluator, Parameters } from '../../kernels/contract';
import type { CodeGroup, CodesAsk, CodesProgress, CodesResult, Material } from '../study';
import { checkFinite } from './finiteModel';
import type { Task } from './task';

/** Epochs of UMAP: more change little at these sizes. */
export const umapEpochs = 300;
const shownClusters = 12;
const shufflings = 200;
/** Multiply-adds between two yields. */
const piece = 2 ** 21;
/** How the work is likely to be shared out: codes, principal components, neighbours; the rest is UMAP's. */
const shares = { codes: 0.03, components: 0.06, neighbours: 0.2 } as const;

type Report = Omit<CodesProgress, 'secondsLeft'>;

/** Task: the same ask about the same model gives the same bits on the same engine. */
export const codes: Task<CodesAsk, CodesResult, Report> = function* (ask, subject, material, tools) {
  const layers = ask.layers ?? [subject.parameters];
  checkCodes(ask, layers, material);
  for (const layer of layers) checkFinite(layer);
  const loading = loaded();
  const chosen = chooseRows(material, ask.rows);
  const points = chosen.rows.count;
  const { hidden } = layers.at(-1)!;
  const means = yield* codesOf(layers, chosen.rows, tools.createEvaluator());
  yield { share: shares.codes };
  const pca = yield* principalComponents(means, points, hidden, 2);
  yield { share: shares.components };
  const neighbours = Math.min(ask.neighbours, points - 1);
  const searching = nearestNeighbours(means, points, hidden, neighbours);
  let near = searching.next();
  for (; !near.done; near = searching.next())
    yield { share: shares.components + near.value * (shares.neighbours - shares.components) };
  const { umapPositions } = yield* waitFor(loading);
  const positions = new Float32Array(2 * points);
  const labels = chosen.labels && { labelNames: chosen.labels.names, labelOf: chosen.labels.of };
  const options = { seed: subject.seed, neighbours, minDistance: ask.minDistance, epochs: umapEpochs };
  for (const epoch of umapPositions(means, points, hidden, near.value, options, positions)) {
    const share = shares.neighbours + (epoch / umapEpochs) * (1 - shares.neighbours);
    yield { share, positions: positions.slice(), ...labels };
  }
  return {
    ...{ update: subject.update, stacked: ask.layers !== undefined, depth: layers.length, hidden, points },
    ofRows: material.training.count + material.heldOut.count,
    ...{ training: chosen.training, row: chosen.row, pictures: chosen.rows.bytes },
    ...labels,
    pca: {
      positions: Float32Array.from(pca.coordinates),
      variances: [pca.variances[0], pca.variances[1]],
      total: pca.total,
    },
    umap: { positions, neighbours, minDistance: ask.minDistance, epochs: umapEpochs },
    clusters: clustersOf(codeClusters(means, points, hidden), chosen, subject.seed),
  };
};

/** RangeError or TypeError in words. */
function checkCodes(
  { rows, neighbours, minDistance }: CodesAsk,
  layers: readonly Parameters[],
  material: Material,
): void {
  const whole = (name: string, value: number, low: number, high: number) => {
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new RangeError(`invalid ${name}: ${value}; expected a whole number from ${low} to ${high}`);
  };
  whole('rows', rows, 3, 2000);
  whole('neighbours', neighbours, 2, 100);
  if (!(minDistance >= 0 && minDistance <= 1))
    throw new RangeError(`invalid minDistance: ${minDistance}; expected 0..1`);
  checkFit(layers, material.training.width);
  const all = material.training.count + material.heldOut.count;
  if (all < 3)
    throw new RangeError(`invalid rows: ${all}; the data needs at least 3 to be laid out in a plane`);
}

const loaded = () => {
  const state: { file?: typeof import('./umap'); error?: unknown } = {};
  import('./umap').then(
    (file) => {
      state.file = file;
    },
    (error) => {
      state.error = error;
    },
  );
  return state;
};

/** Lets other work in until the library is there. */
function* waitFor(loading: ReturnType<typeof loaded>): Generator<undefined, typeof import('./umap')> {
  while (!loading.file) {
    if (loading.error) throw new Error(`UMAP could not be loaded: ${loading.error}`);
    yield undefined;
  }
  return loading.file;
}

type Chosen = ReturnType<typeof chooseRows>;

/** `wanted` of all rows, evenly spread over training rows, then held-out ones. */
function chooseRows({ training, heldOut, labels }: Material, wanted: number) {
  const all = training.count + heldOut.count;
  const points = Math.min(wanted, all);
  const numbers = Array.from({ length: points }, (_, n) => Math.floor((n * all) / points));
  const isTraining = (n: number) => n < training.count;
  const bytes = new Uint8Array(points * training.width);
  numbers.forEach((n, at) => {
    const from: Rows = isTraining(n) ? training : heldOut;
    bytes.set(row(from, isTraining(n) ? n : n - training.count), at * training.width);
  });
  const words = labels && [...labels.training, ...labels.heldOut];
  return {
    rows: { count: points, width: training.width, bytes },
    training: Uint8Array.from(numbers, (n) => Number(isTraining(n))),
    row: Uint32Array.from(numbers, (n) => (isTraining(n) ? n : n - training.count)),
    labels: words && labelled(numbers.map((n) => words[n])),
  };
}

/** Names in order, numbers by their size, and the place of each label among them; no more than 255 are told apart. */
function labelled(words: readonly string[]) {
  const names = [...new Set(words)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const place = new Map(names.map((name, n) => [name, n]));
  return names.length > 255 ? undefined : { names, of: Uint8Array.from(words, (word) => place.get(word)!) };
}

/** p(h|v) of every row through all layers, each fed with the means of the one below: [rows × hidden of the last]. */
function* codesOf(layers: readonly Parameters[], rows: Rows, evaluator: Evaluator) {
  const [first, ...others] = layers;
  evaluator.setRows('codes', rows);
  evaluator.setModel(first);
  let means = new Float32Array(rows.count * first.hidden);
  const step = Math.max(1, Math.floor(piece / (first.visible * first.hidden)));
  for (let from = 0; from < rows.count; from += step) {
    const to = Math.min(rows.count, from + step);
    means.set(evaluator.hiddenMeans('codes', from, to), from * first.hidden);
    yield undefined;
  }
  for (const layer of others) {
    const rbm = createRbm(layer.visible, layer.hidden, layer);
    const above = new Float32Array(rows.count * layer.hidden);
    for (let n = 0; n < rows.count; n++) {
      const below = means.subarray(n * layer.visible, (n + 1) * layer.visible);
      above.set(hiddenMean(rbm, below), n * layer.hidden);
      if (n % 16 === 15) yield undefined;
    }
    means = above;
  }
  return means;
}

function clustersOf(clusters: readonly CodeCluster[], chosen: Chosen, seed: number): CodesResult['clusters'] {
  const shared = clusters.filter(({ members }) => members.length > 1);
  const { labels } = chosen;
  return {
    distinct: clusters.length,
    shared: shared.length,
    sharing: shared.reduce((sum, { members }) => sum + members.length, 0),
    ...(labels &&
      shared.length > 0 && {
        purity: purity(shared, labels.of),
        byChance: { ...purityByChance(shared, labels.of, shufflings, seed), draws: shufflings },
      }),
    largest: shared.slice(0, shownClusters).map((cluster) => groupOf(cluster, chosen)),
  };
}

function groupOf({ code, members }: CodeCluster, { rows, labels }: Chosen): CodeGroup {
  const mean = new Float32Array(rows.width);
  const { bytes } = selectRows(rows, members);
  bytes.forEach((on, n) => {
    mean[n % rows.width] += on / members.length;
  });
  const usual = labels && usualLabel(members, labels.of);
  return {
    ...{ code, members: Uint32Array.from(members), mean },
    ...(usual && { label: usual.label, purity: usual.count / members.length }),
  };
}
