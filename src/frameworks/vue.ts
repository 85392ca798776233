/**
 * For Vue: `import type {} from 'parlor/vue'` makes the tags of all elements known to `vue-tsc`, with their properties and
 * events. Tell Vue's compiler that tags with `parlor-` before them are custom elements (`isCustomElement`).
 *
 * @see https://vuejs.org/guide/extras/web-components
 */
import type {HTMLAttributes} from 'vue';
import type {CamelCaseListeners, ElementProperties, ParlorElements} from './element-types.js';

/** The tags, as Vue's components are known. */
export type ParlorGlobalComponents = {
  [Tag in keyof ParlorElements]: new () => {
    $props: Omit<HTMLAttributes, keyof ElementProperties<ParlorElements[Tag]>> &
      ElementProperties<ParlorElements[Tag]> &
      CamelCaseListeners;
  };
};

declare module 'vue' {
  interface GlobalComponents extends ParlorGlobalComponents {}
}

export type * from './element-types.js';
