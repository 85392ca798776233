// Thread and input only: Vaadin has no conversation list. The list item has no status field: it is shown in `time`.
import '@vaadin/message-list';
import '@vaadin/message-input';
import '../page/vaadin.css';
import {app} from '../page/baseline.js';
let list,
  msgs = [];
const item = (m) => ({
  text: m.text,
  time: m.dir === 'out' ? `${m.time} ${m.status}` : m.time,
  userName: m.dir === 'out' ? 'Me' : 'Ana Lopez',
  userColorIndex: m.dir === 'out' ? 1 : 2,
  id: m.id,
});
const set = async (n) => {
  msgs = n;
  list.items = msgs;
  await list.updateComplete;
};
window.bench = {
  meta: {name: 'vaadin', version: '25.3.0', list: false, composer: true, ownStatus: false},
  rowSelector: 'vaadin-message',
  convSelector: null,
  scroller: () => list,
  listScroller: () => null,
  composer: () => app().querySelector('textarea'),
  async mount(_convs, m) {
    const box = document.createElement('div');
    box.className = 'vbox';
    list = document.createElement('vaadin-message-list');
    box.append(list, document.createElement('vaadin-message-input'));
    app().append(box);
    await set(m.map(item));
  },
  openConversation(id, m) {
    return set(m.map(item));
  },
  prependOlder(m) {
    return set([...m.map(item), ...msgs]);
  },
  append(m) {
    return set([...msgs, item(m)]);
  },
  updateStatus(id, s) {
    return set(msgs.map((x) => (x.id === id ? {...x, time: `${x.time.slice(0, 5)} ${s}`} : x)));
  },
  scrollToTop() {
    list.scrollTop = 0;
  },
  scrollToBottom() {
    list.scrollTop = list.scrollHeight;
  },
  unmount() {
    app().textContent = '';
    list = null;
    msgs = [];
  },
};
