import type {Page} from '@playwright/test';

declare global {
  interface Window {
    recordedStatuses?: string[];
  }
}

/** Keeps every delivery status that a message ever shows, in order, also those that no frame is drawn of. */
export const recordStatuses = (page: Page, text: string) =>
  page.evaluate((text) => {
    const recorded: string[] = [];
    window.recordedStatuses = recorded;
    const changes = {childList: true, characterData: true, subtree: true};
    const inside = (root: Element | undefined, selector: string) => {
      if (root?.shadowRoot) observer.observe(root.shadowRoot, changes);
      return [...(root?.shadowRoot?.querySelectorAll(selector) ?? [])];
    };
    const look = (): void => {
      const [thread] = inside(window.parlorDemo.inbox, 'parlor-message-thread');
      const bubbles = inside(thread, 'parlor-message-bubble');
      const statuses = new Map(bubbles.map((bubble) => [bubble, inside(bubble, 'parlor-delivery-status')[0]]));
      const bubble = bubbles.find(({shadowRoot}) => shadowRoot?.textContent.includes(text));
      const [label] = inside(bubble && statuses.get(bubble), '[part=label]');
      const words = label?.textContent.trim();
      if (words && recorded.at(-1) !== words) recorded.push(words);
    };
    const observer = new MutationObserver(look);
    look();
  }, text);
