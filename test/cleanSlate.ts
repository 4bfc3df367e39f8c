/** Files share their worker, which spares each the start: what one has put in place of clocks and globals goes. */
import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
