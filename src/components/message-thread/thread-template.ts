import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {keyed} from 'lit/directives/keyed.js';
import {repeat} from 'lit/directives/repeat.js';
import type {AttachmentRenderer, MessageRenderer} from '../../controllers/renderers.js';
import type {Conversation} from '../../model/conversation.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {ThreadRow} from '../../model/group-messages.js';
import {isKnownInstant, type Instant} from '../../model/capability-level.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';
import {classNames} from '../common.js';
import {blockedIcon, conversationIcon, warningIcon} from '../icons.js';
import {checkIcon, downIcon} from '../message-icons.js';
import {displayLabel} from '../../model/display-text.js';
import type {MediaMode} from '../../model/media-mode.js';
import type {MessageOverlays, OverlayOptions} from './message-overlays.js';
import type {ThreadMarks} from './thread-marks.js';
import type {ThreadView} from './thread-view.js';

/** What a reader can do in a thread. */
export interface ThreadHandlers {
  readonly onScroll: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  readonly onReload: () => void;
  readonly onJump: () => void;
  /** Has a date chosen to go to; absent where nobody can. */
  readonly onDate: (() => void) | undefined;
  readonly onUnfold: (event: Event) => void;
}

interface RowContext {
  readonly view: ThreadView;
  readonly localizer: Localizer<ThreadWords>;
  readonly now: Instant;
  /** The key of the message that the search has gone to. */
  readonly foundKey: string | undefined;
  /** What the search looks for. */
  readonly searched: string;
  readonly marks: ThreadMarks;
  readonly media: MediaMode;
  /** The key of the message whose menu the Tab key leads to; the arrows lead on from there. */
  readonly menuKey: string | undefined;
  /** By the keys of long messages: how often more of them was asked for. */
  readonly unfolded: ReadonlyMap<string, number>;
  readonly conversation: Conversation | undefined;
  readonly renderMessage: MessageRenderer | undefined;
  readonly renderAttachment: AttachmentRenderer | undefined;
}

export interface ThreadParts extends RowContext, ThreadHandlers, OverlayOptions {
  readonly overlays: MessageOverlays;
  /** The drawn ones. */
  readonly rows: readonly ThreadRow[];
  readonly search: TemplateResult | typeof nothing;
  /** Nothing is open, so nothing will come. */
  readonly isNothingOpen: boolean;
  /** Nothing holds the room of what is not drawn above, as on a server: no beginning is to be read there. */
  readonly isCut: boolean;
  readonly isFarFromNewest: boolean;
  /** How many received messages the reader has not scrolled to. */
  readonly unseen: number;
  /** The day that is read, while no line of its own names it. */
  readonly day: Instant | undefined;
  /** What a screen reader says; another number says the same words again. */
  readonly announcement: {readonly text: string; readonly number: number};
}

export function threadTemplate(parts: ThreadParts): TemplateResult {
  const {view, localizer, unseen, announcement} = parts;
  const {strings} = localizer;
  const hasMessages = view.list.length > 0;
  const isAway = view.hasNewer || parts.isFarFromNewest || unseen > 0;
  const content = html`<div class="content">${hasMessages ? listView(parts) : stateView(parts)}</div>`;
  return html`
    <slot name="above"></slot>
    ${parts.search} ${parts.marks.hasUnknownSides ? sidesNote(view, localizer) : nothing}
    ${parts.day === undefined ? nothing : dayLabel(parts.day, parts)}
    <div
      class="scroller"
      part="base"
      role="region"
      tabindex="0"
      aria-label=${localizer.fill(strings.messages, {name: displayLabel(view.contactName || strings.unknownContact)})}
      aria-busy=${view.status === 'loading' ? 'true' : 'false'}
      @scroll=${parts.onScroll}
      @keydown=${parts.onKeyDown}
      @parlor-message-unfold=${parts.onUnfold}
      @parlor-message-menu-request=${parts.overlays.onMenu}
      @parlor-media-request=${parts.overlays.onMedia}
    >
      ${keyed(view.conversationId, content)}
    </div>
    ${hasMessages && isAway ? jumpView(unseen, localizer, parts.onJump) : nothing} ${parts.overlays.render(view, parts)}
    <div class="visually-hidden" role="status">
      ${keyed(announcement.number, announcement.text ? html`<p>${announcement.text}</p>` : nothing)}
    </div>
  `;
}

/** Why nobody is named, and what would change that. */
const sidesNote = ({directions}: ThreadView, {strings}: Localizer<ThreadWords>): TemplateResult =>
  html`<p class="note" part="note">${directions === 'none' ? strings.unknownSides : strings.someUnknownSides}</p>`;

/** The room of rows that are not drawn is in two elements around the list, see `MeasuredRows`. */
function listView(parts: ThreadParts): TemplateResult {
  const {view, localizer, rows} = parts;
  return html`
    ${parts.isCut ? nothing : beginningView(view, localizer, parts.onOlder)}
    <div class="space"></div>
    <ol class="list" part="list">
      ${rowsView(rows, parts)}
    </ol>
    <div class="space"></div>
    ${endingView(view, localizer, parts)}
  `;
}

function stateView({view, localizer, isNothingOpen, onReload}: ThreadParts): TemplateResult {
  // What has to wait says so at once, also where it goes on by itself.
  if (view.status === 'error' || (view.status === 'loading' && view.error))
    return errorView(localizer, view.error, onReload);
  if (view.status === 'ready') return emptyView(localizer);
  return view.status === 'idle' && isNothingOpen ? unselectedView(localizer) : skeletonView(localizer);
}

type Row<Kind extends ThreadRow['kind']> = Extract<ThreadRow, {kind: Kind}>;

/**
 * The rows as list items. `data-anchor-key` marks those whose place can be found again after a change: a day
 * separator moves away from its message when older ones come, so it has none. Of a message it is the bubble, since the
 * room above changes when an earlier message joins its group.
 */
function rowsView(rows: readonly ThreadRow[], context: RowContext): unknown {
  return repeat(
    rows,
    (row) => row.key,
    (row) => rowView(row, context),
  );
}

function rowView(row: ThreadRow, context: RowContext): TemplateResult {
  switch (row.kind) {
    case 'message':
      return messageRow(row, context);
    case 'day':
      return dayRow(row, context);
    case 'unread':
      return unreadRow(row, context);
    case 'consent':
      return consentRow(row, context);
  }
}

function messageRow(
  {key, index, message, startsGroup, endsGroup}: Row<'message'>,
  {view, foundKey, searched, marks, media, menuKey, unfolded, ...own}: RowContext,
): TemplateResult {
  const isFound = key === foundKey;
  const isWhole = !view.hasOlder && !view.hasNewer;
  return html`
    <li
      class=${classNames({message: true, startsGroup, found: isFound})}
      part=${isFound ? 'item found-message' : 'item'}
      aria-current=${ifDefined(isFound ? 'true' : undefined)}
      aria-posinset=${index + 1}
      aria-setsize=${isWhole ? view.list.length : -1}
    >
      <parlor-message-bubble
        part="message"
        data-anchor-key=${key}
        exportparts="bubble, text, attachment, foot, sender, timestamp, status, menu-button"
        .message=${message}
        .startsGroup=${startsGroup}
        .endsGroup=${endsGroup}
        .contactName=${view.contactName}
        .showSender=${view.group}
        .held=${view.heldIds?.has?.(key) ?? false}
        .answered=${marks.isAnswered(index)}
        .showStatus=${marks.statusModeOf(message, index)}
        .media=${media}
        .menuTabIndex=${key === menuKey ? 0 : -1}
        .searched=${isFound ? searched : ''}
        .conversation=${own.conversation}
        .renderMessage=${own.renderMessage}
        .renderAttachment=${own.renderAttachment}
        .unfolded=${isFound ? Infinity : (unfolded.get(key) ?? 0)}
      ></parlor-message-bubble>
    </li>
  `;
}

function dayRow({at}: Row<'day'>, {localizer, now}: RowContext): TemplateResult {
  return html`
    <li class="day" part="day-separator">
      <time datetime=${localizer.dayKey(at)} title=${localizer.date(at)}>${localizer.day(at, now)}</time>
    </li>
  `;
}

function unreadRow({key}: Row<'unread'>, {localizer}: RowContext): TemplateResult {
  return html`
    <li class="unread" part="unread-divider" data-anchor-key=${key} aria-label=${localizer.strings.unreadFromHere}>
      <span>${localizer.strings.unreadDivider}</span>
    </li>
  `;
}

/** What is guessed from a keyword says so: only the provider can close a conversation to replies for certain. */
function consentRow({change, at, source}: Row<'consent'>, {localizer}: RowContext): TemplateResult {
  const {strings} = localizer;
  const isGuess = source !== 'native';
  const optOutWords = isGuess ? strings.probablyOptedOut : strings.contactOptedOut;
  return html`
    <li class="consent" part="consent-change" title=${ifDefined(isGuess ? strings.sources[source] : undefined)}>
      ${change === 'opt-out' ? blockedIcon : checkIcon}
      <span>
        ${change === 'opt-out' ? optOutWords : strings.contactOptedIn}
        ${
          isKnownInstant(at)
            ? html`<time datetime=${new Date(at).toISOString()} title=${localizer.exact(at)}
                >${localizer.time(at)}</time
              >`
            : nothing
        }
      </span>
    </li>
  `;
}

/** Made-up bubbles: side, and width in steps. */
const SKELETON: readonly (readonly ['in' | 'out', 1 | 2 | 3])[] = [
  ['in', 2],
  ['in', 3],
  ['out', 2],
  ['in', 1],
  ['out', 3],
  ['out', 1],
  ['in', 2],
];

function skeletonView({strings}: Localizer<ThreadWords>): TemplateResult {
  return html`
    <p class="visually-hidden" role="status">${strings.loading}</p>
    <div class="skeleton" aria-hidden="true">
      ${SKELETON.map(([side, width]) => html`<span class=${classNames({[side]: true, [`width-${width}`]: true})}></span>`)}
    </div>
  `;
}

function emptyView({strings}: Localizer<ThreadWords>): TemplateResult {
  return html`
    <slot name="empty">
      <div class="state" part="empty">
        <span class="sign">${conversationIcon}</span>
        <p class="what">${strings.noMessages}</p>
        <p>${strings.noMessagesHint}</p>
      </div>
    </slot>
  `;
}

function unselectedView({strings}: Localizer<ThreadWords>): TemplateResult {
  return html`
    <div class="state" part="empty">
      <span class="sign">${conversationIcon}</span>
      <p class="what">${strings.noConversationSelected}</p>
      <p>${strings.noConversationSelectedHint}</p>
    </div>
  `;
}

function errorView(
  localizer: Localizer<ThreadWords>,
  error: ConversationError | undefined,
  onRetry: () => void,
): TemplateResult {
  return html`
    <div class="state" part="error" role="alert">
      <span class="sign danger">${warningIcon}</span>
      <p class="what">${localizer.strings.threadFailed}</p>
      ${error ? html`<p>${localizer.error(error)}</p>` : nothing}
      <button type="button" @click=${onRetry}>${localizer.strings.retry}</button>
    </div>
  `;
}

/** What stands before the first message. The button stays one button, so that the keyboard does not lose it. */
function beginningView(view: ThreadView, localizer: Localizer<ThreadWords>, onOlder: () => void): TemplateResult {
  const {strings} = localizer;
  const {hasOlder, loadingOlder, olderError} = view;
  if (!hasOlder) return html`<p class="start">${strings.startOfConversation}</p>`;
  return html`
    <div class="older">
      ${
        olderError && !loadingOlder
          ? html`<p part="error" role="alert">${strings.olderFailed} ${localizer.error(olderError)}</p>`
          : nothing
      }
      <button type="button" class="quiet" aria-disabled=${loadingOlder ? 'true' : 'false'} @click=${onOlder}>
        ${loadingOlder ? html`<span class="spinner" aria-hidden="true"></span>${strings.loadingOlder}` : nothing}
        ${!loadingOlder && olderError ? strings.retry : nothing}
        ${!loadingOlder && !olderError ? strings.loadOlder : nothing}
      </button>
    </div>
  `;
}

/** What failed after the last message; the messages stay. */
function endingView(
  view: ThreadView,
  localizer: Localizer<ThreadWords>,
  {onReload, onNewer}: ThreadHandlers,
): TemplateResult | typeof nothing {
  const error = view.status === 'error' ? view.error : view.newerError;
  if (view.status !== 'error' && !view.newerError) return nothing;
  return html`
    <div class="ending" part="error">
      <p role="alert">${localizer.strings.newerFailed} ${error ? localizer.error(error) : nothing}</p>
      <button type="button" @click=${view.status === 'error' ? onReload : onNewer}>${localizer.strings.retry}</button>
    </div>
  `;
}

/** It says nothing that is not above the first message of the day: by itself it is announced to nobody. */
function dayLabel(at: Instant, {localizer, now, onDate}: ThreadParts): TemplateResult {
  const words = html`<bdi>${localizer.day(at, now)}</bdi>`;
  // By the keyboard it is reached as a command, and in the menu above.
  return html`
    <div class="sticky-day" aria-hidden=${onDate ? 'false' : 'true'}>
      ${
        onDate
          ? html`<button
              type="button"
              tabindex="-1"
              part="sticky-day"
              title=${localizer.strings.goToDate}
              @click=${onDate}
            >
              ${words}
            </button>`
          : html`<span part="sticky-day">${words}</span>`
      }
    </div>
  `;
}

/** The way back to the newest message, with the number of those that came meanwhile. */
function jumpView(unseen: number, localizer: Localizer<ThreadWords>, onJump: () => void): TemplateResult {
  const {strings} = localizer;
  const words = unseen > 0 ? localizer.count(strings.newMessages, unseen) : undefined;
  return html`
    <button
      type="button"
      part="jump-button"
      class=${classNames({jump: true, icon: !words})}
      aria-label=${words ?? strings.jumpToNewest}
      title=${strings.jumpToNewest}
      @click=${onJump}
    >
      ${downIcon} ${words ? html`<span>${words}</span>` : nothing}
    </button>
  `;
}
