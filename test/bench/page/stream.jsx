// stream-chat-react, offline: the client's HTTP layer is replaced by a function, events are dispatched locally.
import 'stream-chat-react/dist/css/index.css';
import './stream.css';
import {createRoot} from 'react-dom/client';
import {StreamChat} from 'stream-chat';
import {Chat, Channel, ChannelList, MessageComposer, Window} from 'stream-chat-react';
import {app, nextFrame} from './baseline.js';

const ME = {id: 'me', name: 'Me', role: 'user'},
  OTHER = {id: 'ana', name: 'Ana Lopez', role: 'user'};
const CONFIG = {
  read_events: true,
  delivery_events: true,
  typing_events: false,
  replies: false,
  reactions: false,
  uploads: false,
  commands: [],
  name: 'messaging',
};
const cid = (id) => `messaging:${id}`;
const iso = (ts) => new Date(ts).toISOString();
const msg = (m, id) => ({
  id: m.id,
  cid: cid(id),
  text: m.text,
  html: '',
  type: 'regular',
  user: m.dir === 'out' ? ME : OTHER,
  attachments: [],
  latest_reactions: [],
  own_reactions: [],
  reaction_counts: null,
  reply_count: 0,
  created_at: iso(m.ts),
  updated_at: iso(m.ts),
});
const OLD = iso(0);
const chan = (c, messages) => ({
  channel: {
    id: c.id,
    type: 'messaging',
    cid: cid(c.id),
    name: c.name,
    created_at: OLD,
    updated_at: OLD,
    last_message_at: iso(c.ts),
    config: CONFIG,
    own_capabilities: ['send-message', 'read-events', 'delivery-events'],
    member_count: 2,
    disabled: false,
    frozen: false,
  },
  members: [
    {user_id: ME.id, user: ME, created_at: OLD},
    {user_id: OTHER.id, user: OTHER, created_at: OLD},
  ],
  membership: {user_id: ME.id, user: ME},
  messages,
  pinned_messages: [],
  read: [
    {user: ME, last_read: iso(Date.now()), unread_messages: c.unread},
    {user: OTHER, last_read: OLD, unread_messages: 0},
  ],
  watcher_count: 1,
  watchers: [],
});

export function stream(List, virtual, props = {}) {
  let client,
    channel,
    root,
    current,
    pendingOlder,
    asked,
    paging = false,
    lastMsg;
  // Every request ends here. Older pages: the library asks with id_lt, the page answers when prependOlder() is called.
  async function http(config) {
    let data = {};
    const body = typeof config.data === 'string' && config.data ? JSON.parse(config.data) : (config.data ?? {});
    if (/\/query$/.test(config.url)) {
      if (body.messages?.id_lt) {
        if (!paging) throw new Error('offline'); // only the prepend scenario serves older pages
        data = await new Promise((r) => {
          pendingOlder = r;
          asked?.();
        });
      } else data = {...chan({id: current, name: current, ts: 0, unread: 0}, [])};
    }
    return {data: {duration: '0', ...data}, status: 200, statusText: 'OK', headers: {}, config, request: {}};
  }
  function App({convs}) {
    return (
      <Chat client={client} initialNavOpen theme="str-chat__theme-light">
        <div className="sbox">
          <ChannelList
            customQueryChannels={async ({setChannels, setHasNextPage}) => {
              setChannels(convs);
              setHasNextPage(false);
            }}
            setActiveChannelOnMount={false}
          />
          <Channel channel={channel}>
            <Window>
              <List messageLimit={50} {...props} />
              <MessageComposer />
            </Window>
          </Channel>
        </div>
      </Chat>
    );
  }
  const bench = {
    // The library copies channel state to React at most every 500 ms: operations are spaced to measure isolated ones.
    meta: {
      name: virtual ? 'stream-virtual' : 'stream',
      version: '14.12.0',
      list: true,
      composer: true,
      opGap: 600,
      statusForwardOnly: true,
    },
    rowSelector: virtual ? '.str-chat__virtual-list-message-wrapper, .str-chat__message' : '.str-chat__li',
    convSelector: '.str-chat__channel-list-item-button, .str-chat__channel-list-item',
    scroller: () =>
      app().querySelector(
        virtual
          ? '.str-chat__virtual-list [data-virtuoso-scroller], .str-chat__virtual-list .str-chat__message-list-scroll'
          : '.str-chat__message-list',
      ),
    listScroller: () =>
      app().querySelector('.str-chat__channel-list-inner') ?? app().querySelector('.str-chat__channel-list'),
    composer: () => app().querySelector('textarea'),
    async mount(convs, msgs) {
      client = new StreamChat('offline', {
        allowServerSideConnect: false,
        enableInsights: false,
        recoverStateOnReconnect: false,
      });
      client.axiosInstance.defaults.adapter = http;
      client.userID = ME.id;
      client.user = client._user = ME;
      client.clientID = 'me--x';
      client.anonymous = false;
      client.tokenManager.token = 'x';
      client.tokenManager.getToken = () => 'x';
      client.tokenManager.tokenReady = async () => 'x';
      client.setUserPromise = Promise.resolve();
      client.wsPromise = Promise.resolve({});
      client.state.updateUser?.(ME);
      current = convs[0].id;
      const last = (c) => [{...msg({id: `l${c.id}`, text: c.preview, dir: 'in', ts: c.ts}, c.id)}];
      const list = client.hydrateActiveChannels(
        convs.map((c, i) => chan(c, i ? last(c) : msgs.map((m) => msg(m, c.id)))),
      );
      channel = list[0];
      channel.state.messageSets[0].pagination = {hasPrev: true, hasNext: false};
      lastMsg = msgs[msgs.length - 1];
      root = createRoot(app());
      root.render(<App convs={list} />);
      await nextFrame();
    },
    async openConversation() {
      throw new Error('not needed by the scenarios');
    },
    pausePrepends() {
      paging = false;
    },
    startPrepends() {
      paging = true;
    },
    beforePrepend() {
      return new Promise((r) => {
        if (pendingOlder) return r();
        const t = setTimeout(r, 2500);
        asked = () => {
          clearTimeout(t);
          asked = null;
          r();
        };
      });
    },
    async prependOlder(m) {
      const p = pendingOlder;
      pendingOlder = null;
      if (!p) return false;
      p({
        ...chan(
          {id: current, name: current, ts: 0, unread: 0},
          m.map((x) => msg(x, current)),
        ),
      });
      await nextFrame();
    },
    append(m) {
      client.dispatchEvent({
        type: 'message.new',
        cid: cid(current),
        channel_id: current,
        channel_type: 'messaging',
        message: msg(m, current),
        user: m.dir === 'out' ? ME : OTHER,
        created_at: iso(m.ts),
      });
      lastMsg = m;
    },
    updateStatus(id) {
      client.dispatchEvent({
        type: 'message.delivered',
        cid: cid(current),
        channel_id: current,
        channel_type: 'messaging',
        user: OTHER,
        created_at: iso(Date.now()),
        last_delivered_at: iso(lastMsg.ts + 1000),
        last_delivered_message_id: id,
      });
    },
    bumpConversation(id, m) {
      client.dispatchEvent({
        type: 'message.new',
        cid: cid(id),
        channel_id: id,
        channel_type: 'messaging',
        message: {...msg(m, id), id: `b${m.id}`},
        user: OTHER,
        created_at: iso(m.ts),
      });
    },
    scrollToTop() {
      bench.scroller().scrollTop = 0;
    },
    scrollToBottom() {
      bench.scroller().scrollTop = bench.scroller().scrollHeight;
    },
    unmount() {
      root.unmount();
      client.activeChannels = {};
      client.listeners = {};
      client = channel = root = pendingOlder = asked = null;
    },
  };
  return bench;
}
