/** How much of a picture is seen, and which part: scaled around the middle of the stage, then moved, in CSS pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place on the stage, from its middle. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = {scale: 1, x: 0, y: 0};
export const STEP = 1.5;
const LARGEST = 8;

/** Scales by a factor, so that what is at a point stays there. */
export function zoomed({scale, x, y}: View, factor: number, at: Point = {x: 0, y: 0}): View {
  const next = Math.min(Math.max(scale * factor, 1), LARGEST);
  if (next === 1) return WHOLE;
  const by = next / scale;
  return {scale: next, x: at.x - (at.x - x) * by, y: at.y - (at.y - y) * by};
}

export const moved = ({scale, x, y}: View, byX: number, byY: number): View => ({scale, x: x + byX, y: y + byY});

/** Keeps a picture from being pushed off the stage: no side of it comes further in than the stage's own. */
export function within({scale, x, y}: View, picture: Size, stage: Size): View {
  const clamp = (value: number, size: number, room: number): number => {
    const most = Math.max(0, (size * scale - room) / 2);
    return Math.min(Math.max(value, -most), most);
  };
  return {scale, x: clamp(x, picture.width, stage.width), y: clamp(y, picture.height, stage.height)};
}
