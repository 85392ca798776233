import type {Locator} from '@playwright/test';

/**
 * Reads a thread from its first message to its last, half a screen at a time, as only messages near the reader are
 * drawn. Returns the numbers at the ends of the messages as they stood below each other: any that was missing, came
 * twice or in another order is so in the answer.
 */
export const readThrough = (thread: Locator): Promise<readonly number[]> =>
  thread.evaluate(async ({shadowRoot}) => {
    const scroller = shadowRoot?.querySelector('[role=region]');
    const frame = () => new Promise(requestAnimationFrame);
    const drawn = () =>
      [...(shadowRoot?.querySelectorAll('parlor-message-bubble') ?? [])].map((bubble) => {
        const text = bubble.shadowRoot?.querySelector('[part=text]')?.textContent ?? '';
        return Number(/\((\d+)\)\s*$/.exec(text)?.[1]);
      });
    const read: number[] = [];
    while (scroller) {
      const numbers = drawn();
      // What is drawn goes on from what was read before.
      const known = read.length === 0 ? -1 : numbers.indexOf(read.at(-1) ?? 0);
      if (read.length > 0 && known < 0) break;
      read.push(...numbers.slice(known + 1));
      if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) break;
      scroller.scrollTop += scroller.clientHeight / 2;
      await frame();
      await frame();
    }
    return read;
  });
