/** Holds the table of `README.md` ("How it is built"): which layer may import which, and which packages. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src');

interface Layer {
  /** Layers, or single files of other layers, that this one may import. */
  readonly layers: readonly string[];
  /** Packages by name; a trailing `*` stands for any ending. */
  readonly packages: readonly string[];
}

const layers: Record<string, Layer> = {
  settings: { layers: [], packages: [] },
  core: { layers: [], packages: [] },
  kernels: { layers: ['core'], packages: [] },
  engine: { layers: ['core', 'kernels', 'settings'], packages: [] },
  state: {
    layers: ['settings', 'engine/frame', 'engine/study', 'engine/lattice/frame'],
    packages: ['zustand', 'zustand/*'],
  },
  chart: { layers: [], packages: ['react', 'd3-*', 'katex', 'katex/*'] },
  views: {
    layers: [
      'chart',
      'controls',
      'state',
      'engine/frame',
      'engine/study',
      'engine/lattice/frame',
      'core',
      'settings',
    ],
    packages: ['react', 'd3-*'],
  },
  controls: { layers: ['state', 'settings', 'chart'], packages: ['react', 'd3-*'] },
  lessons: { layers: ['settings', 'state', 'core', 'chart', 'views', 'controls'], packages: ['react'] },
  app: {
    layers: ['settings', 'core', 'kernels', 'engine', 'state', 'chart', 'views', 'controls', 'lessons'],
    packages: ['react', 'react-dom/*', 'comlink', 'zustand', 'zustand/*', 'idb-keyval'],
  },
};
/** Only these files cross a thread. */
const crossing = [
  'engine/client.ts',
  'engine/worker.ts',
  'engine/pool.ts',
  'engine/studyWorker.ts',
  'engine/lattice/client.ts',
  'engine/lattice/worker.ts',
];
/** Packages of the engine that only these of its files may use. */
const engineFiles: Readonly<Record<string, readonly string[]>> = {
  comlink: crossing,
  'umap-js': ['engine/studies/umap.ts'],
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'build' || entry.name === 'assembly' ? [] : filesBelow(path);
    return ['.ts', '.tsx'].includes(extname(entry.name)) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** Every module that a file names: static, dynamic, re-exported, and in `import type`. */
function importsOf(path: string, text = readFileSync(path, 'utf8')): string[] {
  const { module } = parseSync(path, text);
  const statics = module.staticImports.map((entry) => entry.moduleRequest.value);
  const exports = module.staticExports.flatMap((entry) =>
    entry.entries.flatMap((item) => (item.moduleRequest ? [item.moduleRequest.value] : [])),
  );
  const dynamics = module.dynamicImports.map((entry) =>
    text.slice(entry.moduleRequest.start, entry.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
  );
  const typeQueries = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((match) => match[1]!);
  return [...new Set([...statics, ...exports, ...dynamics, ...typeQueries])];
}

const layerOf = (place: string) => (place.includes('/') ? place.slice(0, place.indexOf('/')) : place);
const matches = (name: string, pattern: string) =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/** What is wrong with one import, or undefined. `place` is the importing file relative to src. */
function complaint(place: string, imported: string): string | undefined {
  const layer = layerOf(place.replace(/\.tsx?$/, ''));
  const rules = layers[layer];
  if (!rules) return `${place} stands in no known layer`;
  const bare = imported.replace(/\?.*$/, '');
  if (!bare.startsWith('.')) {
    const allowed = layer === 'engine' ? engineFiles[bare]?.includes(place) : undefined;
    const fine = allowed ?? rules.packages.some((pattern) => matches(bare, pattern));
    return fine ? undefined : `${place} may not use the package ${bare}`;
  }
  const target = relative(source, resolve(source, dirname(place), bare)).replace(/\.tsx?$/, '');
  if (target.startsWith('..'))
    return target === '../package.json' ? undefined : `${place} reaches out of src: ${bare}`;
  const there = layerOf(target);
  if (there === layer) return undefined;
  const fine = rules.layers.some((allowed) => allowed === there || allowed === target);
  return fine ? undefined : `${place} may not import ${target}`;
}

describe('the architecture', () => {
  const files = filesBelow(source);

  it('lets each layer import only what the table allows', () => {
    const complaints = files.flatMap((path) =>
      importsOf(path).flatMap((imported) => complaint(relative(source, path), imported) ?? []),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
  });

  it('names no two modules alike but for case: on some systems an import would find either', () => {
    const modules = files.map((path) => relative(source, path).replace(/\.tsx?$/, ''));
    const twins = modules.filter(
      (one) => modules.filter((other) => other.toLowerCase() === one.toLowerCase()).length > 1,
    );
    expect(twins).toEqual([]);
  });

  it('sees import type, re-exports, dynamic imports and type queries', () => {
    const text = `import type { A } from './a'; export { b } from './b'; const c = () => import('./c');
      type D = import('./d').D; export * from './e';`;
    expect(importsOf('sample.ts', text).sort()).toEqual(['./a', './b', './c', './d', './e']);
  });

  it('complains about what the table forbids', () => {
    expect(complaint('core/rbm.ts', '../engine/frame')).toBe('core/rbm.ts may not import engine/frame');
    expect(complaint('views/Weights.tsx', '../engine/session')).toBe(
      'views/Weights.tsx may not import engine/session',
    );
    expect(complaint('engine/session.ts', 'comlink')).toBe(
      'engine/session.ts may not use the package comlink',
    );
    expect(complaint('engine/worker.ts', 'comlink')).toBeUndefined();
    expect(complaint('engine/studies/codes.ts', 'umap-js')).toBe(
      'engine/studies/codes.ts may not use the package umap-js',
    );
    expect(complaint('engine/studies/umap.ts', 'umap-js')).toBeUndefined();
    expect(complaint('views/codes/Codes.tsx', 'umap-js')).toBeDefined();
    expect(complaint('chart/Axis.tsx', '../state/store')).toBe('chart/Axis.tsx may not import state/store');
  });

  it('keeps no folder for leftovers and no barrel', () => {
    const places = files.map((path) => relative(source, path));
    const leftovers = places.filter((place) =>
      /(^|\/)(utils?|helpers?|common|hooks|types|lib)(\/|\.tsx?$)/.test(place),
    );
    const barrels = places.filter((place) => /(^|\/)index\.tsx?$/.test(place));
    expect({ leftovers, barrels }).toEqual({ leftovers: [], barrels: [] });
  });
});
