import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {TemplateResult} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import '../../src/define.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createBackend, type ScenarioName} from '../../src/backend/scenarios/index.js';
import type {Contact} from '../../src/backend/types.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';

export const WIDE = 780;
export const NARROW = 380;

export interface World {
  readonly backend: Backend;
  readonly clock: ManualClock;
  readonly adapter: MessagingAdapter;
}

export function makeWorld(scenario: ScenarioName = 'send-fails'): World {
  const clock = new ManualClock();
  const backend = createBackend({scenario, clock});
  return {backend, clock, adapter: createMemoryAdapter({backend, capabilities: {startConversation: 'none'}})};
}

/** The contact of a scenario by last name, which says what is special about them. */
export function contact({backend}: World, lastName: string): Contact {
  const found = backend.contacts().find((candidate) => candidate.lastName === lastName);
  if (!found) throw new Error(`Nobody is called ${lastName}.`);
  return found;
}

export function threadIdOf(world: World, lastName: string): string {
  const thread = world.backend.threadWithPhone(contact(world, lastName).phone);
  if (!thread) throw new Error(`${lastName} has no thread.`);
  return thread.id;
}

/** A person writes to us. */
export const receive = (world: World, lastName: string, text: string) =>
  world.backend.receive({phone: contact(world, lastName).phone, text});

export interface Scene extends World {
  readonly inbox: ParlorInbox;
  /** What surrounds the inbox; its width decides how many panes fit. */
  readonly place: HTMLElement;
}

/** An inbox in a place of the given width, with its conversations loaded. */
export async function openScene({
  scenario,
  world = makeWorld(scenario),
  width = WIDE,
  settings = {},
}: {
  readonly scenario?: ScenarioName;
  readonly world?: World;
  readonly width?: number;
  readonly settings?: Partial<ParlorInbox>;
} = {}): Promise<Scene> {
  const place = await inPlace(html`<parlor-inbox></parlor-inbox>`, width);
  const inbox = find<ParlorInbox>(place, 'parlor-inbox');
  Object.assign(inbox, {adapter: world.adapter, locale: 'en-GB', ...settings});
  await waitUntil(() => isLoaded(inbox), 'the conversations are loaded');
  return {...world, inbox, place};
}

export function inPlace(content: TemplateResult, width = WIDE): Promise<HTMLElement> {
  return fixture<HTMLElement>(
    html`<div style=${styleMap({inlineSize: `${width}px`, blockSize: '560px'})}>${content}</div>`,
  );
}

export const isLoaded = (owner: ParlorInbox | ParlorInboxContext): boolean =>
  owner.store?.conversationList.state.status === 'ready' && all(owner, 'parlor-conversation-list').length > 0;

/** Everything below an element that matches, through shadow roots. */
export function all<Kind extends Element = HTMLElement>(root: ParentNode, selector: string): readonly Kind[] {
  const roots = root instanceof Element && root.shadowRoot ? [root.shadowRoot, root] : [root];
  return roots.flatMap((from) => [
    ...from.querySelectorAll<Kind>(selector),
    ...[...from.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot ? all<Kind>(element.shadowRoot, selector) : [],
    ),
  ]);
}

export function find<Kind extends Element = HTMLElement>(root: ParentNode, selector: string): Kind {
  const [found] = all<Kind>(root, selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

export const has = (root: ParentNode, selector: string): boolean => all(root, selector).length > 0;

/** What a person hears or sees of an element: all labels and text below it, through shadow roots, in order. */
export function words(root: Node): string {
  const parts: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) parts.push(node.data);
    if (node instanceof HTMLElement && (node.role === 'img' || node.part.contains('base')))
      parts.push(node.ariaLabel ?? '');
    if (node instanceof HTMLStyleElement) return;
    if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0) return node.assignedNodes().forEach(visit);
    const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
    inside.childNodes.forEach(visit);
  };
  visit(root);
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

export function button(root: ParentNode, name: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(root, 'button').find(
    (candidate) => (candidate.ariaLabel ?? words(candidate)).trim() === name && candidate.checkVisibility(),
  );
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
}

export const row = (root: ParentNode, name: string): HTMLElement => {
  const found = all(root, '[role=option]').find((option) => words(option).includes(name));
  if (!found) throw new Error(`There is no conversation “${name}”.`);
  return found;
};

/** Reads down the list until a conversation is there: those far out of sight are not drawn. */
export async function findRow(root: ParentNode, name: string): Promise<HTMLElement> {
  const [scroller] = all<HTMLElement>(root, '[role=listbox]').map(({parentElement}) => parentElement);
  const isFound = () => all(root, '[role=option]').some((option) => words(option).includes(name));
  while (scroller && !isFound() && scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
    scroller.scrollTop += scroller.clientHeight;
    await nextFrame();
    await nextFrame();
  }
  return row(root, name);
}

export const isVisible = (root: ParentNode, selector: string): boolean =>
  all(root, selector).some((element) => element.checkVisibility());

/** The element the keyboard is in, however deep. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Opens a conversation as with a mouse, and waits for its messages. */
export async function openConversation(inbox: ParlorInbox | ParlorInboxContext, name: string): Promise<void> {
  (await findRow(inbox, name)).click();
  const isOpen = () => all(inbox, '[role=region]').some(({ariaLabel}) => ariaLabel === `Messages with ${name}`);
  await waitUntil(isOpen, `the thread of ${name} opens`);
  await threadLoaded(inbox);
}

export const threadLoaded = (inbox: ParlorInbox | ParlorInboxContext): Promise<void> =>
  waitUntil(() => {
    const {store} = inbox;
    const id = store?.state.selectedId;
    const isReady = id !== undefined && store?.timeline(id).state.status === 'ready';
    return isReady && has(inbox, 'parlor-message-bubble');
  }, 'the messages are loaded');

export const textarea = (root: ParentNode): HTMLTextAreaElement => find<HTMLTextAreaElement>(root, 'textarea');

export async function type(inbox: ParlorInbox | ParlorInboxContext, text: string): Promise<void> {
  await waitUntil(() => has(inbox, 'textarea'), 'there is a text area');
  textarea(inbox).focus();
  await sendKeys({type: text});
  expect(textarea(inbox).value.endsWith(text)).to.equal(true);
}

/** Writes a reply and presses Enter. */
export async function send(inbox: ParlorInbox | ParlorInboxContext, text: string): Promise<void> {
  await type(inbox, text);
  await sendKeys({press: 'Enter'});
}

export const bubbles = (root: ParentNode): readonly string[] => all(root, 'parlor-message-bubble').map(words);

export async function saysInThread(inbox: ParlorInbox | ParlorInboxContext, text: string): Promise<void> {
  await waitUntil(() => bubbles(inbox).some((bubble) => bubble.includes(text)), `the thread says “${text}”`);
}

/** Collects the details of facts from now on. */
export function facts<Name extends keyof HTMLElementEventMap>(target: HTMLElement, name: Name) {
  const details: HTMLElementEventMap[Name][] = [];
  target.addEventListener(name, (event) => details.push(event));
  return details;
}

/** The name of what is open, above the thread. */
export const heading = (inbox: ParlorInbox) => words(find(inbox, '.who h2'));
export const connection = (inbox: ParlorInbox) => find(inbox, '[part=connection]');

/** Makes the page look hidden, or visible again. */
export function setHidden(hidden: boolean): void {
  if (hidden) Object.defineProperty(document, 'visibilityState', {configurable: true, value: 'hidden'});
  else Reflect.deleteProperty(document, 'visibilityState');
  document.dispatchEvent(new Event('visibilitychange'));
}
