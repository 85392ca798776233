import {fixture, html} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import '../../src/components/inbox-context/define.js';
import '../../src/components/reply-box/define.js';
import type {ReplyDraft} from '../../src/components/reply-box/reply-box.events.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import type {SendBlock} from '../../src/model/send-block.js';

export const optedOut: SendBlock = {
  reason: 'opted-out',
  since: Date.UTC(2026, 4, 4, 12),
  source: 'native',
  canRecheck: false,
};

export const noCredits: SendBlock = {reason: 'no-credits', source: 'derived', canRecheck: true};

export interface Box {
  readonly element: ParlorReplyBox;
  readonly sent: (ReplyDraft & {readonly ownEndpointId?: string})[];
  readonly drafts: ReplyDraft[];
}

export async function make(properties: Partial<ParlorReplyBox> = {}): Promise<Box> {
  const element = await fixture<ParlorReplyBox>(html`<parlor-reply-box lang="en-GB"></parlor-reply-box>`);
  const sent: Box['sent'] = [];
  const drafts: ReplyDraft[] = [];
  element.addEventListener('parlor-send-request', ({detail: {text, mediaUrls, ownEndpointId}}) =>
    sent.push({text, mediaUrls, ...(ownEndpointId !== undefined && {ownEndpointId})}),
  );
  element.addEventListener('parlor-draft-request', ({detail: {text, mediaUrls}}) => drafts.push({text, mediaUrls}));
  await change(element, {conversationName: 'Amelia Hart', ...properties});
  return {element, sent, drafts};
}

export async function change(element: ParlorReplyBox, properties: Partial<ParlorReplyBox>): Promise<void> {
  Object.assign(element, properties);
  await element.updateComplete;
}

export function find<Found extends HTMLElement = HTMLElement>(element: Element, selector: string): Found {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

export const has = (element: Element, selector: string): boolean => !!element.shadowRoot?.querySelector(selector);

export const textarea = (element: Element) => find<HTMLTextAreaElement>(element, 'textarea');

export const focused = (element: Element) => element.shadowRoot?.activeElement;

export const words = (element: Element, selector: string): string =>
  find(element, selector).innerText.replace(/\s+/g, ' ').trim();

/** A button by its name. */
export function button(element: Element, name: string): HTMLButtonElement {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  const found = buttons.find((candidate) => (candidate.ariaLabel ?? candidate.innerText).trim() === name);
  if (!found) throw new Error(`no button is named ${name}`);
  return found;
}

export const hasButton = (element: Element, name: string): boolean => {
  try {
    return !!button(element, name);
  } catch {
    return false;
  }
};

export async function type(element: ParlorReplyBox, text: string): Promise<void> {
  element.focus();
  await sendKeys({type: text});
  await element.updateComplete;
}
