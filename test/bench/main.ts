/** `npm run bench`: every selected row in turn, a table at the end. See `rows.ts` for what they are. */

import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ChromiumContender } from './chromium';
import { writeInputs } from './inputs';
import { nativeScaling } from './nativeThreads';
import { parseOptions } from './options';
import { Ours } from './ours';
import type { Thread } from './partsTeam';
import { howToInstall, type InstalledPeer, Peers } from './peers';
import { compare, pace, race } from './rounds';
import { type Row, selectRows } from './rows';
import { formatRatio, formatSpread, formatTable, type Outcome, toJson } from './table';
import type { Contender, Measurement, Readiness, Work } from './work';

export interface Places {
  /** The project's folder, and the one that the bench was bundled into. */
  readonly root: string;
  readonly cache: string;
}

/** A peer that gets less of a core than this shares it, and its row is noisier than its extremes tell. */
const busyBelow = 0.9;

/** Words about peers and machine, in the order in which they came up, each once. */
class Notes {
  private readonly lines = new Set<string>();
  add(line: string | undefined): void {
    if (line) this.lines.add(line);
  }
  toString(): string {
    return [...this.lines].map((line) => `- ${line}`).join('\n');
  }
}

/** ln Z apart by more than the row allows throws: the ratio of a wrong answer means nothing. */
async function differenceOf(row: Row, ours: Contender, peer: Contender): Promise<number | undefined> {
  const [mine, theirs] = [await ours.logPartition(), await peer.logPartition()];
  if (mine === undefined || theirs === undefined) return undefined;
  const difference = Math.abs(mine - theirs);
  if (!(difference <= row.tolerance!)) {
    throw new Error(`ln Z is ${mine} here and ${theirs} there, ${difference.toExponential(1)} nats apart`);
  }
  return difference;
}

async function measureRow(row: Row, ours: Contender, peer: Contender, notes: Notes): Promise<Outcome> {
  const mine = { contender: ours, ...(await ours.prepare(row.work)) };
  const theirs = { contender: peer, ...(await peer.prepare(row.work)) };
  notes.add(theirs.note);
  const comparison = compare(await race(mine, theirs, pace));
  const share = comparison.peerShare?.median ?? 1;
  if (share < busyBelow) {
    const { processorRatio } = comparison;
    const byTime = processorRatio && `; by processor time the ratio is ${formatSpread(processorRatio)}`;
    const had = `the peer had ${Math.round(100 * share)} % of a core`;
    notes.add(`${row.name}: the machine was busy, ${had}${byTime ?? ''}`);
  }
  const difference = await differenceOf(row, ours, peer);
  const other = await peer.alternative();
  if (other) {
    const ratio = formatRatio(other.secondsPerUnit / comparison.ours.median);
    notes.add(`${row.name} against ${other.label}: ${ratio}×`);
  }
  return { row, comparison, difference };
}

function nodeThread(file: string): Thread {
  const worker = new Worker(file);
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        worker.removeAllListeners();
        worker.once('error', reject);
        worker.once('message', resolve);
        worker.postMessage(request);
      }),
    end: () => void worker.terminate(),
  };
}

/** A contender of ours that takes one thread for what another takes several for. */
class OneThread implements Contender {
  constructor(private readonly ours: Contender) {}

  prepare(work: Work): Promise<Readiness> {
    return this.ours.prepare(work.kind === 'partition' ? { ...work, threads: 1 } : work);
  }
  async measure(steps: number): Promise<Measurement> {
    const { seconds } = await this.ours.measure(steps);
    return { seconds };
  }
  logPartition = () => this.ours.logPartition();
  alternative = () => this.ours.alternative();
  close = () => this.ours.close();
}

class Bench {
  private browser: ChromiumContender | undefined;
  private readonly notes = new Notes();
  private readonly inputs: string;
  private readonly kernels: string;
  private readonly peers: Peers;
  private readonly places: Places;

  constructor(places: Places) {
    this.places = places;
    this.inputs = join(places.cache, 'inputs');
    this.kernels = join(places.root, 'src/kernels/build');
    this.peers = new Peers(join(places.root, 'test/bench'), this.inputs);
  }

  async run(rows: readonly Row[]): Promise<Outcome[]> {
    const works = rows.map((row) => row.work);
    writeInputs(works, this.places.root, this.inputs);
    const outcomes: Outcome[] = [];
    try {
      for (const row of rows) {
        process.stderr.write(`${row.name} …\n`);
        outcomes.push(await this.outcomeOf(row));
      }
    } finally {
      await this.browser?.close();
    }
    return outcomes;
  }

  async heading(): Promise<string> {
    const blas = await this.peers.blasLabel();
    const runtimes = [`Node ${process.version}`, this.browser?.version].filter(Boolean).join(', ');
    return [
      `${cpus()[0]?.model}, ${cpus().length} cores; ${runtimes}; ${pace.rounds} rounds; ratio = peer time / our time`,
      blas && `Python peers: one thread, ${blas} (the fastest of those tried with right results)`,
      String(this.notes),
    ]
      .filter(Boolean)
      .join('\n');
  }

  private async outcomeOf(row: Row): Promise<Outcome> {
    let ours: Contender;
    try {
      ours = await this.ours(row);
    } catch (error) {
      return { row, notMeasured: `${(error as Error).message.split('\n')[0]} (${howToInstall.chromium})` };
    }
    let peer: Contender | undefined;
    try {
      peer = row.peer === 'oneThread' ? await this.oneThread(row) : await this.peers.start(row.peer);
      return await measureRow(row, ours, peer, this.notes);
    } catch (error) {
      const words = (error as Error).message;
      const missing = /No module named|Cannot find package|ENOENT/.test(words);
      return { row, notMeasured: missing ? `${words}; ${howToInstall[row.peer as InstalledPeer]}` : words };
    } finally {
      await peer?.close();
    }
  }

  /** Ourselves with one thread, and in the notes how far two could get. */
  private async oneThread(row: Row): Promise<Contender> {
    const scaling = formatRatio(await nativeScaling());
    this.notes.add(
      `two native threads do ${scaling} times what one does (hashing), taken before ${row.name}`,
    );
    return new OneThread(row.place === 'chromium' ? await this.launch() : this.inNode());
  }

  private launch(): Promise<ChromiumContender> {
    const { inputs, kernels, places } = this;
    return ChromiumContender.launch({ inputs, kernels, page: places.cache });
  }

  private async ours(row: Row): Promise<Contender> {
    if (row.place !== 'chromium') return this.inNode();
    this.browser ??= await this.launch();
    return this.browser;
  }

  private inNode(): Ours {
    const { inputs, kernels, places } = this;
    return new Ours({
      input: async (name) => readFile(join(inputs, name)),
      module: async (name) => WebAssembly.compile(await readFile(join(kernels, `${name}.wasm`))),
      spawn: () => nodeThread(join(places.cache, 'nodePartsThread.mjs')),
      processorSeconds: () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1e6;
      },
    });
  }
}

/** Exit code: 0 also where rows could not be measured, 2 for arguments that make no sense. */
export async function main(argv: readonly string[], places: Places): Promise<number> {
  let options: ReturnType<typeof parseOptions>;
  try {
    options = parseOptions(argv);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const rows = selectRows(options.only);
  if (rows.length === 0) console.error(`no row's name begins with ${options.only}`);
  const bench = new Bench(places);
  const outcomes = await bench.run(rows);
  console.log(`${await bench.heading()}\n\n${formatTable(outcomes)}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(toJson(outcomes), null, 2)}\n`);
  return 0;
}
