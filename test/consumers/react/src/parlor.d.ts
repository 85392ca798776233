import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {ParlorInbox} from 'parlor';

/** What React 19 does with a custom element: properties where it has them, and `on` before the name of an event. */
type CustomElement<Class extends HTMLElement> = DetailedHTMLProps<HTMLAttributes<Class>, Class> &
  Partial<Omit<Class, keyof HTMLElement>> & {
    [Type in keyof HTMLElementEventMap as Type extends `parlor-${string}` ? `on${Type}` : never]?: (
      event: HTMLElementEventMap[Type],
    ) => void;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'parlor-inbox': CustomElement<ParlorInbox>;
    }
  }
}
