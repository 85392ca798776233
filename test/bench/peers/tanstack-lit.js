// Baseline (iii): minimal virtual list, lit + @tanstack/lit-virtual (anchorTo: end, followOnAppend).
import '../page/rows.css';
import {LitElement, html} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {ref, createRef} from 'lit/directives/ref.js';
import {VirtualizerController, measureElement} from '@tanstack/lit-virtual';
import {rowT, convT} from '../page/lit-rows.js';
import {app, bumped} from '../page/baseline.js';

// Lit calls ref() before a new row is in the document, where it measures 0: keep the known size until the ResizeObserver reports.
const measure = (el, entry, v) =>
  el.isConnected
    ? measureElement(el, entry, v)
    : (v.itemSizeCache.get(v.options.getItemKey(v.indexFromElement(el))) ?? 64);

class VList extends LitElement {
  static properties = {items: {attribute: false}, chat: {type: Boolean}};
  constructor() {
    super();
    this.items = [];
    this.box = createRef();
  }
  createRenderRoot() {
    return this;
  }
  connectedCallback() {
    this.ctrl ??= new VirtualizerController(this, {
      getScrollElement: () => this.box.value ?? null,
      count: 0,
      estimateSize: () => 64,
      overscan: 6,
      measureElement: measure,
      getItemKey: (i) => this.items[i].id,
      ...(this.chat ? {anchorTo: 'end', followOnAppend: true, scrollEndThreshold: 60} : {}),
    });
    super.connectedCallback();
  }
  get v() {
    return this.ctrl.getVirtualizer();
  }
  render() {
    const v = this.v,
      items = this.items;
    v.setOptions({...v.options, count: items.length, getItemKey: (i) => items[i].id});
    const rows = v.getVirtualItems();
    return html`<div class=${this.chat ? 'thread' : 'convs'} ${ref(this.box)}>
      <div style="position:relative;width:100%;height:${v.getTotalSize()}px">
        <div style="position:absolute;top:0;left:0;width:100%;transform:translateY(${rows[0]?.start ?? 0}px)">
          ${repeat(
            rows,
            (r) => r.key,
            (r) =>
              html`<div data-index=${r.index} ${ref(v.measureElement)}>
                ${this.chat ? rowT(items[r.index]) : convT(items[r.index])}
              </div>`,
          )}
        </div>
      </div>
    </div>`;
  }
}
customElements.define('v-list', VList);
let th,
  li,
  convs = [];
const tick = async (el) => {
  await el.updateComplete;
  await el.updateComplete;
};
const bench = {
  meta: {name: 'tanstack-lit', version: '3.14.2', list: true, composer: true, baseline: true},
  rowSelector: '.row',
  convSelector: '.conv',
  scroller: () => th.box.value,
  listScroller: () => li.box.value,
  composer: () => app().querySelector('textarea'),
  async mount(c, m) {
    app().innerHTML =
      '<div class="shell"><v-list style="display:contents"></v-list><div class="threadcol">' +
      '<v-list chat style="display:contents"></v-list><div class="composer"><textarea rows="2"></textarea></div></div></div>';
    [li, th] = app().querySelectorAll('v-list');
    li.items = convs = c;
    th.items = m;
    await tick(th);
    await tick(li);
    th.v.scrollToEnd();
  },
  async openConversation(id, m) {
    th.items = m;
    await tick(th);
    th.v.scrollToEnd();
  },
  async prependOlder(m) {
    th.items = [...m, ...th.items];
    await tick(th);
  },
  async append(m) {
    th.items = [...th.items, m];
    await tick(th);
  },
  async updateStatus(id, status) {
    th.items = th.items.map((x) => (x.id === id ? {...x, status} : x));
    await tick(th);
  },
  async bumpConversation(id, m) {
    li.items = convs = bumped(convs, id, m);
    await tick(li);
  },
  scrollToTop() {
    th.v.scrollToOffset(0);
  },
  scrollToBottom() {
    th.v.scrollToEnd();
  },
  unmount() {
    app().textContent = '';
    th = li = null;
    convs = [];
  },
};
window.bench = bench;
