/** The ring of spins, halved by summing over every second one: its flow, and ln Z by both ways. */
import { useId, useRef } from 'react';
import { Figure } from '../../chart/Figure';
import { formatCount, formatMany, formatValue } from '../../chart/numbers';
import { Picture } from '../../chart/Picture';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import { Button } from '../../controls/Button';
import { Slider } from '../../controls/Slider';
import { useLab } from '../../controls/useLab';
import type { NumberRange } from '../../settings';
import { largestRingCoupling, mostDecimations } from '../../state/decimationSlice';
import type { LabState, LabStore } from '../../state/store';
import { setText, useChanges } from '../followLab';
import { decimatedRing } from './decimatedRing';
import { decimationScales, paintDecimation } from './paintDecimation';
import '../views.css';
import './decimation.css';

const couplingSpec: NumberRange = {
  label: 'Coupling K',
  unit: 'J/kT',
  min: 0,
  max: largestRingCoupling,
  integer: false,
  scale: 'linear',
};
const watched = ({ decimation }: LabState) => [decimation];

interface Props {
  readonly store: LabStore;
  /** Where false, what one decimation does is not shown yet. */
  readonly revealed?: boolean;
}

export function Decimation({ store, revealed = true }: Props) {
  const state = useLab(store, ({ decimation }) => decimation);
  const { setDecimation } = store.getState();
  const ring = decimatedRing(state);
  const last = ring.flow.at(-1)!.K;
  return (
    <div className="decimation">
      <Slider spec={couplingSpec} value={state.K} unit="" onChange={(K) => setDecimation({ K })} />
      <div className="decimation-bar">
        <Button
          kind="go"
          disabled={!revealed || state.steps >= mostDecimations(state.spins)}
          onClick={() => setDecimation({ steps: state.steps + 1 })}
        >
          Sum over every second spin
        </Button>
        <Button disabled={state.steps === 0} onClick={() => setDecimation({ steps: state.steps - 1 })}>
          One step back
        </Button>
        <span className="soft">
          {formatMany(ring.left, 'spin')} left of {formatCount(state.spins)}
        </span>
      </div>
      <Flow store={store} revealed={revealed} />
      <div className="read-outs">
        <ReadOut name="K now" value={last} method="exact" digits={5} detail="½ ln cosh 2K" />
        {revealed && (
          <ReadOut
            name="K after one more"
            value={ring.next}
            method="exact"
            digits={5}
            detail="½ ln cosh 2K"
          />
        )}
        <ReadOut
          name="ln Z of the whole ring"
          term="logPartition"
          value={ring.logPartition}
          method="exact"
          digits={6}
          unit="nats"
          detail="two eigenvalues"
        />
        <ReadOut
          name="given by the spins summed over"
          value={ring.removed}
          method="exact"
          digits={6}
          unit="nats"
          detail="ln 2 + ½ ln cosh 2K each"
        />
        <ReadOut
          name="ln Z of what is left"
          value={ring.logPartitionLeft}
          method="exact"
          digits={6}
          unit="nats"
          detail={formatMany(ring.left, 'spin')}
        />
        <ReadOut
          name="Difference"
          value={ring.removed + ring.logPartitionLeft - ring.logPartition}
          method="exact"
          digits={6}
          unit="nats"
          detail="sum of the two less the first"
        />
      </div>
    </div>
  );
}

/** The picture of the flow; pointing at it sets K, as the slider does. */
function Flow({ store, revealed }: Required<Props>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const couplings = () => decimatedRing(store.getState().decimation).flow.map(({ K }) => K);
  const K = useLab(store, ({ decimation }) => decimation.K);
  const choose = (part: number | undefined) => {
    if (part !== undefined) store.getState().setDecimation({ K: part / 100 });
  };
  const at = (px: number, size: { width: number; height: number }) =>
    Math.round(100 * Math.min(largestRingCoupling, Math.max(0, decimationScales(size).x.invert(px))));
  return (
    <Figure
      name="Flow of the decimation"
      title={<Term name="decimation">Decimation</Term>}
      note="K′ over K, dots: K after each step"
      picture={canvas}
      caption="Down to the curve is one decimation; across to the diagonal makes its K′ the next K. The curve lies below the diagonal everywhere but at 0."
    >
      <Picture
        name="Flow of the decimation"
        className="decimation-picture"
        canvas={canvas}
        paint={(context, size, theme) =>
          paintDecimation(context, { couplings: couplings(), curve: revealed }, size, theme)
        }
        subscribe={useChanges(store, watched)}
        descriptionId={id}
        description={(element) =>
          setText(
            element,
            `Coupling step by step: ${couplings()
              .map((k) => formatValue(k, 4))
              .join(', ')}`,
          )
        }
        reader={{
          label: 'Coupling K in the picture',
          count: 100 * largestRingCoupling,
          chosen: Math.round(100 * K),
          text: `K = ${formatValue(K, 2)}`,
          point: () => {},
          leave: () => {},
          pick: (x, _, size) => choose(at(x, size)),
          move: (key) => moveOf(key, Math.round(100 * K)),
          choose,
        }}
      />
    </Figure>
  );
}

/** Hundredths of K to go to at a key. */
function moveOf(key: string, from: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageUp: 10,
    PageDown: -10,
  };
  const move = moves[key];
  return move === undefined ? undefined : from + move;
}
