import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {InboxWords} from '../../i18n/words/inbox.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {memberNames, shownAddress, shownName} from '../../model/shown-name.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {ActionItems} from '../action-list.js';
import type {ConversationActionContext} from '../conversation-actions/default-actions.js';
import {backIcon, conversationIcon, newConversationIcon, warningIcon} from '../icons.js';

type Words = Localizer<InboxWords>;

export const nameOf = (conversation: Conversation | undefined, {strings}: Words): string =>
  shownName(conversation) || strings.unknownContact;

export interface ConnectionOptions {
  readonly store: InboxStore;
  readonly localizer: Words;
  /** The connection was lost before. */
  readonly wasLost: boolean;
  /** Something else that did not work, while it stands. */
  readonly failure: string;
}

/** That reading fails, while it does, or what else does not work. That it works again is announced only: sighted users see the banner disappear. */
export function connectionView({store, localizer, wasLost, failure}: ConnectionOptions): TemplateResult {
  const {strings} = localizer;
  const {connected, connectionError, selectedId, live} = store.state;
  // A list that could not be loaded says so in its own place.
  const isSaidByList = selectedId === undefined && store.conversationList.state.status === 'error';
  const backOnline = connected && wasLost ? html`<span class="visually-hidden">${strings.backOnline}</span>` : nothing;
  const said = failure || (live === 'interrupted' && strings.liveInterrupted);
  return html`
    <div part="connection" class="connection" role="status">
      ${
        connected || isSaidByList
          ? said
            ? html`${warningIcon} <span>${said}</span>`
            : backOnline
          : html`
              ${warningIcon}
              <span>${strings.offline} ${connectionError ? localizer.error(connectionError) : nothing}</span>
              <button type="button" @click=${() => void store.refresh()}>${strings.retry}</button>
            `
      }
    </div>
  `;
}

/**
 * An empty slot in an element's `empty` would take the place of the words there: it stands in it only while there is
 * anything in it.
 */
const standWhileFilled = ({currentTarget: slot}: Event): void => {
  if (slot instanceof HTMLSlotElement) slot.slot = slot.assignedNodes().length > 0 ? 'empty' : '';
};

// What a page puts into the inbox goes on into its elements.
export const listSlots = html`
  <slot name="list-header" slot="header"></slot>
  <slot name="list-footer" slot="footer"></slot>
  <slot name="list-empty" @slotchange=${standWhileFilled}></slot>
`;
export const threadSlots = html`
  <slot name="thread-above" slot="above"></slot>
  <slot name="thread-empty" @slotchange=${standWhileFilled}></slot>
`;
export const replySlots = html`
  <slot name="reply-above" slot="above"></slot>
  <slot name="reply-start" slot="start"></slot>
  <slot name="reply-actions" slot="actions"></slot>
  <slot name="reply-footer" slot="footer"></slot>
`;

export interface ListHeaderOptions {
  readonly localizer: Words;
  readonly onStart: () => unknown;
  /** The form could not be loaded. */
  readonly isMissing: boolean;
}

/** Above the list: a way to a new conversation. */
export function listHeader({localizer, onStart, isMissing}: ListHeaderOptions): TemplateResult {
  const {strings} = localizer;
  return html`
    <div slot="header" class="list-header">
      <h2>${strings.conversations}</h2>
      <button
        part="start-button"
        type="button"
        class="icon"
        title=${strings.startConversation}
        aria-label=${strings.startConversation}
        @click=${onStart}
      >
        ${newConversationIcon}
      </button>
      ${isMissing ? missingLine(localizer, onStart) : nothing}
    </div>
  `;
}

export interface ListFooterOptions {
  readonly store: InboxStore;
  readonly localizer: Words;
  readonly setUpHint: string | undefined;
  /** The page asked for what is written to be kept. */
  readonly isKept: boolean;
}

/** What is incomplete or weaker than usual, below the list. */
export function listFooter({store, localizer, setUpHint, isKept}: ListFooterOptions): TemplateResult {
  const {strings} = localizer;
  const {detailsRemaining, storage} = store.state;
  return html`
    <div class="list-footer" role="status">
      ${setUpHint ? html`<p class="trouble set-up">${setUpHint}</p>` : nothing}
      ${store.conversationList.state.incomplete ? html`<p>${strings.listIncomplete}</p>` : nothing}
      ${detailsRemaining > 0 ? html`<p>${localizer.count(strings.detailsLoading, detailsRemaining)}</p>` : nothing}
      ${isKept && !storage.durable ? html`<p>${strings.thisTabOnly}</p>` : nothing}
      ${storage.trouble ? html`<p class="trouble">${strings.storageTrouble[storage.trouble]}</p>` : nothing}
      ${isKept && !storage.exclusive ? html`<p>${strings.storageShared}</p>` : nothing}
      ${storage.setAside > 0 ? html`<p>${localizer.count(strings.storageSetAside, storage.setAside)}</p>` : nothing}
    </div>
  `;
}

export interface ThreadHeaderOptions {
  readonly conversation: Conversation | undefined;
  readonly localizer: Words;
  readonly detailsOpen: boolean;
  readonly actions: ActionItems<ConversationActionContext> | undefined;
  /** What can be done to the conversation could not be loaded: how that is tried again. */
  readonly onRetry: (() => unknown) | undefined;
  readonly onBack: () => void;
}

/** Above the thread: who the conversation is with, and what can be done to it. */
export function threadHeader(options: ThreadHeaderOptions): TemplateResult {
  const {conversation, localizer, detailsOpen, actions, onRetry, onBack} = options;
  const name = nameOf(conversation, localizer);
  const contact = conversation && contactOf(conversation);
  const about = conversation && aboutContact(conversation);
  return html`
    <header part="header" class="thread-header">
      <button part="back-button" class="icon back" type="button" aria-label=${localizer.strings.back} @click=${onBack}>
        ${backIcon}
      </button>
      <parlor-avatar name=${name} .src=${contact?.avatarUrl} kind=${conversation?.kind ?? 'direct'}></parlor-avatar>
      <div class="who">
        <h2 tabindex="-1"><bdi>${name}</bdi></h2>
        <div class="facts">
          ${about ? html`<p class="address" title=${about.words}><bdi dir=${about.dir}>${about.words}</bdi></p>` : nothing}
          <parlor-opt-out-badge .consent=${conversation?.consent ?? UNKNOWN_CONSENT}></parlor-opt-out-badge>
        </div>
      </div>
      <slot name="header-actions"></slot>
      ${onRetry ? missingLine(localizer, onRetry) : nothing}
      <parlor-conversation-actions
        offers-details
        ?details-open=${detailsOpen}
        .conversationActions=${actions}
      ></parlor-conversation-actions>
    </header>
  `;
}

/** Below the name: the number of a contact, the members of a group; nothing that the name itself says. */
function aboutContact(conversation: Conversation): {readonly words: string; readonly dir: 'ltr' | 'auto'} | undefined {
  if (conversation.kind === 'group') {
    const words = conversation.title ? memberNames(conversation) : '';
    return words ? {words, dir: 'auto'} : undefined;
  }
  const words = shownAddress(contactOf(conversation)?.address);
  return words && words !== shownName(conversation) ? {words, dir: 'ltr'} : undefined;
}

/** In place of a thread. */
export function nothingOpen({conversationList}: InboxStore, {strings}: Words): TemplateResult {
  const {status, conversations} = conversationList.state;
  // With nothing to choose from, the list says all there is to say.
  const canChoose = status !== 'ready' || conversations.length > 0;
  return html`
    <div class="nothing-open">
      <slot name="empty">
        ${conversationIcon}
        ${
          canChoose
            ? html`
                <p class="title">${strings.noConversationSelected}</p>
                <p>${strings.noConversationSelectedHint}</p>
              `
            : nothing
        }
      </slot>
    </div>
  `;
}

/** In place of elements that could not be loaded. */
export function missingView(
  {strings}: Words,
  retry: () => unknown,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const buttons = html`<button type="button" @click=${retry}>${strings.retry}</button>${more}`;
  return troubleView(strings.paneFailed, buttons);
}

/** The same where there is room for one line. */
const missingLine = ({strings}: Words, retry: () => unknown): TemplateResult => html`
  <p class="missing" role="alert">
    ${strings.paneFailed} <button type="button" class="link" @click=${retry}>${strings.retry}</button>
  </p>
`;

export const troubleView = (title: string, more: TemplateResult): TemplateResult => html`
  <div class="nothing-open" role="alert">
    ${warningIcon}
    <p class="title">${title}</p>
    ${more}
  </div>
`;
