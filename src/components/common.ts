/** The names whose value is true, for a `class` attribute. */
export const classNames = (classes: Readonly<Record<string, boolean>>): string =>
  Object.keys(classes)
    .filter((name) => classes[name])
    .join(' ');

/** Whoever uses this device wants nothing to move by itself. */
export const wantsStill = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/** Whether the name or the address of a picture says that it moves. */
export const isAnimation = (name: string): boolean =>
  /\.(?:gif|apng)(?:[?#]|$)|^(?:data:)?image\/(?:gif|apng)/i.test(name);

/** The converter of a switch that is on unless its attribute says `false`. */
export const onUnlessFalse = {fromAttribute: (text: string | null): boolean => text !== 'false'};

/** What is open over everything else has the keys to itself. */
const OVER = 'dialog, [popover]:popover-open';

/** Whether something that a key passes on its way out is open over everything else. */
export const isOverlay = (path: readonly EventTarget[]): boolean =>
  path.some((target) => target instanceof Element && target.matches(OVER));
