/** The shadow root of an element that has drawn. */
export function shadowOf(element: Element): ShadowRoot {
  if (!element.shadowRoot) throw new Error(`${element.localName} has not drawn.`);
  return element.shadowRoot;
}

export function find<Found extends HTMLElement = HTMLElement>(element: Element, selector: string): Found {
  const found = shadowOf(element).querySelector<Found>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}.`);
  return found;
}

export const has = (element: Element, selector: string): boolean => shadowOf(element).querySelector(selector) !== null;

/** What can be read there, on one line. */
export const words = (element: Element, selector: string): string =>
  find(element, selector).innerText.replace(/\s+/g, ' ').trim();

const nameOf = (candidate: HTMLElement): string => (candidate.ariaLabel ?? candidate.innerText).trim();

const isVisible = (candidate: HTMLElement): boolean => candidate.checkVisibility();

/** The buttons that can be seen, by their names. */
export const buttonNames = (element: Element): readonly string[] =>
  [...shadowOf(element).querySelectorAll<HTMLElement>('button')].filter(isVisible).map(nameOf);

export function button(element: Element, name: string): HTMLButtonElement {
  const buttons = [...shadowOf(element).querySelectorAll<HTMLButtonElement>('button')].filter(isVisible);
  const found = buttons.find((candidate) => nameOf(candidate) === name);
  if (!found) throw new Error(`No button is named ${name}; there are ${buttons.map(nameOf).join(', ')}.`);
  return found;
}

/** A field by its label. */
export function field<Found extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
  element: Element,
  label: string,
): Found {
  const fields = [...shadowOf(element).querySelectorAll<Found>('input, textarea, select')];
  const labelOf = (candidate: Found): string => (candidate.ariaLabel ?? candidate.labels?.[0]?.innerText ?? '').trim();
  const found = fields.find((candidate) => labelOf(candidate) === label);
  if (!found) throw new Error(`No field is labelled ${label}; there are ${fields.map(labelOf).join(', ')}.`);
  return found;
}

export const focused = (element: Element): Element | null => shadowOf(element).activeElement;

/** What reaches beyond a window that is 320 px wide. */
export function overflowing(element: Element, width = 320): readonly string[] {
  return [...shadowOf(element).querySelectorAll<HTMLElement>('[part], button, input, select, textarea, p')]
    .filter((part) => part.checkVisibility() && !part.closest('.visually-hidden'))
    .filter((part) => {
      const {left, right} = part.getBoundingClientRect();
      return left < -0.5 || right > width + 0.5;
    })
    .map((part) => part.getAttribute('part') ?? part.className);
}
