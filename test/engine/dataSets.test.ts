import { describe, expect, it } from 'vitest';
import { buildDataSet, type DataSources } from '../../src/engine/dataSets';
import type { RunRequest } from '../../src/engine/frame';
import { FakeHost } from './fakeHost';
import { laboratory, requestWith } from './fakeSession';

const digitsText = Array.from({ length: 10 }, (_, n) =>
  [...Array.from({ length: 64 }, (_, i) => (n * 7 + i) % 17), n].join(','),
).join('\n');

const sources = (host = new FakeHost(), made: DataSources['made'] = () => undefined): DataSources => ({
  host,
  made,
  loadDigits: async () => digitsText,
  table: () => undefined,
});

describe('buildDataSet()', () => {
  it.each([
    [{ dataSet: 'digits' }, 64, 8],
    [{ dataSet: 'bars', barsSide: 3 }, 9, 16],
    [{ dataSet: 'shifter', shifterBits: 4 }, 11, 48],
    [{ dataSet: 'parity', parityBits: 5 }, 5, 16],
    [{ dataSet: 'ising', isingSide: 4, isingSamples: 20 }, 16, 16],
  ] as const)('makes %o', async (changes, width, count) => {
    const { training } = await buildDataSet(requestWith(changes), sources());
    expect([training.width, training.count]).toEqual([width, count]);
  });

  it('takes the patterns that were painted', async () => {
    const painting = { side: 2, count: 3, bytes: Uint8Array.of(0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1) };
    const request: RunRequest = { ...requestWith({ dataSet: 'painted' }), painting };
    const { training } = await buildDataSet(request, sources());
    expect(training).toEqual({ count: 3, width: 4, bytes: painting.bytes });
  });

  it('refuses an empty painting and a missing file in words', async () => {
    await expect(buildDataSet(requestWith({ dataSet: 'painted' }), sources())).rejects.toThrow(
      /nothing is painted/,
    );
    await expect(buildDataSet(requestWith({ dataSet: 'file' }), sources())).rejects.toThrow(
      /choose a CSV or IDX/,
    );
  });

  it('lets messages in while it draws lattices', async () => {
    const host = new FakeHost();
    const now = host.now.bind(host);
    host.now = () => {
      host.time += 1;
      return now();
    };
    await buildDataSet(requestWith({ dataSet: 'ising', isingSide: 4, isingSamples: 100 }), sources(host));
    expect(host.turns).toBeGreaterThan(8);
  });

  it('draws lattices of several temperatures where the setting says so', async () => {
    const ising = { dataSet: 'ising', isingSide: 4, isingSamples: 20, isingTemperature: 2.5 } as const;
    const spread = await buildDataSet(requestWith({ ...ising, isingSpread: 2 }), sources());
    expect(spread.description).toContain('at 9 temperatures from T = 1.250 to 5.000');
    expect((await buildDataSet(requestWith(ising), sources())).description).toContain('at T = 2.5 ');
  });

  it('says how many lattices are drawn, up to all', async () => {
    const host = new FakeHost();
    host.now = () => host.time++;
    const heard: number[][] = [];
    const request = requestWith({ dataSet: 'ising', isingSide: 4, isingSamples: 100 });
    await buildDataSet(
      request,
      sources(host, (...counts) => heard.push(counts)),
    );
    expect(heard.length).toBeGreaterThan(8);
    expect(heard.at(-1)).toEqual([100, 100]);
    expect(heard.map(([done]) => done)).toEqual(heard.map(([done]) => done).sort((a, b) => a - b));
  });

  it('draws the same lattices for the same seed', async () => {
    const request = requestWith({ dataSet: 'ising', isingSide: 5, isingSamples: 30, seed: 2 ** 40 + 3 });
    const [one, two] = [await buildDataSet(request, sources()), await buildDataSet(request, sources())];
    expect(one.training.bytes).toEqual(two.training.bytes);
  });

  it('rejects with the reason where the digits cannot be fetched', async () => {
    await expect(laboratory().session.open(requestWith({ dataSet: 'digits' }))).rejects.toThrow(
      'no digits here',
    );
  });
});
