/** `npm run accuracies`: builds the kernels, bundles test/measure/accuracies.ts and prints its table. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache/accuracies');

const { status } = spawnSync(process.execPath, [join(root, 'scripts/kernels.mjs')], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (status !== 0) process.exit(status ?? 1);

await build({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: cache,
    ssr: true,
    rollupOptions: {
      input: join(root, 'test/measure/accuracies.ts'),
      output: { format: 'es', entryFileNames: 'accuracies.mjs' },
    },
  },
});
const { printAccuracies } = await import(pathToFileURL(join(cache, 'accuracies.mjs')).href);
await printAccuracies(root);
