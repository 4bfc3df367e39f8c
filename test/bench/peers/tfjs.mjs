/**
 * Peer: CD-1 in float32 on @tensorflow/tfjs with its wasm backend (SIMD, one thread), a step being a fifth of an
 * epoch. The wasm backend's matMul is more than ten times slower with its transpose arguments than on a tensor
 * transposed beforehand, so that is what the peer does; `alternative` times the arguments.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const stepsPerEpoch = 5;

const products = {
  before: {
    transposedLeft: (x, y) => tf.matMul(tf.transpose(x), y),
    sigmoidOfTransposedRight: (x, y, bias) =>
      tf.fused.matMul({ a: x, b: tf.transpose(y), bias, activation: 'sigmoid' }),
  },
  byArgument: {
    transposedLeft: (x, y) => tf.matMul(x, y, true, false),
    sigmoidOfTransposedRight: (x, y, bias) =>
      tf.fused.matMul({ a: x, b: y, transposeB: true, bias, activation: 'sigmoid' }),
  },
};

/** Bernoulli samples with probabilities p: step(p − u). */
const sample = (p) => tf.step(tf.sub(p, tf.randomUniform(p.shape)));

/** A tensor a batch, cut once: the backend's slice copies the whole tensor that it slices. */
function batchesOf(numbers, { rows, batch, visible }) {
  return Array.from({ length: Math.ceil(rows / batch) }, (_, k) => {
    const [from, to] = [k * batch, Math.min(rows, (k + 1) * batch)];
    return tf.tensor2d(numbers.subarray(from * visible, to * visible), [to - from, visible]);
  });
}

class Peer {
  async prepare({ folder, work }) {
    const dist = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    setWasmPaths(`${dist}/`);
    if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend does not start');
    const bytes = readFileSync(join(folder, work.input));
    this.work = work;
    this.batches = batchesOf(Float32Array.from(bytes), work);
    this.W = tf.variable(tf.randomNormal([work.visible, work.hidden], 0, 0.01));
    this.a = tf.variable(tf.zeros([work.visible]));
    this.b = tf.variable(tf.zeros([work.hidden]));
    this.next = 0;
    this.batchesPerStep = Math.max(1, Math.floor(this.batches.length / stepsPerEpoch));
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'with SIMD' : 'without SIMD';
    return {
      unitsPerStep: this.batchesPerStep / this.batches.length,
      note: `@tensorflow/tfjs ${tf.version_core}, ${tf.getBackend()} backend ${simd}, one thread`,
    };
  }

  update({ transposedLeft, sigmoidOfTransposedRight }) {
    const v = this.batches[this.next];
    tf.tidy(() => {
      const up = (visible) => tf.fused.matMul({ a: visible, b: this.W, bias: this.b, activation: 'sigmoid' });
      const hMean = up(v);
      const vModel = sample(sigmoidOfTransposedRight(sample(hMean), this.W, this.a));
      const hModel = up(vModel);
      const rate = this.work.learningRate / v.shape[0];
      const step = (variable, gradient) => variable.assign(tf.add(variable, tf.mul(gradient, rate)));
      step(this.W, tf.sub(transposedLeft(v, hMean), transposedLeft(vModel, hModel)));
      step(this.a, tf.sum(tf.sub(v, vModel), 0));
      step(this.b, tf.sum(tf.sub(hMean, hModel), 0));
    });
    this.next = (this.next + 1) % this.batches.length;
  }

  /** Seconds for so many batches; reading the bias back waits for whatever is still under way. */
  seconds(batches, way) {
    const start = performance.now();
    for (let i = 0; i < batches; i++) this.update(way);
    this.b.dataSync();
    return (performance.now() - start) / 1000;
  }

  async measure({ steps }) {
    const before = process.cpuUsage();
    const seconds = this.seconds(steps * this.batchesPerStep, products.before);
    const { user, system } = process.cpuUsage(before);
    return { seconds, processorSeconds: (user + system) / 1e6 };
  }

  async logPartition() {
    return {};
  }

  async alternative() {
    this.seconds(1, products.byArgument);
    const secondsPerBatch = this.seconds(5, products.byArgument) / 5;
    return {
      label: "matMul's own transpose arguments",
      secondsPerUnit: secondsPerBatch * this.batches.length,
    };
  }
}

const peer = new Peer();
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...request } = JSON.parse(line);
  const answer = await peer[command](request).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
