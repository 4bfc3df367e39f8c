/** A session over fakes, with a run open on bars and stripes. */
import type { Frame, KnobMove, RunRequest, Wants } from '../../src/engine/frame';
import { Session } from '../../src/engine/session';
import { defaultSettings, fastest, type Settings } from '../../src/settings';
import { FakeHost } from './fakeHost';
import { cheap, type FakeKernels, fakeKernels, type Prices } from './fakeKernels';

export const settingsWith = (changes: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  dataSet: 'bars',
  barsSide: 4,
  hiddenUnits: 5,
  speed: fastest,
  ...changes,
});

export const requestWith = (
  changes: Partial<Settings> = {},
  moves: readonly KnobMove[] = [],
): RunRequest => ({ settings: settingsWith(changes), moves });

export interface Laboratory {
  readonly host: FakeHost;
  readonly kernels: FakeKernels;
  readonly session: Session;
}

export function laboratory(prices: Prices = cheap): Laboratory {
  const host = new FakeHost();
  const kernels = fakeKernels(host, prices);
  const loadDigits = () => Promise.reject(new Error('no digits here'));
  return { host, kernels, session: new Session({ host, kernels, loadDigits }) };
}

/** A laboratory with a run open, paused at its start. */
export async function openLaboratory(
  changes: Partial<Settings> = {},
  moves: readonly KnobMove[] = [],
  prices: Prices = cheap,
): Promise<Laboratory> {
  const lab = laboratory(prices);
  await lab.session.open(requestWith(changes, moves));
  return lab;
}

/** Frames until `done`, the last of them included. */
export async function framesUntil(
  session: Session,
  done: (frame: Frame) => boolean,
  wants: Wants = {},
): Promise<Frame[]> {
  const frames: Frame[] = [];
  let after = 0;
  for (;;) {
    const frame = await session.frame({ after, wants });
    frames.push(frame);
    if (done(frame)) return frames;
    if (frames.length > 20_000) throw new Error('no such frame came');
    after = frame.version;
  }
}
