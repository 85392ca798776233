/** Between a popup and what it belongs to, and the edge of the window, in pixels. */
const GAP = 4;

/**
 * Puts an open element of the top layer below another, or above where there is more room, in line with whichever of its
 * sides leaves more room along the line.
 */
export function placeBeside(popup: HTMLElement, anchor: Element): void {
  const {clientWidth, clientHeight} = document.documentElement;
  const {left, right, top, bottom} = anchor.getBoundingClientRect();
  popup.style.maxBlockSize = '';
  const {offsetHeight, offsetWidth} = popup;
  const below = clientHeight - bottom - 2 * GAP;
  const isBelow = offsetHeight <= below || below >= top;
  const height = Math.min(offsetHeight, isBelow ? below : top - 2 * GAP);
  popup.style.maxBlockSize = `${height}px`;
  popup.style.top = `${isBelow ? bottom + GAP : top - GAP - height}px`;
  const start = left + right < clientWidth ? left : right - offsetWidth;
  popup.style.left = `${Math.max(GAP, Math.min(start, clientWidth - offsetWidth - GAP))}px`;
}

/** Whether some of an element is within the part of another that is in the window. */
export function isWithin(element: Element, around: Element): boolean {
  const {top, bottom} = element.getBoundingClientRect();
  const {top: start, bottom: end} = around.getBoundingClientRect();
  return bottom > Math.max(start, 0) && top < Math.min(end, document.documentElement.clientHeight);
}
