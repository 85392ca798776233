// Thread and input only: no conversation list, no message status. Status is emulated by rewriting the message (updateMessage).
import 'deep-chat';
import {app} from '../page/baseline.js';
let el, ids, byId, more;
const item = (m) => ({role: m.dir === 'out' ? 'user' : 'ai', text: m.text});
window.bench = {
  meta: {name: 'deep-chat', version: '2.4.2', list: false, composer: true, ownStatus: false},
  rowSelector: '.outer-message-container',
  convSelector: null,
  prependOnlyAtTop: true,
  scroller: () => el?.shadowRoot?.querySelector('#messages'),
  listScroller: () => null,
  composer: () => el.shadowRoot.querySelector('#text-input'),
  async mount(_c, m) {
    el = document.createElement('deep-chat');
    Object.assign(el.style, {width: '100%', height: '100%', border: 'none', display: 'block'});
    ids = m.map((x) => x.id);
    byId = new Map(m.map((x) => [x.id, x]));
    el.connect = {handler: () => {}};
    el.maxVisibleMessages = 1e7; // the default drops rows beyond the newest 4000
    el.history = m.map(item);
    // Older pages: the component calls this when the thread is at offset 0; the first call is for the initial history.
    el.loadHistory = (i) =>
      i === 0
        ? [false]
        : new Promise((r) => {
            more?.();
            more = null;
            window.__deepMore = r;
          });
    app().append(el);
    await new Promise((r) => {
      const t = () => (el?.shadowRoot?.querySelector('#messages')?.childElementCount ? r() : setTimeout(t));
      t();
    });
  },
  openConversation(id, m) {
    el.clearMessages();
    el.history = m.map(item);
  },
  beforePrepend() {
    return new Promise((r) => {
      if (window.__deepMore) return r();
      const t = setTimeout(r, 2500);
      more = () => {
        clearTimeout(t);
        r();
      };
    });
  },
  async prependOlder(m) {
    const r = window.__deepMore;
    window.__deepMore = null;
    if (!r) return false;
    ids = [...m.map((x) => x.id), ...ids];
    m.forEach((x) => byId.set(x.id, x));
    r([...m.map(item), false]); // a falsy entry: there is more
    await new Promise((q) => setTimeout(q));
  },
  append(m) {
    ids.push(m.id);
    byId.set(m.id, m);
    el.addMessage(item(m));
  },
  updateStatus(id, s) {
    el.updateMessage({text: `${byId.get(id).text} ${s}`}, ids.indexOf(id));
  },
  scrollToTop() {
    this.scroller().scrollTop = 0;
  },
  scrollToBottom() {
    el.scrollToBottom();
  },
  unmount() {
    el.remove();
    el = ids = byId = more = null;
    window.__deepMore = null;
  },
};
