import {fixture, html, nextFrame} from '@open-wc/testing';
import '../../src/components/message-thread/define.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from '../model/builders.js';

export const MINUTE = 60_000;
export const START = Date.UTC(2026, 4, 4, 12);

/** Messages `name-from` to `name-(to - 1)`, one every ten minutes, three a side. */
export const messagesOf = (from: number, to: number, name = 'm'): readonly Message[] =>
  Array.from({length: to - from}, (_, index) => messageAt(from + index, name));

export const messageAt = (place: number, name = 'm', fields: Partial<Message> = {}): Message =>
  aMessage({
    id: `${name}-${place}`,
    direction: ((place % 6) + 6) % 6 < 3 ? 'inbound' : 'outbound',
    text: `Message ${place} `.repeat((Math.abs(place) % 4) * 6 + 1).trim(),
    at: START + place * 10 * MINUTE,
    ...fields,
  });

export async function threadOf(properties: Partial<ParlorMessageThread>, height = 500): Promise<ParlorMessageThread> {
  const host = await fixture<HTMLElement>(html`<div lang="en-GB"></div>`);
  Object.assign(host.style, {height: `${height}px`, width: '420px'});
  const element = document.createElement('parlor-message-thread');
  Object.assign(element, {conversationId: 'c1', contactName: 'Jane', ...properties});
  host.append(element);
  await painted(element);
  return element;
}

/** After everything is drawn and observers have seen it. */
export async function painted(element: ParlorMessageThread): Promise<void> {
  await element.updateComplete;
  await nextFrame();
  await nextFrame();
}

export async function change(element: ParlorMessageThread, properties: Partial<ParlorMessageThread>): Promise<void> {
  Object.assign(element, properties);
  await painted(element);
}

export const root = (element: ParlorMessageThread): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('not drawn yet');
  return element.shadowRoot;
};
export const scrollerOf = (element: ParlorMessageThread): HTMLElement => {
  const scroller = root(element).querySelector<HTMLElement>('[role="region"]');
  if (!scroller) throw new Error('no scrolling region');
  return scroller;
};
export const words = (element: Element | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
export const bubbles = (element: ParlorMessageThread) => [...root(element).querySelectorAll('parlor-message-bubble')];
export const bubbleNamed = (element: ParlorMessageThread, id: string) => {
  const bubble = bubbles(element).find(({message}) => message?.id === id);
  if (!bubble) throw new Error(`no message ${id}`);
  return bubble;
};
export const offsetOf = (element: ParlorMessageThread, id: string): number =>
  bubbleNamed(element, id).getBoundingClientRect().top - scrollerOf(element).getBoundingClientRect().top;
export const fromBottom = (element: ParlorMessageThread): number => {
  const {scrollHeight, clientHeight, scrollTop} = scrollerOf(element);
  return scrollHeight - clientHeight - scrollTop;
};
export const firstVisible = (element: ParlorMessageThread): string => {
  const top = scrollerOf(element).getBoundingClientRect().top;
  const visible = bubbles(element).find((bubble) => bubble.getBoundingClientRect().bottom > top);
  return visible?.message?.id ?? '';
};
export async function scrollTo(element: ParlorMessageThread, top: number): Promise<void> {
  scrollerOf(element).scrollTop = top;
  await painted(element);
}
/** A message above what is in sight, drawn already for when the reader gets there. */
export const drawnAbove = (element: ParlorMessageThread) => {
  const [bubble] = bubbles(element);
  const top = scrollerOf(element).getBoundingClientRect().top;
  if (!bubble || bubble.getBoundingClientRect().bottom > top) throw new Error('nothing is drawn above');
  return bubble;
};
export const buttonNamed = (element: ParlorMessageThread, name: string): HTMLButtonElement | undefined =>
  [...root(element).querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? words(button)) === name,
  );
export const announced = (element: ParlorMessageThread): string =>
  words([...root(element).querySelectorAll('[role="status"]')].at(-1));
/** What is read from top to bottom: separators, and messages with an arrow for their side. */
export const readRows = (element: ParlorMessageThread): readonly string[] =>
  [...root(element).querySelectorAll('li')].map((row) => {
    const message = row.querySelector('parlor-message-bubble')?.message;
    return message ? `${message.direction === 'outbound' ? '→' : '←'} ${message.text}` : words(row);
  });
export const detailsOf = (events: readonly Event[]): readonly unknown[] =>
  events.map((event) => (event as CustomEvent<unknown>).detail);
export const requestsOf = (element: EventTarget, type: string): Event[] => {
  const requests: Event[] = [];
  element.addEventListener(type, (event) => requests.push(event));
  return requests;
};
