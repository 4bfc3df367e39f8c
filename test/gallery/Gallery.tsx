/** All five views on one store, placed roughly as in the lab. */
import '../../src/app/tokens.css';
import '../../src/controls/controls.css';
import type { LabStore } from '../../src/state/store';
import { GibbsChains } from '../../src/views/GibbsChains';
import { HiddenActivations } from '../../src/views/HiddenActivations';
import { Measurements } from '../../src/views/Measurements';
import { OverviewStrip } from '../../src/views/OverviewStrip';
import { Weights } from '../../src/views/Weights';
import './gallery.css';

export function Gallery({ store }: { readonly store: LabStore }) {
  return (
    <div className="gallery">
      <div className="gallery-strip">
        <OverviewStrip store={store} />
      </div>
      <main className="gallery-main">
        <Weights store={store} />
        <HiddenActivations store={store} />
        <GibbsChains store={store} />
      </main>
      <aside className="gallery-side">
        <Measurements store={store} />
      </aside>
    </div>
  );
}
