import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {SavedReplyWords} from '../../i18n/words/saved-replies.js';
import {shortened} from '../../model/cut-text.js';
import {displayLabel, displayText} from '../../model/display-text.js';
import {gapsIn} from '../../model/reply-gaps.js';
import {renderChoice, renderChoiceField, type ChoiceList} from '../choice-list.js';
import {searchIcon} from '../icons.js';
import type {ReplySearch} from './reply-search.js';
import type {SavedReply} from './saved-reply.js';

/** A reply is recognised by its beginning, in characters. */
const LONGEST_PREVIEW = 160;

export interface RepliesView {
  readonly status: ReplySearch['status'];
  /** All that fit. */
  readonly found: readonly SavedReply[];
  /** Those that are shown. */
  readonly replies: readonly SavedReply[];
  readonly query: string;
  readonly list: ChoiceList;
  readonly mediaRoom: number;
  readonly localizer: Localizer<SavedReplyWords>;
  /** What a reply says here. */
  readonly filled: (reply: SavedReply) => string;
  readonly onInput: (event: InputEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onRetry: () => void;
}

/** A field of its own and the replies that fit what is typed there: both in one place, so that the one can name the other. */
export function renderReplies(view: RepliesView): TemplateResult {
  const {localizer, replies, query, list, onInput, onKeyDown} = view;
  const {strings} = localizer;
  return html`
    <div part="base" class="base" role="group" aria-label=${strings.savedReplies}>
      ${renderChoiceField({
        ...{list, query, onInput, onKeyDown},
        icon: searchIcon,
        label: strings.searchSavedReplies,
        enterKeyHint: 'done',
      })}
      <div
        id="items"
        part="list"
        class="list"
        role="listbox"
        aria-label=${strings.savedReplies}
        @keydown=${onKeyDown}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${list.onClick}
        @pointermove=${list.onPoint}
      >
        ${repeat(
          replies,
          (reply, index) => `${index} ${reply.id}`,
          (reply, index) => renderReply(reply, index, view),
        )}
      </div>
      <div class=${isQuiet(view) ? 'visually-hidden' : 'line'} role="status">${renderLine(view)}</div>
    </div>
  `;
}

function renderReply(reply: SavedReply, index: number, view: RepliesView): TemplateResult {
  const {list, localizer, mediaRoom, filled} = view;
  const {title, shortcut, mediaUrls = []} = reply;
  return renderChoice(
    list,
    index,
    html`
      <span class="title"><bdi>${displayLabel(title)}</bdi></span>
      ${shortcut ? html`<span class="shortcut"><bdi dir="ltr">/${displayLabel(shortcut)}</bdi></span>` : nothing}
      <span class="text">${renderText(filled(reply))}</span>
      ${mediaUrls.length > mediaRoom ? html`<span class="hint">${localizer.strings.withoutItsMedia}</span>` : nothing}
    `,
  );
}

/** As it will read, with what is still to be filled in marked. */
function renderText(text: string): (string | TemplateResult)[] {
  const shown = shortened(text.replace(/\s+/g, ' '), LONGEST_PREVIEW);
  const parts: (string | TemplateResult)[] = [];
  let rest = shown;
  for (const gap of gapsIn(shown)) {
    const place = rest.indexOf(gap);
    parts.push(displayText(rest.slice(0, place)), html`<mark>${displayText(gap)}</mark>`);
    rest = rest.slice(place + gap.length);
  }
  return [...parts, displayText(rest)];
}

/** How many there are, or why there are none. */
function renderLine({status, found, replies, query, localizer, onRetry}: RepliesView): TemplateResult | string {
  const {strings} = localizer;
  if (status === 'error' || status === 'late') {
    const words = status === 'error' ? strings.savedRepliesFailed : strings.savedRepliesLate;
    return html`<span part="error">${words}</span>
      <button type="button" class="link" @click=${onRetry}>${strings.retry}</button>`;
  }
  if (status === 'loading') return strings.loading;
  if (found.length === 0) return query.trim() ? strings.noSavedReplyMatches : strings.noSavedReplies;
  const more = found.length - replies.length;
  if (more > 0) return localizer.count(strings.moreSavedReplies, more);
  return localizer.count(strings.savedRepliesFound, found.length);
}

/** Whoever sees the replies sees how many there are. */
const isQuiet = ({status, found, replies}: RepliesView): boolean =>
  status === 'ready' && found.length > 0 && found.length === replies.length;
