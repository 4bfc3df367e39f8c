/** Spawns the thread that trains; apart from the client that talks to it, so that it can be on its way before. */

export const spawnSession = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/**
 * Spawns one now, which the first call of the function returned gets; every later call spawns another. Nobody
 * hears an error of the one that waits: where there was one, the first call spawns anew, and hears it.
 */
export function spawnAhead(spawn: () => Worker = spawnSession): () => Worker {
  let ahead: Worker | undefined = spawn();
  ahead.addEventListener('error', (event) => {
    if (!ahead) return;
    event.preventDefault();
    ahead = undefined;
  });
  return () => {
    const worker = ahead ?? spawn();
    ahead = undefined;
    return worker;
  };
}
