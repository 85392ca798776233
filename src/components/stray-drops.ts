import {isField} from '../controllers/keep-typing.js';

/** Has an element keep the page where something is dropped that the browser would open in place of it. */
export function guardDrops(element: HTMLElement): void {
  element.addEventListener('dragover', refuseStray);
}

/** Files that nobody takes, and links anywhere but over a field, which takes them as text. */
function refuseStray(event: DragEvent): void {
  const {dataTransfer, defaultPrevented} = event;
  const isFile = dataTransfer?.types.includes('Files');
  const isLink = dataTransfer?.types.includes('text/uri-list') && !isField(event.composedPath()[0]);
  if (!dataTransfer || defaultPrevented || !(isFile || isLink)) return;
  event.preventDefault();
  dataTransfer.dropEffect = 'none';
}
