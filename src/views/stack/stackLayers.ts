/** A stack that other views can be about. */
import type { StackLayers } from '../../engine/study';
import type { LabState } from '../../state/store';

/** The layers of the stack that was trained, where it stands on rows as wide as those of the run. */
export const stackLayers = ({ studies, summary }: LabState): StackLayers | undefined => {
  const layers = studies.stack.result?.layers;
  return layers?.[0]?.visible === summary?.visible ? layers : undefined;
};
