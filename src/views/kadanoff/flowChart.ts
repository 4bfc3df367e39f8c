/** The flow v → h → v as curves of temperature; what they are compared with are curves too, so that no name hides another. */

import { formatValue } from '../../chart/numbers';
import type { LineChartData, Series } from '../../chart/paintLineChart';
import type { ColourRole } from '../../chart/theme';
import { criticalTemperature } from '../../core/ising/wolff';
import type { LatticeMachineResult } from '../../engine/study';

/** Temperatures from here on are drawn here: nothing is left of order, and ∞ has no place on an axis. */
export const hottestDrawn = 8;
/** Levels nearer than this, J/k, have one name. */
const sameLevel = 0.05;

/** Cold starts are blue and solid, hot ones orange and dotted. */
const styles: readonly { readonly colour: ColourRole; readonly dash: readonly number[] }[] = [
  { colour: 'pos', dash: [] },
  { colour: 'pos', dash: [6, 3] },
  { colour: 'neg', dash: [6, 3] },
  { colour: 'neg', dash: [2, 3] },
];

export function flowChart(result: LatticeMachineResult | undefined): LineChartData {
  const steps = result?.ask.steps ?? 0;
  const series: Series[] = (result?.flow ?? []).map(({ start, temperatures }, index) => ({
    label: `from ${formatValue(start, 1)}`,
    points: {
      length: temperatures.length,
      x: Float64Array.from(temperatures, (_, step) => step),
      y: Float64Array.from(temperatures, ({ value }) => Math.min(value, hottestDrawn)),
    },
    ...styles[index % styles.length],
  }));
  const level = (label: string, value: number): Series => ({
    label,
    points: {
      length: steps + 1,
      x: Float64Array.from({ length: steps + 1 }, (_, step) => step),
      y: new Float64Array(steps + 1).fill(value),
    },
    dash: [2, 4],
    colour: 'soft',
  });
  const own = result && result.ask.spread === 1 ? result.ask.temperature : undefined;
  const apart = own !== undefined && Math.abs(own - criticalTemperature) > sameLevel;
  return {
    series: result
      ? [...series, level('Tc', criticalTemperature), ...(apart ? [level('T of the data', own)] : [])]
      : [{ label: 'T', points: none }],
    unit: 'steps',
    digits: 2,
    waiting: 'the flow appears when the machine has been compared',
  };
}

const none = { length: 0, x: new Float64Array(0), y: new Float64Array(0) };
