// Baseline (ii): minimal virtual list, lit + @lit-labs/virtualizer.
import '../page/rows.css';
import '../page/lit-virtualizer.css';
import {html, render} from 'lit';
import '@lit-labs/virtualizer';
import {rowT, convT} from '../page/lit-rows.js';
import {app, bumped, nearBottom, nextFrame} from '../page/baseline.js';

let convs = [],
  msgs = [],
  layout = {};
const thread = () => app().querySelector('.thread'),
  list = () => app().querySelector('.convs');
const key = (x) => x.id;
const draw = () =>
  render(
    html`<div class="shell">
      <lit-virtualizer
        scroller
        class="convs"
        .items=${convs}
        .renderItem=${convT}
        .keyFunction=${key}
      ></lit-virtualizer>
      <div class="threadcol">
        <lit-virtualizer
          scroller
          class="thread"
          .items=${msgs}
          .renderItem=${rowT}
          .keyFunction=${key}
          .layout=${layout}
          @unpinned=${() => {
            layout = {};
          }}
        ></lit-virtualizer>
        <div class="composer"><textarea rows="2"></textarea></div>
      </div>
    </div>`,
    app(),
  );
const pinEnd = () => {
  layout = {pin: {index: msgs.length - 1, block: 'end'}};
};
const bench = {
  meta: {name: 'lit-virtualizer', version: '2.1.1', list: true, composer: true, baseline: true},
  rowSelector: '.row',
  convSelector: '.conv',
  scroller: thread,
  listScroller: list,
  composer: () => app().querySelector('textarea'),
  async mount(c, m) {
    convs = c;
    msgs = m;
    pinEnd();
    draw();
    await thread().layoutComplete;
  },
  async openConversation(id, m) {
    msgs = m;
    pinEnd();
    draw();
    await thread().layoutComplete;
  },
  async prependOlder(m) {
    const s = thread(),
      top = s.getBoundingClientRect().top;
    const rows = [...s.querySelectorAll('.row')].sort(
      (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
    );
    const first = rows.find((r) => r.getBoundingClientRect().bottom > top);
    const off = first.getBoundingClientRect().top - top,
      i = msgs.findIndex((x) => x.id === first.id);
    msgs = [...m, ...msgs];
    layout = {pin: {index: i + m.length, block: 'start'}};
    draw();
    await s.layoutComplete;
    layout = {};
    s.layout = {};
    s.scrollTop -= off;
  },
  async append(m) {
    const stick = nearBottom(thread());
    msgs = [...msgs, m];
    if (stick) pinEnd();
    draw();
    await thread().layoutComplete;
  },
  updateStatus(id, status) {
    msgs = msgs.map((x) => (x.id === id ? {...x, status} : x));
    draw();
    return nextFrame();
  },
  bumpConversation(id, m) {
    convs = bumped(convs, id, m);
    draw();
    return nextFrame();
  },
  async scrollToTop() {
    layout = {};
    draw();
    thread().scrollTop = 0;
    await nextFrame();
  },
  async scrollToBottom() {
    pinEnd();
    draw();
    await nextFrame();
  },
  unmount() {
    render(html``, app());
    convs = msgs = [];
  },
};
window.bench = bench;
