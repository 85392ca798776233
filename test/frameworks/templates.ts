// What the compilers of Vue's and Svelte's templates ask for.
import type {SvelteHTMLElements} from 'svelte/elements';
import type {GlobalComponents} from 'vue';
import type {} from 'parlor/svelte';
import type {} from 'parlor/vue';
import {createMemoryAdapter} from 'parlor/providers/memory';

const adapter = createMemoryAdapter({scenario: 'busy-inbox'});

type InboxInSvelte = SvelteHTMLElements['parlor-inbox'];
type InboxInVue = InstanceType<GlobalComponents['parlor-inbox']>['$props'];

export const inSvelte: InboxInSvelte = {
  adapter,
  class: 'inbox',
  'onparlor-message-sent': ({detail}) => void detail.message.text?.toUpperCase(),
};

export const inVue: InboxInVue = {
  adapter,
  class: 'inbox',
  onParlorMessageSent: ({detail}) => void detail.message.text?.toUpperCase(),
};

// @ts-expect-error no adapter is a number
export const wrongInSvelte: InboxInSvelte = {adapter: 1};
// @ts-expect-error no adapter is a number
export const wrongInVue: InboxInVue = {adapter: 1};
