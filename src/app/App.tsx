/** The page: header, overview strip, three columns, footer; messages above them. */
import { lazy, Suspense } from 'react';
import { useLab } from '../controls/useLab';
import type { Offer } from '../state/messagesSlice';
import type { LabStore } from '../state/store';
import { Measurements } from '../views/Measurements';
import { OverviewStrip } from '../views/OverviewStrip';
import { Controls } from './Controls';
import type { Connection } from './connect';
import { Footer } from './Footer';
import { Header } from './Header';
import { Notices } from './Notices';
import { Workspace } from './Workspace';
import './tokens.css';
import './layout.css';

const HelpDialog = lazy(() => import('./HelpDialog'));
const Lessons = lazy(() => import('./Lessons'));

interface Props {
  readonly store: LabStore;
  readonly connection: Connection;
  readonly onAccept: (offer: Offer) => void;
}

export function App({ store, connection, onAccept }: Props) {
  const dialog = useLab(store, (state) => state.dialog);
  const inLessons = useLab(store, (state) => state.lesson !== undefined);
  return (
    <div className={inLessons ? 'lab in-lessons' : 'lab'}>
      <Header store={store} connection={connection} />
      {inLessons ? (
        <Suspense fallback={<p className="soft">One moment …</p>}>
          <Lessons store={store} />
        </Suspense>
      ) : (
        <Lab store={store} connection={connection} />
      )}
      <Footer store={store} connection={connection} />
      <Notices store={store} onAccept={onAccept} />
      {dialog === 'help' && (
        <Suspense>
          <HelpDialog onClose={() => store.getState().openDialog(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

/** The strip and the three columns. */
function Lab({ store, connection }: Omit<Props, 'onAccept'>) {
  return (
    <>
      <div className="strip">
        <OverviewStrip store={store} />
      </div>
      <section className="settings" aria-label="Settings">
        <Controls store={store} connection={connection} />
      </section>
      <Workspace store={store} />
      <section className="numbers" aria-label="Measurements">
        <Measurements store={store} />
      </section>
    </>
  );
}
