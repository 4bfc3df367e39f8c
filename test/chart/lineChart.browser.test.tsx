import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { LineChart } from '../../src/chart/LineChart';
import type { LineChartData } from '../../src/chart/paintLineChart';

const data: LineChartData = {
  unit: 'updates',
  series: [
    {
      label: 'training',
      points: { length: 4, x: Float64Array.of(0, 10, 20, 30), y: Float64Array.of(-25, -20, -19, -18) },
    },
  ],
};
const still = () => () => {};
const chart = (most: number[] = [], extra: Partial<LineChartData> = {}) => (
  <LineChart
    label="Log-likelihood curve"
    title="Log-likelihood"
    height={150}
    read={(count) => {
      most.push(count);
      return { ...data, ...extra };
    }}
    subscribe={still}
  />
);
const reader = () => page.getByRole('slider', { name: 'Read off Log-likelihood curve' });

describe('<LineChart>', () => {
  it('<LineChart> is a picture with a name and a reader that can be focused', async () => {
    await render(chart());
    await expect.element(page.getByRole('img', { name: 'Log-likelihood curve' })).toBeVisible();
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'update 30: training −18.00');
  });

  it('<LineChart> is read off with the arrow keys, Home and End', async () => {
    await render(chart());
    reader().element().focus();
    const said = async (key: string, text: string) => {
      await userEvent.keyboard(key);
      await expect.element(reader()).toHaveAttribute('aria-valuetext', text);
    };
    await said('{ArrowLeft}', 'update 30: training −18.00');
    await said('{ArrowLeft}', 'update 20: training −19.00');
    await said('{Home}', 'update 0: training −25.00');
    await said('{ArrowLeft}', 'update 0: training −25.00');
    await said('{ArrowRight}', 'update 10: training −20.00');
    await said('{End}', 'update 30: training −18.00');
  });

  it('<LineChart> reads off the place it rests at, and returns there', async () => {
    await render(chart([], { rest: 10 }));
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'update 10: training −20.00');
    reader().element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'update 20: training −19.00');
    await userEvent.keyboard('{Escape}');
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'update 10: training −20.00');
  });

  it('<LineChart> is read off with the pointer', async () => {
    await render(chart());
    await userEvent.hover(reader(), { position: { x: 60, y: 40 } });
    await expect.element(reader()).toHaveAttribute('aria-valuetext', 'update 0: training −25.00');
  });

  it('<LineChart> asks for no more points than it has px, and for all of them to save', async () => {
    const most: number[] = [];
    await render(chart(most));
    await expect.poll(() => most.length).toBeGreaterThan(0);
    expect(Math.max(...most)).toBeLessThanOrEqual(innerWidth);
    const click = HTMLAnchorElement.prototype.click;
    let saved: HTMLAnchorElement | undefined;
    HTMLAnchorElement.prototype.click = function () {
      saved = this as HTMLAnchorElement;
    };
    await page.getByRole('button', { name: 'Log-likelihood curve as CSV' }).click();
    HTMLAnchorElement.prototype.click = click;
    expect(saved?.download).toBe('Log-likelihood curve.csv');
    expect(await (await fetch(saved!.href)).text()).toBe('updates,training\n0,-25\n10,-20\n20,-19\n30,-18\n');
    expect(most).toContain(Number.POSITIVE_INFINITY);
  });
});
