/** How each peer is started, and what to install where it can't be. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BlasChoice, blasChoices, fastestChoice, processorFlags, runnable } from './blas';
import { PeerProcess } from './peerProcess';
import type { PeerName } from './rows';
import type { Contender } from './work';

/** Debian's Python, which sees Debian's numpy and scikit-learn. */
const python = process.env.PYTHON ?? '/usr/bin/python3';

/** Peers that are other people's programs. */
export type InstalledPeer = Exclude<PeerName, 'oneThread'>;

export const howToInstall: Readonly<Record<InstalledPeer | 'chromium', string>> = {
  sklearn: 'scikit-learn wants Debian’s package: apt install python3-sklearn',
  numpy: 'numpy wants Debian’s package: apt install python3-numpy',
  tfjs: 'tfjs wants its packages from npm: npm ci --prefix test/bench',
  chromium: 'Chromium wants Debian’s package: apt install chromium (or CHROMIUM=/path/to/it)',
};

const scripts = { sklearn: 'sklearn_rbm.py', numpy: 'numpy_peer.py', tfjs: 'tfjs.mjs' } as const;

export class Peers {
  private blas: Promise<BlasChoice> | undefined;
  private readonly bench: string;
  private readonly folder: string;

  /** `bench` is the folder of this file, `folder` that of the inputs. */
  constructor(bench: string, folder: string) {
    this.bench = bench;
    this.folder = folder;
  }

  /** A running, unprepared peer. Rejects where it is not installed or does not start. */
  async start(peer: InstalledPeer): Promise<Contender> {
    if (peer === 'tfjs') return this.startTfjs();
    const { environment } = await this.fastestBlas(peer);
    return this.spawnPython(peer, environment);
  }

  /** The chosen settings of OpenBLAS, in words; undefined before a Python peer was started. */
  async blasLabel(): Promise<string | undefined> {
    return (await this.blas?.catch(() => undefined))?.label;
  }

  private spawnPython(peer: InstalledPeer, environment: BlasChoice['environment']): PeerProcess {
    const args = [join(this.bench, 'peers', scripts[peer])];
    return new PeerProcess({ file: python, args, environment, folder: this.folder });
  }

  private startTfjs(): Contender {
    if (!existsSync(join(this.bench, 'node_modules/@tensorflow/tfjs'))) {
      const arguments_ = ['ci', '--prefix', this.bench, '--no-audit', '--no-fund'];
      spawnSync('npm', arguments_, { stdio: 'ignore' });
    }
    const args = [join(this.bench, 'peers', scripts.tfjs)];
    return new PeerProcess({ file: process.execPath, args, environment: {}, folder: this.folder });
  }

  /** Found once, by the peer that is started first, and kept for all. */
  private fastestBlas(peer: InstalledPeer): Promise<BlasChoice> {
    this.blas ??= fastestChoice(runnable(blasChoices(process.env), processorFlags()), async (choice) => {
      const trial = this.spawnPython(peer, choice.environment);
      try {
        return (await trial.probe()).seconds;
      } finally {
        await trial.close();
      }
    });
    return this.blas;
  }
}
