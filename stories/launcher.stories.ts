import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {waitFor} from 'storybook/test';
import '../src/define.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from './support/inbox-worlds.js';

type Args = WorldArgs & {readonly modal: boolean; readonly inline: boolean; readonly open: boolean};

const meta: Meta<Args> = {
  title: 'Inbox/Launcher',
  component: 'parlor-launcher',
  args: {provider: 'memory', scenario: 'busy-inbox', modal: false, inline: false, open: false},
  parameters: {docs: {story: {inline: false, iframeHeight: 760}}},
  loaders: [worldLoader],
  render: (args, {loaded}) => html`
    <parlor-launcher
      .adapter=${(loaded['world'] as LoadedWorld).adapter}
      ?modal=${args.modal}
      ?inline=${args.inline}
      ?open=${args.open}
    ></parlor-launcher>
  `,
  play: async ({canvasElement, args}) => {
    const launcher = canvasElement.querySelector('parlor-launcher');
    await waitFor(() => {
      const isReady = launcher?.store?.conversationList.state.status === 'ready';
      if (!isReady || (args.open && !launcher.inbox?.shadowRoot)) throw new Error('Not there yet.');
    });
  },
};
export default meta;
type Story = StoryObj<Args>;

export const Closed: Story = {};
export const Open: Story = {args: {open: true}};
export const Modal: Story = {args: {open: true, modal: true}};
/** In the page's own menu. */
export const Inline: Story = {args: {inline: true, open: true}};
/** The provider cannot be reached: no number is claimed. */
export const NoConnection: Story = {
  args: {network: 'offline', open: true},
  play: () => undefined,
};
