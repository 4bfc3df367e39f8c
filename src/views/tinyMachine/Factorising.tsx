/** v₁ and v₂ given h, and with h summed over: where the factorised form is exact, and where it would not be. */
import { ReadOut } from '../../chart/ReadOut';
import { useLab } from '../../controls/useLab';
import type { LabStore } from '../../state/store';
import { factorisationGap, marginalGap } from './behindVisible';
import { eightStates } from './eightStates';
import { TinyMachine } from './TinyMachine';

export function Factorising({ store }: { readonly store: LabStore }) {
  const tiny = useLab(store, (state) => state.tiny);
  const seen = eightStates(tiny);
  const [off, on] = factorisationGap(seen);
  return (
    <div className="tiny">
      <TinyMachine store={store} />
      <div className="read-outs" data-symbol="gaps">
        <ReadOut name="Covariance given h off" value={off} method="exact" digits={7} detail="4 states" />
        <ReadOut name="Covariance given h on" value={on} method="exact" digits={7} detail="4 states" />
        <ReadOut
          name="Covariance, h summed over"
          value={marginalGap(seen)}
          method="exact"
          digits={7}
          detail="8 states"
        />
        <ReadOut
          name="Correlation, h summed over"
          value={seen.correlation}
          method="exact"
          digits={3}
          detail="8 states"
        />
      </div>
      <p className="figure-caption">
        Covariance of v₁ and v₂: p(11) − p(v₁ = 1) p(v₂ = 1). Where it is 0, the two factorise; anything below
        10⁻¹⁵ is rounding in f64.
      </p>
    </div>
  );
}
