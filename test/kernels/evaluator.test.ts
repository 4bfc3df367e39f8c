import { describe } from 'vitest';
import { createEvaluator } from '../../src/kernels/evaluator';
import { createPlainEvaluator } from '../../src/kernels/plainEvaluator';
import { evaluatorContract } from './evaluatorContract';
import { wasmModule } from './wasmModule';

const module = wasmModule('evaluation');

describe('the plain evaluator', () => {
  evaluatorContract(createPlainEvaluator, 1e-7);
});

describe('the wasm evaluator', () => {
  evaluatorContract(() => createEvaluator(module), 1e-5);
});
