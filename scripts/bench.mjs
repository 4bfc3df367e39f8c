/** `npm run bench -- [--json FILE] [--only PREFIX]`: builds the kernels, bundles test/bench and runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache/bench');

function step(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(root, 'node_modules/vite'))) step('npm', ['ci', '--no-audit', '--no-fund']);
step(process.execPath, [join(root, 'scripts/kernels.mjs')]);

/** Bundles one TypeScript entry into the cache, for Node or for a browser's worker. */
async function bundle(name, forNode) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: cache,
      emptyOutDir: false,
      ssr: forNode,
      rollupOptions: {
        input: join(root, 'test/bench', `${name}.ts`),
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: forNode ? `${name}.mjs` : `${name}.js` },
      },
    },
  });
}

await bundle('main', true);
await bundle('nodePartsThread', true);
await bundle('browserWorker', false);
await bundle('browserPartsThread', false);
const { main } = await import(pathToFileURL(join(cache, 'main.mjs')).href);
const code = await main(process.argv.slice(2), { root, cache });
// Threads of a contender may outlast their last answer: nothing more is waited for.
process.stdout.write('', () => process.exit(code));
