/** How restless chains are: what one Gibbs sweep changes. */
import type { ChainData } from './paintChains';

/**
 * Share of the open units that are another from one state of the film to the next, 0..1: the mean over all
 * chains and all sweeps on show. NaN where there are fewer than two states, or where no unit is open.
 */
export function switchedShare({ films, count, length, visible, kept }: ChainData): number {
  let [switched, open] = [0, 0];
  for (let chain = 0; chain < count; chain++)
    for (let t = 1; t < length; t++) {
      const now = (chain * length + t) * visible;
      for (let i = 0; i < visible; i++) {
        if (kept?.[i]) continue;
        open++;
        if (films[now + i] !== films[now - visible + i]) switched++;
      }
    }
  return switched / open;
}
