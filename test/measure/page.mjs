/**
 * `npm run measure`: what the built page does on this machine, measured in headless Chromium. Prints a table:
 * compressed JavaScript before the first picture, when the first picture and the first update are there, the
 * likelihood after 30 s, and main-thread tasks and frame intervals while 784×500 trains on Ising lattices.
 */
import { gzipSync } from 'node:zlib';
import { withPage } from './browser.mjs';

/** In the page: notes when things happen, in ms since navigation began. */
function observe() {
  const seen = { picture: undefined, training: undefined, longTasks: [], intervals: [] };
  window.seen = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longTasks.push([entry.startTime, entry.duration]);
  }).observe({ type: 'longtask', buffered: true });
  const painted = (canvas) => {
    if (!canvas || canvas.width === 0) return false;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.min(canvas.height, 40));
    const colours = new Set(new Uint32Array(data.buffer));
    return colours.size > 4;
  };
  let last = performance.now();
  const look = (now) => {
    seen.intervals.push(now - last);
    last = now;
    if (seen.picture === undefined && painted(document.querySelector('canvas[aria-label="Weights"]'))) {
      seen.picture = performance.now();
    }
    const updates = [...document.querySelectorAll('output')].find(
      (output) => document.getElementById(output.getAttribute('aria-labelledby'))?.textContent === 'Updates',
    );
    if (seen.training === undefined && Number(updates?.getAttribute('data-value')) > 0) {
      seen.training = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

let base;
let browser;

async function open(query = '') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      // one still on its way when its page closes is none of those that are counted
      scripts.push(
        response.body().then(
          (body) => [response.url(), gzipSync(body).length],
          () => [response.url(), 0],
        ),
      );
  });
  await page.addInitScript(observe);
  await page.goto(base + query);
  return { page, context, scripts };
}

const reading = (page, name) =>
  page.getByRole('status', { name, exact: true }).getAttribute('data-value').then(Number);
const rows = [];
const quantile = (values, q) => [...values].sort((x, y) => x - y)[Math.floor(q * (values.length - 1))];

async function firstVisit() {
  const { page, context, scripts } = await open();
  await page.waitForFunction(() => window.seen.picture && window.seen.training, undefined, {
    timeout: 20_000,
  });
  const { picture, training } = await page.evaluate(() => window.seen);
  const sizes = await Promise.all(scripts);
  rows.push([
    'compressed JavaScript before the first picture',
    `${(sizes.reduce((s, [, n]) => s + n, 0) / 1000).toFixed(1)} kB`,
    '≤ 160 kB',
  ]);
  rows.push(['first picture of the weights', `${picture.toFixed(0)} ms`, '≤ 1000 ms']);
  rows.push(['first update on the page', `${training.toFixed(0)} ms`, '≤ 2000 ms']);
  await context.close();
}

async function thirtySeconds(query, goal, name) {
  const { page, context } = await open(query);
  await page.waitForTimeout(30_000);
  rows.push([name, `${(await reading(page, 'Log-likelihood')).toFixed(3)} nats`, goal]);
  await context.close();
}

async function largeModel() {
  const query = '?data=ising&lattice=28&samples=10000&hidden=500&batch=100&speed=100000';
  const { page, context } = await open(query);
  await page.waitForFunction(() => window.seen.training, undefined, { timeout: 120_000 });
  const started = await page.evaluate(() => {
    window.seen.intervals.length = 0;
    return performance.now();
  });
  await page.waitForTimeout(20_000);
  const { longTasks, intervals } = await page.evaluate(() => window.seen);
  const longest = (tasks) =>
    tasks.length === 0
      ? 'none over 50 ms'
      : `${Math.max(...tasks.map(([, duration]) => duration)).toFixed(0)} ms`;
  const training = longTasks.filter(([start]) => start > started);
  const opening = longTasks.filter(([start]) => start <= started);
  rows.push(['longest main-thread task while 784×500 trains', longest(training), '≤ 50 ms']);
  rows.push(['longest main-thread task before it does', longest(opening), '≤ 50 ms']);
  rows.push(['frame interval, 95th percentile', `${quantile(intervals, 0.95).toFixed(1)} ms`, '≤ 20 ms']);
  rows.push(['updates in 20 s', String(await reading(page, 'Updates')), '']);
  await context.close();
}

await withPage(4193, async (address, opened) => {
  [base, browser] = [address, opened];
  await firstVisit();
  await thirtySeconds('', '≥ −21.5', 'log-likelihood after 30 s, nothing clicked');
  await thirtySeconds('?speed=100000', '≥ −18.5', 'log-likelihood after 30 s, Speed at its fastest');
  await largeModel();
}).finally(() => {
  for (const [name, value, goal] of rows) console.log(`${name.padEnd(52)} ${value.padStart(18)}   ${goal}`);
});
