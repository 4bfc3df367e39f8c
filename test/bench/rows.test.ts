import { expect, test } from 'vitest';
import { rows, selectRows } from './rows';

const names = [
  'cd1.784x500.vsSklearn',
  'cd1.64x32.vsSklearn',
  'cd1.16x16.vsSklearn',
  'pcd1.784x500.vsSklearn',
  'cd1.784x500.vsTfjs',
  'logPartition.64x20.f32.vsNumpy',
  'logPartition.784x20.f32.vsNumpy',
  'logPartition.16x16.f32.vsNumpy',
  'logPartition.64x20.f64.vsNumpy',
  'logPartition.64x26.twoWorkers',
  'ais.784x500.vsNumpy',
];

test('rows are these names and the same in Chromium', () => {
  expect(rows.map((row) => row.name)).toEqual([...names, ...names.map((name) => `chromium.${name}`)]);
});

test('rows run on our side where their name says', () => {
  for (const row of rows) expect(row.place).toBe(row.name.startsWith('chromium.') ? 'chromium' : 'node');
});

test('rows describe the work that their name names', () => {
  for (const { name, peer, work, tolerance } of rows) {
    const shape = `${work.visible}x${work.hidden}`;
    const what =
      work.kind === 'training'
        ? `${work.algorithm}1.${shape}`
        : work.kind === 'annealing'
          ? `ais.${shape}`
          : `logPartition.${shape}.${work.precision}`;
    const whole = peer === 'oneThread' ? `logPartition.${shape}.twoWorkers` : `${what}.vs${peer}`;
    expect(name.replace('chromium.', '').toLowerCase()).toBe(whole.toLowerCase());
    expect(work.kind === 'partition' ? work.threads : undefined).toBe(peer === 'oneThread' ? 2 : undefined);
    expect(tolerance === undefined).toBe(work.kind === 'training');
  }
});

test('rows aim at the same ratio in Node and in Chromium, but for the one that only Chromium has', () => {
  const goals = names.map((name) => [name, `chromium.${name}`].map((n) => selectRows(n)[0].goal));
  expect(goals).toEqual([
    [5, 5],
    [15, 15],
    [25, 25],
    [5, 5],
    [40, 40],
    [undefined, 500],
    [450, 450],
    [400, 400],
    [300, 300],
    [1.8, 1.8],
    [3, 3],
  ]);
});

test('selectRows takes names that begin with the prefix, not those that merely contain it', () => {
  expect(selectRows('cd1.784').map((row) => row.name)).toEqual([
    'cd1.784x500.vsSklearn',
    'cd1.784x500.vsTfjs',
  ]);
  expect(selectRows('chromium.logPartition')).toHaveLength(5);
  expect(selectRows('')).toHaveLength(22);
  expect(selectRows('784')).toEqual([]);
});
