/** The picture that is painted over: chosen from the data, hidden with the pointer or the keyboard. */
import { useEffect, useMemo } from 'react';
import { Figure } from '../../chart/Figure';
import { formatCount } from '../../chart/numbers';
import { PixelGrid } from '../../chart/PixelGrid';
import { Segments } from '../../chart/Segments';
import { Button } from '../../controls/Button';
import { PaintingGrid } from '../../controls/PaintingGrid';
import { useLab } from '../../controls/useLab';
import { withNoise } from '../../core/inpainting';
import type { RunSummary } from '../../engine/frame';
import type { RowSet, SamplesResult } from '../../engine/study';
import type { LabStore } from '../../state/store';
import { type Draft, openCount, presets, withDab, withPreset } from './draft';
import { rowWords } from './words';

interface Props {
  readonly store: LabStore;
  readonly summary: RunSummary;
  readonly draft: Draft;
  readonly onDraft: (change: (before: Draft) => Draft) => void;
}

/** Pictures to choose from at a time. */
const atOnce = 12;
const sets = [
  { value: 'heldOut', label: 'held out' },
  { value: 'training', label: 'training' },
] as const;

/** The rows around the one that is chosen, asked for as they are needed. */
function useSamples(store: LabStore, summary: RunSummary, { set, row }: Draft): SamplesResult | undefined {
  const from = row - (row % atOnce);
  const result = useLab(store, ({ studies }) => studies.samples.result);
  const { run } = summary;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run has other rows
  useEffect(() => {
    store.getState().ask('samples', { set, from, count: atOnce });
  }, [store, set, from, run]);
  return result?.set === set && result.from === from ? result : undefined;
}

export function Original({ store, summary, draft, onDraft }: Props) {
  const seed = useLab(store, ({ settings }) => settings.seed);
  const samples = useSamples(store, summary, draft);
  const { visible, shape } = summary;
  const { set, row, noise, hidden } = draft;
  const seen = useMemo(() => {
    const at = samples ? row - samples.from : -1;
    if (!samples || at >= samples.count) return new Uint8Array(visible);
    const truth = samples.bytes.subarray(at * visible, (at + 1) * visible);
    return withNoise(truth, noise / 100, { seed, row, set: set === 'training' ? 1 : 0 });
  }, [samples, row, visible, noise, seed, set]);
  const rows = set === 'training' ? summary.trainingRows : summary.heldOutRows;
  const choose = (changes: Partial<Draft>) => onDraft((before) => ({ ...before, ...changes }));
  return (
    <Figure
      name="The picture"
      className="inpainting-original"
      title="The picture"
      note={rowWords(draft)}
      controls={
        summary.heldOutRows > 0 && (
          <Segments
            label="Rows"
            options={sets}
            value={set}
            onChange={(to: RowSet) => choose({ set: to, row: 0 })}
          />
        )
      }
      caption={`Drag over pixels to hide them, and again to show them; with the keyboard: arrows, then Space. ${formatCount(openCount(draft))} of ${formatCount(visible)} pixels are open.`}
    >
      <PaintingGrid
        name="Paint over"
        rows={shape.rows}
        columns={shape.columns}
        bytes={hidden}
        under={seen}
        onPaint={(pixel, on) => onDraft((before) => withDab(before, shape, pixel, on))}
      />
      <fieldset className="inpainting-presets">
        <legend className="visually-hidden">What is painted over</legend>
        {presets.map((preset) => (
          <Button key={preset} onClick={() => onDraft((before) => withPreset(before, preset, shape, seed))}>
            {preset[0]!.toUpperCase() + preset.slice(1)}
          </Button>
        ))}
      </fieldset>
      <Chooser
        {...{ samples, rows, row }}
        columns={shape.columns}
        visible={visible}
        onRow={(to) => choose({ row: to })}
      />
    </Figure>
  );
}

interface ChooserProps {
  readonly samples: SamplesResult | undefined;
  readonly rows: number;
  readonly row: number;
  readonly columns: number;
  readonly visible: number;
  readonly onRow: (row: number) => void;
}

function Chooser({ samples, rows, row, columns, visible, onRow }: ChooserProps) {
  const from = row - (row % atOnce);
  const nameOf = (n: number) => {
    const label = samples?.labels?.[n];
    return `Row ${from + n + 1}${label === undefined ? '' : `, shows ${label}`}`;
  };
  return (
    <fieldset className="inpainting-chooser">
      <legend className="visually-hidden">Choose a picture</legend>
      <Button label="Earlier rows" disabled={from === 0} onClick={() => onRow(from - atOnce)}>
        ‹
      </Button>
      {Array.from({ length: Math.min(atOnce, rows - from) }, (_, n) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={n}
          type="button"
          className="inpainting-sample"
          aria-pressed={from + n === row}
          aria-label={nameOf(n)}
          onClick={() => onRow(from + n)}
        >
          <PixelGrid
            bytes={samples?.bytes.subarray(n * visible, (n + 1) * visible) ?? new Uint8Array(visible)}
            columns={columns}
          />
        </button>
      ))}
      <Button label="Later rows" disabled={from + atOnce >= rows} onClick={() => onRow(from + atOnce)}>
        ›
      </Button>
    </fieldset>
  );
}
