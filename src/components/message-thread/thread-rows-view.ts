import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {repeat} from 'lit/directives/repeat.js';
import type {ThreadRow} from '../../model/group-messages.js';
import {isKnownInstant, type Instant} from '../../model/capability-level.js';
import type {Localizer} from '../../i18n/localizer.js';
import {classNames} from '../common.js';
import {blockedIcon, checkIcon} from '../icons.js';
import type {ThreadView} from './thread-view.js';

export interface RowContext {
  readonly view: ThreadView;
  readonly localizer: Localizer;
  readonly now: Instant;
  /** The key of the message that the search has gone to. */
  readonly foundKey?: string;
}

type Row<Kind extends ThreadRow['kind']> = Extract<ThreadRow, {kind: Kind}>;

/**
 * The rows as list items. `data-anchor-key` marks those whose place can be found again after a change: a day
 * separator moves away from its message when older ones come, so it has none. Of a message it is the bubble, since the
 * room above changes when an earlier message joins its group.
 */
export function rowsView(rows: readonly ThreadRow[], context: RowContext): unknown {
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
  {view, foundKey}: RowContext,
): TemplateResult {
  const isFound = key === foundKey;
  const isWhole = !view.hasOlder && !view.hasNewer;
  return html`
    <li
      class=${classNames({message: true, startsGroup, found: isFound})}
      part=${isFound ? 'item found-message' : 'item'}
      aria-current=${ifDefined(isFound ? 'true' : undefined)}
      aria-posinset=${index + 1}
      aria-setsize=${isWhole ? view.messages.length : -1}
    >
      <parlor-message-bubble
        data-anchor-key=${key}
        exportparts="bubble, text, attachment, foot, sender, timestamp, status"
        .message=${message}
        .startsGroup=${startsGroup}
        .endsGroup=${endsGroup}
        .contactName=${view.contactName}
        .showSender=${view.group}
        .held=${view.heldIds?.has(key) ?? false}
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
    <li class="unread" part="unread-divider" data-anchor-key=${key}><span>${localizer.strings.unreadDivider}</span></li>
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
