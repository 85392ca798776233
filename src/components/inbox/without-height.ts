/** The least of the greatest heights that the elements around allow for their content. */
export function roomAround(host: Element): number {
  let room = Infinity;
  for (let element = parentOf(host); element; element = parentOf(element)) {
    const {maxHeight, boxSizing, ...style} = getComputedStyle(element);
    const greatest = maxHeight.endsWith('px') ? parseFloat(maxHeight) : Infinity;
    const edges = [style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth];
    const frame = boxSizing === 'border-box' ? edges.reduce((sum, edge) => sum + parseFloat(edge), 0) : 0;
    room = Math.min(room, greatest - frame);
  }
  return room;
}

const parentOf = (element: Element): Element | null => {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

/** To whoever builds the page. */
export function tellOfFallback(host: Element): void {
  console.warn(
    `<${host.localName}>: its container has no height, so that it takes 640 px. Give the container a height.`,
  );
}
