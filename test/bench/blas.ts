/**
 * Which settings make the machine's OpenBLAS fastest for the Python peers. A build older than the processor may
 * choose wrong code or a wrong cache size for it; the environment can override both, so each is tried.
 */
import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One thread for every peer, as for us. */
const oneThread: Environment = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };

export interface BlasChoice {
  readonly environment: Environment;
  /** In words, for the table's header. */
  readonly label: string;
}

/** OpenBLAS's own choice, the code for AVX2 and AVX-512, and whatever `given` sets, with and without its cache size. */
export function blasChoices(given: Environment): BlasChoice[] {
  const types = new Set([undefined, 'Haswell', 'SkylakeX', given.OPENBLAS_CORETYPE]);
  const sizes = new Set([undefined, given.OPENBLAS_L2_SIZE]);
  return [...types].flatMap((type) =>
    [...sizes].map((size) => ({
      environment: { ...oneThread, OPENBLAS_CORETYPE: type, OPENBLAS_L2_SIZE: size },
      label:
        [type && `OPENBLAS_CORETYPE=${type}`, size && `OPENBLAS_L2_SIZE=${size}`].filter(Boolean).join(' ') ||
        'OpenBLAS as it chooses itself',
    })),
  );
}

/** Without what this processor can't run: OpenBLAS would end with an illegal instruction. */
export function runnable(choices: readonly BlasChoice[], flags: string): BlasChoice[] {
  return choices.filter(
    ({ environment }) => environment.OPENBLAS_CORETYPE !== 'SkylakeX' || flags.includes('avx512'),
  );
}

export function processorFlags(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

/**
 * The choice with the least seconds as `time` tells them; one for which `time` rejects (the peer died, or its
 * products were wrong) is out. Within 5 % the earlier one wins, so that noise doesn't choose an override.
 */
export async function fastestChoice(
  choices: readonly BlasChoice[],
  time: (choice: BlasChoice) => Promise<number>,
): Promise<BlasChoice> {
  let best: { choice: BlasChoice; seconds: number } | undefined;
  let failure: unknown;
  for (const choice of choices) {
    try {
      const seconds = await time(choice);
      if (best === undefined || seconds < 0.95 * best.seconds) best = { choice, seconds };
    } catch (error) {
      failure = error;
    }
  }
  if (best === undefined) throw failure;
  return best.choice;
}
