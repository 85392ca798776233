type DetailOf<Event> = Event extends CustomEvent<infer Detail> ? Detail : never;

/** The names of the events by which elements ask for something. */
export type RequestType = keyof HTMLElementEventMap & `parlor-${string}-request`;

/**
 * Asks for something, of whoever listens up to the document.
 *
 * @returns whether nobody vetoed it; every listener has had its turn by then
 */
export function request<Type extends RequestType>(
  host: HTMLElement,
  type: Type,
  detail: DetailOf<HTMLElementEventMap[Type]>,
): boolean {
  return host.dispatchEvent(new CustomEvent(type, {detail, bubbles: true, composed: true, cancelable: true}));
}
