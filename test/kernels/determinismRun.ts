/** The run of the verify page, by the compiled trainer. */
import { expectedReplayHash, replayHash } from '../../src/engine/studies/verification/replay';
import { createTrainer } from '../../src/kernels/trainer';

export const expectedDeterminismHash = expectedReplayHash;

export const determinismHash = async (module: WebAssembly.Module): Promise<string> =>
  replayHash((options) => createTrainer(module, options));
