// In-page measuring helpers, the same for every peer. Needs window.bench (the adapter).
import * as data from './data.js';
const now = () => performance.now();
const frame = () => new Promise((r) => requestAnimationFrame(r));
// Resolves in a task right after the frame being produced has been painted on the main thread.
const painted = () =>
  new Promise((r) =>
    requestAnimationFrame(() => {
      const c = new MessageChannel();
      c.port1.onmessage = () => r(now());
      c.port2.postMessage(0);
    }),
  );
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export function deepAt(x, y) {
  let el = document.elementFromPoint(x, y);
  while (el && el.shadowRoot) {
    const inner = el.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === el) break;
    el = inner;
  }
  return el;
}
function closest(el, sel) {
  while (el) {
    const c = el.closest(sel);
    if (c) return c;
    el = el.getRootNode().host;
  }
  return null;
}
function deepHTML(el) {
  let s = el.outerHTML;
  const walk = (n) => {
    if (n.shadowRoot) s += n.shadowRoot.innerHTML;
    for (const c of (n.shadowRoot ?? n).querySelectorAll('*')) if (c.shadowRoot) walk(c);
  };
  walk(el);
  for (const c of el.querySelectorAll('*')) if (c.shadowRoot) walk(c);
  return s;
}
const TOK = /Km(\d+)e/;
function* points(scroller, step, fromBottom) {
  const r = scroller.getBoundingClientRect();
  const top = Math.max(r.top, 0) + 1,
    bot = Math.min(r.bottom, innerHeight) - 1;
  for (let k = 0; top + k * step < bot; k++) {
    const y = fromBottom ? bot - k * step : top + k * step;
    for (const f of [0.12, 0.88, 0.5]) yield [r.left + r.width * f, y];
  }
}
function rowAt(x, y, sel) {
  return closest(deepAt(x, y), sel);
}
// Is the message with this token inside the viewport of the thread?
export function findVisible(token, fromBottom = true) {
  const s = bench.scroller();
  if (!s) return null;
  const seen = new Set();
  for (const [x, y] of points(s, 10, fromBottom)) {
    const row = rowAt(x, y, bench.rowSelector);
    if (!row || seen.has(row)) continue;
    seen.add(row);
    const m = TOK.exec(row.textContent);
    if (m && (!token || m[0] === token)) return row;
  }
  return null;
}
function firstVisible() {
  return findVisible(null, false);
}
function relTop(row) {
  return row.getBoundingClientRect().top - bench.scroller().getBoundingClientRect().top;
}
function rowCount() {
  return countDeep(document, bench.rowSelector);
}
function countDeep(root, sel) {
  let n = root.querySelectorAll(sel).length;
  for (const e of root.querySelectorAll('*')) if (e.shadowRoot) n += countDeep(e.shadowRoot, sel);
  return n;
}
function topConv() {
  const s = bench.listScroller();
  if (!s) return null;
  const r = s.getBoundingClientRect();
  for (let y = r.top + 2; y < Math.min(r.bottom, innerHeight); y += 6) {
    const row = rowAt(r.left + r.width * 0.4, y, bench.convSelector);
    if (row) {
      const m = /Kc\d+e/.exec(row.textContent);
      if (m) return m[0];
    }
  }
  return null;
}
// Run op(), then wait until check() holds in a frame, then for that frame's paint.
async function timed(op, check, limit = 60000) {
  await painted();
  const t0 = now();
  await op();
  const tCommit = now();
  for (;;) {
    await frame();
    if (check()) break;
    if (now() - t0 > limit) return {ok: false, ms: now() - t0, commit: tCommit - t0};
  }
  const c = new MessageChannel();
  const done = new Promise((r) => {
    c.port1.onmessage = r;
  });
  c.port2.postMessage(0);
  await done;
  return {ok: true, ms: now() - t0, commit: tCommit - t0};
}
const long = [];
try {
  new PerformanceObserver((l) => {
    for (const e of l.getEntries()) long.push(e.duration);
  }).observe({type: 'longtask'});
} catch {}
const longTotal = (from) => long.slice(from).reduce((a, b) => a + b, 0);

const S = {};
S.mount = async ({n, m, limit, latePictures}) => {
  const convs = data.conversations(n),
    msgs = latePictures ? data.withLatePictures(data.thread(m)) : data.thread(m);
  window.__state = {convs, msgs, first: 500000, last: 500000 + m - 1};
  const lastTok = msgs[m - 1].token;
  const l0 = long.length;
  let tFirst = null;
  const t0p = now();
  const r = await timed(
    () => bench.mount(convs, msgs),
    () => {
      if (tFirst === null && findVisible(null)) tFirst = now();
      return findVisible(lastTok) !== null;
    },
    limit,
  );
  await sleep(300);
  return {
    ...r,
    first: tFirst === null ? null : tFirst - t0p,
    rows: rowCount(),
    stillAtEnd: findVisible(lastTok) !== null,
    long: longTotal(l0),
  };
};
S.settle = async ({quiet = 500, limit = 8000}) => {
  // wait until the main thread has been idle for a while
  const t0 = now();
  let last = now();
  while (now() - last < quiet && now() - t0 < limit) {
    const a = now();
    await sleep(20);
    if (now() - a > 60) last = now();
  }
};
S.toBottom = async () => {
  const st = window.__state;
  for (let i = 0; i < 60; i++) {
    await bench.scrollToBottom();
    await frame();
    await frame();
    if (findVisible(`Km${st.last}e`)) break;
  }
  await sleep(200);
};
S.append = async ({count, gap, budget}) => {
  const st = window.__state,
    out = [],
    t0 = now();
  let fails = 0;
  for (let i = 0; i < count && now() - t0 < budget; i++) {
    const msg = data.message(++st.last, {dir: 'in'});
    const r = await timed(
      () => bench.append(msg),
      () => findVisible(msg.token) !== null,
      20000,
    );
    if (!r.ok) {
      if (++fails === 2) break;
    } else out.push(r);
    await sleep(gap);
  }
  return {n: out.length, fails, ms: out.map((r) => r.ms), commit: out.map((r) => r.commit)};
};
S.idle = async ({count, gap}) => {
  // cost of the measuring itself: the same loop with no operation
  const st = window.__state;
  for (let i = 0; i < count; i++) {
    await timed(
      async () => {},
      () => findVisible(`Km${st.last}e`) !== null,
      1000,
    );
    await sleep(gap);
  }
  return {n: count};
};
S.prepend = async ({pages, size, at, budget}) => {
  const st = window.__state,
    out = [],
    t00 = now();
  for (let p = 0; p < pages && now() - t00 < budget; p++) {
    const sc = bench.scroller();
    bench.pausePrepends?.();
    for (let i = 0; i < 10; i++) {
      await bench.scrollToTop();
      await frame();
      await frame();
      if (findVisible(`Km${st.first}e`, false)) break;
    }
    sc.scrollTop = 3000;
    await frame();
    await frame();
    bench.startPrepends?.(); // from here on the library's own requests for older messages are served
    for (const t of bench.prependOnlyAtTop && at ? [0, at] : [at]) {
      for (let i = 0; i < 5; i++) {
        sc.scrollTop = t;
        await frame();
        await frame();
        await sleep(30);
        if (Math.abs(sc.scrollTop - t) < 3) break;
      }
    }
    await sleep(100);
    if (bench.beforePrepend) await bench.beforePrepend();
    await sleep(50);
    const page = data.older(st.first, size);
    const row0 = firstVisible();
    const tok = row0 && TOK.exec(row0.textContent)[0];
    if (!tok) {
      out.push({ok: false, why: 'no visible row'});
      continue;
    }
    const top0 = relTop(row0);
    await painted();
    const t0 = now();
    let maxErr = 0,
      lost = 0,
      frames = 0;
    const track = () => {
      const r = findVisible(tok, false);
      if (!r) {
        lost++;
        return;
      }
      maxErr = Math.max(maxErr, Math.abs(relTop(r) - top0));
    };
    if ((await bench.prependOlder(page)) === false) {
      out.push({ok: false, why: 'the library did not ask for the page'});
      continue;
    }
    const commit = now() - t0;
    const ms = (await painted()) - t0;
    track();
    frames++;
    while (now() - t0 < 600) {
      await painted();
      track();
      frames++;
    } // what each later frame showed
    st.first -= size;
    const r = findVisible(tok, false);
    let err = r ? relTop(r) - top0 : null;
    if (err === null) {
      // still in the DOM, but out of the viewport?
      const all = queryDeep(document, bench.rowSelector);
      const hit = all.find((e) => e.textContent.includes(tok));
      if (hit) err = relTop(hit) - top0;
    }
    out.push({ok: true, ms, commit, err, maxErr, lostFrames: lost, frames});
  }
  return out;
};
/**
 * What the frame being produced paints: an observer's first answer is taken after everything that still moves the
 * layout in this frame, such as callbacks of animation frames and of size observers.
 */
const paintedRects = (elements) =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      observer.disconnect();
      resolve(new Map(entries.map((entry) => [entry.target, entry.boundingClientRect])));
    });
    for (const element of elements) observer.observe(element);
  });
/** Calls back in so many frames, one after the other without a gap, and waits for all answers. */
const eachFrame = (frames, look) =>
  new Promise((resolve) => {
    const answers = [];
    const next = () => {
      answers.push(look());
      if (answers.length < frames) requestAnimationFrame(next);
      else resolve(Promise.all(answers));
    };
    requestAnimationFrame(next);
  });
const overlap = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
/**
 * Puts the reader at the top of the thread, or into its middle, has a page of older messages with late pictures come in
 * front, and tells for each frame how far the message that was the first visible one was from its place.
 */
S.keepPlace = async ({at, size, frames}) => {
  const st = window.__state,
    sc = bench.scroller();
  for (let i = 0; i < 20; i++) {
    sc.scrollTop = 0;
    await frame();
    await frame();
    if (findVisible(`Km${st.first}e`, false)) break;
  }
  await bench.beforePrepend();
  if (at === 'middle') {
    sc.scrollTop = (sc.scrollHeight - sc.clientHeight) / 2;
    await frame();
    await frame();
  }
  await painted();
  const row = firstVisible();
  if (!row) return {ok: false, why: 'no visible message'};
  const [token] = TOK.exec(row.textContent);
  const offset = (rects, element) => rects.get(element).top - rects.get(sc).top;
  await frame();
  const place = offset(await paintedRects([sc, row]), row);
  const page = data.withLatePictures(data.older(st.first, size));
  // In a task of its own, as an answer of the network would be.
  const answer = frame().then(() => sleep(0).then(() => bench.prependOlder(page)));
  const shots = await eachFrame(frames, () => {
    const rows = queryDeep(document, bench.rowSelector);
    const shown = rows.find((candidate) => candidate.textContent.includes(token));
    const spaces = [...bench.undrawn()];
    return paintedRects([sc, ...rows, ...spaces]).then((rects) => ({rects, rows, shown, spaces}));
  });
  if ((await answer) === false) return {ok: false, why: 'the page was not asked for'};
  st.first -= size;
  const r = {ok: true, token, frames: shots.length, moved: 0, step: 0, over: 0, lost: 0, blank: 0, resized: 0};
  let before = place;
  const heights = new Map();
  for (const {rects, rows, shown, spaces} of shots) {
    if (spaces.some((space) => overlap(rects.get(space), rects.get(sc)) > 1)) r.blank++;
    if (!shown || rects.get(shown).height === 0) {
      r.lost++;
      continue;
    }
    const now = offset(rects, shown);
    const moved = Math.abs(now - place);
    r.moved = Math.max(r.moved, moved);
    r.step = Math.max(r.step, Math.abs(now - before));
    if (moved > 1) r.over++;
    before = now;
    for (const above of rows.slice(0, rows.indexOf(shown))) {
      const {height} = rects.get(above);
      if (heights.has(above) && heights.get(above) !== height) r.resized++;
      heights.set(above, height);
    }
  }
  return r;
};
function queryDeep(root, sel) {
  const out = [...root.querySelectorAll(sel)];
  for (const e of root.querySelectorAll('*')) if (e.shadowRoot) out.push(...queryDeep(e.shadowRoot, sel));
  return out;
}
// One status change of the newest message, driven from the runner so that its CPU time is measured alone.
S.statusPrep = async ({gap, i}) => {
  // Where a status only moves forward, each change needs a message of its own.
  if (bench.meta.statusForwardOnly && i > 0) {
    await bench.append(data.message(++window.__state.last, {dir: 'out', status: 'sent'}));
    await sleep(300);
  }
  await sleep(gap);
  await S.settle({quiet: 100, limit: 3000});
};
S.statusOp = async ({i}) => {
  const tok = `Km${window.__state.last}e`,
    row = findVisible(tok);
  if (!row) return {ok: false};
  const before = deepHTML(row);
  return timed(
    () =>
      bench.updateStatus(`m${window.__state.last}`, bench.meta.statusForwardOnly || i % 2 === 0 ? 'delivered' : 'sent'),
    () => {
      const x = findVisible(tok);
      return x !== null && deepHTML(x) !== before;
    },
    20000,
  );
};
// Scroll the thread bottom to top. 'fling': the whole thread in `frames` frames; 'wheel': `px` a frame.
// With `sample` each frame is hit-tested for blanks: a pass of its own, since hit tests in a long DOM cost more than the scroll.
S.scroll = async ({mode, frames, px, budget, sample}) => {
  const st = window.__state,
    s = bench.scroller(),
    deltas = [];
  let blankFrames = 0,
    n = 0;
  const l0 = long.length,
    t00 = now(),
    r = s.getBoundingClientRect();
  const ys = [0.1, 0.3, 0.5, 0.7, 0.9].map((f) => r.top + (Math.min(r.bottom, innerHeight) - r.top) * f);
  const xs = [r.left + r.width * 0.12, r.left + r.width * 0.88];
  let prev = await frame();
  for (let i = 1; i <= frames && now() - t00 < budget; i++) {
    if (mode === 'fling') s.scrollTop = (s.scrollHeight - s.clientHeight) * (1 - i / frames);
    else s.scrollTop -= px;
    n++;
    if (sample) {
      // the task right after the frame sees what that frame showed
      const c = new MessageChannel();
      const after = new Promise((res) => {
        c.port1.onmessage = res;
      });
      c.port2.postMessage(0);
      await after;
      if (!ys.some((y) => xs.some((x) => rowAt(x, y, bench.rowSelector)))) blankFrames++;
    }
    const t = await frame();
    deltas.push(t - prev);
    prev = t;
  }
  const total = now() - t00;
  await sleep(300);
  return sample
    ? {n, blankFrames}
    : {
        n,
        complete: n === frames,
        over50: deltas.filter((d) => d > 50).length,
        maxFrame: Math.max(...deltas),
        dropped: deltas.reduce((a, d) => a + Math.max(0, Math.round(d / 16.667) - 1), 0),
        total,
        long: longTotal(l0),
        reachedOldest: mode === 'fling' ? findVisible(`Km${st.first}e`, false) !== null : undefined,
      };
};
S.list = async ({n, limit}) => {
  const convs = data.conversations(n),
    msgs = data.thread(20);
  window.__state = {convs, msgs, first: 500000, last: 500019, bumped: 0};
  const r = await timed(
    () => bench.mount(convs, msgs),
    () => topConv() === 'Kc0e' && findVisible('Km500019e') !== null,
    limit,
  );
  return {...r, convRows: countDeep(document, bench.convSelector)};
};
S.bump = async ({count, gap, budget}) => {
  const st = window.__state,
    out = [],
    t0 = now();
  let fails = 0;
  const r0 = data.prng(4242);
  bench.listScroller().scrollTop = 0;
  await sleep(100);
  for (let i = 0; i < count && now() - t0 < budget; i++) {
    const c = st.convs[1 + Math.floor(r0() * (st.convs.length - 1))];
    const msg = {...data.message(700000 + i, {dir: 'in'}), ts: Date.UTC(2026, 0, 6) + i * 1000};
    const r = await timed(
      () => bench.bumpConversation(c.id, msg),
      () => topConv() === c.token,
      20000,
    );
    if (!r.ok) {
      if (++fails === 2) break;
    } else out.push(r);
    await sleep(gap);
  }
  return {n: out.length, fails, ms: out.map((r) => r.ms), commit: out.map((r) => r.commit), top: topConv()};
};
S.typeStart = async () => {
  const lat = (window.__lat = []);
  if (!window.__typing) {
    window.__typing = true;
    addEventListener(
      'keydown',
      (e) => {
        const t = e.timeStamp;
        requestAnimationFrame(() => {
          const c = new MessageChannel();
          c.port1.onmessage = () => window.__lat.push(now() - t);
          c.port2.postMessage(0);
        });
      },
      true,
    );
  }
  const el = bench.composer();
  el.focus();
  await sleep(100);
  const b = el.getBoundingClientRect();
  return {x: b.left + b.width / 2, y: b.top + b.height / 2, n: lat.length};
};
S.typeEnd = async () => {
  await sleep(200);
  const el = bench.composer();
  return {lat: window.__lat, text: el.value ?? el.textContent};
};
S.cycle = async ({cycles, n, m}) => {
  const convs = data.conversations(n),
    msgs = data.thread(m);
  for (let i = 0; i < cycles; i++) {
    await bench.mount(convs, msgs);
    const t0 = now();
    while (!findVisible(msgs[m - 1].token) && now() - t0 < 5000) await frame();
    await sleep(60);
    await bench.unmount();
    await sleep(60);
  }
};
window.H = {run: (name, arg) => S[name](arg ?? {}), findVisible, rowCount, topConv, data};
