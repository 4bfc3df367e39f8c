/** How much more two threads do than one on this machine, in native code: what two workers can hope for. */
import { pbkdf2 } from 'node:crypto';
import { spread } from './rounds';

/** Rounds of hashing that take some tenths of a second, without memory to speak of. */
const iterations = 200_000;
const rounds = 5;

/** Seconds until so many threads of libuv's have each done the same work. */
async function secondsOf(threads: number): Promise<number> {
  const start = performance.now();
  const hash = () =>
    new Promise<void>((resolve, reject) =>
      pbkdf2('password', 'salt', iterations, 32, 'sha256', (error) => (error ? reject(error) : resolve())),
    );
  await Promise.all(Array.from({ length: threads }, hash));
  return (performance.now() - start) / 1000;
}

/** 2 on two free cores: the median of rounds in which one thread and two take turns. */
export async function nativeScaling(): Promise<number> {
  await secondsOf(2);
  const ratios: number[] = [];
  while (ratios.length < rounds) ratios.push((2 * (await secondsOf(1))) / (await secondsOf(2)));
  return spread(ratios).median;
}
