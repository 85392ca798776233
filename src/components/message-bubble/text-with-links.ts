import {html, type TemplateResult} from 'lit';
import {tokenizeText} from '../../model/message-text.js';

/** Text nodes, and links between them. Whatever the text holds, nothing is ever parsed as markup. */
export const textWithLinks = (text: string): (string | TemplateResult)[] =>
  tokenizeText(text).map((token) =>
    token.kind === 'link'
      ? html`<a href=${token.href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow ugc">${token.text}</a>`
      : token.text,
  );
