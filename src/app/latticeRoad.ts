/**
 * The road between the store and the worker that samples Ising lattices. The worker is opened when a view first shows
 * the lattice, and rests while none does, or the page is hidden.
 */
import { latticeGraph } from '../core/ising/lattice';
import { machineOfGraph } from '../core/ising/spinMachine';
import type { ModelFile } from '../engine/frame';
import { type LatticeClient, openLattice } from '../engine/lattice/client';
import type { LatticeKnobs } from '../engine/lattice/frame';
import { whyNoMachine } from '../state/latticeMachine';
import {
  holdMachine,
  type LatticeWish,
  latticeOf,
  receiveLattice,
  type Sides,
  tellLattice,
} from '../state/latticeSlice';
import type { LabStore } from '../state/store';
import type { Host } from './frameRoad';
import { modelOf, settingsOf } from './presets';
import { isDeath } from './sessionWorker';
import { sentence, wordsOf } from './words';

export interface LatticeRoadOptions {
  readonly openModel: (model: ModelFile) => Promise<void>;
  readonly host: Host;
  /** Tests pass another. */
  readonly open?: () => LatticeClient;
}

export class LatticeRoad {
  private client?: LatticeClient;
  /** What the worker has been told. */
  private sides?: Sides;
  private knobs?: LatticeKnobs;
  private playing = false;
  private pulling = false;
  /** Work for the worker, one thing at a time. */
  private queue: Promise<unknown> = Promise.resolve();
  private due = false;

  constructor(
    private readonly store: LabStore,
    private readonly options: LatticeRoadOptions,
  ) {
    store.subscribe(
      (state) => {
        const { sides, knobs, playing, watchers } = latticeOf(state);
        return [sides, knobs, playing, watchers];
      },
      () => this.sync(),
      { equalityFn: (one, other) => one.every((value, n) => value === other[n]), fireImmediately: true },
    );
    store.subscribe(
      (state) => state.lattice?.wish,
      (wish) => wish && this.enqueue(() => this.fulfil(wish)),
    );
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((error) => this.sayWhy(error));
  }

  /** Several changes make one call. */
  private sync(): void {
    if (this.due) return;
    this.due = true;
    this.enqueue(async () => {
      this.due = false;
      await this.bring();
    });
  }

  /** Brings the worker to where the store stands. */
  private async bring(): Promise<void> {
    const { sides, knobs, playing, watchers } = latticeOf(this.store.getState());
    const shown = watchers > 0 && !this.options.host.hidden();
    if (!this.client && !shown) return;
    const client = this.client ?? this.start();
    if (this.sides !== sides) await this.open(client, sides, knobs);
    else if (this.knobs !== knobs) await this.configure(client, knobs);
    if (this.playing !== (playing && shown)) {
      this.playing = playing && shown;
      await (this.playing ? client.play() : client.pause());
    }
    if (shown) void this.pull(client);
  }

  private start(): LatticeClient {
    const client = (this.options.open ?? openLattice)();
    this.client = client;
    this.sides = undefined;
    this.playing = false;
    client.onDeath((error) => this.mourn(client, error));
    return client;
  }

  /** Puts back what the worker refused. */
  private async open(client: LatticeClient, sides: Sides, knobs: LatticeKnobs): Promise<void> {
    const { seed } = this.store.getState().settings;
    const before = this.sides;
    this.sides = sides;
    try {
      await client.open({ ...knobs, lattice: sides, seed, start: 'up' });
      this.knobs = knobs;
      this.playing = false;
    } catch (error) {
      this.sides = before;
      if (before) tellLattice(this.store, { sides: before });
      throw error;
    }
  }

  private async configure(client: LatticeClient, knobs: LatticeKnobs): Promise<void> {
    const before = this.knobs!;
    this.knobs = knobs;
    try {
      await client.configure(knobs);
    } catch (error) {
      this.knobs = before;
      tellLattice(this.store, { knobs: before });
      throw error;
    }
  }

  private async fulfil(wish: LatticeWish): Promise<void> {
    if (wish.kind === 'machine') return this.openMachine();
    const { client } = this;
    if (!client) return;
    if (wish.kind === 'begin') return client.begin(wish.start);
    this.playing = false;
    tellLattice(this.store, { playing: false });
    await client.step();
  }

  /** Frames, one in flight, while somebody looks. */
  private async pull(client: LatticeClient): Promise<void> {
    if (this.pulling) return;
    this.pulling = true;
    let after = 0;
    try {
      while (this.client === client && latticeOf(this.store.getState()).watchers > 0) {
        if (this.options.host.hidden()) {
          this.sync();
          await this.options.host.nextFrame();
          if (!this.options.host.hidden()) this.sync();
          continue;
        }
        const frame = await client.frame(after);
        after = frame.version;
        receiveLattice(this.store, frame);
        await this.options.host.nextFrame();
      }
    } catch (error) {
      if (this.client === client) this.mourn(client, error);
    } finally {
      this.pulling = false;
    }
  }

  private mourn(client: LatticeClient, error: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.close();
    tellLattice(this.store, {
      playing: false,
      refused: `${sentence(wordsOf(error))} Play begins again, with all spins up.`,
    });
  }

  private sayWhy(error: unknown): void {
    // a death is told by who watches for it
    if (!isDeath(error)) tellLattice(this.store, { refused: sentence(wordsOf(error)) });
  }

  // -------------------------------------------------------------- the lattice as a machine

  /** Opens the lattice as a machine in the lab, in place of the run, which is one Undo away. */
  private async openMachine(): Promise<void> {
    const { settings, setPlaying } = this.store.getState();
    const { sides, knobs } = latticeOf(this.store.getState());
    const why = whyNoMachine(sides);
    if (why) throw new RangeError(why);
    const { temperature, field } = knobs;
    const { bit, constant } = machineOfGraph(latticeGraph(sides, 1 / temperature, field / temperature));
    const model = modelOf(
      bit,
      settingsOf(
        {
          name: 'exactLattice',
          label: '',
          say: '',
          settings: {
            dataSet: 'ising',
            isingSide: sides.Lx,
            isingTemperature: temperature,
            isingSamples: samples,
            hiddenUnits: bit.hidden,
            speed: 100,
          },
        },
        settings,
      ),
    );
    setPlaying(false);
    await this.options.openModel(model);
    const { summary } = this.store.getState();
    holdMachine(this.store, {
      run: summary!.run,
      sides,
      temperature,
      field,
      hidden: bit.hidden,
      constant,
    });
  }
}

/** Lattices of the same temperature that the lab draws beside the machine. */
const samples = 500;
