/**
 * For React. In React 19, `import type {} from 'parlor/react'` is all that is needed: it makes the tags of all elements
 * known to JSX, with their properties, and with their events under `on` and the event's name, such as
 * `onparlor-message-sent`. React 17 and 18 hand custom elements neither properties nor events: there `componentFor` makes
 * a component of an element.
 *
 * @see https://react.dev/blog/2024/12/05/react-19#support-for-custom-elements
 * @see https://lit.dev/docs/frameworks/react/
 */
import {createComponent, type EventName, type ReactWebComponent} from '@lit/react';
import type * as React from 'react';
import type {ElementProperties, EventListeners, ParlorElements, ParlorEvents, PascalCase} from './element-types.js';
import {PARLOR_EVENTS} from './events.js';

/** The tags, as JSX wants them. */
export type ParlorIntrinsicElements = {
  [Tag in keyof ParlorElements]: Omit<
    React.DetailedHTMLProps<React.HTMLAttributes<ParlorElements[Tag]>, ParlorElements[Tag]>,
    keyof ElementProperties<ParlorElements[Tag]>
  > &
    ElementProperties<ParlorElements[Tag]> &
    EventListeners<'on'>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ParlorIntrinsicElements {}
  }
}

/** The events of a component, by the names of their listeners. */
export type ComponentEvents = {
  [Type in keyof ParlorEvents as `on${PascalCase<Type>}`]: EventName<ParlorEvents[Type]>;
};

/** `parlor-message-sent` as `onParlorMessageSent`. */
const listenerName = (type: string): string =>
  `on${type.replace(/(?:^|-)(\w)/g, (_match, first: string) => first.toUpperCase())}`;

/**
 * A component for React 17 and 18 that is one of the elements: `componentFor(React, 'parlor-inbox')`. It takes the
 * element's properties, and its events in camel case, such as `onParlorMessageSent`; a ref gives the element.
 *
 * @param react the page's own React
 * @param tag of an element that is defined, by `parlor/define` or by its own entry
 * @throws TypeError for an element that is not
 */
export function componentFor<Tag extends keyof ParlorElements>(
  react: typeof React,
  tag: Tag,
): ReactWebComponent<ParlorElements[Tag], ComponentEvents> {
  const elementClass = customElements.get(tag) as (new () => ParlorElements[Tag]) | undefined;
  if (!elementClass) {
    throw new TypeError(`<${tag}> is not defined yet. Import 'parlor/define', or the entry of the element, before.`);
  }
  const events = Object.fromEntries(PARLOR_EVENTS.map((type) => [listenerName(type), type])) as ComponentEvents;
  return createComponent({react, tagName: tag, elementClass, events});
}

export type * from './element-types.js';
