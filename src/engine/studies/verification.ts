/** "Verify the mathematics": every reference value beside what the kernels of this very page make of it. */
import type { Check, VerificationProgress, VerificationResult } from '../study';
import type { Task } from './task';
import { made } from './verification/check';
import { estimateCases } from './verification/estimateCases';
import { latticeCases } from './verification/latticeCases';
import { learningCases } from './verification/learningCases';
import { partitionCases } from './verification/partitionCases';
import { renormalisationCases } from './verification/renormalisationCases';
import { sameBitsCases } from './verification/sameBitsCases';

/** Checks between two pieces of news. */
const batch = 8;

export const verification: Task<object, VerificationResult, VerificationProgress> = function* (
  _ask,
  _subject,
  _material,
  tools,
) {
  const begun = tools.now();
  const cases = [
    partitionCases,
    learningCases,
    estimateCases,
    latticeCases,
    renormalisationCases,
    sameBitsCases,
  ].flatMap((of) => of(tools));
  const checks: Check[] = [];
  for (const pending of cases) {
    checks.push(made(pending));
    const news = checks.length % batch === 0;
    yield news ? { checks: [...checks], total: cases.length } : undefined;
  }
  const passed = checks.filter(({ passes }) => passes).length;
  return { checks, passed, seconds: (tools.now() - begun) / 1000 };
};
