import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import {worldLoader, type LoadedWorld, type WorldArgs} from '../support/inbox-worlds.js';
import './support-desk.js';

/** A support desk: assignment in the rows and above the thread, and notes among the details, drawn by the desk. */
const meta: Meta<WorldArgs & {width: string}> = {
  title: 'Hosts/Support desk',
  args: {provider: 'memory', scenario: 'busy-inbox', width: '100%'},
  loaders: [worldLoader],
  decorators: [
    (story, {args, viewMode}) => html`
      <div style=${styleMap({inlineSize: args.width, blockSize: viewMode === 'docs' ? '600px' : '100dvh'})}>
        ${story()}
      </div>
    `,
  ],
  render: (_args, {loaded}) => html`<support-desk .adapter=${(loaded['world'] as LoadedWorld).adapter}></support-desk>`,
  play: async ({canvasElement}) => {
    const desk = canvasElement.querySelector('support-desk');
    const inbox = desk?.querySelector('parlor-inbox');
    if (inbox) inbox.detailsOpen = canvasElement.clientWidth > 900;
    const store = await waitFor(() => {
      const found = inbox?.store;
      if (found?.conversationList.state.status !== 'ready') throw new Error('The conversations are not loaded.');
      return found;
    });
    const [first, , third] = store.conversationList.state.conversations;
    desk?.assign(first?.id ?? '', 'Sam');
    desk?.assign(third?.id ?? '', 'Robin');
    store.select(first?.id);
    await waitFor(() => {
      if (!first || store.timeline(first.id).state.status !== 'ready') throw new Error('It is not open.');
    });
  },
};
export default meta;
type Story = StoryObj<WorldArgs & {width: string}>;

export const Desk: Story = {};
export const Phone: Story = {args: {width: '375px'}};
export const RightToLeft: Story = {args: {scenario: 'right-to-left'}, globals: {direction: 'rtl'}};
