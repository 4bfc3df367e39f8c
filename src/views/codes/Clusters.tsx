/** Samples that share a binary code: how many, how pure, and the largest ones as pictures. */
import { formatCount } from '../../chart/numbers';
import { ReadOut } from '../../chart/ReadOut';
import { Term } from '../../chart/Term';
import type { CodesResult } from '../../engine/study';
import type { Shape } from '../paintWeightTiles';
import { UnitsCanvas } from '../UnitsCanvas';
import { codeWords, groupWords } from './words';

interface Props {
  readonly result: CodesResult | undefined;
  readonly shape: Shape;
  readonly chosen: number | undefined;
  readonly onChosen: (cluster: number | undefined) => void;
}

export function Clusters({ result, shape, chosen, onChosen }: Props) {
  const largest = result?.clusters.largest ?? [];
  return (
    <section className="codes-clusters" aria-label="Clusters">
      <h2>
        <Term name="codeCluster">Samples that share a code</Term>
      </h2>
      <Numbers result={result} />
      <p className="figure-caption">
        A unit is on in a code where p(h|v) is above ½. Purity counts only clusters of two or more: a cluster
        of one is always pure. By chance: the same clusters with the labels shuffled.
      </p>
      <div className="codes-groups">
        {largest.map((group, n) => (
          <button
            key={group.members[0]}
            type="button"
            className="codes-group"
            aria-pressed={n === chosen}
            aria-label={`Cluster ${n + 1}: ${groupWords(group, result!.labelNames)}, ${codeWords(group.code)}`}
            title={codeWords(group.code)}
            onClick={() => onChosen(n === chosen ? undefined : n)}
          >
            <UnitsCanvas values={group.mean} shape={shape} side={44} />
            <span>{formatCount(group.members.length)}×</span>
            {group.label !== undefined && (
              <span className="soft">
                {result!.labelNames![group.label]} · {Math.round(100 * group.purity!)} %
              </span>
            )}
          </button>
        ))}
      </div>
      {largest.length > 0 && (
        <p className="figure-caption" aria-live="polite">
          {chosen !== undefined && largest[chosen]
            ? `Cluster ${chosen + 1}: ${groupWords(largest[chosen]!, result!.labelNames)}; ${codeWords(largest[chosen]!.code)}.`
            : 'Mean pictures of the largest clusters, with how many samples, and the usual label with its share. Choosing one lights it in the plane.'}
        </p>
      )}
    </section>
  );
}

function Numbers({ result }: { readonly result: CodesResult | undefined }) {
  const { points, clusters, pca } = result ?? {};
  const { purity, byChance } = clusters ?? {};
  const explained = pca && pca.total > 0 ? (pca.variances[0] + pca.variances[1]) / pca.total : undefined;
  return (
    <div className="read-outs">
      <ReadOut
        name="Distinct codes"
        value={clusters?.distinct}
        method="exact"
        digits={0}
        detail={points === undefined ? '' : `of ${formatCount(points)} samples`}
      />
      <ReadOut
        name="Clusters of two or more"
        shown="Of two or more"
        value={clusters?.shared}
        method="exact"
        digits={0}
        detail={clusters ? `${formatCount(clusters.sharing)} samples` : ''}
      />
      <ReadOut
        name="Purity"
        term="purity"
        value={purity}
        method="exact"
        detail={clusters ? `${formatCount(clusters.sharing)} samples` : ''}
      />
      <ReadOut
        name="Purity by chance"
        shown="By chance"
        value={byChance?.mean}
        method="Monte Carlo"
        {...(byChance && {
          low: byChance.mean - 3 * byChance.deviation,
          high: byChance.mean + 3 * byChance.deviation,
          detail: `${formatCount(byChance.draws)} shufflings`,
        })}
      />
      <ReadOut
        name="Variance on two axes"
        shown="PCA: variance seen"
        term="principalComponents"
        value={explained}
        method="exact"
      />
    </div>
  );
}
