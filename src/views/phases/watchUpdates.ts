/** Watches updates go by, half-step by half-step: pure, from frame to frame. */
import { learningRateAt } from '../../core/learningRule';
import type { ParameterFrame, WalkthroughFrame } from '../../engine/frame';
import type { StepRule, Watched, WatchedUpdate } from '../../state/phasesSlice';
import { settingsAt } from '../../state/settingsSlice';
import type { LabState } from '../../state/store';

/** Completed updates that are kept. */
const mostKept = 8;
/** What comes next while an update is under way, where it is CD with one sweep. */
const halves = ['down', 'up', 'learn'];

/** The rule in force for the update of that number: what was moved since binds later. */
export function ruleAt({ request, settings, moves }: LabState, update: number): StepRule {
  const then = request ? settingsAt(request.settings, moves, update) : settings;
  return { rate: learningRateAt(then, update), momentum: then.momentum, weightDecay: then.weightDecay };
}

/** What is known once the newest frame is in. The same object where it brings nothing new. */
export function watchUpdates(watched: Watched | undefined, state: LabState): Watched | undefined {
  const { frame } = state;
  if (!frame?.weights || !frame.walkthrough) return watched;
  const { run, update, stage } = frame;
  if (watched?.run === run && watched.update === update) {
    if (watched.stages.includes(stage)) return watched;
    return { ...watched, stages: [...watched.stages, stage] };
  }
  const parameters = copyOf(frame.weights);
  const next = watched?.run === run && watched.update + 1 === update;
  const done = next ? [...watched.done, completed(watched, state, parameters)].slice(-mostKept) : [];
  return { run, update, stages: [stage], parameters, done };
}

function completed(watched: Watched, state: LabState, after: ParameterFrame): WatchedUpdate {
  return {
    update: watched.update,
    byHalves: halves.every((stage) => watched.stages.includes(stage)),
    rule: ruleAt(state, watched.update),
    walkthrough: copyOfWalk(state.frame!.walkthrough!),
    before: watched.parameters,
    after,
  };
}

/** The arrays of a frame go back to the worker with the next one. */
const copyOf = ({ W, a, b }: ParameterFrame): ParameterFrame => ({
  W: W.slice(),
  a: a.slice(),
  b: b.slice(),
});
const copyOfWalk = (walk: WalkthroughFrame): WalkthroughFrame => ({
  sample: walk.sample,
  vPlus: walk.vPlus.slice(),
  hPlusMean: walk.hPlusMean.slice(),
  hPlus: walk.hPlus.slice(),
  vMinusMean: walk.vMinusMean.slice(),
  vMinus: walk.vMinus.slice(),
  hMinusMean: walk.hMinusMean.slice(),
});
