import {html} from 'lit';

const at = (index) => Date.UTC(2026, 4, 4, 9, index);

/** The last one is of the next day where it is nine hours later than on the server. */
export const messages = Array.from({length: 20}, (_, index) => ({
  id: `m${index}`,
  conversationId: 'c0',
  text: `Message number ${index}.`,
  direction: index % 3 ? 'inbound' : 'outbound',
  at: index === 19 ? Date.UTC(2026, 4, 4, 16) : at(index),
  status: 'delivered',
}));

export const conversations = Array.from({length: 10}, (_, index) => ({
  id: `c${index}`,
  title: `Person ${index}`,
  lastMessage: {text: `Preview number ${index}.`, direction: 'inbound'},
  lastActivityAt: at(index),
}));

/** More than a server draws. */
const many = Array.from({length: 300}, (_, index) => ({...messages[0], id: `n${index}`, text: `Long ago ${index}.`}));

/** Everything there is, by itself; the same on both sides, but for adapters, which a server has no use for. */
export const page = ({adapter, waiting} = {}) => html`
  <parlor-message-thread class="tall" .messages=${messages}></parlor-message-thread>
  <section class="tall">
    <parlor-message-thread .messages=${many} time-zone="Asia/Tokyo"></parlor-message-thread>
  </section>
  <parlor-conversation-list class="tall" .conversations=${conversations} selected-id="c2"></parlor-conversation-list>
  <parlor-conversation-item .conversation=${conversations[1]}></parlor-conversation-item>
  <parlor-message-bubble .message=${messages[0]}></parlor-message-bubble>
  <parlor-contact-panel .conversation=${conversations[1]}></parlor-contact-panel>
  <parlor-contact-time .conversation=${conversations[1]}></parlor-contact-time>
  <parlor-reply-box value="Hello"></parlor-reply-box>
  <parlor-timestamp at=${at(0)}></parlor-timestamp>
  <parlor-timestamp at=${at(0)} format="day"></parlor-timestamp>
  <parlor-delivery-status status="sent"></parlor-delivery-status>
  <parlor-avatar name="Jo Smith"></parlor-avatar>
  <parlor-opt-out-badge></parlor-opt-out-badge>
  <parlor-unread-count></parlor-unread-count>
  <parlor-row-actions></parlor-row-actions>
  <parlor-bulk-actions></parlor-bulk-actions>
  <parlor-conversation-actions></parlor-conversation-actions>
  <parlor-message-menu></parlor-message-menu>
  <parlor-media-viewer></parlor-media-viewer>
  <parlor-saved-replies></parlor-saved-replies>
  <parlor-template-picker></parlor-template-picker>
  <parlor-thread-search></parlor-thread-search>
  <parlor-start-conversation></parlor-start-conversation>
  <parlor-command-palette></parlor-command-palette>
  <parlor-export></parlor-export>
  <parlor-notifications></parlor-notifications>
  <parlor-inbox class="tall" .adapter=${adapter}></parlor-inbox>
  <parlor-inbox-context .adapter=${waiting}><parlor-conversation-list></parlor-conversation-list></parlor-inbox-context>
  <parlor-launcher .adapter=${adapter}></parlor-launcher>
`;
