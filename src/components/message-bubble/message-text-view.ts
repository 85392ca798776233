import {html, type TemplateResult} from 'lit';
import {isEmojiOnly, tokenizeText} from '../../model/message-text.js';

/**
 * A message's text. Whatever it holds stays text: tokens become text nodes and links, nothing is ever parsed as
 * markup. White space counts here, so the templates have none.
 */
export function messageText(text: string): TemplateResult {
  const parts = tokenizeText(text).map((token) =>
    token.kind === 'link'
      ? html`<a href=${token.href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow ugc">${token.text}</a>`
      : token.text,
  );
  return html`<div class="text" part="text" dir="auto">${parts}</div>`;
}

/** Drawn large and without a bubble. */
export const isLargeEmoji = (text: string | null): boolean => text !== null && isEmojiOnly(text);
