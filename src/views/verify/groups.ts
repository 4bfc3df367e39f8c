/** Checks under their headings, with what a heading says of them. */
import type { Check } from '../../engine/study';

export interface CheckGroup {
  readonly name: string;
  readonly checks: readonly Check[];
  readonly failed: number;
  /** The largest difference between numbers; absent where all are texts. */
  readonly worst?: number;
}

/** In the order in which they were made. */
export function groupsOf(checks: readonly Check[]): CheckGroup[] {
  const names = [...new Set(checks.map(({ group }) => group))];
  return names.map((name) => {
    const own = checks.filter(({ group }) => group === name);
    const differences = own.flatMap(({ reference, difference }) =>
      typeof reference === 'number' ? [difference] : [],
    );
    return {
      name,
      checks: own,
      failed: own.filter(({ passes }) => !passes).length,
      ...(differences.length > 0 && { worst: Math.max(...differences) }),
    };
  });
}

/** How a value was obtained: what approximates ln Z is never called exact, however well it is computed. */
export function methodOf({ group, by }: Pick<Check, 'group' | 'by'>): string {
  if (by.startsWith('AIS')) return 'AIS';
  return { 'Mean field': 'mean field', 'TAP-2': 'TAP-2' }[group] ?? 'exact';
}
