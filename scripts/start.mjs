/** `npm start`: sets up what is missing, builds, serves the page and prints its address. */
import { spawn } from 'node:child_process';
import { bin, buildKernels, must, preparePackages, root } from './prepare.mjs';

preparePackages();
buildKernels();
must(bin('vite'), ['build', '--logLevel', 'warn']);
// Not strict about the port: where it is taken, the next free one is used and printed.
const server = spawn(bin('vite'), ['preview', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
server.on('exit', (status) => process.exit(status ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
