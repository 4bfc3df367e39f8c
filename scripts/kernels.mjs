/**
 * Builds the WebAssembly kernels from AssemblyScript: every `src/kernels/assembly/*.entry.ts` becomes
 * `src/kernels/build/<name>.wasm`. Skips what is newer than its sources. `--check` compiles without writing.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const assembly = join(root, 'src/kernels/assembly');
const build = join(root, 'src/kernels/build');
const check = process.argv.includes('--check');

const sources = readdirSync(assembly).filter((name) => name.endsWith('.ts'));
const newest = Math.max(
  ...sources.map((name) => statSync(join(assembly, name)).mtimeMs),
  statSync(fileURLToPath(import.meta.url)).mtimeMs,
);

function upToDate(target) {
  try {
    return statSync(target).mtimeMs > newest;
  } catch {
    return false;
  }
}

mkdirSync(build, { recursive: true });
for (const name of sources.filter((source) => source.endsWith('.entry.ts'))) {
  const target = join(build, name.replace('.entry.ts', '.wasm'));
  if (!check && upToDate(target)) continue;
  const flags = ['--enable', 'simd', '--runtime', 'stub', '-O3', '--noAssert'];
  const args = [join(assembly, name), ...flags, ...(check ? ['--noEmit'] : ['--outFile', target])];
  const run = spawnSync(process.execPath, [join(root, 'node_modules/assemblyscript/bin/asc.js'), ...args], {
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
