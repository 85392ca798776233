import {waitFor} from 'storybook/test';

/** The element a story is about. */
function elementIn(canvas: HTMLElement, tag: string): HTMLElement & {updateComplete: Promise<boolean>} {
  const element = canvas.querySelector<HTMLElement & {updateComplete: Promise<boolean>}>(tag);
  if (!element?.shadowRoot) throw new Error(`There is no <${tag}> yet.`);
  return element;
}

/** Presses a button or fills a field of an element, by selector, as its reader would. */
export async function press(canvas: HTMLElement, tag: string, selector: string, text?: string): Promise<void> {
  const element = await waitFor(() => elementIn(canvas, tag));
  const target = await waitFor(() => {
    const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`There is no ${selector} yet.`);
    return found;
  });
  if (text === undefined) {
    target.click();
  } else if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    target.value = text;
    target.dispatchEvent(new Event('input'));
  }
  await element.updateComplete;
}
