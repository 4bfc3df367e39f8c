import { describe, expect, it } from 'vitest';
import { sequentialIndex } from '../../../src/chart/colours';
import { paintFilling, panelBoxes } from '../../../src/views/inpainting/paintFilling';
import { panelsOf } from '../../../src/views/inpainting/words';
import { fakeContext, fakeRaster, theme } from '../../chart/fakeContext';
import { inpaintingResult } from './results';

const shape = { rows: 2, columns: 3 };
const size = { width: 400, height: 120 };
const result = inpaintingResult();
const [sample, mean, truth] = panelsOf(result, result.stages[1]!, result.truth);

describe('paintFilling', () => {
  it('paintFilling(…) paints known pixels in the data’s colour and open ones in the model’s', () => {
    const { raster, pixels } = fakeRaster();
    paintFilling(fakeContext().context, [mean!], shape, size, theme, raster);
    const values = Array.from(mean!.values);
    expect([...pixels()]).toEqual(
      values.map((value, i) => (i < 3 ? theme.fromData : theme.fromModel)[sequentialIndex(value)]),
    );
  });
  it('paintFilling(…) outlines the open pixels that came out wrong, and no others', () => {
    const { context, named } = fakeContext();
    paintFilling(context, [mean!], shape, size, theme, fakeRaster().raster);
    const wrong = named('strokeRect').filter(({ strokeStyle }) => strokeStyle === theme.warn);
    // unit 5 should be on and has 0.4; panel of 300 × 100 in 400 × 100: cells of 50
    expect(wrong).toHaveLength(1);
    const [left, top] = wrong[0]!.args as number[];
    expect(left).toBeGreaterThan(125 + 100);
    expect(left).toBeLessThan(125 + 110);
    expect(top).toBeGreaterThan(50);
  });
  it('paintFilling(…) outlines nothing in the truth, and names every panel', () => {
    const { context, named, texts } = fakeContext();
    paintFilling(context, [truth!], shape, size, theme, fakeRaster().raster);
    expect(named('strokeRect').filter(({ strokeStyle }) => strokeStyle === theme.warn)).toEqual([]);
    paintFilling(context, [sample!, mean!, truth!], shape, size, theme, fakeRaster().raster);
    expect(texts().slice(1)).toEqual(['sample now', 'mean so far', 'the truth']);
  });
  it('panelBoxes(count, size) stand side by side within the picture', () => {
    const boxes = panelBoxes(3, size);
    expect(boxes[0]!.x).toBe(0);
    expect(boxes[2]!.x + boxes[2]!.width).toBeCloseTo(400, 10);
    expect(boxes[1]!.x).toBeGreaterThan(boxes[0]!.width);
  });
});
