/** The page's accuracy table in Node: the same study, with the same kernels, on the same digits. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { meanWithError } from '../../src/core/classifier';
import { digits } from '../../src/core/data/digits';
import { defaultFeatures } from '../../src/engine/stackStudy';
import { features } from '../../src/engine/studies/features';
import type { FeatureRow, Material, Subject } from '../../src/engine/study';
import { allKernels } from '../../src/engine/wasmKernels';

const names = ({
  hidden,
  stack,
  fineTuningEpochs,
}: typeof defaultFeatures): Record<FeatureRow['kind'], string> => ({
  pixels: 'pixels',
  layer: `one layer of ${hidden}`,
  stack: `stack ${stack.join('-')}`,
  fineTuned: `stack ${stack.join('-')}, fine-tuned ${fineTuningEpochs} epochs`,
  random: `the same net from a random start, ${2 * fineTuningEpochs} epochs`,
});

const percent = (x: number) => (100 * x).toFixed(2).padStart(6);

/** Runs the study with the page's defaults and prints a row for each way to classify. */
export async function printAccuracies(root: string): Promise<void> {
  const module = (name: string) =>
    new WebAssembly.Module(readFileSync(join(root, `src/kernels/build/${name}.wasm`)) as BufferSource);
  const kernels = allKernels({
    training: module('training'),
    partition: module('partition'),
    evaluation: module('evaluation'),
    annealing: module('annealing'),
  });
  const data = digits(gunzipSync(readFileSync(join(root, 'public/data/optdigits-8x8.csv.gz'))).toString());
  const began = process.cpuUsage();
  const work = features(defaultFeatures, {} as Subject, { run: 1, ...data } as Material, {
    ...kernels,
    now: () => performance.now(),
  });
  let step = work.next();
  while (!step.done) {
    if (step.value?.rows) process.stderr.write(`\r${Math.floor(100 * step.value.share)} % `);
    step = work.next();
  }
  process.stderr.write('\r');
  const { rows, judgedRows, seconds, ask } = step.value;
  const { user, system } = process.cpuUsage(began);
  console.log(`${data.description} ${ask.seeds} seeds; ${judgedRows} digits judge.`);
  console.log('accuracy  standard error  by seed                              classifier');
  for (const { kind, accuracies } of rows) {
    const { mean, error } = meanWithError(accuracies);
    const seeds = accuracies.map(percent).join(' ');
    console.log(`${percent(mean)} %  ±${percent(error)} %       ${seeds}  ${names(ask)[kind]}`);
  }
  console.log(`${seconds.toFixed(0)} s, of the processor ${((user + system) / 1e6).toFixed(0)} s`);
}
