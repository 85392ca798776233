// The page of an inbox of this project, however its elements were loaded: over an adapter that answers from memory.
import './parlor.css';
import {CONTRACT_VERSION} from '../../../src/adapter/messaging-adapter.js';
import {NO_CAPABILITIES} from '../../../src/model/capabilities.js';
import {app, nextFrame} from './baseline.js';

const STATUS = {sent: 'sent', delivered: 'delivered', read: 'read', received: 'received'};

const messageOf = (conversationId, {id, dir, text, ts, status, picture}) => ({
  id,
  conversationId,
  direction: dir === 'out' ? 'outbound' : 'inbound',
  text,
  attachments: picture ? [{url: picture, kind: 'image'}] : [],
  status: STATUS[status],
  at: ts,
  atSource: 'server',
  raw: undefined,
});

const conversationOf = ({id, name, preview, ts, unread}) => ({
  id,
  kind: 'direct',
  channel: 'sms',
  participants: [{role: 'contact', name}],
  participantsComplete: true,
  status: 'active',
  unread: {has: unread > 0, count: unread, source: 'native'},
  consent: {state: 'unknown', source: 'derived'},
  lastMessage: {text: preview, at: ts, direction: 'inbound'},
  lastActivityAt: ts,
  raw: undefined,
});

/** A provider that pushes its news, and hands out older messages when the page says so. */
class BenchAdapter {
  contractVersion = CONTRACT_VERSION;
  id = 'bench';
  name = 'Bench';
  capabilities = {
    ...NO_CAPABILITIES,
    listConversations: 'native',
    messageHistory: 'native',
    deliveryStatus: 'native',
    sendText: 'native',
    liveUpdates: 'native',
    unreadCount: 'native',
  };
  listeners = new Set();
  pages = 0;

  constructor(conversations, messages) {
    this.conversations = conversations;
    this.messages = messages;
  }

  async listConversations() {
    return {items: this.conversations.map(conversationOf)};
  }

  listMessages({conversationId, cursor}) {
    if (cursor) return new Promise((answer) => this.asked(answer));
    return Promise.resolve(this.page(conversationId, this.messages));
  }

  asked(answer) {
    this.answer = (messages) => {
      this.answer = undefined;
      answer(this.page(this.conversations[0].id, messages));
    };
    this.onAsked?.();
  }

  /** A place of its own each time: whoever is given one twice has come to the end of a history. */
  page(conversationId, messages) {
    this.pages += 1;
    return {messages: messages.map((message) => messageOf(conversationId, message)), older: `page-${this.pages}`};
  }

  subscribe(listener) {
    this.listeners.add(listener);
    return {watch() {}, setPollMode() {}, close: () => this.listeners.delete(listener)};
  }

  tell(event) {
    for (const listener of this.listeners) listener(event);
  }

  async sendMessage() {
    throw new Error('Nothing is sent here.');
  }
}

let inbox;
let adapter;
let open;
let appended;
const part = (name) => inbox.shadowRoot.querySelector(name);
const thread = () => part('parlor-message-thread');
const list = () => part('parlor-conversation-list');

const bench = {
  // Receipts only move forward, as in a real conversation.
  meta: {name: 'parlor', version: 'this', list: true, composer: true, statusForwardOnly: true},
  rowSelector: 'article',
  convSelector: '.base:has(> .avatar)',
  scroller: () => thread()?.shadowRoot?.querySelector('.scroller'),
  undrawn: () => thread().shadowRoot.querySelectorAll('.space'),
  listScroller: () => list()?.shadowRoot?.querySelector('.scroller'),
  composer: () => part('parlor-reply-box').shadowRoot.querySelector('textarea'),
  async mount(conversations, messages) {
    adapter = new BenchAdapter(conversations, messages);
    open = messages;
    appended = [];
    inbox = document.createElement('parlor-inbox');
    inbox.adapter = adapter;
    inbox.conversationId = conversations[0].id;
    app().append(inbox);
    await inbox.updateComplete;
  },
  async openConversation(id, messages) {
    adapter.messages = messages;
    inbox.conversationId = id;
    await nextFrame();
  },
  // The thread asks for older messages by itself when the reader comes near its start.
  beforePrepend() {
    if (adapter.answer) return undefined;
    return new Promise((done) => {
      const late = setTimeout(done, 2500);
      adapter.onAsked = () => {
        clearTimeout(late);
        done();
      };
    });
  },
  async prependOlder(messages) {
    if (!adapter.answer) return false;
    adapter.answer(messages);
    await nextFrame();
    return true;
  },
  append(message) {
    adapter.tell({type: 'message-created', message: messageOf(adapter.conversations[0].id, message)});
    appended.push(message);
  },
  updateStatus(id, status) {
    const hasId = (candidate) => candidate.id === id;
    const message = appended.findLast(hasId) ?? open.findLast(hasId);
    adapter.tell({type: 'message-updated', message: messageOf(adapter.conversations[0].id, {...message, status})});
  },
  bumpConversation(id, message) {
    const conversation = adapter.conversations.find((candidate) => candidate.id === id);
    const {text: preview, ts} = message;
    const bumped = {...conversation, preview, ts, unread: conversation.unread + 1};
    adapter.tell({type: 'conversation-updated', conversation: conversationOf(bumped)});
  },
  scrollToTop() {
    this.scroller().scrollTop = 0;
  },
  scrollToBottom() {
    this.scroller().scrollTop = this.scroller().scrollHeight;
  },
  unmount() {
    inbox.remove();
    inbox = adapter = open = undefined;
  },
};

/** Everything that opening a conversation loads is there: the measuring may begin. */
export function offerBench() {
  window.bench = bench;
}
