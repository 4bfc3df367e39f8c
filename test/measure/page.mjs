/**
 * `npm run measure`: what the built page does on this machine, measured in headless Chromium. Prints a table:
 * compressed JavaScript before the first picture, when the first picture and the first update are there, the
 * likelihood after 30 s, and main-thread tasks and frame intervals while 784×500 trains on Ising lattices.
 * Every time is one of the clock on the wall: other work on the machine lengthens it, so the load stands below.
 */
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { withPage } from './browser.mjs';

/** In the page: notes when things happen, in ms since navigation began. `pictured`: whether to look for a picture. */
function observe(pictured) {
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
  const trained = () => {
    const updates = [...document.querySelectorAll('output')].find(
      (output) => document.getElementById(output.getAttribute('aria-labelledby'))?.textContent === 'Updates',
    );
    return Number(updates?.getAttribute('data-value')) > 0;
  };
  let last = performance.now();
  // what has been seen is not looked for again: looking takes time of the thread that is measured
  const look = (now) => {
    seen.intervals.push(now - last);
    last = now;
    if (
      pictured &&
      seen.picture === undefined &&
      painted(document.querySelector('canvas[aria-label="Weights"]'))
    )
      seen.picture = performance.now();
    if (seen.training === undefined && trained()) seen.training = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

let base;
let browser;

async function open(query = '', pictured = false) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts = [];
  page.on('requestfinished', (request) => {
    if (request.url().endsWith('.js')) scripts.push(request);
  });
  await page.addInitScript(observe, pictured);
  await page.goto(base + query);
  return { page, context, scripts };
}

const reading = (page, name) =>
  page.getByRole('status', { name, exact: true }).getAttribute('data-value').then(Number);
const rows = [];
const quantile = (values, q) => [...values].sort((x, y) => x - y)[Math.floor(q * (values.length - 1))];
const longest = (tasks) =>
  tasks.length === 0 ? 'none over 50' : `${Math.max(...tasks.map(([, duration]) => duration)).toFixed(0)}`;

/** Compressed bytes of the scripts, workers' among them, that had arrived at `moment`, ms since 1970. */
async function arrivedBy(moment, scripts) {
  let bytes = 0;
  for (const request of scripts) {
    const { startTime, responseEnd } = request.timing();
    if (startTime + responseEnd > moment) continue;
    bytes += gzipSync(await (await request.response()).body()).length;
  }
  return bytes;
}

/** One visit with an empty cache: kB of scripts, ms to the first picture and to the first update. */
async function visit() {
  const { page, context, scripts } = await open('', true);
  await page.waitForFunction(() => window.seen.picture && window.seen.training, undefined, {
    timeout: 60_000,
  });
  const { picture, training, longTasks, origin } = await page.evaluate(() => ({
    ...window.seen,
    origin: performance.timeOrigin,
  }));
  const bytes = await arrivedBy(origin + picture, scripts);
  await context.close();
  const task = Math.max(0, ...longTasks.filter(([start]) => start < training).map(([, ms]) => ms));
  return { kilobytes: bytes / 1000, picture, training, task };
}

const visits = 7;

async function firstVisits() {
  const all = [];
  for (let i = 0; i < visits; i++) all.push(await visit());
  const middle = (name, digits = 0) => {
    const values = all.map((one) => one[name]);
    const [low, median, high] = [0, 0.5, 1].map((q) => quantile(values, q).toFixed(digits));
    return `${median} (${low}–${high})`;
  };
  rows.push(['compressed JavaScript before the first picture, kB', middle('kilobytes', 1), '≤ 160']);
  rows.push(['first picture of the weights, ms', middle('picture'), '≤ 1000']);
  rows.push(['first update on the page, ms', middle('training'), '≤ 2000']);
  rows.push(['longest main-thread task until then, ms', middle('task'), '≤ 50']);
}

async function thirtySeconds(query, goal, name) {
  const { page, context } = await open(query);
  await page.waitForTimeout(30_000);
  rows.push([`${name}, nats`, (await reading(page, 'Log-likelihood')).toFixed(3), goal]);
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
  const training = longTasks.filter(([start]) => start > started);
  const opening = longTasks.filter(([start]) => start <= started);
  rows.push(['longest main-thread task while 784×500 trains, ms', longest(training), '≤ 50']);
  rows.push(['longest main-thread task before it does, ms', longest(opening), '≤ 50']);
  rows.push(['frame interval, 95th percentile, ms', quantile(intervals, 0.95).toFixed(1), '≤ 20']);
  rows.push(['updates in 20 s', String(await reading(page, 'Updates')), '']);
  await context.close();
}

/** One measurement; where it fails, the others are made all the same. */
async function measured(name, work) {
  try {
    await work();
  } catch (error) {
    process.exitCode = 1;
    rows.push([name, 'failed', error.message.split('\n')[0]]);
  }
}

const load = () => loadavg()[0].toFixed(2);
const loadBefore = load();
await withPage(4193, async (address, opened) => {
  [base, browser] = [address, opened];
  await measured('first visits', firstVisits);
  await measured('learning', async () => {
    await thirtySeconds('', '≥ −21.5', 'log-likelihood after 30 s, nothing clicked');
    await thirtySeconds('?speed=100000', '≥ −18.5', 'log-likelihood after 30 s, Speed at its fastest');
  });
  await measured('784×500', largeModel);
}).finally(() => {
  console.log(`first visits: median of ${visits} (least–most)\n`);
  for (const [name, value, goal] of rows) console.log(`${name.padEnd(56)} ${value.padStart(20)}   ${goal}`);
  console.log(
    `\n${cpus().length} cores of ${cpus()[0].model}, load ${loadBefore} before and ${load()} after`,
  );
});
