/** The table of contents: what each lesson is about, and where its text is fetched from. */
import type { LessonName } from '../state/lessonSlice';
import type { Lesson } from './lesson';

export interface ContentsEntry {
  readonly title: string;
  /** One line: what one can do there. */
  readonly say: string;
  readonly load: () => Promise<Lesson>;
}

export const contents: { readonly [N in LessonName]?: ContentsEntry } = {
  energy: {
    title: 'Energy and probability',
    say: 'Three units, eight states: turn the weights and watch Z, the sum that makes energies into probabilities.',
    load: async () => (await import('./energy')).energy,
  },
  freeEnergy: {
    title: 'Free energy, and the clamped one',
    say: 'The likelihood in two halves on a real digit: one costs a term a unit, the other doubles with each.',
    load: async () => (await import('./freeEnergy')).freeEnergy,
  },
  phases: {
    title: 'Learning is two phases',
    say: 'One sample through one update, line by line: two matrices, their difference, and the lines one can add.',
    load: async () => (await import('./phases')).phases,
  },
  divergence: {
    title: 'CD, and the equilibrium nobody waits for',
    say: 'The exact bias of CD-k and what further sweeps buy; then the likelihood falls while all that one watches improves.',
    load: async () => (await import('./divergence')).divergence,
  },
  generating: {
    title: 'ln Z generates everything',
    say: 'Nudge a bias and see the slope of ln Z and the mean of a unit agree to a millionth; then energy, entropy and heat over β.',
    load: async () => (await import('./generating')).generating,
  },
  renormalisation: {
    title: 'Same Z, different p',
    say: 'Paint any energy on top of another: Z stays to the last digit, and the probabilities go where you like.',
    load: async () => (await import('./renormalisation')).renormalisation,
  },
  trace: {
    title: 'The trace condition',
    say: 'One function of v tells whether Z is right, whether p is, and how far a machine in training is from either.',
    load: async () => (await import('./trace')).trace,
  },
  kadanoff: {
    title: 'Kadanoff’s blocks',
    say: 'Sum half of the spins away and keep ln Z; vote blocks into spins; then ask a machine’s hidden units whether they do the same.',
    load: async () => (await import('./kadanoff')).kadanoff,
  },
  sizes: {
    title: 'Sizes and layers',
    say: 'Two machines side by side, then N copies: what adds and what fails to; then one free energy for all layers of a stack.',
    load: async () => (await import('./sizes')).sizes,
  },
  uses: {
    title: 'What RBMs are for',
    say: 'Let a machine dream, gather digits that it has no names for, fill in what is covered, and give a deeper net its start.',
    load: async () => (await import('./uses')).uses,
  },
  questions: {
    title: 'Readers’ questions, departures',
    say: 'Entropy, symmetric data, power laws, backpropagation and auto-encoders, each tried on the spot; and where the essay slipped.',
    load: async () => (await import('./questions')).questions,
  },
};
