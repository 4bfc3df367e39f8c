/** The worker that is on its way before the page. */
import { expect, it } from 'vitest';
import { spawnAhead } from '../../src/engine/spawnSession';

/** Counts the workers that are spawned: targets of events, no more. */
function spawner() {
  const workers: Worker[] = [];
  const spawn = () => {
    const worker = new EventTarget() as unknown as Worker;
    workers.push(worker);
    return worker;
  };
  return { workers, spawn };
}
const failure = () => new Event('error', { cancelable: true });

it('spawnAhead() spawns at once, for whoever asks first, and others for those who ask later', () => {
  const { workers, spawn } = spawner();
  const take = spawnAhead(spawn);
  expect(workers.length).toBe(1);
  expect(take()).toBe(workers[0]);
  expect(workers.length).toBe(1);
  const [second, third] = [take(), take()];
  expect([second, third]).toEqual(workers.slice(1));
  expect(second).not.toBe(third);
});

it('spawnAhead() spawns anew where nobody could hear the first one fail', () => {
  const { workers, spawn } = spawner();
  const take = spawnAhead(spawn);
  const unheard = failure();
  workers[0]!.dispatchEvent(unheard);
  expect(unheard.defaultPrevented).toBe(true);
  expect(take()).toBe(workers[1]);
  expect(workers.length).toBe(2);
});

it('spawnAhead() leaves the errors of a worker that was taken to who took it', () => {
  const { workers, spawn } = spawner();
  const take = spawnAhead(spawn);
  take();
  const heard = failure();
  workers[0]!.dispatchEvent(heard);
  expect(heard.defaultPrevented).toBe(false);
  expect(take()).toBe(workers[1]);
});
