/** What a fresh clone lacks: installs the packages and builds the kernels. Uses nothing but Node itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the project's root and ends this process with its status where it fails. */
export function must(command, args, options = {}) {
  const run = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (run.status !== 0) {
    console.error(`${command} ${args.join(' ')} failed${run.error ? `: ${run.error.message}` : ''}`);
    process.exit(run.status ?? 1);
  }
}

/** True where node_modules is what the lock file asks for. */
function packagesAreIn() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  );
}

export function preparePackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
    process.exit(1);
  }
  if (!packagesAreIn()) must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

export function buildKernels() {
  must(process.execPath, ['scripts/kernels.mjs']);
}

/** A command of an installed package, run by this same Node. */
export const bin = (name) => join(root, 'node_modules/.bin', name);
