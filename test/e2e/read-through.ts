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
    const numberOf = (row: Element): number => {
      const text = row.querySelector('parlor-message-bubble')?.shadowRoot?.querySelector('[part=text]')?.textContent;
      return Number(/\((\d+)\)\s*$/.exec(text ?? '')?.[1]);
    };
    const read: number[] = [];
    while (scroller) {
      const rows = [...scroller.querySelectorAll('li[aria-posinset]')];
      const known = read.length;
      // Rows that are drawn far from here, for another reason, do not come next.
      for (const row of rows) if (Number(row.ariaPosInSet) === read.length + 1) read.push(numberOf(row));
      const isEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      const goesOn = read.length > known || rows.some((row) => Number(row.ariaPosInSet) === known);
      if (isEnd || !goesOn) break;
      scroller.scrollTop += scroller.clientHeight / 2;
      await frame();
      await frame();
    }
    return read;
  });
