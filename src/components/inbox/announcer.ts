import {html, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {InboxWords} from '../../i18n/words/inbox.js';
import {displayLabel} from '../../model/display-text.js';
import type {Message} from '../../model/message.js';
import {shownName} from '../../model/shown-name.js';
import type {InboxEvent} from '../../store/inbox-event.js';
import type {InboxStore} from '../../store/inbox-store.js';

interface Line {
  readonly id: number;
  readonly text: string;
  /** Interrupts what a screen reader is saying. */
  readonly isUrgent: boolean;
}

/**
 * Says what became of messages, for screen readers: once each, whichever conversation is open, quietly when a message
 * went or waits for a connection, and at once when something is wrong.
 */
export class Announcer implements ReactiveController {
  readonly #host: LitElement;
  #lines: readonly Line[] = [];
  #wasDrawn = false;
  #count = 0;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  take(event: InboxEvent, store: InboxStore | undefined, localizer: Localizer<InboxWords>): void {
    const text = wordsFor(event, store, localizer);
    if (text === undefined) return;
    const isUrgent = event.type !== 'message-sent' && !isOffline(event);
    // What happens at once is said together; the same words of several messages are said once.
    const before = this.#wasDrawn ? [] : this.#lines;
    if (before.some((line) => line.text === text)) return;
    this.#wasDrawn = false;
    this.#lines = [...before, {id: this.#count++, text, isUrgent}];
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    this.#wasDrawn = true;
  }

  render(): TemplateResult {
    const lines = (isUrgent: boolean) =>
      repeat(
        this.#lines.filter((line) => line.isUrgent === isUrgent),
        ({id}) => id,
        ({text}) => html`<p>${text}</p>`,
      );
    return html`
      <div class="visually-hidden" role="status" aria-atomic="false">${lines(false)}</div>
      <div class="visually-hidden" role="alert" aria-atomic="false">${lines(true)}</div>
    `;
  }
}

/** Nothing went wrong, and nothing is to be done: it goes by itself when there is a connection again. */
const isOffline = (event: InboxEvent): boolean =>
  event.type === 'message-waiting' && event.message.outbox?.phase === 'waiting-for-connection';

function wordsFor(
  event: InboxEvent,
  store: InboxStore | undefined,
  localizer: Localizer<InboxWords>,
): string | undefined {
  const {strings} = localizer;
  switch (event.type) {
    case 'message-sent':
      return localizer.fill(strings.announceSent, {name: nameOf(event.message, store, localizer)});
    case 'message-failed': {
      const name = nameOf(event.message, store, localizer);
      const words = event.error.outcomeUnknown ? strings.announceUnconfirmed : strings.announceFailed;
      return localizer.fill(words, {name, reason: localizer.error(event.error)});
    }
    case 'message-undelivered': {
      const name = nameOf(event.message, store, localizer);
      const reason = displayLabel(event.message.failure?.text ?? strings.statuses[event.message.status]);
      return localizer.fill(strings.announceUndelivered, {name, reason});
    }
    case 'message-waiting': {
      const waits: Readonly<Record<string, string>> = strings.announceWaits;
      const reason = waits[event.message.outbox?.phase ?? ''];
      return reason && localizer.fill(strings.announceWaiting, {name: nameOf(event.message, store, localizer), reason});
    }
    default:
      return undefined;
  }
}

const nameOf = ({conversationId}: Message, store: InboxStore | undefined, {strings}: Localizer<InboxWords>): string =>
  shownName(store?.conversation(conversationId)) || strings.unknownContact;
