// Physical baseline (i): every row in the DOM through innerHTML, no library.
import '../page/rows.css';
import {app, rowHTML, convHTML, nearBottom} from '../page/baseline.js';
export function plain({cv = false} = {}) {
  let thread, list;
  const bench = {
    meta: {name: cv ? 'plain-cv' : 'plain', version: '-', list: true, composer: true, baseline: true},
    rowSelector: '.row',
    convSelector: '.conv',
    scroller: () => thread,
    listScroller: () => list,
    composer: () => app().querySelector('textarea'),
    mount(convs, msgs) {
      app().innerHTML =
        `<div class="shell${cv ? ' cv' : ''}"><div class="convs">${convs.map(convHTML).join('')}</div><div class="threadcol">` +
        `<div class="thread">${msgs.map(rowHTML).join('')}</div><div class="composer"><textarea rows="2"></textarea></div></div></div>`;
      list = app().querySelector('.convs');
      thread = app().querySelector('.thread');
      return bench.scrollToBottom();
    },
    openConversation(id, msgs) {
      thread.innerHTML = msgs.map(rowHTML).join('');
      bench.scrollToBottom();
    },
    prependOlder(msgs) {
      const h = thread.scrollHeight,
        t = thread.scrollTop;
      thread.insertAdjacentHTML('afterbegin', msgs.map(rowHTML).join(''));
      // At offset 0 the browser's own scroll anchoring is off; elsewhere it has already moved scrollTop.
      if (thread.scrollTop === t) thread.scrollTop = t + thread.scrollHeight - h;
    },
    append(m) {
      const stick = nearBottom(thread);
      thread.insertAdjacentHTML('beforeend', rowHTML(m));
      if (stick) bench.scrollToBottom();
    },
    updateStatus(id, s) {
      document.getElementById(id).querySelector('.st').textContent = s;
    },
    bumpConversation(id, m) {
      const el = document.getElementById(id);
      el.querySelector('.pv').textContent = m.text;
      el.querySelector('.tm').textContent = m.time;
      list.prepend(el);
    },
    scrollToTop() {
      thread.scrollTop = 0;
    },
    scrollToBottom() {
      thread.scrollTop = 1e9;
    },
    unmount() {
      app().textContent = '';
      thread = list = null;
    },
  };
  return bench;
}
window.bench = plain();
