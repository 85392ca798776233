import {fixture, html} from '@open-wc/testing';
import '../../src/components/message-bubble/define.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from '../model/builders.js';

export const AT = new Date(2026, 4, 4, 14, 5).getTime();

/** A message by itself: a group of its own, five past two. */
export async function bubbleOf(
  fields: Partial<Message>,
  properties: Partial<ParlorMessageBubble> = {},
): Promise<ParlorMessageBubble> {
  const element = await fixture<ParlorMessageBubble>(
    html`<parlor-message-bubble
      lang="en-GB"
      contact-name="Jane"
      starts-group
      ends-group
      .message=${aMessage({at: AT, ...fields})}
    ></parlor-message-bubble>`,
  );
  Object.assign(element, properties);
  await element.updateComplete;
  return element;
}

export const find = <Found extends Element = Element>(element: Element, selector: string): Found | null =>
  element.shadowRoot?.querySelector<Found>(selector) ?? null;
export const words = (element: Element | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
export const labelOf = (element: Element): string | null | undefined => find(element, 'article')?.ariaLabel;
export const buttonNamed = (element: Element, name: string): HTMLButtonElement | undefined =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((button) => words(button) === name);
export const statusWords = (element: Element): string =>
  words(find(element, 'parlor-delivery-status')?.shadowRoot?.querySelector('[part="base"]'));
