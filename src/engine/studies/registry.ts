/** Every task by its name: what a study worker can be asked to do. One line each. */
import type { Studies, StudyKind } from '../study';
import { annealingPart } from './annealing';
import { approximations } from './approximations';
import { codes } from './codes';
import { distribution } from './distribution';
import { enumerationPart } from './enumeration';
import { estimate } from './estimate';
import { exactStarts } from './exactStarts';
import { features } from './features';
import { gradient } from './gradient';
import { inpainting } from './inpainting';
import { latticeMachine } from './latticeMachine';
import { mixing } from './mixing';
import { samples } from './samples';
import { sizeConsistency } from './sizeConsistency';
import { spectrum } from './spectrum';
import { stack } from './stack';
import { stackPictures } from './stackPictures';
import type { Task } from './task';
import { thermodynamics } from './thermodynamics';
import { verification } from './verification';

/** Studies cut into parts for several workers; every other one is a single task of the study's own name. */
export type PartedStudy = 'enumeration' | 'annealing';
type WholeStudy = Exclude<StudyKind, PartedStudy>;
type Part = 'enumerationPart' | 'annealingPart' | 'exactStarts';
export type TaskName = WholeStudy | Part;

/** Any tasks by their names. */
export type Tasks = { readonly [N in TaskName]?: Task<never, unknown, unknown> };
type Registry = Required<Tasks> & {
  readonly [K in WholeStudy]: Task<Studies[K]['ask'], Studies[K]['result'], unknown>;
};

export const registry: Registry = {
  annealingPart,
  approximations,
  codes,
  distribution,
  enumerationPart,
  estimate,
  exactStarts,
  features,
  gradient,
  latticeMachine,
  inpainting,
  mixing,
  sizeConsistency,
  samples,
  spectrum,
  stack,
  stackPictures,
  thermodynamics,
  verification,
};
