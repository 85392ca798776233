// Measures every page in dist/, prints a table and keeps the numbers in dist/results.json. Options:
//   --peers a,b            only these pages
//   --groups a,b           of mount, flat, ops1k, ops10k, list, leak; also one size, as mount:10000
//   --rounds n             3 by default
//   --minutes n            begins nothing new after this
//   --quick                small sizes, one round
//   --out file
// Every round of every page has a fresh browser, and the pages take turns, so that whatever else the machine does hits
// all alike: compare within one run, never across runs.
import os from 'node:os';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {chromiumPath} from '../../scripts/chromium-path.mjs';
import {report} from './report.mjs';
import {serve} from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const option = (name, fallback) => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? fallback : process.argv[place + 1];
};
const built = readdirSync(dist, {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name);
const peers = option('peers')?.split(',') ?? built;
const quick = process.argv.includes('--quick');
const rounds = Number(option('rounds', quick ? 1 : 3));
const minutes = Number(option('minutes', Infinity));
const groups = option('groups', 'mount,flat,ops1k,ops10k,list,leak').split(',');
const out = resolve(option('out', join(dist, 'results.json')));
/** A page that needs longer, in milliseconds, does not survive that size. */
const LIMIT = 60_000;
const SIZES = quick ? [100, 1000] : [100, 1000, 10_000, 100_000];
const FLAT = quick ? [10, 1000] : [10, 1000, 100_000];
const LISTS = quick ? [100] : [100, 1000, 10_000];
const exe = process.env.CHROMIUM ?? (await chromiumPath());

const {base, close} = await serve(dist);

class Timeout extends Error {}
const race = (p, ms) => {
  let t;
  return Promise.race([
    p,
    new Promise((_, j) => {
      t = setTimeout(() => j(new Timeout(`>${ms} ms`)), ms);
    }),
  ]).finally(() => clearTimeout(t));
};

async function withPage(peer, fn) {
  const browser = await chromium.launch({
    executablePath: exe,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-extensions',
      '--mute-audio',
    ],
  });
  try {
    const page = await browser.newPage({viewport: {width: 1280, height: 800}});
    const errors = [];
    page.on('pageerror', (e) => errors.push(String(e).slice(0, 200)));
    page.on('console', (m) => {
      if (m.type() === 'error') errors.push(m.text().slice(0, 200));
    });
    await page.route(
      (u) => u.origin !== base && u.protocol.startsWith('http'),
      (r) => r.abort(),
    ); // no peer may reach out
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
    await page.goto(`${base}/${peer}/`);
    await page.waitForFunction(() => window.bench && window.H);
    const ctx = {
      page,
      cdp,
      errors,
      gap: await page.evaluate(() => window.bench.meta.opGap ?? 120),
      meta: await page.evaluate(() => window.bench.meta),
      run: (name, a, ms = LIMIT + 30000) =>
        race(
          page.evaluate(([n, x]) => window.H.run(n, x), [name, a]),
          ms,
        ),
      async metrics() {
        const m = Object.fromEntries(
          (await race(cdp.send('Performance.getMetrics'), LIMIT)).metrics.map((x) => [x.name, x.value]),
        );
        return {
          cpu: m.ThreadTime * 1000,
          task: m.TaskDuration * 1000,
          script: m.ScriptDuration * 1000,
          layout: m.LayoutDuration * 1000,
          style: m.RecalcStyleDuration * 1000,
          layouts: m.LayoutCount,
          styles: m.RecalcStyleCount,
          heap: m.JSHeapUsedSize,
          nodes: m.Nodes,
          listeners: m.JSEventListeners,
        };
      },
      async gc() {
        for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
      },
      // CPU and counters of fn, measured around it.
      async around(fn) {
        const a = await ctx.metrics(),
          r = await fn(),
          b = await ctx.metrics();
        return [
          r,
          Object.fromEntries(
            ['cpu', 'task', 'script', 'layout', 'style', 'layouts', 'styles'].map((k) => [k, b[k] - a[k]]),
          ),
        ];
      },
    };
    const r = await fn(ctx);
    if (errors.length) r.errors = [...new Set(errors)].slice(0, 5);
    return r;
  } finally {
    await race(browser.close(), 10000).catch(() => {});
  }
}

const mount = (c, m, n = 100) => c.around(() => c.run('mount', {n, m, limit: LIMIT}));
async function perOp(c, name, a) {
  const [r, d] = await c.around(() => c.run(name, a));
  const n = Math.max(1, r.n ?? a.count ?? 1);
  return {...r, per: Object.fromEntries(Object.entries(d).map(([k, v]) => [k, v / n]))};
}
async function appends(c, o) {
  const r = {};
  await c.run('toBottom');
  r.idle = await perOp(c, 'idle', {count: 10, gap: c.gap});
  r.append = await perOp(c, 'append', {count: o.appends, gap: c.gap, budget: 20000});
  return r;
}
async function prepends(c, o) {
  const r = {};
  for (const [k, at] of [
    ['prependTop', 0],
    ['prepend80', 80],
  ]) {
    const [list, d] = await c.around(() => c.run('prepend', {pages: o.pages, size: 50, at, budget: 20000}));
    r[k] = {pages: list, cpuPerPage: d.cpu / Math.max(1, list.length)};
  }
  return r;
}
async function statuses(c, count) {
  const ms = [],
    cpu = [],
    t0 = Date.now();
  let fails = 0;
  for (let i = 0; i < count && Date.now() - t0 < 25000; i++) {
    await c.run('statusPrep', {gap: c.gap, i});
    const [r, d] = await c.around(() => c.run('statusOp', {i}));
    if (!r.ok) {
      if (++fails === 2) break;
    } else {
      ms.push(r.ms);
      cpu.push(d.cpu);
    }
  }
  return {n: ms.length, fails, ms, cpu};
}
async function typing(c) {
  const el = await c.run('typeStart');
  const text = 'hello there how are you doing ok';
  const [, d] = await c.around(async () => {
    for (const ch of text) {
      await c.page.keyboard.press(ch === ' ' ? 'Space' : ch);
      await c.page.waitForTimeout(60);
    }
  });
  const r = await c.run('typeEnd');
  return {
    lat: r.lat,
    typed: String(r.text ?? '')
      .replace(/\u00a0/g, ' ')
      .includes('how are you'),
    n: text.length,
    cpuPerKey: d.cpu / text.length,
    el,
  };
}
async function scrolls(c, o) {
  const r = {},
    rows = await c.page.evaluate(() => window.H.rowCount());
  for (const [mode, a] of [
    ['fling', {frames: o.frames}],
    ['wheel', {frames: o.frames, px: 120}],
  ]) {
    await c.run('toBottom');
    const [x, d] = await c.around(() => c.run('scroll', {mode, ...a, budget: 25000}));
    r[mode] = {...x, cpuPerFrame: d.cpu / Math.max(1, x.n)};
    if (rows > 1000) {
      r[mode].blankFrames = 0;
      continue;
    } // every row is in the DOM: nothing can be blank
    await c.run('toBottom');
    const y = await c.run('scroll', {mode, ...a, frames: 100, budget: 15000, sample: true});
    r[mode].blankFrames = y.blankFrames;
    r[mode].sampled = y.n;
  }
  return r;
}

const GROUPS = {};
for (const m of SIZES) {
  GROUPS[`mount:${m}`] = (peer) =>
    withPage(peer, async (c) => {
      const load = await c.metrics();
      const [r, d] = await mount(c, m);
      await c.run('settle');
      const res = {...r, ...d, loadCpu: load.cpu};
      if (m >= 10000 || quick) {
        await c.gc();
        const x = await c.metrics();
        Object.assign(res, {heapMB: x.heap / 1e6, nodes: x.nodes, listeners: x.listeners});
      }
      return res;
    });
}
GROUPS.ops1k = (peer) =>
  withPage(peer, async (c) => {
    const [mnt] = await mount(c, 1000);
    if (!mnt.ok) throw new Timeout('mount');
    await c.run('settle');
    const r = await appends(c, {appends: quick ? 10 : 50});
    Object.assign(r, await prepends(c, {pages: 2}));
    return r;
  });
GROUPS.ops10k = (peer) =>
  withPage(peer, async (c) => {
    const M = quick ? 2000 : 10000;
    const [mnt] = await mount(c, M);
    if (!mnt.ok) throw new Timeout('mount');
    await c.run('settle');
    const r = {};
    await c.run('toBottom');
    r.status = await statuses(c, quick ? 4 : 6);
    r.typing = await typing(c);
    Object.assign(r, await appends(c, {appends: quick ? 10 : 20}));
    r.scroll = await scrolls(c, {frames: quick ? 60 : 180});
    Object.assign(r, await prepends(c, {pages: 1}));
    return r;
  });
// The same steps in threads of every size: what they cost should not grow.
for (const m of FLAT) {
  GROUPS[`flat:${m}`] = (peer) =>
    withPage(peer, async (c) => {
      const [mnt] = await mount(c, m);
      if (!mnt.ok) throw new Timeout('mount');
      await c.run('settle');
      await c.run('toBottom');
      const r = {status: await statuses(c, 6), typing: await typing(c)};
      return Object.assign(r, await appends(c, {appends: 20}));
    });
}
for (const n of LISTS) {
  GROUPS[`list:${n}`] = (peer) =>
    withPage(peer, async (c) => {
      if (!c.meta.list) return {na: 'no conversation list'};
      const [r, d] = await c.around(() => c.run('list', {n, limit: LIMIT}));
      await c.run('settle');
      const res = {...r, ...d};
      if (n === LISTS.at(-1)) {
        res.bump = await perOp(c, 'bump', {count: 20, gap: c.gap, budget: 25000});
        await c.gc();
        const x = await c.metrics();
        Object.assign(res, {heapMB: x.heap / 1e6, nodes: x.nodes});
      }
      return res;
    });
}
GROUPS.leak = (peer) =>
  withPage(peer, async (c) => {
    const cycles = quick ? 5 : 20,
      a = {n: 50, m: 200};
    await c.run('cycle', {...a, cycles: 20});
    await c.page.waitForTimeout(1000);
    await c.gc();
    const x = await c.metrics();
    await c.run('cycle', {...a, cycles}, 180000);
    await c.page.waitForTimeout(1000);
    await c.gc();
    const y = await c.metrics();
    return {
      cycles,
      heapKBPerCycle: (y.heap - x.heap) / 1e3 / cycles,
      nodesPerCycle: (y.nodes - x.nodes) / cycles,
      listenersPerCycle: (y.listeners - x.listeners) / cycles,
      heapAfterMB: y.heap / 1e6,
      nodesAfter: y.nodes,
    };
  });

const wanted = Object.keys(GROUPS).filter((g) => groups.some((w) => g === w || g.startsWith(`${w}:`)));
const doc = {
  meta: {
    chromium: null,
    node: process.version,
    cpus: os.cpus().length,
    rounds,
    quick,
    peers,
    groups: wanted,
    started: new Date().toISOString(),
  },
  sizes: JSON.parse(readFileSync(join(dist, 'sizes.json'))),
  runs: [],
};
{
  const b = await chromium.launch({executablePath: exe, args: ['--no-sandbox']});
  doc.meta.chromium = b.version();
  await b.close();
}
const HEAVY = {'mount:100000': 2, leak: 1}; // rounds at most for these
const started = Date.now();
/** `peer|group` that failed in an earlier round. */
const dead = new Set();
mkdirSync(dirname(out), {recursive: true});
for (let round = 0; round < rounds; round++) {
  for (const g of wanted) {
    if (round >= (HEAVY[g] ?? Infinity)) continue;
    const order = peers.map((_, i) => peers[(i + round) % peers.length]);
    for (const peer of order) {
      const k = `${peer}|${g}`,
        t0 = Date.now();
      const smaller = g.startsWith('mount:')
        ? SIZES.some((m) => m < +g.slice(6) && dead.has(`${peer}|mount:${m}`))
        : g === 'ops10k' && dead.has(`${peer}|mount:10000`);
      if (dead.has(k) || smaller || Date.now() - started > minutes * 60000) continue;
      const at10k = g === 'mount:100000' && doc.runs.find((r) => r.peer === peer && r.group === 'mount:10000')?.ms;
      if (at10k > 12000) {
        doc.runs.push({round, group: g, peer, dead: `not tried: 10k took ${(at10k / 1000).toFixed(0)} s`});
        dead.add(k);
        continue;
      }
      let rec;
      try {
        const r = await GROUPS[g](peer);
        rec = {round, group: g, peer, load: +os.loadavg()[0].toFixed(2), ...r};
        if (r.ok === false) {
          rec.dead = `not shown in ${LIMIT / 1000} s`;
          dead.add(k);
        }
      } catch (e) {
        rec = {
          round,
          group: g,
          peer,
          dead: e instanceof Timeout ? `over ${LIMIT / 1000} s` : String(e.message).slice(0, 200),
        };
        dead.add(k);
      }
      doc.runs.push(rec);
      console.log(
        `${round} ${g.padEnd(13)} ${peer.padEnd(16)} ${((Date.now() - t0) / 1000).toFixed(1)}s ${rec.dead ?? rec.na ?? ''}${rec.ms && typeof rec.ms === 'number' ? ` ${rec.ms.toFixed(0)} ms cpu ${rec.cpu.toFixed(0)}` : ''} ${rec.errors ? JSON.stringify(rec.errors) : ''}`,
      );
      doc.meta.finished = new Date().toISOString();
      writeFileSync(out, JSON.stringify(doc));
    }
  }
}
close();
console.log(`\n${report([doc])}`);
