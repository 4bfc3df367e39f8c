/** Codes: what the hidden layer makes of the samples, laid out in the plane, and those that it can't tell apart. */
import { useState } from 'react';
import { Segments } from '../../chart/Segments';
import { Term } from '../../chart/Term';
import { NumberBox } from '../../controls/NumberBox';
import { useLab } from '../../controls/useLab';
import type { NumberRange } from '../../settings';
import type { LabState, LabStore } from '../../state/store';
import { stackLayers } from '../stack/stackLayers';
import { StudyBar } from '../study/StudyBar';
import { useKept } from '../useKept';
import { Clusters } from './Clusters';
import { CodesMap } from './CodesMap';
import { clustersWords, type Layout } from './words';
import '../views.css';
import './codes.css';

interface Props {
  readonly store: LabStore;
}

const range = (label: string, min: number, max: number, integer = true): NumberRange => ({
  ...{ label, unit: '', min, max, integer },
  scale: integer ? 'log' : 'linear',
});
const rowsSpec = range('samples', 3, 2000);
const neighboursSpec = range('neighbours', 2, 100);
const distanceSpec = range('least distance', 0, 1, false);

const resultOf = ({ studies }: LabState) => studies.codes.result;

export function Codes({ store }: Props) {
  const result = useLab(store, resultOf);
  const summary = useLab(store, (state) => state.summary);
  const [ask, setAsk] = useKept(store, 'codes', () => ({ rows: 800, neighbours: 15, minDistance: 0.1 }));
  const [layout, setLayout] = useKept<Layout>(store, 'codes layout', () => 'umap');
  const looked = useLooked(result);
  const { layers, depth, setDepth } = useDepth(store);
  const change = (changes: Partial<typeof ask>) => setAsk((before) => ({ ...before, ...changes }));
  const lit = looked.cluster === undefined ? undefined : result?.clusters.largest[looked.cluster]?.members;
  return (
    <div className="study-view steady codes">
      <p className="figure-caption">
        To the machine a sample is its <Term name="code">code</Term>: the probabilities p(h|v) of its hidden
        units. It has never been told a label. Do like things get like codes?
      </p>
      <StudyBar
        store={store}
        kind="codes"
        start="Lay out codes"
        ask={() => ({ ...ask, ...(depth > 0 && layers && { layers: layers.slice(0, depth) }) })}
        {...(!summary && { unavailable: 'A machine is needed first.' })}
        {...(result?.stacked && { about: `about layer ${result.depth} of the stack` })}
      >
        {layers && (
          <Segments
            label="Codes of"
            options={[
              { value: '0', label: 'the machine' },
              ...layers.map((_, n) => ({ value: String(n + 1), label: `stack layer ${n + 1}` })),
            ]}
            value={String(depth)}
            onChange={(to) => setDepth(Number(to))}
          />
        )}
        <NumberBox spec={rowsSpec} value={ask.rows} onChange={(rows) => change({ rows })} />
        <NumberBox
          spec={neighboursSpec}
          value={ask.neighbours}
          onChange={(neighbours) => change({ neighbours })}
        />
        <NumberBox
          spec={distanceSpec}
          value={ask.minDistance}
          onChange={(minDistance) => change({ minDistance })}
        />
      </StudyBar>
      <div className="study-verdict" role="status" aria-label="What the codes say">
        {result ? clustersWords(result) : <span className="soft">No samples are laid out yet.</span>}
      </div>
      <div className="codes-pair">
        <CodesMap
          {...{ store, result, layout, lit }}
          onLayout={setLayout}
          at={looked.point}
          onAt={looked.setPoint}
        />
        <Clusters
          result={result}
          shape={summary?.shape ?? { rows: 1, columns: 1 }}
          chosen={looked.cluster}
          onChosen={looked.setCluster}
        />
      </div>
    </div>
  );
}

/** The layers of a stack that was trained on these rows, and which of them codes are wanted of: 0 is the machine. */
function useDepth(store: LabStore) {
  const layers = useLab(store, stackLayers);
  const [chosen, setDepth] = useState(0);
  return { layers, depth: Math.min(chosen, layers?.length ?? 0), setDepth };
}

/** What is looked at in a result; another result is looked at afresh. */
function useLooked(result: unknown) {
  const [looked, setLooked] = useState<{ of?: unknown; point?: number; cluster?: number }>({});
  const { point, cluster } = looked.of === result ? looked : {};
  const next = (changes: { point?: number | undefined; cluster?: number | undefined }) => {
    const { point: atPoint, cluster: atCluster } = { point, cluster, ...changes };
    setLooked({
      of: result,
      ...(atPoint !== undefined && { point: atPoint }),
      ...(atCluster !== undefined && { cluster: atCluster }),
    });
  };
  return {
    point,
    cluster,
    setPoint: (to: number | undefined) => next({ point: to }),
    setCluster: (to: number | undefined) => next({ cluster: to }),
  };
}
