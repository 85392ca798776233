import {fixture, html} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorContactPanel} from '../../src/components/contact-panel/contact-panel.js';
import '../../src/components/contact-panel/define.js';
import type {MetadataEditRequestDetail} from '../../src/components/contact-panel/contact-panel.events.js';
import '../../src/components/inbox-context/define.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {ContactDetails} from '../../src/model/contact-details.js';
import {aConversation} from '../model/builders.js';
import {button, field} from './element-helpers.js';

export const editable: Capabilities = {...NO_CAPABILITIES, contactDetails: 'native', editMetadata: 'native'};

export const metadata = {plan: 'premium', visits: 3, tags: ['vip', 'north'], note: ''};

export const conversation = aConversation({
  ownEndpoint: {id: 'number-1', address: '+15125550100', label: 'Front desk'},
  createdAt: Date.UTC(2026, 4, 4, 12),
  lastActivityAt: Date.UTC(2026, 4, 5, 12),
  messageCount: 1204,
  metadata,
});

export const details: ContactDetails = {
  name: 'Ana Silva',
  address: '+12025550123',
  email: 'ana@example.com',
  notes: 'Prefers mornings.\nRings twice.',
  carrier: {name: 'Northern Mobile', type: 'mobile', country: 'US'},
  raw: {},
};

export type Settings = Partial<
  Pick<
    ParlorContactPanel,
    | 'conversation'
    | 'details'
    | 'insight'
    | 'messages'
    | 'status'
    | 'error'
    | 'capabilities'
    | 'saving'
    | 'saveError'
    | 'timeZone'
  >
>;

export async function change(element: ParlorContactPanel, settings: Settings): Promise<void> {
  Object.assign(element, settings);
  await element.updateComplete;
}

export async function make(settings: Settings = {}) {
  const element = await fixture<ParlorContactPanel>(html`<parlor-contact-panel lang="en-GB"></parlor-contact-panel>`);
  const edits: MetadataEditRequestDetail[] = [];
  element.addEventListener('parlor-metadata-edit-request', ({detail}) => edits.push(detail));
  await change(element, {conversation, capabilities: editable, ...settings});
  return {element, edits};
}

export const fact = (element: ParlorContactPanel, name: string): string | undefined => {
  const line = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.fact') ?? [])].find(
    (candidate) => candidate.querySelector('dt')?.innerText === name,
  );
  return line?.querySelector('dd')?.innerText.replace(/\s+/g, ' ').trim();
};

export async function press(element: ParlorContactPanel, name: string): Promise<void> {
  button(element, name).click();
  await element.updateComplete;
}

export async function fill(element: ParlorContactPanel, label: string, text: string): Promise<void> {
  const input = field<HTMLTextAreaElement>(element, label);
  input.focus();
  input.select();
  await sendKeys(text === '' ? {press: 'Delete'} : {type: text});
  await element.updateComplete;
}
