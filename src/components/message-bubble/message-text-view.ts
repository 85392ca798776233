import {html, type TemplateResult} from 'lit';
import {displayText} from '../../model/display-text.js';

/** What every link holds: `linkIn` finds none in any other text. */
const MAY_HOLD_LINK = /[a-z0-9]\.[a-z]/i;

export const mayHoldLink = (text: string | null | undefined): boolean => !!text && MAY_HOLD_LINK.test(text);

/**
 * A message's text. Whatever it holds stays text: it becomes text nodes and links, nothing is ever parsed as markup.
 * White space counts here, so the template has none.
 */
export const textView = (text: string, withLinks: ((text: string) => unknown) | undefined): TemplateResult =>
  html`<div class="text" part="text" dir="auto">${withLinks?.(text) ?? displayText(text)}</div>`;
