/** Every task by its name: what a study worker can be asked to do. One line each. */
import type { StudyKind } from '../study';
import { annealingPart } from './annealing';
import { approximations } from './approximations';
import { distribution } from './distribution';
import { enumerationPart } from './enumeration';
import { estimate } from './estimate';
import { exactStarts } from './exactStarts';
import { gradient } from './gradient';
import { mixing } from './mixing';
import { spectrum } from './spectrum';
import type { Task } from './task';
import { thermodynamics } from './thermodynamics';
import { verification } from './verification';

/** Studies cut into parts for several workers; every other one is a single task of the study's own name. */
export type PartedStudy = 'enumeration' | 'annealing';
export type TaskName = Exclude<StudyKind, PartedStudy> | 'enumerationPart' | 'annealingPart' | 'exactStarts';

export type Registry = { readonly [N in TaskName]?: Task<never, unknown, unknown> };

export const registry: Registry = {
  annealingPart,
  approximations,
  distribution,
  verification,
  enumerationPart,
  estimate,
  exactStarts,
  gradient,
  mixing,
  spectrum,
  thermodynamics,
};
