/** Where something stands in the view, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Size = Pick<Box, 'width' | 'height'>;

/** Between the button and its panel, and to the edges of the view. */
const GAP = 8;
const EDGE = 12;
/** With less room on either side, a panel covers its button. */
const LOWEST = 320;

/**
 * Where a panel opens: below its button or above it, wherever more of it fits, and towards the middle of the view; as large
 * as it wants to be, as far as there is room.
 */
export function placePanel(button: Box, view: Size, wanted: Size): Box {
  const width = Math.min(wanted.width, view.width - 2 * EDGE);
  const bottom = button.top + button.height;
  const above = button.top - GAP - EDGE;
  const below = view.height - bottom - GAP - EDGE;
  const isBelow = below >= Math.min(wanted.height, above);
  const room = Math.max(above, below);
  const isCovering = room < Math.min(LOWEST, wanted.height);
  const height = Math.min(wanted.height, isCovering ? view.height - 2 * EDGE : room);
  const top = isCovering ? EDGE : isBelow ? bottom + GAP : button.top - GAP - height;
  const isRight = button.left + button.width / 2 > view.width / 2;
  const left = isRight ? button.left + button.width - width : button.left;
  return {left: Math.max(EDGE, Math.min(left, view.width - EDGE - width)), top, width, height};
}
