/**
 * For Solid: `import type {} from 'parlor/solid'` makes the tags of all elements known to its JSX, with their properties,
 * also under `prop:`, and with their events under `on:` and the event's name, such as `on:parlor-message-sent`.
 *
 * @see https://docs.solidjs.com/configuration/typescript#custom-elements
 */
import type {JSX} from 'solid-js';
import type {ElementProperties, EventListeners, ParlorElements} from './element-types.js';

/** The same under `prop:`, which sets a property in any case. */
export type Forced<Properties> = {
  [Key in keyof Properties as Key extends string ? `prop:${Key}` : never]?: Properties[Key];
};

/** The tags, as JSX wants them. */
export type ParlorIntrinsicElements = {
  [Tag in keyof ParlorElements]: Omit<
    JSX.HTMLAttributes<ParlorElements[Tag]>,
    keyof ElementProperties<ParlorElements[Tag]>
  > &
    ElementProperties<ParlorElements[Tag]> &
    Forced<ElementProperties<ParlorElements[Tag]>> &
    EventListeners<'on:'>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends ParlorIntrinsicElements {}
  }
}

export type * from './element-types.js';
