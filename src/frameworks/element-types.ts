import type {LitElement} from 'lit';
import type {ParlorEvents} from '../define.js';

/** Whether two types are one. */
export type IsSame<A, B> =
  (<Probe>() => Probe extends A ? 1 : 2) extends <Probe>() => Probe extends B ? 1 : 2 ? true : false;
/** False for what can only be read. */
export type IsWritable<Class, Key extends keyof Class> = IsSame<
  {[Name in Key]: Class[Key]},
  {-readonly [Name in Key]: Class[Key]}
>;
/** A function that is always there belongs to the element; one that a page gives may be missing. */
export type IsMethod<Value> = Value extends (...given: never[]) => unknown ? true : false;

export type {ParlorElements, ParlorEvents} from '../define.js';

/** The properties of an element that a page sets. */
export type ElementProperties<Class extends HTMLElement> = {
  [
    Key in keyof Class as Key extends keyof LitElement
      ? never
      : IsWritable<Class, Key> extends true
        ? IsMethod<Class[Key]> extends true
          ? never
          : Key
        : never
  ]?: Class[Key] | undefined;
};

/** A listener for each event, under the name of the event with something before it. */
export type EventListeners<Prefix extends string> = {
  [Type in keyof ParlorEvents as `${Prefix}${Type}`]?: ((event: ParlorEvents[Type]) => void) | undefined;
};

/** `parlor-message-sent` as `ParlorMessageSent`. */
export type PascalCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${PascalCase<Rest>}`
  : Capitalize<Name>;

/** The same under names in camel case: `onParlorMessageSent`. */
export type CamelCaseListeners = {
  [Type in keyof ParlorEvents as `on${PascalCase<Type>}`]?: ((event: ParlorEvents[Type]) => void) | undefined;
};
