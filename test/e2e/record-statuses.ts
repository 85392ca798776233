import type {Page} from '@playwright/test';

declare global {
  interface Window {
    recordedStatuses?: string[];
  }
}

/** Keeps every delivery status that a message ever shows, in order, as each frame is drawn. */
export const recordStatuses = (page: Page, text: string) =>
  page.evaluate((text) => {
    const recorded: string[] = [];
    window.recordedStatuses = recorded;
    const inside = (root: Element | undefined, selector: string) => [
      ...(root?.shadowRoot?.querySelectorAll(selector) ?? []),
    ];
    const look = (): void => {
      const [thread] = inside(window.parlorDemo.inbox, 'parlor-message-thread');
      const bubble = inside(thread, 'parlor-message-bubble').find(({shadowRoot}) =>
        shadowRoot?.textContent.includes(text),
      );
      const [label] = inside(inside(bubble, 'parlor-delivery-status')[0], '[part=label]');
      const words = label?.textContent.trim();
      if (words && recorded.at(-1) !== words) recorded.push(words);
      requestAnimationFrame(look);
    };
    look();
  }, text);
