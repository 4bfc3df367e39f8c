/** One of the methods that are compared: what it does differently from the settings of the lab. */
import { type SettingName, type Settings, settingError, settingNames, specOf } from '../settings';

/** Live settings of learning that a contender has of its own. */
export const contenderSettings = [
  'algorithm',
  'gibbsSteps',
  'chainCount',
  'ladderSize',
  'learningRate',
  'momentum',
  'weightDecay',
] as const satisfies readonly SettingName[];
export type ContenderSetting = (typeof contenderSettings)[number];
export type Contender = Pick<Settings, ContenderSetting>;

export const fewestContenders = 2;
export const mostContenders = 4;

/** The contender that the settings themselves are. */
export function contenderOf(settings: Settings, changes: Partial<Contender> = {}): Contender {
  const own = Object.fromEntries(contenderSettings.map((name) => [name, settings[name]]));
  return { ...own, ...changes } as Contender;
}

const plain: Partial<Record<Settings['algorithm'], string>> = {
  exact: 'Exact',
  meanField: 'Mean field',
  tap2: 'TAP-2',
};

/** "CD-1", "PCD-5", "CD-1, L2 0.001": as short as tells it from the others. */
export function nameOf(contender: Contender, others: readonly Contender[] = []): string {
  const { algorithm, gibbsSteps, weightDecay } = contender;
  const kind = { cd: 'CD', pcd: 'PCD', tempering: 'Tempering' }[algorithm as 'cd'];
  const parts = [plain[algorithm] ?? `${kind}-${gibbsSteps}`];
  const decays = new Set(others.map((other) => other.weightDecay));
  if (weightDecay > 0 && decays.size > 1) parts.push(`L2 ${weightDecay}`);
  const rivals = others.filter((other) => other !== contender && other.algorithm === algorithm);
  for (const name of ['learningRate', 'momentum', 'chainCount'] as const)
    if (rivals.some((other) => other[name] !== contender[name]))
      parts.push(`${specOf(name).label.toLowerCase()} ${contender[name]}`);
  return parts.join(', ');
}

/** Contenders in an address: `algorithm.cd,k.10~algorithm.pcd`, each by what it does differently. */
export function formatContenders(contenders: readonly Contender[], settings: Settings): string {
  const one = (contender: Contender) => {
    const changed = contenderSettings.filter(
      (name) => name === 'algorithm' || contender[name] !== settings[name],
    );
    return changed.map((name) => `${specOf(name).key}.${contender[name]}`).join(',');
  };
  return contenders.map(one).join('~');
}

/** The inverse of `formatContenders`; undefined where the text is none, or names too few or too many. */
export function parseContenders(text: string, settings: Settings): readonly Contender[] | undefined {
  const parts = text.split('~');
  if (parts.length < fewestContenders || parts.length > mostContenders) return undefined;
  const contenders: Contender[] = [];
  for (const part of parts) {
    const changes = parseChanges(part);
    if (!changes) return undefined;
    contenders.push(contenderOf(settings, changes));
  }
  return contenders;
}

function parseChanges(text: string): Partial<Contender> | undefined {
  const changes: Record<string, number | string> = {};
  for (const part of text.split(',')) {
    const [, key, rest] = /^([a-z0-9]+)\.(.+)$/.exec(part) ?? [];
    const name = settingNames.find((candidate) => specOf(candidate).key === key);
    if (!name || !(contenderSettings as readonly string[]).includes(name)) return undefined;
    const value = specOf(name).kind === 'number' ? Number(rest) : rest!;
    if (settingError(name, value) !== undefined) return undefined;
    changes[name] = value;
  }
  return changes as Partial<Contender>;
}
