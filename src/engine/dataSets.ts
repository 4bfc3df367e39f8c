/** The data set that a request asks for, as rows to learn from and what to say about them. */
import { barsAndStripes } from '../core/data/barsAndStripes';
import type { DataSet } from '../core/data/dataSet';
import { digits } from '../core/data/digits';
import { labelledShifter } from '../core/data/labelledShifter';
import { painted } from '../core/data/painted';
import { parity } from '../core/data/parity';
import { fileDataSet, type Table } from '../core/data/table';
import type { RunRequest } from './frame';
import type { Host } from './host';

/** Where rows come from that this module can't make. */
export interface DataSources {
  readonly host: Host;
  /** The text of the digits' CSV file. */
  loadDigits(): Promise<string>;
  /** The table read earlier as `id`; undefined where there is none. */
  table(id: number): Table | undefined;
  /** Hears how many rows are made, of all. What it throws ends the making. */
  made(done: number, total: number): void;
}

/** ms of drawing lattices between two turns. */
const drawTime = 8;

/** Rejects with a RangeError or TypeError in words where the request can't be met. */
export async function buildDataSet(request: RunRequest, sources: DataSources): Promise<DataSet> {
  const { settings } = request;
  switch (settings.dataSet) {
    case 'digits':
      return digits(await sources.loadDigits());
    case 'bars':
      return barsAndStripes(settings.barsSide);
    case 'shifter':
      return labelledShifter(settings.shifterBits);
    case 'parity':
      return parity(settings.parityBits);
    case 'ising':
      return await drawLattices(request, sources);
    case 'painted':
      return painted(request.painting ?? { side: 1, count: 0, bytes: new Uint8Array(0) });
    case 'file':
      return fileDataSet(tableOf(request, sources), settings.threshold);
  }
}

function tableOf({ fileId }: RunRequest, sources: DataSources): Table {
  const table = fileId === undefined ? undefined : sources.table(fileId);
  if (!table) throw new RangeError('no file has been opened yet; choose a CSV or IDX file of your own first');
  return table;
}

async function drawLattices({ settings }: RunRequest, { host, made }: DataSources): Promise<DataSet> {
  // fetched for those who ask for lattices
  const { IsingLattices } = await import('../core/data/isingLattices');
  const lattices = new IsingLattices({
    side: settings.isingSide,
    temperature: settings.isingTemperature,
    spread: settings.isingSpread,
    count: settings.isingSamples,
    seed: settings.seed,
  });
  for (let finished = false; !finished; ) {
    const end = host.now() + drawTime;
    while (!finished && host.now() < end) finished = lattices.advance(1);
    await host.yieldTurn();
    made(lattices.done, settings.isingSamples);
  }
  return lattices.result();
}
