/** A data set from the user's disk: chosen, understood in the worker, shown before it is believed. */
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react';
import { formatMany } from '../chart/numbers';
import { PixelGrid } from '../chart/PixelGrid';
import { Setting } from '../controls/Setting';
import { useLab } from '../controls/useLab';
import type { FilePreview } from '../engine/frame';
import type { LabStore } from '../state/store';
import type { Connection } from './connect';
import { sentence, wordsOf } from './words';
import './data.css';

interface Props {
  readonly store: LabStore;
  readonly connection: Pick<Connection, 'readFile'>;
}

export function FilePicker({ store, connection }: Props) {
  const id = useId();
  const file = useRef<File>(undefined);
  const [preview, setPreview] = useState<FilePreview>();
  const [error, setError] = useState<string>();
  const threshold = useLab(store, (state) => state.settings.threshold);

  const read = async () => {
    if (!file.current) return;
    try {
      const read = await connection.readFile(file.current, file.current.name);
      setPreview(read);
      setError(undefined);
      store.getState().setFileId(read.id);
    } catch (problem) {
      setError(
        `${file.current.name} can’t be used: ${sentence(wordsOf(problem))} The run goes on as it was.`,
      );
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again at another threshold, and only then
  useEffect(() => {
    void read();
  }, [threshold]);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    file.current = event.target.files?.[0];
    event.target.value = '';
    void read();
  };
  return (
    <div className="file-picker">
      <span className="button file-button">
        <label htmlFor={id}>Choose a file</label>
        <input id={id} type="file" accept=".csv,.tsv,.txt,.idx,.gz,.ubyte,*" onChange={choose} />
      </span>
      <p className="say">
        CSV or IDX, also gzipped; a row, or an image, is a sample. It stays on your machine.
      </p>
      {error && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      {preview && <Preview preview={preview} />}
      <Setting store={store} name="threshold" />
    </div>
  );
}

function Preview({ preview }: { preview: FilePreview }) {
  const { name, rows, columns, shape, minimum, maximum, density, notes } = preview;
  const percent = Math.round(density * 100);
  return (
    <>
      <div className="samples">
        {Array.from({ length: Math.min(8, preview.previewCount) }, (_, i) => (
          <PixelGrid
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity than its place
            key={i}
            bytes={preview.preview.subarray(i * columns, (i + 1) * columns)}
            columns={shape.columns}
            label={`Row ${i + 1} of ${name}`}
          />
        ))}
      </div>
      <p className="say">
        {name}: {formatMany(rows, 'row')} of {formatMany(columns, 'value')}, {minimum} to {maximum}; {percent}{' '}
        % ones.
        {notes.length > 0 && ` Noted: ${notes.join('; ')}.`}
      </p>
    </>
  );
}
