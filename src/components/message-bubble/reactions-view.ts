import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';
import {displayLabel} from '../../model/display-text.js';
import type {Reaction, ReactionKind} from '../../model/reaction.js';
import {classNames} from '../common.js';

/** In characters. */
const LONGEST = 40;

export interface ReactionsContext {
  readonly localizer: Localizer<ThreadWords>;
  readonly onRetry: (kind: ReactionKind) => void;
  readonly onDiscard: (kind: ReactionKind) => void;
}

/** What a message was reacted to with: a sign to see, and words to hear. */
export function reactionsView(
  reactions: readonly Reaction[],
  context: ReactionsContext,
): TemplateResult | typeof nothing {
  if (reactions.length === 0) return nothing;
  const {localizer} = context;
  return html`
    <ul class="reactions" part="reactions">
      ${reactions.map(({name, by, isOwn, phase, kind}) => {
        const count = by.length + (isOwn ? 1 : 0);
        const words = wordsOf({name, by, ...(isOwn && {isOwn}), ...(kind && {kind})}, localizer);
        return html`<li
          class=${classNames({own: isOwn === true, unsettled: phase !== undefined})}
          part="reaction"
          title=${ifDefined(displayLabel(localizer.list(by)) || undefined)}
        >
          <bdi aria-hidden="true">${displayLabel(name, LONGEST)}</bdi>
          ${count > 1 ? html`<span aria-hidden="true">${count}</span>` : nothing}
          <span class="visually-hidden">${words}</span>
          ${phase === 'pending' ? html`<span>${localizer.strings.statuses.pending}</span>` : nothing}
          ${phase === 'unconfirmed' ? html`<span>${localizer.strings.statuses.unconfirmed}</span>` : nothing}
        </li>`;
      })}
    </ul>
    ${reactions.map((reaction) => troubleView(reaction, context))}
  `;
}

/** One that did not arrive can be given again where that may help; of one that may have, nobody is told to. */
function troubleView(
  {kind, phase, error}: Reaction,
  {localizer, onRetry, onDiscard}: ReactionsContext,
): TemplateResult | typeof nothing {
  const {strings} = localizer;
  if (phase === 'unconfirmed') return html`<p class="hint" role="status">${strings.reactionUnconfirmed}</p>`;
  if (!kind || (phase !== 'failed' && phase !== 'refused')) return nothing;
  return html`
    <p class="hint" role="alert">${strings.reactionNotSent}${error ? ` ${strings.errors[error]}` : ''}</p>
    <div class="actions">
      ${
        phase === 'failed'
          ? html`<button type="button" class="link" @click=${() => onRetry(kind)}>${strings.retry}</button>`
          : nothing
      }
      <button type="button" class="link" @click=${() => onDiscard(kind)}>${strings.discard}</button>
    </div>
  `;
}

function wordsOf({name, by, isOwn, kind}: Reaction, localizer: Localizer<ThreadWords>): string {
  const {strings} = localizer;
  const reaction = kind ? strings.reactions[kind] : displayLabel(name, LONGEST);
  const names = displayLabel(localizer.list(by));
  const theirs = names
    ? localizer.fill(strings.reactedWithBy, {reaction, names})
    : localizer.fill(strings.reactedWith, {reaction});
  if (!isOwn) return theirs;
  const own = localizer.fill(strings.youReactedWith, {reaction});
  return names ? `${own}. ${theirs}` : own;
}
