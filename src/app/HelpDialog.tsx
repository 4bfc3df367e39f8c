/** What the page is, how to read it, and every shortcut. */
import { useEffect, useRef } from 'react';
import { Button } from '../controls/Button';
import { shortcuts } from './shortcuts';
import './help.css';

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    if (!element.open) element.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <header>
        <h2 id="help-title">How to read this page</h2>
        <Button onClick={() => dialog.current?.close()}>Close</Button>
      </header>
      <div className="columns">
        <Guide />
        <section>
          <h3>Shortcuts</h3>
          <dl>
            {shortcuts.map(({ key, shown, says }) => (
              <div key={key}>
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{says}</dd>
              </div>
            ))}
            <div>
              <dt>
                <kbd>Tab</kbd>
              </dt>
              <dd>To the next control, picture or curve</dd>
            </div>
            <div>
              <dt>
                <kbd>← →</kbd>
              </dt>
              <dd>Move a slider; read off a curve or a picture; with Page keys by ten</dd>
            </div>
            <div>
              <dt>
                <kbd>Esc</kbd>
              </dt>
              <dd>Close what is open</dd>
            </div>
          </dl>
        </section>
      </div>
    </dialog>
  );
}

function Guide() {
  return (
    <section>
      <h3>What goes on</h3>
      <p>
        A restricted Boltzmann machine is shown real patterns and learns to dream of patterns like them. The
        strip at the top follows one sample through one update: data up to the hidden units, back down as a
        dream, up again, and the difference of the two becomes the change of the weights.
      </p>
      <h3>What to try</h3>
      <ul>
        <li>Slide the learning rate, or the number of Gibbs steps: the very next update uses it.</li>
        <li>Point at a weight tile: the same hidden unit lights up in every picture.</li>
        <li>
          Take “When CD goes wrong” under Preset: two popular measures improve while the likelihood falls.
        </li>
        <li>
          Look deeper in the views beside Learning: ln Z up to 2³⁶ states and its estimates, how wrong the
          gradient is, how badly chains mix, p(v) itself; and under Verify, the proof that it is computed
          rightly.
        </li>
        <li>Pause, choose Half sweep under Step by, and press S to walk through one update.</li>
      </ul>
      <h3>Colours</h3>
      <p>
        <b className="data">Green</b> comes from the data, <b className="model">purple</b> is what the machine
        dreams, <b className="neg">orange</b> to <b className="pos">blue</b> are negative to positive weights.
      </p>
      <h3>What is kept</h3>
      <p>
        Everything stays in this tab. The link in the address bar replays the run bit for bit; Undo brings
        back the run before a restart; after a reload you can go on where you were.
      </p>
    </section>
  );
}
