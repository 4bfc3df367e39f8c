/** A model as a JSON file, out and in. */
import { saveFile } from '../chart/saveFile';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';
import { refusedMessage, sentence, wordsOf } from './words';

/** 1,024 × 1,024 weights take some 25 MB as text. */
const largest = 100e6; // bytes

export async function saveModelFile(store: LabStore, connection: Connection): Promise<void> {
  try {
    const model = await connection.saveModel();
    const { dataSet } = model.settings;
    const name = `rbm-${dataSet}-${model.visible}x${model.hidden}-update-${model.update}.json`;
    saveFile(name, new Blob([JSON.stringify(model)], { type: 'application/json' }));
  } catch (error) {
    store.getState().say(refusedMessage(wordsOf(error)));
  }
}

export async function openModelFile(store: LabStore, connection: Connection, file: File): Promise<void> {
  const { say } = store.getState();
  try {
    if (file.size > largest) throw new Error(`${file.name} is larger than 100 MB.`);
    await connection.openModel(parseJson(await file.text(), file.name));
    const lines = ['The run before is one Undo away.'];
    say({ subject: 'model', kind: 'note', title: `${file.name} is opened.`, lines });
  } catch (error) {
    const title = `${file.name} is not a model that this page can open.`;
    say({
      subject: 'model',
      kind: 'error',
      title,
      lines: [sentence(wordsOf(error)), 'The run goes on as it was.'],
    });
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} holds no JSON.`);
  }
}
