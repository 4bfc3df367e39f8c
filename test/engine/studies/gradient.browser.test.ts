/** The gradient's truth along the road of the page: session, pool, worker. */
import { afterEach, describe, expect, it } from 'vitest';
import { single } from '../../../src/app/studyConductor';
import { length } from '../../../src/core/gradientComparison';
import { openSession } from '../../../src/engine/client';
import { Pool } from '../../../src/engine/pool';
import type { Material, Subject } from '../../../src/engine/study';
import { defaultSettings, type Settings } from '../../../src/settings';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** A run with its model and rows, as a study is given them. */
async function runOf(changes: Partial<Settings>): Promise<{ subject: Subject; material: Material }> {
  const session = openSession({ base: new URL('/', location.href).href });
  opened.push(session);
  const settings = { ...defaultSettings(), dataSet: 'bars', barsSide: 3, seed: 7, ...changes } as const;
  await session.open({ settings, moves: [] });
  await session.pause();
  const [subject, material] = await Promise.all([session.subject(), session.material()]);
  return { subject, material };
}

async function study(subject: Subject, material: Material) {
  const pool = new Pool({ cores: 2 });
  opened.push(pool);
  const { result } = await single('gradient').conduct({
    ask: {},
    subject,
    material,
    pool,
    urgency: 'live',
    signal: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
  });
  return result;
}

/** The golden family's 9×5 machine at scale 1, as in the fixtures; `Math.sin` is good enough to 8 digits. */
function golden() {
  const [visible, hidden] = [9, 5];
  const W = Float64Array.from({ length: 45 }, (_, n) => Math.sin(1 + 3 * Math.floor(n / 5) + 7 * (n % 5)));
  const a = Float64Array.from({ length: visible }, (_, i) => 0.5 * Math.cos(2 + 5 * i));
  const b = Float64Array.from({ length: hidden }, (_, j) => 0.5 * Math.sin(3 + 11 * j));
  return { visible, hidden, W, a, b };
}

/** Every distinct row once. */
function distinct(material: Material): Material {
  const { training } = material;
  const texts = new Set(
    Array.from({ length: training.count }, (_, n) => training.bytes.slice(9 * n, 9 * n + 9).join('')),
  );
  const bytes = Uint8Array.from([...texts].join(''), Number);
  return { ...material, training: { count: texts.size, width: 9, bytes } };
}

describe('gradient, in its worker', () => {
  it('has the published bias of CD-1 on the golden 9×5 model', async () => {
    const { subject, material } = await runOf({ hiddenUnits: 5, gibbsSteps: 1, batchSize: 4 });
    const parameters = golden();
    const [W, a, b] = [parameters.W, parameters.a, parameters.b].map((x) => Float32Array.from(x));
    const position = { ...subject.state.position, update: 0, epoch: 0, cursor: 0 };
    const state = { ...subject.state, position, W, a, b };
    const { expected, matrices } = await study({ ...subject, parameters, state }, distinct(material));
    expect(expected!.method).toBe('exact');
    expect(expected!.detail).toBe('all 14 rows');
    expect(expected!.bias.value).toBeCloseTo(0.789278, 6);
    expect(matrices!.bias![0] - 0.3997780932).toBeCloseTo(-0.2442002791, 7);
  });

  it('leaves the model that it was given as it was', async () => {
    const { subject, material } = await runOf({ hiddenUnits: 5, weightDeviation: 0.5 });
    const kept = structuredClone(subject.parameters.W);
    const { estimate, sweep } = await study(subject, material);
    expect(subject.parameters.W).toEqual(kept);
    expect(length(kept)).toBeGreaterThan(1);
    expect(estimate!.against.all.angle).toBeGreaterThan(0);
    expect(sweep!.secondEigenvalue).toBeGreaterThan(0);
  });
});
