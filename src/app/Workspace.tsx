/** What stands in the middle of the page: the learning machine, or one of the views that look deeper. */
import { type ComponentType, type KeyboardEvent, lazy, Suspense, useEffect, useRef } from 'react';
import { useLab } from '../controls/useLab';
import { type Workspace as Name, workspaces } from '../state/interfaceSlice';
import type { LabStore } from '../state/store';
import { GibbsChains } from '../views/GibbsChains';
import { HiddenActivations } from '../views/HiddenActivations';
import { Weights } from '../views/Weights';
import './workspace.css';

interface ViewProps {
  readonly store: LabStore;
}

function Learning({ store }: ViewProps) {
  return (
    <>
      <Weights store={store} />
      <HiddenActivations store={store} />
      <GibbsChains store={store} />
    </>
  );
}

interface View {
  readonly label: string;
  readonly component: ComponentType<ViewProps>;
}

const Compare = lazy(() => import('../views/compare/Compare').then((file) => ({ default: file.Compare })));
const Thermodynamics = lazy(() =>
  import('../views/thermodynamics/Thermodynamics').then((file) => ({ default: file.Thermodynamics })),
);
const LogPartition = lazy(() =>
  import('../views/logPartition/LogPartition').then((file) => ({ default: file.LogPartition })),
);
const Gradient = lazy(() =>
  import('../views/gradient/Gradient').then((file) => ({ default: file.Gradient })),
);
const Distribution = lazy(() =>
  import('../views/distribution/Distribution').then((file) => ({ default: file.Distribution })),
);
const Mixing = lazy(() => import('../views/mixing/Mixing').then((file) => ({ default: file.Mixing })));
const Spectrum = lazy(() =>
  import('../views/spectrum/Spectrum').then((file) => ({ default: file.Spectrum })),
);
const Renormalisation = lazy(() =>
  import('../views/renormalisation/Renormalisation').then((file) => ({ default: file.Renormalisation })),
);
const Codes = lazy(() => import('../views/codes/Codes').then((file) => ({ default: file.Codes })));
const Inpainting = lazy(() =>
  import('../views/inpainting/Inpainting').then((file) => ({ default: file.Inpainting })),
);
const Kadanoff = lazy(() =>
  import('../views/kadanoff/Kadanoff').then((file) => ({ default: file.Kadanoff })),
);
const Ising = lazy(() => import('../views/ising/Ising').then((file) => ({ default: file.Ising })));
const Stack = lazy(() => import('../views/stack/Stack').then((file) => ({ default: file.Stack })));
const Verify = lazy(() => import('../views/verify/Verify').then((file) => ({ default: file.Verify })));

/** All but the first are fetched when they are first looked at. */
const views: { readonly [N in Name]?: View } = {
  learning: { label: 'Learning', component: Learning },
  logPartition: { label: 'ln Z', component: LogPartition },
  gradient: { label: 'Gradient', component: Gradient },
  compare: { label: 'Compare', component: Compare },
  thermodynamics: { label: 'Thermodynamics', component: Thermodynamics },
  distribution: { label: 'Distribution', component: Distribution },
  mixing: { label: 'Mixing', component: Mixing },
  spectrum: { label: 'Spectrum', component: Spectrum },
  verify: { label: 'Verify', component: Verify },
  renormalisation: { label: 'Renormalisation', component: Renormalisation },
  codes: { label: 'Codes', component: Codes },
  inpainting: { label: 'Inpainting', component: Inpainting },
  stack: { label: 'Stack', component: Stack },
  kadanoff: { label: 'Kadanoff', component: Kadanoff },
  ising: { label: 'Ising', component: Ising },
};

const shown = workspaces.filter((name) => views[name] !== undefined);

export function Workspace({ store }: ViewProps) {
  const current = useLab(store, (state) => state.workspace);
  const view = views[current] ?? views.learning!;
  const View = view.component;
  return (
    <main className="workspace">
      <Tabs store={store} current={current} />
      <div className="pictures" role="tabpanel" id="workspace-panel" aria-labelledby={`workspace-${current}`}>
        <Suspense fallback={<p className="soft">One moment …</p>}>
          <View store={store} />
        </Suspense>
      </div>
    </main>
  );
}

function Tabs({ store, current }: ViewProps & { readonly current: Name }) {
  const list = useRef<HTMLDivElement>(null);
  const { setWorkspace } = store.getState();
  useEffect(() => {
    list.current
      ?.querySelector(`#workspace-${current}`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  /** One stop for Tab; arrows lead from one to the next, as everywhere with tabs. */
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const ends: Record<string, number> = { Home: 0, End: shown.length - 1 };
    const next = step === undefined ? ends[event.key] : shown.indexOf(current) + step;
    if (next === undefined) return;
    event.preventDefault();
    const name = shown[(next + shown.length) % shown.length]!;
    setWorkspace(name);
    list.current?.querySelector<HTMLElement>(`#workspace-${name}`)?.focus();
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label="What stands in the middle" onKeyDown={move}>
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`workspace-${name}`}
          aria-controls="workspace-panel"
          aria-selected={name === current}
          tabIndex={name === current ? 0 : -1}
          onClick={() => setWorkspace(name)}
        >
          {views[name]!.label}
        </button>
      ))}
    </div>
  );
}
