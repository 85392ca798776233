import {fixture, html} from '@open-wc/testing';
import '../../src/components/conversation-list/define.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';

export const everything: Capabilities = {
  ...NO_CAPABILITIES,
  searchConversations: 'native',
  filterUnread: 'native',
  filterNeedsReply: 'derived',
  includeArchived: 'native',
};

export const conversation = (id: string, change: Partial<Conversation> = {}): Conversation => ({
  id,
  kind: 'direct',
  channel: 'sms',
  participants: [{role: 'contact', name: `Contact ${id}`}],
  participantsComplete: true,
  status: 'active',
  unread: {has: false, source: 'native'},
  consent: {state: 'unknown', source: 'derived'},
  lastMessage: {text: `Hello from ${id}`, direction: 'inbound'},
  raw: undefined,
  ...change,
});
export const conversations = (count: number, start = 0): readonly Conversation[] =>
  Array.from({length: count}, (_, index) => conversation(String(start + index)));

export type Settings = Partial<
  Pick<
    ParlorConversationList,
    | 'conversations'
    | 'selectedId'
    | 'capabilities'
    | 'query'
    | 'status'
    | 'error'
    | 'hasMore'
    | 'loadingMore'
    | 'moreError'
    | 'drafts'
    | 'total'
    | 'unsentCount'
    | 'ownEndpoints'
  >
>;

/** A list in a box of its own, as in an inbox. */
export async function list(settings: Settings, height = 400): Promise<ParlorConversationList> {
  const element = await fixture<ParlorConversationList>(html`<parlor-conversation-list></parlor-conversation-list>`);
  element.style.setProperty('block-size', `${height}px`);
  element.style.setProperty('inline-size', '320px');
  return change(element, settings);
}

export async function change(element: ParlorConversationList, settings: Settings): Promise<ParlorConversationList> {
  Object.assign(element, settings);
  await element.updateComplete;
  return element;
}

export const shadow = (element: ParlorConversationList): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('The element has not drawn.');
  return element.shadowRoot;
};
export const find = <Kind extends HTMLElement>(element: ParlorConversationList, selector: string): Kind => {
  const found = shadow(element).querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
export const options = (element: ParlorConversationList): readonly HTMLElement[] => [
  ...shadow(element).querySelectorAll<HTMLElement>('[role=option]'),
];
export const button = (element: ParlorConversationList, name: string): HTMLButtonElement => {
  const buttons = [...shadow(element).querySelectorAll('button')];
  const found = buttons.find((candidate) => (candidate.ariaLabel ?? candidate.textContent).trim() === name);
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
};
export const words = (element: ParlorConversationList): string =>
  (shadow(element).textContent ?? '').replace(/\s+/g, ' ');
export const announced = (element: ParlorConversationList): string =>
  find(element, '[role=status]').textContent?.trim() ?? '';
export const listbox = (element: ParlorConversationList) => find(element, '[role=listbox]');
export const scroller = (element: ParlorConversationList) => find(element, '.scroller');
/** The conversation the keyboard is on. */
export const active = (element: ParlorConversationList): string | undefined => {
  const id = listbox(element).getAttribute('aria-activedescendant');
  return id ? shadow(element).getElementById(id)?.dataset['id'] : undefined;
};
export const inSight = (element: ParlorConversationList, id: string): boolean => {
  const row = options(element)
    .find((option) => option.dataset['id'] === id)
    ?.getBoundingClientRect();
  const bounds = scroller(element).getBoundingClientRect();
  return !!row && row.top >= bounds.top - 1 && row.bottom <= bounds.bottom + 1;
};

export type RequestName =
  | 'parlor-conversation-select-request'
  | 'parlor-query-change-request'
  | 'parlor-more-conversations-request'
  | 'parlor-reload-request'
  | 'parlor-show-unsent-request';

/** Collects what the list asks for from now on. */
export function requests<Name extends RequestName>(element: ParlorConversationList, name: Name) {
  const details: HTMLElementEventMap[Name]['detail'][] = [];
  element.addEventListener(name, (event) => details.push(event.detail));
  return details;
}

export const twoFrames = () =>
  new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
