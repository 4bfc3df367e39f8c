/**
 * `npm test`: everything, in layers, each with a time budget that is reported and not asserted. Ends with one
 * line over all layers: N passed, N failed, N skipped. `npm test -- unit e2e` runs those layers alone, once the
 * kernels stand.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBrowsers } from './browsers.mjs';
import { bin, preparePackages, root } from './prepare.mjs';

const results = join(root, '.cache/test');

const noChromium = () => process.env.NO_CHROMIUM;

const layers = [
  { name: 'kernels', budget: 20, run: () => command(process.execPath, ['scripts/kernels.mjs']) },
  { name: 'types', budget: 20, run: () => command(bin('tsc'), ['-b']) },
  { name: 'lint', budget: 10, run: () => command(bin('biome'), ['check', '--error-on-warnings', '.']) },
  { name: 'unit', budget: 90, run: () => vitest('unit', ['--maxWorkers=100%']) },
  {
    name: 'browser',
    budget: 60,
    run: () => (noChromium() ? skipped(/\.browser\.test\.tsx?$/, noChromium()) : vitest('browser')),
  },
  { name: 'firefox', budget: 45, run: () => vitest('firefox') },
  {
    name: 'e2e',
    budget: 200,
    run: () => (noChromium() ? skipped(/\.spec\.ts$/, noChromium()) : endToEnd()),
  },
];

function spawn(program, args, env = {}) {
  const run = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return run.status === 0;
}

function command(program, args) {
  return spawn(program, args) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** The counts of a results file; a layer that left none, or ended badly without a failed test, has failed. */
function counted(file, fine, count) {
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  if (!fine && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** Vitest leaves one core free by itself, which of two is half: nothing in the unit tests is timed. */
function vitest(project, options = []) {
  const file = join(results, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const fine = spawn(bin('vitest'), ['run', '--project', project, ...options, ...reporters]);
  return counted(file, fine, (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((r) => r.status === 'failed' && !r.assertionResults.length).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/** Names every test of the files that match, with the reason why it doesn't run. */
function skipped(files, reason) {
  const texts = readdirSync(join(root, 'test'), { recursive: true })
    .filter((name) => files.test(name) && !name.includes('node_modules'))
    .map((name) => readFileSync(join(root, 'test', name), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^\s*(?:it|test|lab)\(\s*(['`])(.+?)\1,/gm)].map((match) => match[2]),
  );
  for (const name of names) console.log(`skipped: ${name} (${reason})`);
  return { passed: 0, failed: 0, skipped: names.length };
}

function endToEnd() {
  if (!spawn(bin('vite'), ['build', '--logLevel', 'warn'])) return { passed: 0, failed: 1, skipped: 0 };
  const file = join(results, 'e2e.json');
  const fine = spawn(bin('playwright'), ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  return counted(file, fine, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }));
}

preparePackages();
prepareBrowsers();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !layers.some((layer) => layer.name === name));
if (unknown.length > 0) {
  console.error(`no layer ${unknown.join(', ')}; there are ${layers.map((layer) => layer.name).join(', ')}`);
  process.exit(1);
}
/** The kernels always: most other layers run them, and where they stand already it costs nothing. */
const isWanted = ({ name }) => wanted.length === 0 || wanted.includes(name) || name === 'kernels';
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const layer of layers.filter(isWanted)) {
  console.log(`\n── ${layer.name}`);
  const start = performance.now();
  const counts = layer.run();
  const seconds = (performance.now() - start) / 1000;
  for (const key of Object.keys(total)) total[key] += counts[key];
  const late = seconds > layer.budget ? ', over' : '';
  lines.push(
    `${layer.name.padEnd(8)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` +
      ` in ${seconds.toFixed(1)} s (budget ${layer.budget} s${late})`,
  );
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
