/** A model goes out as JSON and comes in again; what isn't one is refused with its place named. */
import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../../src/engine/frame';
import { checkedModel } from '../../src/engine/modelFile';
import { framesUntil, laboratory, openLaboratory, requestWith, settingsWith } from './fakeSession';

const model = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  format: 'cheap-learning-model',
  version: 1,
  visible: 4,
  hidden: 3,
  W: [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, -12.5],
  ],
  a: [0, 1, 2, 3],
  b: [0, -1, 0.5],
  settings: settingsWith({ barsSide: 2, hiddenUnits: 3 }),
  moves: [{ update: 2, name: 'learningRate', value: 0.3 }],
  update: 12,
  epoch: 4,
  ...changes,
});

const withoutRow = (row: number): unknown[] => (model().W as unknown[]).filter((_, i) => i !== row);
const withRow = (row: number, values: unknown): unknown[] =>
  (model().W as unknown[]).map((entry, i) => (i === row ? values : entry));

describe('checkedModel()', () => {
  it('returns a model that is well formed', () => {
    expect(checkedModel(JSON.parse(JSON.stringify(model())))).toEqual(model());
  });

  it.each([
    ['no object at all', 'hello', 'the file holds a string; expected an object'],
    ['a list', [], 'the file holds a list; expected an object'],
    ['null', null, 'the file holds null; expected an object'],
    ['another format', { W: 3 }, '"format" is not "cheap-learning-model"'],
    ['a later version', model({ version: 2 }), 'this model has version 2; this page reads version 1'],
    ['a size of 0', model({ visible: 0 }), 'visible is 0; expected a whole number 1..1024'],
    ['a size beyond the page', model({ hidden: 5000 }), 'hidden is 5000; expected a whole number 1..1024'],
    ['no hidden', model({ hidden: undefined }), 'hidden is missing; expected a whole number 1..1024'],
    ['a missing row', model({ W: withoutRow(2) }), 'W has 3 entries; expected 4'],
    ['a row that is no list', model({ W: withRow(1, 5) }), 'W[1] holds a number; expected a list of 3'],
    ['a row too long', model({ W: withRow(1, [1, 2, 3, 4]) }), 'W[1] has 4 entries; expected 3'],
    ['a weight that is text', model({ W: withRow(3, [1, '2', 3]) }), 'W[3][1] is "2"; expected a number'],
    ['a weight of null', model({ W: withRow(0, [1, 2, null]) }), 'W[0][2] is null; expected a number'],
    [
      'a weight beyond float32',
      model({ W: withRow(2, [1e39, 2, 3]) }),
      'W[2][0] is 1e+39; expected a number',
    ],
    ['no a', model({ a: undefined }), 'a holds nothing; expected a list of 4'],
    ['b too short', model({ b: [1, 2] }), 'b has 2 entries; expected 3'],
    ['a NaN', model({ b: [1, 2, Number.NaN] }), 'b[2] is null; expected a number'],
    ['no settings', model({ settings: 7 }), 'settings holds a number; expected an object'],
    [
      'a setting out of range',
      model({ settings: settingsWith({ momentum: 3 }) }),
      'settings: invalid momentum: 3; expected 0..0.99',
    ],
    [
      'settings of another size',
      model({ settings: settingsWith({ hiddenUnits: 8 }) }),
      'settings.hiddenUnits is 8, but hidden is 3',
    ],
    ['moves that are no list', model({ moves: {} }), 'moves holds an object; expected a list'],
    [
      'a move of no setting',
      model({ moves: [{ update: 1, name: 'seed', value: 2 }] }),
      'moves[0].name is "seed"; expected a live setting',
    ],
    [
      'a move out of range',
      model({ moves: [{ update: 1, name: 'momentum', value: 2 }] }),
      'moves[0]: invalid momentum: 2',
    ],
    [
      'a move at no update',
      model({ moves: [{ update: -1, name: 'momentum', value: 0 }] }),
      'moves[0].update is -1; expected a whole number',
    ],
    ['an update that is no number', model({ update: 'many' }), 'update is "many"; expected a whole number'],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => checkedModel(wrong)).toThrow(message);
  });

  it('gives settings that the file lacks their defaults, so that files of older pages open', () => {
    const { centering: _, ...older } = settingsWith({ barsSide: 2, hiddenUnits: 3 });
    expect(checkedModel(model({ settings: older })).settings.centering).toBe('off');
  });
});

describe('saveModel()', () => {
  it('openModel() opens what it saved, in another session, with the same numbers', async () => {
    const { session } = await openLaboratory();
    for (let i = 0; i < 6; i++) await session.step('update');
    await session.configure({ learningRate: 0.25 });
    const saved: ModelFile = JSON.parse(JSON.stringify(await session.saveModel()));
    expect(saved).toMatchObject({ visible: 16, hidden: 5, update: 6, epoch: 1 });
    const other = laboratory();
    const { summary, request } = await other.session.openModel(saved);
    expect(summary).toMatchObject({ visible: 16, hidden: 5 });
    expect(request.settings).toEqual(settingsWith());
    const frame = await other.session.frame({ after: 0, wants: { weights: true } });
    expect(frame).toMatchObject({ update: 6, epoch: 1, playing: false });
    expect(frame.weights!.W[0]).toBe(saved.W[0][0]);
    expect(await other.session.saveModel()).toEqual(saved);
    await other.session.step('update');
    expect(other.kernels.trainers[0].bound).toMatchObject([{ update: 6, rule: { learningRate: 0.25 } }]);
  });

  it('lays W out visible by hidden', async () => {
    const { session, kernels } = await openLaboratory({ barsSide: 2, hiddenUnits: 3 });
    kernels.trainers[0].parameters = () => ({
      visible: 4,
      hidden: 3,
      W: Float32Array.from({ length: 12 }, (_, i) => i),
      a: new Float32Array(4),
      b: new Float32Array(3),
    });
    expect((await session.saveModel()).W[2]).toEqual([6, 7, 8]);
  });
});

describe('openModel()', () => {
  it('keeps the run before for undo', async () => {
    const { session } = await openLaboratory();
    await session.step('update');
    await session.openModel(await session.saveModel());
    expect((await session.frame({ after: 0, wants: {} })).canUndo).toBe(true);
    expect((await session.undo()).run).toBe(1);
  });

  it('refuses what is no model, and the present run goes on', async () => {
    const { session } = await openLaboratory();
    await session.play();
    await expect(session.openModel({ W: 3 })).rejects.toThrow('not a model of this page');
    await framesUntil(session, ({ update, run }) => run === 1 && update > 20);
    await session.pause();
  });

  it('refuses a model of a size that its data set has not', async () => {
    const { session } = laboratory();
    const wrong = model({ settings: settingsWith({ barsSide: 3, hiddenUnits: 3 }) });
    await expect(session.openModel(wrong)).rejects.toThrow('visible is 4, but the data set has 9 units');
  });

  it('asks for the file or the painting that the model was trained on', async () => {
    const { session } = laboratory();
    const settings = settingsWith({ dataSet: 'file', hiddenUnits: 3 });
    await expect(session.openModel(model({ settings }))).rejects.toThrow('open that file first');
    const { id } = await session.readFile(new Blob(['0,1,1,0\n1,1,0,0\n1,0,0,1']), 'mine.csv', 0.5);
    await session.open({ ...requestWith({ dataSet: 'file' }), fileId: id });
    const { summary } = await session.openModel(model({ settings }));
    expect(summary).toMatchObject({ visible: 4, hidden: 3, trainingRows: 3 });
  });
});
