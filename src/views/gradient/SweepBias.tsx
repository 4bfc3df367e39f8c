/** The bias of CD-k against k, of bars and stripes' machine as it stands, beside λ₂ᵏ. */
import { useEffect, useRef, useState } from 'react';
import { LineChart } from '../../chart/LineChart';
import { formatValue } from '../../chart/numbers';
import type { LineChartData } from '../../chart/paintLineChart';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { useLab } from '../../controls/useLab';
import { barsAndStripes } from '../../core/data/barsAndStripes';
import { createRbm } from '../../core/rbm';
import type { LabState, LabStore } from '../../state/store';
import { throttled, useWants } from '../followLab';
import { type BiasBySweeps, biasBySweeps, largestHere, sweepsFor } from './biasBySweeps';
import { useFollowing } from './useFollowing';
import './gradient.css';

/** Sweeps that the curve reaches to. */
const most = 40;
/** Asked for anew at most this often, ms. */
const patience = 300;

/** Of the newest weights; undefined where there are none, or too many. */
function findNow({ weights, summary, settings }: LabState): BiasBySweeps | undefined {
  if (!weights || !summary || settings.dataSet !== 'bars') return undefined;
  const { visible, hidden } = summary;
  if (visible !== settings.barsSide ** 2 || visible + hidden > largestHere) return undefined;
  if (weights.W.length !== visible * hidden) return undefined;
  return biasBySweeps(createRbm(visible, hidden, weights), barsAndStripes(settings.barsSide).training, most);
}

function useFound(store: LabStore): BiasBySweeps | undefined {
  const [found, setFound] = useState<BiasBySweeps>();
  useEffect(() => {
    const slow = throttled(() => setFound(findNow(store.getState())), patience);
    slow.call();
    const stop = store.subscribe((state) => state.weights, slow.call);
    return () => {
      slow.cancel();
      stop();
    };
  }, [store]);
  return found;
}

const ks = Float64Array.from({ length: most }, (_, n) => n + 1);

function chartOf(found: BiasBySweeps | undefined, k: number): LineChartData {
  const y = found?.relativeBias ?? new Float64Array(0);
  const lambda = found?.secondEigenvalue ?? 0;
  const length = y.length > 0 && !Number.isNaN(y[0]) ? most : 0;
  return {
    unit: 'sweeps',
    digits: 3,
    rest: Math.min(k, most),
    span: [1, most],
    waiting: 'known up to 14 units, of bars and stripes',
    series: [
      { label: 'relative bias of CD-k', points: { length, x: ks, y } },
      {
        label: 'λ₂ᵏ',
        dash: [5, 3],
        colour: 'model',
        points: { length, x: ks, y: ks.map((n) => lambda ** n) },
      },
    ],
  };
}

const byRender = () => () => {};

export function SweepBias({ store }: { readonly store: LabStore }) {
  const place = useRef<HTMLDivElement>(null);
  useWants(store, place, { weights: true });
  useFollowing(store);
  const found = useFound(store);
  const k = useLab(store, (state) => state.settings.gibbsSteps);
  const enough = found && sweepsFor(0.05, found);
  const here = found?.relativeBias[Math.min(k, most) - 1];
  return (
    <div ref={place} className="bias-by-sweeps">
      <LineChart
        label="Bias of CD-k over k"
        title={<Term name="relativeBias">Relative bias</Term>}
        note="of W, all training rows"
        height={260}
        read={() => chartOf(found, k)}
        subscribe={byRender}
      />
      <div className="read-outs">
        <div data-symbol="Bias of CD-k">
          <ReadOut
            name={`Relative bias of CD-${k}`}
            term="relativeBias"
            value={k > most || Number.isNaN(here) ? undefined : here}
            method="exact"
          />
        </div>
        <ReadOut
          name="λ₂ of the sweep"
          term="secondEigenvalue"
          value={found?.secondEigenvalue}
          method="exact"
          digits={4}
        />
        <ReadOut
          name="Relaxation time"
          term="relaxationTime"
          value={found?.relaxationTime}
          method="exact"
          digits={1}
          unit="sweeps"
        />
        <ReadOut name="Sweeps until 5 %" value={enough} method="exact" digits={0} detail={`up to ${most}`} />
      </div>
      <p className="figure-caption">
        Each point is the mean over all that chance could do in k sweeps: no noise is left, only bias.{' '}
        {found &&
          ` Once the fast parts are forgotten, each sweep leaves λ₂ = ${formatValue(found.secondEigenvalue, 3)} of the rest.`}
      </p>
    </div>
  );
}
