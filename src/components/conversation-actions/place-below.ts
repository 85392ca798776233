/** Between a popup and what it belongs to, and the edge of the window, in pixels. */
const GAP = 4;

/** Puts an element of the top layer below another, with their ends in line. It reads both from these properties. */
export function placeBelow(popup: HTMLElement, anchor: Element): void {
  const {left, right, bottom} = anchor.getBoundingClientRect();
  const end = anchor.matches(':dir(rtl)') ? left : document.documentElement.clientWidth - right;
  popup.style.setProperty('--_popup-end', `${Math.max(end, GAP)}px`);
  popup.style.setProperty('--_popup-start', `${bottom + GAP}px`);
}
