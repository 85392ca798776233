import '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css';
import {memo, useState} from 'react';
import {createRoot} from 'react-dom/client';
import {flushSync} from 'react-dom';
import {
  MainContainer,
  Sidebar,
  ConversationList,
  Conversation,
  ChatContainer,
  MessageList,
  Message,
  MessageInput,
} from '@chatscope/chat-ui-kit-react';
import {app, bumped} from '../page/baseline.js';

// Rows are memoised by the page, as a React application would do: the kit itself does not.
const Row = memo(({m}) => (
  <Message
    model={{
      message: m.text,
      sentTime: m.time,
      sender: m.dir,
      direction: m.dir === 'out' ? 'outgoing' : 'incoming',
      position: 'single',
    }}
  >
    <Message.Footer sentTime={m.dir === 'out' ? `${m.time} ${m.status}` : m.time} />
  </Message>
));
const Conv = memo(({c}) => (
  <Conversation name={c.name} info={c.preview} lastActivityTime={c.time} unreadCnt={c.unread || undefined} />
));
let set, state, root;
function App({init}) {
  const [s, setS] = useState(init);
  set = (n) => {
    state = {...state, ...n};
    flushSync(() => setS(state));
  };
  return (
    <MainContainer style={{height: '100%'}}>
      <Sidebar position="left" scrollable={false}>
        <ConversationList>
          {s.convs.map((c) => (
            <Conv key={c.id} c={c} />
          ))}
        </ConversationList>
      </Sidebar>
      <ChatContainer>
        <MessageList>
          {s.msgs.map((m) => (
            <Row key={m.id} m={m} />
          ))}
        </MessageList>
        <MessageInput attachButton={false} />
      </ChatContainer>
    </MainContainer>
  );
}
window.bench = {
  meta: {name: 'chatscope', version: '2.1.1', list: true, composer: true},
  rowSelector: '.cs-message',
  convSelector: '.cs-conversation',
  scroller: () => app().querySelector('.cs-message-list__scroll-wrapper'),
  listScroller: () =>
    app().querySelector('.cs-conversation-list .scrollbar-container') ?? app().querySelector('.cs-conversation-list'),
  composer: () => app().querySelector('.cs-message-input__content-editor'),
  mount(convs, msgs) {
    state = {convs, msgs};
    root = createRoot(app());
    flushSync(() => root.render(<App init={state} />));
  },
  openConversation(id, msgs) {
    set({msgs});
  },
  prependOlder(m) {
    set({msgs: [...m, ...state.msgs]});
  },
  append(m) {
    set({msgs: [...state.msgs, m]});
  },
  updateStatus(id, status) {
    set({msgs: state.msgs.map((x) => (x.id === id ? {...x, status} : x))});
  },
  bumpConversation(id, m) {
    set({convs: bumped(state.convs, id, m)});
  },
  scrollToTop() {
    this.scroller().scrollTop = 0;
  },
  scrollToBottom() {
    this.scroller().scrollTop = this.scroller().scrollHeight;
  },
  unmount() {
    root.unmount();
    root = set = state = null;
  },
};
