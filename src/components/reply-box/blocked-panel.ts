import {html, nothing, type TemplateResult} from 'lit';
import type {SendBlock, SendBlockReason} from '../../model/send-block.js';
import type {Localizer} from '../../i18n/localizer.js';
import {archiveIcon, blockedIcon, conversationIcon, personIcon, questionIcon, warningIcon} from '../icons.js';
import {clockIcon} from '../message-icons.js';

const ICONS: Readonly<Record<SendBlockReason, TemplateResult>> = {
  'opted-out': blockedIcon,
  'probably-opted-out': questionIcon,
  'not-textable': blockedIcon,
  'lookup-pending': clockIcon,
  'no-credits': warningIcon,
  'no-from-number': warningIcon,
  'contact-not-found': personIcon,
  'conversation-closed': archiveIcon,
  'read-only': conversationIcon,
};

export interface BlockedPanelOptions {
  readonly block: SendBlock;
  readonly localizer: Localizer;
  readonly hasDraft: boolean;
  readonly isChecking: boolean;
  readonly onRecheck: () => void;
}

/** Consent is worked out from messages; everything else that is not the provider's word, from a refusal. */
function sourceOf({reason, source}: SendBlock, {strings}: Localizer): string {
  const isConsent = reason === 'opted-out' || reason === 'probably-opted-out';
  return source === 'derived' && !isConsent ? strings.knownFromRefusal : strings.sources[source];
}

/** Stands where the text field was: why no reply can be sent, since when, what ends it. Takes focus, not a tab stop. */
export function renderBlockedPanel(options: BlockedPanelOptions): TemplateResult {
  const {block, localizer, hasDraft, isChecking, onRecheck} = options;
  const {strings} = localizer;
  const words = strings.blocks[block.reason];
  const facts = [sourceOf(block, localizer)];
  if (block.since !== undefined) facts.unshift(localizer.fill(strings.since, {date: localizer.date(block.since)}));
  return html`
    <div
      part="blocked"
      class="blocked"
      role="group"
      tabindex="-1"
      aria-labelledby="block-title"
      aria-describedby="block-reopen block-facts"
    >
      <span class="blocked-icon">${ICONS[block.reason]}</span>
      <div class="blocked-words">
        <p id="block-title" class="blocked-title">${words.title}</p>
        <p id="block-reopen">${words.reopen}</p>
        <p id="block-facts" class="blocked-facts">${facts.join(' · ')}</p>
        ${hasDraft ? html`<p class="blocked-kept">${strings.textKept}</p>` : nothing}
      </div>
      ${
        block.canRecheck
          ? html`<button
              type="button"
              class="recheck"
              aria-disabled=${isChecking ? 'true' : 'false'}
              @click=${onRecheck}
            >
              ${isChecking ? strings.checking : strings.checkAgain}
            </button>`
          : nothing
      }
    </div>
  `;
}
