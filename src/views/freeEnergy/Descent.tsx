/** The mean F_c of the data and F, as training goes on: the gap between them is −ℓ. */
import { LineChart } from '../../chart/LineChart';
import type { LineChartData, Points } from '../../chart/paintLineChart';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import type { CurvePoints } from '../../state/curves';
import type { LabState, LabStore } from '../../state/store';
import { useReadable } from '../followLab';
import { useSeen } from '../useSeen';
import './freeEnergy.css';

const pointsOf = ({ length, update, mean }: CurvePoints, sign: 1 | -1): Points => ({
  length,
  x: update,
  y: mean.map((value) => sign * value),
});

function descentChart({ curves }: LabState, most: number): LineChartData {
  const points = (name: 'freeEnergy' | 'logPartition', sign: 1 | -1) =>
    pointsOf(curves[name].points(0, Number.POSITIVE_INFINITY, most), sign);
  const span = curves.freeEnergy.span;
  return {
    series: [
      { label: 'clamped, mean over the data', points: points('freeEnergy', 1), colour: 'data' },
      { label: 'F, of the machine', points: points('logPartition', -1), colour: 'model', dash: [5, 3] },
    ],
    unit: 'updates',
    ...(span && { span }),
    waiting: 'press Play',
  };
}

/** The newest of each, where they are about the same update. */
const readings = ({ frame }: LabState) => {
  const { freeEnergy, logPartition, logLikelihood } = frame?.readings ?? {};
  const [Fc, logZ] = [freeEnergy?.value, logPartition?.value];
  const same = freeEnergy?.update === logPartition?.update && Fc !== undefined && logZ !== undefined;
  return same ? { Fc, F: -logZ, gap: Fc + logZ, likelihood: logLikelihood?.value } : {};
};

export function Descent({ store }: { readonly store: LabStore }) {
  const { Fc, F, gap, likelihood } = useSeen(store, readings);
  const subscribe = useReadable(store, 250);
  return (
    <div className="free-energy">
      <LineChart
        label="Free energies curve"
        title="Free energies"
        note={
          <>
            <Term name="nat">nats</Term>; F<sub>c</sub> is a mean over the training rows
          </>
        }
        height={280}
        read={(most) => descentChart(store.getState(), most)}
        subscribe={subscribe}
      />
      <div className="read-outs">
        <div data-symbol="Fc">
          <ReadOut
            name="Mean F_c of the data"
            term="clampedFreeEnergy"
            value={Fc}
            method="exact"
            unit="nats"
          />
        </div>
        <div data-symbol="F">
          <ReadOut name="F" term="freeEnergy" value={F} method="exact" unit="nats" />
        </div>
        <div data-symbol="l">
          <ReadOut name="Gap, mean F_c − F = −ℓ" value={gap} method="exact" unit="nats" />
        </div>
        <ReadOut
          name="Mean ℓ, by the lab"
          term="logLikelihood"
          value={likelihood}
          method="exact"
          unit="nats"
        />
      </div>
    </div>
  );
}
