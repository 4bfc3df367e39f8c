/** Curves of what was found about the gradient along the run, as the charts draw them. */
import type { LineChartData, Points, Series } from '../../chart/paintLineChart';
import type { Curve } from '../../state/curves';
import type { GradientCurveName } from '../../state/gradientHistory';
import type { LabState } from '../../state/store';

const meanDash = [5, 3];

function pointsOf(curve: Curve, most: number): Points {
  const { length, raw, update, min, mean, max } = curve.points(0, Number.POSITIVE_INFINITY, most);
  return { length, x: update, y: mean, ...(!raw && { low: min, high: max }) };
}

interface Line {
  readonly name: GradientCurveName;
  readonly label: string;
  readonly dash?: readonly number[];
}

const chart =
  (lines: readonly Line[], digits: number, whyNot: string) =>
  ({ gradientCurves, studies }: LabState, most: number): LineChartData => {
    const series = lines.map(
      ({ name, label, dash }): Series => ({
        label,
        points: pointsOf(gradientCurves[name], most),
        ...(dash && { dash, colour: 'model' }),
      }),
    );
    const filled = series.filter(({ points }) => points.length > 0);
    const waiting = studies.gradient.result ? whyNot : 'comes with the first updates';
    return { unit: 'updates', digits, waiting, series: filled.length > 0 ? filled : series.slice(0, 1) };
  };

const comparing = (one: GradientCurveName, mean: GradientCurveName): readonly Line[] => [
  { name: one, label: 'this update' },
  { name: mean, label: 'on average', dash: meanDash },
];

export const angleChart = chart(comparing('angle', 'meanAngle'), 1, 'not affordable for this machine');
export const ratioChart = chart(comparing('ratio', 'meanRatio'), 2, 'not affordable for this machine');
export const biasChart = chart(
  [{ name: 'relativeBias', label: 'relative bias' }],
  3,
  'not known for this method and machine',
);
export const eigenvalueChart = chart(
  [{ name: 'secondEigenvalue', label: 'λ₂' }],
  4,
  'known up to 22 units together',
);
