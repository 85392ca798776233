/**
 * For Preact: `import type {} from 'parlor/preact'` makes the tags of all elements known to its JSX, with their properties
 * and with their events under `on` and the event's name, such as `onparlor-message-sent`.
 *
 * @see https://preactjs.com/guide/v10/typescript/#extending-built-in-jsx-types
 */
import type {HTMLAttributes} from 'preact';
import type {ElementProperties, EventListeners, ParlorElements} from './element-types.js';

/** The tags, as JSX wants them. */
export type ParlorIntrinsicElements = {
  [Tag in keyof ParlorElements]: Omit<
    HTMLAttributes<ParlorElements[Tag]>,
    keyof ElementProperties<ParlorElements[Tag]>
  > &
    ElementProperties<ParlorElements[Tag]> &
    EventListeners<'on'>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends ParlorIntrinsicElements {}
  }
}

export type * from './element-types.js';
