/** The address and the state it stands for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnobMove, Painting } from '../../src/engine/frame';
import { defaultSettings, type SettingName, type Settings, settingNames, specOf } from '../../src/settings';
import { formatLink, fragmentLimit, type Link, movesInQueryLimit, parseLink } from '../../src/state/url';

const liveNames = settingNames.filter((name) => specOf(name).applies === 'live');

function anyValue(name: SettingName): fc.Arbitrary<number | string> {
  const spec = specOf(name);
  if (spec.kind === 'choice') return fc.constantFrom(...spec.options.map((option) => option.value));
  if (spec.integer) return fc.integer({ min: spec.min, max: spec.max });
  return fc.double({ min: spec.min, max: spec.max, noNaN: true }).map((value) => value + 0);
}

const anySettings: fc.Arbitrary<Settings> = fc
  .record(Object.fromEntries(settingNames.map((name) => [name, anyValue(name)])))
  .map((settings) => ({ ...settings, dataSet: settings.dataSet === 'file' ? 'bars' : settings.dataSet }))
  .map((settings) => settings as Settings);

const anyMoves: fc.Arbitrary<KnobMove[]> = fc
  .array(
    fc
      .tuple(fc.nat({ max: 1_000_000 }), fc.constantFrom(...liveNames))
      .chain(([update, name]) => anyValue(name).map((value) => ({ update, name, value }))),
    { maxLength: 80 },
  )
  .map((moves) => moves.sort((one, other) => one.update - other.update));

const anyPainting: fc.Arbitrary<Painting> = fc
  .tuple(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 8 }))
  .chain(([side, count]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), {
        minLength: side * side * count,
        maxLength: side * side * count,
      })
      .map((bits) => ({ side, count, bytes: Uint8Array.from(bits) })),
  );

const run = (changes: Partial<Link> = {}): Link => ({ settings: defaultSettings(), moves: [], ...changes });
const parse = (link: Link) => {
  const { search, hash } = formatLink(link);
  return parseLink(search, hash);
};

describe('formatLink', () => {
  it('formatLink of the defaults is empty', () => {
    expect(formatLink(run())).toEqual({ search: '', hash: '', complete: true });
  });

  it('formatLink names the lattice while it is looked at, outside lessons, whatever its text is', () => {
    const lattice = 'lx.32,T.2.5';
    const { search } = formatLink(run({ workspace: 'ising', lattice }));
    expect(search).toBe('?view=ising&ising=lx.32,T.2.5');
    expect(parseLink(search, '')).toMatchObject({
      workspace: 'ising',
      lattice,
      explicit: false,
      remarks: [],
    });
    for (const change of [{ workspace: 'codes' as const }, { lesson: { lesson: 'trace' as const, step: 2 } }])
      expect(formatLink(run({ workspace: 'ising', lattice, ...change })).search).not.toContain('ising=');
    const odd = 'T.2&hidden=7#, %';
    expect(parse(run({ workspace: 'ising', lattice: odd }))).toMatchObject({
      lattice: odd,
      settings: defaultSettings(),
    });
  });

  it('formatLink names what differs from its default by its key, and moves in order', () => {
    const settings = { ...defaultSettings(), hiddenUnits: 9, algorithm: 'pcd' as const };
    const moves: KnobMove[] = [
      { update: 120, name: 'learningRate', value: 0.1 },
      { update: 300, name: 'gibbsSteps', value: 5 },
    ];
    expect(formatLink(run({ settings, moves })).search).toBe(
      '?hidden=9&algorithm=pcd&moves=120.rate.0.1~300.k.5',
    );
  });

  it('formatLink puts a long list of moves into the fragment', () => {
    const moves = Array.from({ length: 300 }, (_, i) => ({
      update: i,
      name: 'gibbsSteps' as const,
      value: 1 + (i % 9),
    }));
    const link = formatLink(run({ moves }));
    expect(link.search).toBe('');
    expect(link.hash.length).toBeGreaterThan(movesInQueryLimit);
    expect(parseLink(link.search, link.hash).moves).toEqual(moves);
  });

  it('formatLink says when the moves are too many for any link', () => {
    const moves = Array.from({ length: fragmentLimit / 4 }, (_, i) => ({
      update: i,
      name: 'gibbsSteps' as const,
      value: 2,
    }));
    expect(formatLink(run({ moves }))).toEqual({ search: '', hash: '', complete: false });
  });

  it('formatLink leaves the painting out while another data set is chosen', () => {
    const painting = { side: 2, count: 1, bytes: Uint8Array.of(1, 0, 0, 1) };
    expect(formatLink(run({ painting })).hash).toBe('');
    const settings = { ...defaultSettings(), dataSet: 'painted' as const };
    expect(formatLink(run({ settings, painting })).hash).toBe('#painting=2.1.kA');
  });
});

describe('parseLink', () => {
  it('parseLink gives back every setting and move that formatLink wrote, to the last bit', () => {
    fc.assert(
      fc.property(anySettings, anyMoves, (settings, moves) => {
        const parsed = parse({ settings, moves });
        expect(parsed.settings).toEqual(settings);
        expect(parsed.moves).toEqual(moves);
        expect(parsed.remarks).toEqual([]);
      }),
    );
  });

  it('parseLink gives back every painting', () => {
    const settings = { ...defaultSettings(), dataSet: 'painted' as const };
    fc.assert(
      fc.property(anyPainting, (painting) => {
        expect(parse({ settings, moves: [], painting }).painting).toEqual(painting);
      }),
    );
  });

  it('parseLink of any text gives a valid state and never throws', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc
        .array(fc.tuple(fc.constantFrom('hidden', 'rate', 'moves', 'painting', 'data', 'x'), fc.string()))
        .map((entries) => new URLSearchParams(entries).toString()),
    );
    fc.assert(
      fc.property(anyText, anyText, (search, hash) => {
        const { settings, moves, painting } = parseLink(search, hash);
        const again = parse({ settings, moves, painting });
        expect(again.settings).toEqual(settings);
        expect(again.moves).toEqual(moves);
        expect(again.remarks).toEqual([]);
      }),
    );
  });

  it('parseLink takes the nearest valid value and says so', () => {
    const { settings, remarks } = parseLink('?data=bars&hidden=5000&rate=banana&colour=blue', '');
    expect(settings).toMatchObject({ dataSet: 'bars', hiddenUnits: 1024, learningRate: 0.05 });
    expect(remarks).toEqual([
      'Hidden units can’t be “5000” (1 to 1024, whole): 1024 is used.',
      'Learning rate can’t be “banana” (0.0001 to 1): 0.05 is used.',
      'There is no setting “colour”: left out.',
    ]);
  });

  it('parseLink leaves out moves that no run can make', () => {
    const { moves, remarks } = parseLink(
      '?moves=5.rate.0.1~3.k.2~9.hidden.4~10.k.400~11.k.4~x~99999999999999999999.k.2',
      '',
    );
    expect(moves.map(({ update }) => update)).toEqual([5, 11]);
    expect(remarks[0]).toContain('5 knob moves could not be read');
  });

  it('parseLink of a file’s link falls back to a data set that is there', () => {
    const { settings, remarks } = parseLink('?data=file', '');
    expect(settings.dataSet).toBe('digits');
    expect(remarks[0]).toContain('choose it again');
  });

  it('parseLink refuses a painting whose bits do not fill its patterns', () => {
    const { painting, remarks } = parseLink('?data=painted', '#painting=4.3.kA');
    expect(painting).toBeUndefined();
    expect(remarks).toHaveLength(1);
  });

  it('parseLink takes no empty or hexadecimal number', () => {
    expect(parseLink('?hidden=&batch=0x10', '').remarks).toHaveLength(2);
  });

  it('parseLink knows an address that says nothing', () => {
    expect(parseLink('', '').explicit).toBe(false);
    expect(parseLink('?k=1', '').explicit).toBe(true);
  });
});
