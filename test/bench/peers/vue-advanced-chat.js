import {register} from 'vue-advanced-chat';
import {app} from '../page/baseline.js';
register();
// Its emoji data is fetched from a CDN by default; one entry inline keeps the page offline.
const EMOJI = `data:application/json,${encodeURIComponent(JSON.stringify([{annotation: 'grinning face', emoji: '😀', group: 0, order: 1, shortcodes: ['grinning'], tags: ['face'], version: 1}]))}`;
const ME = 'me',
  date = (ts) => new Date(ts).toISOString().slice(0, 10);
const user = (c) => [
  {_id: ME, username: 'Me'},
  {_id: c.id, username: c.name},
];
const room = (c, i) => ({
  roomId: c.id,
  roomName: c.name,
  avatar: '',
  unreadCount: c.unread,
  index: c.ts,
  users: user(c),
  lastMessage: {content: c.preview, senderId: c.id, timestamp: c.time},
});
let el,
  rooms,
  msgs,
  current,
  wantMore,
  asked = false,
  queued;
const item = (m) => ({
  _id: m.id,
  indexId: m.id,
  content: m.text,
  senderId: m.dir === 'out' ? ME : current,
  username: m.dir === 'out' ? 'Me' : 'Ana',
  date: date(m.ts),
  timestamp: m.time,
  saved: m.dir === 'out',
  distributed: m.status === 'delivered' || m.status === 'read',
  seen: m.status === 'read' || m.dir === 'in',
});
const root = () => el.shadowRoot;
const settled = async () => {
  await Promise.resolve();
  await new Promise((r) => setTimeout(r));
};
window.bench = {
  meta: {name: 'vue-advanced-chat', version: '2.1.2', list: true, composer: true, opGap: 400},
  rowSelector: '.vac-message-wrapper',
  convSelector: '.vac-room-item',
  prependOnlyAtTop: false,
  scroller: () => root()?.querySelector('#messages-list'),
  listScroller: () => root()?.querySelector('#rooms-list'),
  composer: () => root().querySelector('textarea'),
  async mount(convs, m) {
    current = convs[0].id;
    rooms = convs.map(room);
    queued = m;
    el = document.createElement('vue-advanced-chat');
    // The component asks for a room's messages (reset) and, near the top, for older ones.
    el.addEventListener('fetch-messages', (e) => {
      const {options} = e.detail[0];
      if (options?.reset) {
        setTimeout(() => {
          // never synchronously: it would render twice
          if (!el) return;
          el.messages = msgs = queued.map(item);
        });
      } else {
        asked = true;
        wantMore?.();
      }
    });
    Object.assign(el, {
      height: '100%',
      currentUserId: ME,
      roomsLoaded: 'true',
      loadingRooms: 'false',
      showAudio: 'false',
      showFiles: 'false',
      emojiDataSource: EMOJI,
      rooms,
      messages: [],
      messagesLoaded: 'false',
      showNewMessagesDivider: 'false',
    });
    app().append(el);
    await settled();
    await settled();
  },
  async openConversation(id, m) {
    current = id;
    queued = m;
    el.roomId = id;
    await settled();
  },
  // Older pages go through the component's own loader: near the top it waits 500 ms, then asks for more.
  beforePrepend() {
    return new Promise((r) => {
      if (asked) return r();
      const t = setTimeout(r, 2500);
      wantMore = () => {
        clearTimeout(t);
        wantMore = null;
        r();
      };
    });
  },
  async prependOlder(m) {
    if (!asked) return false;
    asked = false;
    el.messages = msgs = [...m.map(item), ...msgs];
    await settled();
  },
  async append(m) {
    el.messages = msgs = [...msgs, item(m)];
    await settled();
  },
  async updateStatus(id, s) {
    el.messages = msgs = msgs.map((x) => (x._id === id ? {...x, distributed: s !== 'sent', seen: s === 'read'} : x));
    await settled();
  },
  async bumpConversation(id, m) {
    el.rooms = rooms = rooms.map((r) =>
      r.roomId === id
        ? {
            ...r,
            index: m.ts,
            unreadCount: r.unreadCount + 1,
            lastMessage: {content: m.text, senderId: id, timestamp: m.time},
          }
        : r,
    );
    await settled();
  },
  scrollToTop() {
    this.scroller().scrollTop = 0;
  },
  scrollToBottom() {
    this.scroller().scrollTop = this.scroller().scrollHeight;
  },
  unmount() {
    el.remove();
    el = rooms = msgs = queued = wantMore = null;
  },
};
