type DetailOf<Event> = Event extends CustomEvent<infer Detail> ? Detail : never;

/** The names of the events by which elements ask for something. */
export type RequestType = keyof HTMLElementEventMap & `parlor-${string}-request`;

/** Requests that an inbox has taken on. */
const taken = new WeakSet<Event>();

/** @returns whether nobody has taken it on before */
export function takeOn(event: Event): boolean {
  const isFirst = !taken.has(event);
  taken.add(event);
  return isFirst;
}

/** What became of a request: an inbox does it; somebody vetoed it; or no inbox heard of it, and nobody may ever answer. */
export type RequestFate = 'taken' | 'vetoed' | 'unheard';

/** Asks for something, of whoever listens up to the document; every listener has had its turn by the return. */
export function ask<Type extends RequestType>(
  host: HTMLElement,
  type: Type,
  detail: DetailOf<HTMLElementEventMap[Type]>,
): RequestFate {
  const event = new CustomEvent(type, {detail, bubbles: true, composed: true, cancelable: true});
  if (!host.dispatchEvent(event)) return 'vetoed';
  return taken.has(event) ? 'taken' : 'unheard';
}

/**
 * Asks for something, of whoever listens up to the document.
 *
 * @returns whether nobody vetoed it; every listener has had its turn by then
 */
export const request = <Type extends RequestType>(
  host: HTMLElement,
  type: Type,
  detail: DetailOf<HTMLElementEventMap[Type]>,
): boolean => ask(host, type, detail) !== 'vetoed';
