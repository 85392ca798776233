import type {ThreadWindow} from './thread-window.js';

/** Gives rows that are not drawn their room: in an element above the list, in one below, and between drawn rows. */
export class ThreadSpaces {
  private readonly parted = new Set<HTMLElement>();

  apply(window: ThreadWindow, list: HTMLElement | null): void {
    if (!list) return;
    const {before, after, gaps} = window.spaces;
    setHeight(list.previousElementSibling, before);
    setHeight(list.nextElementSibling, after);
    for (const item of this.parted) item.style.marginBlockStart = '';
    this.parted.clear();
    for (const [index, gap] of gaps) {
      const item = list.children[window.rows.findIndex((row) => row.index === index)];
      if (!(item instanceof HTMLElement)) continue;
      item.style.marginBlockStart = `${gap}px`;
      this.parted.add(item);
    }
  }

  /** Where the first row would be, in CSS pixels from the top edge of the page's view. */
  topOf(list: HTMLElement): number {
    return (list.previousElementSibling ?? list).getBoundingClientRect().top;
  }
}

function setHeight(element: Element | null, height: number): void {
  if (element instanceof HTMLElement) element.style.blockSize = `${height}px`;
}
