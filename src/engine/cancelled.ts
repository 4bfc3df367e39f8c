/** How work that was given up ends: by its name it is told from work that failed. */

export function cancelled(): Error {
  const error = new Error('it was given up');
  error.name = 'Cancelled';
  return error;
}

/** Errors cross a thread by name alone. */
export const isCancelled = (error: unknown): boolean => error instanceof Error && error.name === 'Cancelled';
