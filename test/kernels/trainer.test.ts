import { describe } from 'vitest';
import { createPlainTrainer } from '../../src/kernels/plainTrainer';
import { createTrainer } from '../../src/kernels/trainer';
import { trainerContract } from './trainerContract';
import { wasmModule } from './wasmModule';

const module = wasmModule('training');

describe('the plain trainer', () => {
  trainerContract(createPlainTrainer, 1e-12);
});

describe('the wasm trainer', () => {
  trainerContract((options) => createTrainer(module, options), 2e-5);
});
