/**
 * Builds the WebAssembly kernels from AssemblyScript: every `src/kernels/assembly/*.entry.ts` becomes
 * `src/kernels/build/<name>.wasm`. Does nothing where the build stands for these very sources already.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const assembly = join(root, 'src/kernels/assembly');
const build = join(root, 'src/kernels/build');
const compiler = join(root, 'node_modules/assemblyscript');
const stamp = join(build, 'sources.sha256');

const sources = readdirSync(assembly).filter((name) => name.endsWith('.ts'));
const targets = sources
  .filter((name) => name.endsWith('.entry.ts'))
  .map((name) => ({ source: join(assembly, name), file: join(build, name.replace('.entry.ts', '.wasm')) }));

/** Of all that the build depends on: every source, the flags (this file) and the compiler's version. */
function fingerprint() {
  const hash = createHash('sha256');
  const files = [...sources.map((name) => join(assembly, name)), fileURLToPath(import.meta.url)];
  for (const file of [...files, join(compiler, 'package.json')]) {
    const text = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

/** False where a source doesn't compile; the compiler has said why. */
async function compile() {
  // in one process: the compiler takes seconds to warm up, more than most kernels take to compile
  const { default: asc } = await import('assemblyscript/asc');
  for (const { source, file } of targets) {
    const flags = ['--enable', 'simd', '--runtime', 'stub', '-O3', '--noAssert', '--outFile', file];
    const { error } = await asc.main([source, ...flags], { stdout: process.stdout, stderr: process.stderr });
    if (error) return false;
  }
  return true;
}

const wanted = fingerprint();
const stands = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
if (!stands || !targets.every(({ file }) => existsSync(file))) {
  mkdirSync(build, { recursive: true });
  rmSync(stamp, { force: true });
  if (await compile()) writeFileSync(stamp, wanted);
  else process.exitCode = 1;
}
