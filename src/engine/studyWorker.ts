/** The thread that studies: fetches and compiles the kernels, and lets the pool run tasks in it. */
import { expose, transfer } from 'comlink';
import { realHost } from './host';
import { compiledStudyModules } from './kernelModules';
import { registry } from './studies/registry';
import type { Material, Subject } from './study';
import { StudyRunner, type TaskRequest } from './studyRunner';
import { studyTools } from './studyTools';
import { transferablesOf } from './transferables';

/** What the pool may ask of a study worker. */
export interface StudyWorkerApi {
  /** Comes first. `report` hears how far tasks are, by their ids: a proxied function. */
  begin(report: (id: number, progress: unknown) => void): Promise<void>;
  /** Answers; a worker that doesn't is dead or stuck. */
  alive(): Promise<void>;
  setMaterial(material: Material): Promise<void>;
  setSubject(id: number, subject: Subject): Promise<void>;
  forgetSubject(id: number): Promise<void>;
  run(request: TaskRequest): Promise<unknown>;
  cancel(id: number): Promise<void>;
}

const host = realHost();
let runner: Promise<StudyRunner> | undefined;

function begun(): Promise<StudyRunner> {
  return runner ?? Promise.reject(new Error('begin comes first'));
}

const api: StudyWorkerApi = {
  begin: async (report) => {
    runner = compiledStudyModules().then(
      (modules) => new StudyRunner(host, studyTools(modules, host), registry, report),
    );
    await runner;
  },
  alive: async () => undefined,
  setMaterial: async (material) => (await begun()).setMaterial(material),
  setSubject: async (id, subject) => (await begun()).setSubject(id, subject),
  forgetSubject: async (id) => (await begun()).forgetSubject(id),
  run: async (request) => {
    const result = await (await begun()).run(request);
    return transfer(result, transferablesOf(result));
  },
  cancel: async (id) => (await begun()).cancel(id),
};
expose(api);
