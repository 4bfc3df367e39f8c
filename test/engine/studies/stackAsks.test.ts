import { describe, expect, it } from 'vitest';
import { type Classes, classesOf } from '../../../src/engine/studies/stackAsks';
import type { Material } from '../../../src/engine/study';

const rows = (count: number) => ({ count, width: 2, bytes: new Uint8Array(2 * count) });
const material = (training: string[], heldOut: string[]): Material => ({
  run: 1,
  training: rows(training.length),
  heldOut: rows(heldOut.length),
  shape: { rows: 1, columns: 2 },
  labels: { training, heldOut },
});

describe('classesOf', () => {
  it('classesOf numbers the labels in the order that a person would', () => {
    const classes = classesOf(material(['10', '2', '1', '2'], ['2', '10'])) as Classes;
    expect(classes.names).toEqual(['1', '2', '10']);
    expect([...classes.training]).toEqual([2, 1, 0, 1]);
    expect([...classes.judging]).toEqual([1, 2]);
    expect(classes.judged).toBe('heldOut');
  });
  it('classesOf counts a class that only the held-out rows have', () => {
    const classes = classesOf(material(['a', 'b'], ['c'])) as Classes;
    expect(classes.names).toEqual(['a', 'b', 'c']);
    expect([...classes.judging]).toEqual([2]);
  });
  it('classesOf judges on the training rows where none are held out', () => {
    const classes = classesOf(material(['x', 'y', 'x'], [])) as Classes;
    expect(classes.judged).toBe('training');
    expect([...classes.judging]).toEqual([0, 1, 0]);
  });
  it('classesOf says why there is nothing to classify', () => {
    const { labels: _, ...bare } = material(['a'], []);
    expect(classesOf(bare)).toContain('no labels');
    expect(classesOf(material(['a', 'a'], ['a']))).toContain('the same label');
    const names = Array.from({ length: 101 }, (_, n) => `row ${n}`);
    expect(classesOf(material(names, []))).toContain('101 different labels');
    const short = { ...material(['a', 'b'], []), training: rows(3) };
    expect(classesOf(short)).toContain('do not fit');
  });
});
