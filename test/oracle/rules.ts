/** Learning rules for tests to spread others over. */
import type { LearningRule } from '../../src/core/learningRule';

/** CD-1 on single rows, at rate 0.1, with everything else switched off. */
export const plainRule: LearningRule = {
  algorithm: 'cd',
  gibbsSteps: 1,
  chainCount: 1,
  ladderSize: 8,
  batchSize: 1,
  learningRate: 0.1,
  schedule: 'constant',
  scheduleTime: 1,
  momentum: 0,
  weightDecay: 0,
  weightDecayL1: 0,
  sparsityTarget: 0.5,
  sparsityCost: 0,
  centering: false,
};
