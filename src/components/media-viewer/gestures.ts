import type {LitElement, ReactiveController} from 'lit';
import {moved, STEP, WHOLE, within, zoomed, type Point, type View} from './zoom.js';

interface Parts {
  readonly stage: () => HTMLElement | null;
  readonly picture: () => HTMLElement | null;
}

/** What a press of an arrow moves an enlarged picture by, in pixels. */
const KEY_STEP = 60;

/** The wheel, pointers and fingers over a picture: what part of it is seen, and how large. */
export class Gestures implements ReactiveController {
  view: View = WHOLE;
  readonly #host: LitElement;
  readonly #parts: Parts;
  readonly #pointers = new Map<number, Point>();

  constructor(host: LitElement, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostUpdated(): void {
    const picture = this.#parts.picture();
    const {scale, x, y} = this.view;
    if (picture) picture.style.transform = scale === 1 ? '' : `translate(${x}px, ${y}px) scale(${scale})`;
  }

  reset(): void {
    this.#pointers.clear();
    this.#set(WHOLE);
  }

  zoom(factor: number, at?: Point): void {
    this.#set(zoomed(this.view, factor, at));
  }

  /** Arrows move what is larger than the stage. Returns whether they did. */
  takeArrow(key: string): boolean {
    const [x, y] = ARROWS[key] ?? [0, 0];
    if (this.view.scale === 1 || (x === 0 && y === 0)) return false;
    this.#set(moved(this.view, x * KEY_STEP, y * KEY_STEP));
    return true;
  }

  /** A wheel belongs to the picture: the page behind must not move. */
  readonly onWheel = {
    passive: false,
    handleEvent: (event: WheelEvent): void => {
      event.preventDefault();
      if (event.deltaY !== 0) this.zoom(event.deltaY < 0 ? STEP ** 0.5 : STEP ** -0.5, this.#pointOf(event));
    },
  };

  readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#pointers.set(event.pointerId, this.#pointOf(event));
    this.#parts.stage()?.setPointerCapture(event.pointerId);
  };

  readonly onPointerMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#pointOf(event);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    // Two fingers, of which the other one rests: the picture grows with the room between them.
    if (other) this.zoom(distance(now, other) / Math.max(distance(before, other), 1), middle(now, other));
    else if (this.view.scale > 1) this.#set(moved(this.view, now.x - before.x, now.y - before.y));
  };

  readonly onPointerEnd = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
  };

  readonly onDoubleClick = (event: MouseEvent): void => {
    if (this.view.scale === 1) this.zoom(STEP ** 2, this.#pointOf(event));
    else this.reset();
  };

  #pointOf({clientX, clientY}: MouseEvent): Point {
    const stage = this.#parts.stage()?.getBoundingClientRect();
    if (!stage) return {x: 0, y: 0};
    return {x: clientX - stage.left - stage.width / 2, y: clientY - stage.top - stage.height / 2};
  }

  #set(view: View): void {
    const picture = this.#parts.picture();
    const stage = this.#parts.stage();
    const shown = {width: picture?.offsetWidth ?? 0, height: picture?.offsetHeight ?? 0};
    this.view = within(view, shown, {width: stage?.clientWidth ?? 0, height: stage?.clientHeight ?? 0});
    this.#host.requestUpdate();
  }
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
const middle = (one: Point, other: Point): Point => ({x: (one.x + other.x) / 2, y: (one.y + other.y) / 2});
