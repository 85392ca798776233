import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import type {MessagingAdapter} from '../src/adapter/messaging-adapter.js';
import '../src/components/bulk-actions/define.js';
import '../src/components/inbox/define.js';
import {createBackend} from '../src/backend/scenarios/index.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {createMemoryAdapter} from '../src/providers/memory/index.js';

interface Args {
  readonly theme?: 'light' | 'dark';
  /** How many are selected. */
  readonly selected: number;
  /** What is pressed then. */
  readonly action?: string;
  /** What the provider answers. */
  readonly answer: 'done' | 'late' | 'partly' | 'offline';
  readonly archives: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Bulk actions',
  component: 'parlor-bulk-actions',
  args: {selected: 3, answer: 'done', archives: true},
  loaders: [async ({args}) => ({adapter: adapterFor(args)})],
  decorators: [(story) => html`<div style=${styleMap({blockSize: '100dvh'})}>${story()}</div>`],
  render: ({theme}, {loaded}) => html`
    <parlor-inbox theme=${ifDefined(theme)} .adapter=${loaded['adapter'] as MessagingAdapter}></parlor-inbox>
  `,
  play: async ({canvasElement, args}) => {
    const inbox = canvasElement.querySelector('parlor-inbox');
    await waitFor(() => {
      if (inbox?.store?.conversationList.state.status !== 'ready') throw new Error('The conversations are not loaded.');
    });
    const list = inbox?.shadowRoot?.querySelector('parlor-conversation-list');
    if (!list) return;
    list.selecting = true;
    list.checkedIds = new Set((list.conversations ?? []).slice(0, args.selected).map(({id}) => id));
    await list.updateComplete;
    const bar = list.shadowRoot?.querySelector('parlor-bulk-actions');
    await bar?.updateComplete;
    if (args.action) bar?.shadowRoot?.querySelector<HTMLElement>(`.actions .${args.action}`)?.click();
  },
  parameters: {docs: {story: {inline: false, iframeHeight: 600}}},
};
export default meta;
type Story = StoryObj<Args>;

/** One of each at once on the page of the documentation serves nobody. */
const canvasOnly = ['!autodocs'];

function adapterFor({answer, archives}: Args): MessagingAdapter {
  const backend = createBackend({scenario: 'busy-inbox'});
  const memory = createMemoryAdapter({backend, ...(!archives && {capabilities: {archiveConversation: 'none'}})});
  let asked = 0;
  const setArchived: MessagingAdapter['setArchived'] = async (id, archived) => {
    asked++;
    if (answer === 'late') await new Promise(() => undefined);
    if (answer === 'offline') throw new ConversationError('network');
    if (answer === 'partly' && asked % 2 === 0) throw new ConversationError('server');
    const changed = await memory.setArchived?.(id, archived);
    if (!changed) throw new ConversationError('unsupported');
    return changed;
  };
  return Object.assign(Object.create(memory) as MessagingAdapter, {setArchived});
}

export const Selecting: Story = {};
export const NoneSelected: Story = {tags: canvasOnly, args: {selected: 0}};
export const WhatTheProviderCannotDo: Story = {tags: canvasOnly, args: {archives: false}};
export const UnderWay: Story = {tags: canvasOnly, args: {selected: 8, action: 'archive', answer: 'late'}};
export const Done: Story = {tags: canvasOnly, args: {action: 'archive'}};
export const SomeFailed: Story = {tags: canvasOnly, args: {selected: 4, action: 'archive', answer: 'partly'}};
export const NoConnection: Story = {tags: canvasOnly, args: {selected: 8, action: 'archive', answer: 'offline'}};
export const Dark: Story = {tags: canvasOnly, args: {theme: 'dark', selected: 4, action: 'archive', answer: 'partly'}};
export const RightToLeft: Story = {tags: canvasOnly, globals: {direction: 'rtl'}};
