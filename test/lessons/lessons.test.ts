/** What holds of every lesson, whatever it is about. */
import katex from 'katex';
import { beforeAll, describe, expect, it } from 'vitest';
import { symbolOptions, symbolsOf, withClasses } from '../../src/chart/SymbolFormula';
import { contents } from '../../src/lessons/contents';
import { type Lesson, restsMachine, type Step } from '../../src/lessons/lesson';
import { setUpLab } from '../../src/lessons/setUp';
import { type LessonName, lessonNames } from '../../src/state/lessonSlice';
import { createLabStore } from '../../src/state/store';
import { formatLink, parseLink } from '../../src/state/url';

const names = lessonNames.filter((name) => contents[name] !== undefined);

describe.each(names)('the lesson %s', (name: LessonName) => {
  let lesson: Lesson;
  beforeAll(async () => {
    lesson = await contents[name]!.load();
  });
  const eachStep = (look: (step: Step, number: number) => void) =>
    lesson.steps.forEach((step, i) => {
      look(step, i + 1);
    });

  it('has its own name and the title of the contents, and steps that ask for something', () => {
    expect([lesson.name, lesson.title]).toEqual([name, contents[name]!.title]);
    expect(lesson.steps.length).toBeGreaterThanOrEqual(3);
    expect(new Set(lesson.steps.map(({ title }) => title)).size).toBe(lesson.steps.length);
    eachStep((step) => {
      expect([step.title, step.predict !== undefined || step.until !== undefined]).toEqual([
        step.title,
        true,
      ]);
    });
    expect(lesson.steps.some(({ predict }) => predict)).toBe(true);
    expect(lesson.steps.some(({ until }) => until)).toBe(true);
  });

  it('has one right answer to each prediction, among at least two', () => {
    eachStep(({ predict, title }) => {
      if (!predict) return;
      const options = predict.options.map((option) => option.name);
      expect(new Set(options).size).toBe(options.length);
      expect([title, options.length >= 2, options.includes(predict.right)]).toEqual([title, true, true]);
    });
  });

  it('sets formulas that KaTeX can read, whose symbols are all explained', () => {
    eachStep(({ tex, symbols = {}, title }) => {
      if (!tex) return expect([title, Object.keys(symbols)]).toEqual([title, []]);
      const markup = katex.renderToString(withClasses(tex), { ...symbolOptions, throwOnError: true });
      expect([title, symbolsOf(tex).filter((symbol) => !symbols[symbol])]).toEqual([title, []]);
      for (const symbol of symbolsOf(tex)) expect(markup).toContain(`symbol-${symbol}`);
    });
  });

  it('hides the controls of a machine only where no step’s setting could be turned', () => {
    eachStep((step) => {
      if (restsMachine(step)) expect([step.title, step.knobs]).toEqual([step.title, undefined]);
    });
  });

  it('begins with nothing done: no task passes before the reader has acted', () => {
    eachStep(({ set, until, title }, step) => {
      if (!until) return;
      const store = createLabStore();
      store.getState().openLesson({ lesson: name, step });
      if (set) setUpLab(store, set);
      expect([title, until.passes(store.getState())]).toEqual([title, false]);
      // a hint never throws, whatever is missing
      until.hint?.(store.getState());
    });
  });

  it('asks of the lab only settings that it allows, and its link brings them back', () => {
    eachStep(({ set, title }, step) => {
      const store = createLabStore();
      if (set) setUpLab(store, set);
      expect([title, store.getState().messages]).toEqual([title, []]);
      const { settings } = store.getState();
      for (const [setting, value] of Object.entries(set?.settings ?? {}))
        expect([title, setting, settings[setting as keyof typeof settings]]).toEqual([title, setting, value]);
      const { search, hash } = formatLink({ settings, moves: [], lesson: { lesson: name, step } });
      expect(parseLink(search, hash)).toMatchObject({
        settings,
        lesson: { lesson: name, step },
        remarks: [],
      });
    });
  });
});

describe('contents', () => {
  it('leads to every lesson there is', () => {
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(contents[name]!.say.length).toBeGreaterThan(20);
  });
});
