/** The road between the store and the pool: what is asked there is studied here, and what comes of it told. */
import { cancelled } from '../engine/cancelled';
import { type Material, type StudyKind, type Subject, studyKinds } from '../engine/study';
import type { LabStore } from '../state/store';
import type { Host } from './frameRoad';
import { type Conductor, estimating, fetched, single, type TaskPool } from './studyConductor';
import { type Desk, StudyCourse } from './studyCourse';

/** Where models and rows come from. */
export interface StudySource {
  subject(): Promise<Subject>;
  material(): Promise<Material>;
}

export type Conductors = { readonly [K in StudyKind]?: Conductor<K> };

/** Of the studies that are more than a single task. */
const usualConductors = (): Conductors => ({
  estimate: estimating,
  enumeration: fetched(async () => new (await import('./enumerationConductor')).EnumerationConductor()),
  annealing: fetched(async () => new (await import('./annealingConductor')).AnnealingConductor()),
});

export interface StudyRoadOptions {
  readonly source: StudySource;
  /** Called once, when the first study is asked for. */
  readonly openPool: () => Promise<TaskPool>;
  readonly host: Pick<Host, 'hidden'>;
  readonly now?: () => number;
  readonly conductors?: Conductors;
}

/** Studies about no model of the page's: another run is nothing to them. */
const runless: readonly StudyKind[] = ['verification', 'sizeConsistency'];

export class StudyRoad {
  private readonly courses: readonly StudyCourse<StudyKind>[];
  private pool?: Promise<TaskPool>;
  private coming?: Promise<Subject>;
  private rows?: { readonly run: number; readonly material: Promise<Material> };

  constructor(
    private readonly store: LabStore,
    private readonly options: StudyRoadOptions,
  ) {
    const desk: Desk = {
      store,
      pool: () => this.opened(),
      subject: () => this.subject(),
      material: (run) => this.material(run),
      now: options.now ?? (() => performance.now()),
      hidden: () => options.host.hidden(),
    };
    const conductors = options.conductors ?? usualConductors();
    this.courses = studyKinds.map((kind) => this.courseOf(desk, kind, conductors));
    store.subscribe(
      (state) => state.summary?.run,
      () => this.forget(),
    );
    store.subscribe(
      (state) => state.frame,
      () => this.follow(),
    );
    store.subscribe(
      (state) => state.playing,
      (playing) => {
        this.pool?.then((pool) => pool.setTraining(playing)).catch(() => undefined);
        this.follow();
      },
    );
  }

  private courseOf(desk: Desk, kind: StudyKind, conductors: Conductors): StudyCourse<StudyKind> {
    const conductor = (conductors[kind] ?? single(kind as never)) as Conductor<StudyKind>;
    const course = new StudyCourse(desk, kind, conductor);
    this.store.subscribe(
      ({ studies }) => [studies[kind].asked, studies[kind].mode] as const,
      () => course.attend(),
      { equalityFn: (one, other) => one[0] === other[0] && one[1] === other[1] },
    );
    course.attend();
    return course;
  }

  private opened(): Promise<TaskPool> {
    this.pool ??= this.options.openPool().then(
      (pool) => {
        pool.setTraining(this.store.getState().playing);
        return pool;
      },
      (error) => {
        this.pool = undefined;
        throw error;
      },
    );
    return this.pool;
  }

  /** Studies asked for together are about the same model. */
  private subject(): Promise<Subject> {
    this.coming ??= this.options.source.subject().finally(() => {
      this.coming = undefined;
    });
    return this.coming;
  }

  /** The rows are fetched once a run: the same object each time, which the pool sends once to each worker. */
  private async material(run: number): Promise<Material> {
    if (this.rows?.run !== run) this.rows = { run, material: this.options.source.material() };
    const { rows } = this;
    try {
      const material = await rows!.material;
      if (material.run === run) return material;
    } catch (error) {
      if (this.rows === rows) this.rows = undefined;
      throw error;
    }
    if (this.rows === rows) this.rows = undefined;
    throw cancelled();
  }

  private follow(): void {
    for (const course of this.courses) course.follow();
  }

  private forget(): void {
    studyKinds.forEach((kind, index) => {
      if (!runless.includes(kind)) this.courses[index]!.forget();
    });
  }
}
