import {request} from '../../controllers/request.js';
import type {Conversation} from '../../model/conversation.js';
import {shownName} from '../../model/shown-name.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {requestAction} from '../conversation-actions/request-action.js';
import type {CommandHost, Place} from './commands.js';
import type {FoundMessage} from './found-messages.js';
import type {CommandsRequestDetail} from './command-palette.events.js';
import type {Surroundings} from './surroundings.js';

type Outcome = 'noNext' | 'noPrevious' | 'noUnread' | 'markedUnread' | 'markedRead' | 'numberCopied' | 'copyingFailed';

export interface RunnerParts {
  readonly element: HTMLElement;
  readonly around: Surroundings;
  readonly store: InboxStore;
  /** Where the focus was when the command was chosen. */
  readonly place: Place | undefined;
  readonly show: (mode: CommandsRequestDetail['show']) => void;
  /** Tells what came of it, where nothing else shows that. */
  readonly tell: (outcome: Outcome) => void;
  /** For those who cannot see it. */
  readonly announce: (text: string) => void;
  readonly start: () => unknown;
}

/** Of several, the first that any of them needs. */
const FOR_SELECTED = [
  ['archive', 'unarchive'],
  ['close', 'reopen'],
  ['star', 'unstar'],
  ['mark-read', 'mark-unread'],
] as const;

/** Does what commands are for, by the requests that the buttons of an inbox make. */
export class CommandRunner implements CommandHost {
  readonly #parts: RunnerParts;
  readonly #selectedId: string;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#selectedId = parts.store.state.selectedId ?? '';
  }

  show(mode: CommandsRequestDetail['show']): void {
    this.#parts.show(mode);
  }

  open(conversation: Conversation | undefined, otherwise: Outcome): void {
    if (conversation) void this.#open(conversation);
    else this.#parts.tell(otherwise);
  }

  /** Opens a conversation at a message of it, once that is loaded. */
  async openMessage({conversation: {id}, messageId}: FoundMessage): Promise<void> {
    const {element, around, store} = this.#parts;
    if (!request(element, 'parlor-conversation-select-request', {conversationId: id})) return;
    await around.settled();
    await around.focus('messages');
    if (messageId === undefined || store.state.selectedId !== id) return;
    await store.timeline(id).when(({status}) => status === 'ready' || status === 'error');
    await around.settled();
    const {messages} = around;
    await messages?.updateComplete;
    if (messages?.conversationId === id) messages.scrollToMessage(messageId);
  }

  async sendReply(): Promise<boolean> {
    const {around, store} = this.#parts;
    if (around.reply?.send?.() !== 'requested') return false;
    await around.settled();
    // What could not be queued stays in the field, and is explained there.
    const {text, mediaUrls} = store.drafts.get(this.#selectedId);
    return text === '' && mediaUrls.length === 0;
  }

  putAway(how: 'archive' | 'close', next: Conversation | undefined): void {
    if (this.#doToSelected(how)) return;
    const fate = requestAction(this.#parts.element, how, {conversationId: this.#selectedId});
    if (fate !== 'vetoed' && next) void this.#open(next);
  }

  ask(what: Parameters<CommandHost['ask']>[0]): void {
    if (this.#doToSelected(what)) return;
    const {element, around, tell} = this.#parts;
    const about = {conversationId: this.#selectedId};
    switch (what) {
      case 'unarchive':
      case 'reopen':
      case 'star':
      case 'unstar':
        requestAction(element, what, about);
        return;
      case 'unread':
      case 'read':
        if (request(element, 'parlor-unread-request', {...about, unread: what === 'unread'}))
          tell(what === 'unread' ? 'markedUnread' : 'markedRead');
        return;
      case 'toggle-details':
      case 'hide-details':
        request(element, 'parlor-details-toggle-request', {
          ...about,
          open: what === 'toggle-details' && around.details === null,
        });
    }
  }

  /** What is selected goes before what is open. @returns whether anything is */
  #doToSelected(what: string): boolean {
    const {selected} = this.#parts.around;
    const ids = FOR_SELECTED.find((each) => each.some((id) => id === what || id === `mark-${what}`));
    if (!selected || !ids) return false;
    selected.act(...ids);
    return true;
  }

  searchMessages(): void {
    request(this.#parts.element, 'parlor-thread-search-request', {conversationId: this.#selectedId});
  }

  showSavedReplies(): void {
    const {around} = this.#parts;
    if (around.areDetailsInTheWay([])) this.ask('hide-details');
    void around.settled().then(() => around.reply?.showSavedReplies());
  }

  select(): void {
    this.#parts.around.list?.toggleSelecting();
    this.focus('list');
  }

  /** Whatever covers the place makes way for it. */
  focus(place: Place): void {
    const {around} = this.#parts;
    if (place === 'list' || place === 'search') {
      if (around.isListCovered) this.leave();
    } else if (around.areDetailsInTheWay([])) this.ask('hide-details');
    void around.focus(place);
  }

  leave(): boolean {
    const {around, store} = this.#parts;
    if (!around.isListCovered) return false;
    if (around.details) this.ask('hide-details');
    store.select(undefined);
    return true;
  }

  copy(text: string): void {
    const {tell} = this.#parts;
    navigator.clipboard.writeText(text).then(
      () => tell('numberCopied'),
      () => tell('copyingFailed'),
    );
  }

  /** The page's own way to call goes before the device's. */
  call(number: string): void {
    if (!request(this.#parts.element, 'parlor-call-request', {conversationId: this.#selectedId, number})) return;
    const link = document.createElement('a');
    link.href = `tel:${number}`;
    link.click();
  }

  start(): void {
    this.#parts.start();
  }

  async #open(conversation: Conversation): Promise<void> {
    const {element, around, place, announce} = this.#parts;
    if (!request(element, 'parlor-conversation-select-request', {conversationId: conversation.id})) return;
    await around.settled();
    if (place === 'reply' || place === 'messages') await around.focus(place);
    else announce(shownName(conversation));
  }
}
