/** A picture's way from its start to its end, in few enough stages to keep. */
import { recoveredShare } from '../../core/inpainting';
import type { InpaintingStage } from '../study';
import type { Filling } from './filling';

/** Stages kept: when there would be more, every second one goes. */
const most = 64;

interface Judged {
  readonly truth: Uint8Array;
  readonly posterior: { readonly open: Uint32Array };
  readonly whole: (values: ArrayLike<number>) => Float32Array;
}

export class StageRoll {
  private kept: InpaintingStage[] = [];
  private every = 1;
  private newest?: { readonly stage: InpaintingStage; readonly filling: Filling };

  constructor(private readonly picture: Judged) {}

  /** The stage of a filling, whole and judged. */
  push(filling: Filling): InpaintingStage {
    const { truth, posterior, whole } = this.picture;
    const state = Uint8Array.from(whole(filling.state));
    const estimate = whole(filling.estimate);
    const stage = {
      ...{ sweep: filling.sweep, beta: filling.beta, state, estimate },
      stateRecovered: recoveredShare(state, truth, posterior.open),
      recovered: recoveredShare(estimate, truth, posterior.open),
    };
    this.newest = { stage, filling };
    if (filling.sweep % this.every === 0) this.kept.push(stage);
    if (this.kept.length === most) {
      this.every *= 2;
      this.kept = this.kept.filter(({ sweep }) => sweep % this.every === 0);
    }
    return stage;
  }

  get last(): Filling {
    return this.newest!.filling;
  }

  /** Evenly spread, the start and the end among them. */
  get stages(): readonly InpaintingStage[] {
    const { stage } = this.newest!;
    return this.kept.at(-1) === stage ? this.kept : [...this.kept, stage];
  }
}
