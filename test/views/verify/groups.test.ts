import { expect, it } from 'vitest';
import type { Check } from '../../../src/engine/study';
import { groupsOf, methodOf } from '../../../src/views/verify/groups';

const check = (group: string, difference: number, changes: Partial<Check> = {}): Check => ({
  group,
  name: `${group} ${difference}`,
  value: 1,
  reference: 1,
  difference,
  tolerance: 0.5,
  passes: difference <= 0.5,
  by: 'f64 kernel',
  ...changes,
});

it('groupsOf keeps the order, counts what fails and finds the largest difference', () => {
  const groups = groupsOf([check('b', 0.1), check('a', 0.2), check('b', 0.7), check('b', 0.3)]);
  expect(groups.map(({ name }) => name)).toEqual(['b', 'a']);
  expect(groups[0]).toMatchObject({ failed: 1, worst: 0.7 });
  expect(groups[0]!.checks).toHaveLength(3);
  expect(groups[1]).toMatchObject({ failed: 0, worst: 0.2 });
});

it('groupsOf gives texts no difference', () => {
  expect(groupsOf([check('t', 0, { value: 'ab', reference: 'ab' })])[0]!.worst).toBeUndefined();
});

it('methodOf calls nothing exact that approximates ln Z', () => {
  const methods = [
    methodOf({ group: 'Annealed importance sampling', by: 'AIS kernel, 100 chains' }),
    methodOf({ group: 'Mean field', by: 'formula, f64' }),
    methodOf({ group: 'TAP-2', by: 'formula, f64' }),
    methodOf({ group: 'ln Z', by: 'f64 kernel' }),
  ];
  expect(methods).toEqual(['AIS', 'mean field', 'TAP-2', 'exact']);
});
