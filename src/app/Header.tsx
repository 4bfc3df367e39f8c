/** Presets, transport, speed, counters; what every state of the run needs at hand. */
import { Button } from '../controls/Button';
import { Setting } from '../controls/Setting';
import { useLab } from '../controls/useLab';
import type { ThemeChoice } from '../state/interfaceSlice';
import type { LabStore } from '../state/store';
import { Counters } from './Counters';
import type { Connection } from './connect';
import { PresetChoice } from './PresetChoice';
import { newSeed } from './seed';
import { isPlaying, togglePlaying } from './shortcuts';
import { nextTheme } from './theme';
import './header.css';

interface Props {
  readonly store: LabStore;
  readonly connection: Connection;
}

export function Header({ store, connection }: Props) {
  const rests = useLab(store, (state) => state.machineRests);
  return (
    <header className={rests ? 'header at-rest' : 'header'}>
      <h1>Cheap Learning</h1>
      <LessonsButton store={store} />
      {!rests && <Transport store={store} connection={connection} />}
      <ThemeButton store={store} />
      <Button onClick={() => store.getState().openDialog('help')} label="Help" title="Help (?)" shortcut="?">
        ?
      </Button>
    </header>
  );
}

/** All that acts on the machine. */
function Transport({ store, connection }: Props) {
  const playing = useLab(store, isPlaying);
  const inLessons = useLab(store, (state) => state.lesson !== undefined);
  return (
    <>
      {!inLessons && <PresetChoice store={store} connection={connection} />}
      <div className="transport">
        <Button kind="go" onClick={() => togglePlaying(store)} title="Space" shortcut="Space">
          {playing ? 'Pause' : 'Play'}
        </Button>
        <Button onClick={connection.step} title="One step (S)" shortcut="S">
          Step
        </Button>
        <Counters store={store} />
      </div>
      <Setting store={store} name="stepBy" bare />
      <Button onClick={connection.reset} title="The same seed from the start (R)" shortcut="R">
        Reset
      </Button>
      {!inLessons && <AnotherRun store={store} connection={connection} />}
      <Setting store={store} name="speed" bare />
    </>
  );
}

/** What leaves the present run: a lesson sets up its own. */
function AnotherRun({ store, connection }: Props) {
  const canUndo = useLab(store, (state) => state.frame?.canUndo === true);
  return (
    <>
      <Button onClick={() => newSeed(store)} title="Another random start (N)" shortcut="N">
        New seed
      </Button>
      <Button onClick={connection.undo} disabled={!canUndo} title="Back to the run before (U)" shortcut="U">
        Undo
      </Button>
    </>
  );
}

/** Into the lessons, and back to the machine that stood in the lab. */
function LessonsButton({ store }: Pick<Props, 'store'>) {
  const open = useLab(store, (state) => state.lesson !== undefined);
  const { openLesson, closeLessons } = store.getState();
  if (open) return <Button onClick={() => closeLessons('the machine before')}>Back to the lab</Button>;
  return <Button onClick={() => openLesson({ lesson: 'contents', step: 1 })}>Lessons</Button>;
}

const themeMark: Record<ThemeChoice, string> = { system: '◐', light: '○', dark: '●' };

function ThemeButton({ store }: Pick<Props, 'store'>) {
  const choice = useLab(store, (state) => state.themeChoice);
  const next = nextTheme(choice);
  return (
    <Button
      onClick={() => store.getState().setThemeChoice(next)}
      label={`Theme: ${choice}`}
      title={`Theme: ${choice}; next: ${next} (T)`}
      shortcut="T"
    >
      {themeMark[choice]}
    </Button>
  );
}
