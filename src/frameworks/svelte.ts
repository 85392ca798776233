/**
 * For Svelte: `import type {} from 'parlor/svelte'` makes the tags of all elements known to its templates, with their
 * properties and with their events under `on` and the event's name, such as `onparlor-message-sent`.
 *
 * @see https://svelte.dev/docs/svelte/typescript#Enhancing-built-in-DOM-types
 */
import type {HTMLAttributes} from 'svelte/elements';
import type {ElementProperties, EventListeners, ParlorElements} from './element-types.js';

/** The tags, as templates want them. */
export type ParlorSvelteElements = {
  [Tag in keyof ParlorElements]: Omit<
    HTMLAttributes<ParlorElements[Tag]>,
    keyof ElementProperties<ParlorElements[Tag]>
  > &
    ElementProperties<ParlorElements[Tag]> &
    EventListeners<'on'> &
    EventListeners<'on:'>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends ParlorSvelteElements {}
}

export type * from './element-types.js';
