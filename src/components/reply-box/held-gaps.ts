import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {displayLabel} from '../../model/display-text.js';
import {gapsIn} from '../../model/reply-gaps.js';
import {warningIcon} from '../icons.js';

/** Keeps a text in which something is still to be filled in from being sent by accident: the second attempt means it. */
export class HeldGaps {
  /** The text that was not sent. */
  #held: string | undefined;

  reset(): void {
    this.#held = undefined;
  }

  /** Somebody wants to send. @returns whether that is held for once */
  hold(field: HTMLTextAreaElement | null | undefined, text: string): boolean {
    const [gap] = gapsIn(text);
    if (gap === undefined || this.#held === text) return false;
    this.#held = text;
    const place = text.indexOf(gap);
    field?.focus();
    // To be typed over.
    field?.setSelectionRange(place, place + gap.length);
    return true;
  }

  /** What there is to say about a text, before and after an attempt to send it. */
  words(text: string, localizer: Localizer<ReplyWords>): string {
    const gaps = gapsIn(text);
    const {gapsHeld, gaps: words} = localizer.strings;
    if (gaps.length === 0) return '';
    return localizer.fill(this.#held === text ? gapsHeld : words, {gaps: displayLabel(gaps.join(' '))});
  }

  render(text: string, localizer: Localizer<ReplyWords>): TemplateResult | typeof nothing {
    const words = this.words(text, localizer);
    if (!words) return nothing;
    return html`<div part="gaps" class="error doubtful">
      <span class="error-icon">${warningIcon}</span>
      <p class="error-words">${words}</p>
    </div>`;
  }
}
