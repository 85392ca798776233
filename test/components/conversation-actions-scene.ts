import {fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorConversationActions} from '../../src/components/conversation-actions/conversation-actions.js';
import '../../src/components/conversation-actions/define.js';
import '../../src/components/inbox-context/define.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {button, find, focused, shadowOf, words} from './element-helpers.js';

export const everything: Capabilities = {
  ...NO_CAPABILITIES,
  starred: 'native',
  archiveConversation: 'native',
  closeConversation: 'native',
  deleteConversation: 'native',
};

export const archiveOnly: Capabilities = {...NO_CAPABILITIES, archiveConversation: 'native'};

export type Settings = Partial<
  Pick<
    ParlorConversationActions,
    | 'conversation'
    | 'capabilities'
    | 'offersSearch'
    | 'offersDetails'
    | 'detailsOpen'
    | 'pending'
    | 'failure'
    | 'undoDuration'
  >
>;

export async function change(element: ParlorConversationActions, settings: Settings): Promise<void> {
  Object.assign(element, settings);
  await element.updateComplete;
}

export const REQUESTS = [
  'parlor-archive-request',
  'parlor-star-request',
  'parlor-close-conversation-request',
  'parlor-delete-request',
  'parlor-details-toggle-request',
  'parlor-thread-search-request',
] as const;

export async function make(settings: Settings = {}) {
  const element = await fixture<ParlorConversationActions>(
    html`<parlor-conversation-actions lang="en-GB"></parlor-conversation-actions>`,
  );
  const asked: unknown[] = [];
  for (const type of REQUESTS) element.addEventListener(type, ({detail}) => asked.push([type, detail]));
  await change(element, {conversation: aConversation(), capabilities: everything, ...settings});
  return {element, asked};
}

export async function press(element: ParlorConversationActions, name: string): Promise<void> {
  button(element, name).click();
  await element.updateComplete;
}

export async function openMenu(element: ParlorConversationActions): Promise<void> {
  button(element, english.moreActions).focus();
  await sendKeys({press: 'Enter'});
  await waitUntil(() => focused(element)?.role === 'menuitem');
}

export const items = (element: ParlorConversationActions): readonly string[] =>
  [...shadowOf(element).querySelectorAll<HTMLElement>('[role=menuitem]')].map(
    (item) => item.innerText.trim() || (item.textContent ?? '').trim(),
  );

export const status = (element: ParlorConversationActions): string => words(element, '[role="status"]');

export const notice = (element: ParlorConversationActions): string =>
  find(element, '#notice').matches(':popover-open') ? words(element, '#notice') : '';

export const dialog = (element: ParlorConversationActions) => find<HTMLDialogElement>(element, 'dialog');
