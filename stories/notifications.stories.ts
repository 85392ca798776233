import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {waitFor} from 'storybook/test';
import '../src/define.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from './support/inbox-worlds.js';

type Args = WorldArgs & {readonly private: boolean; readonly pageTitle: boolean};

const meta: Meta<Args> = {
  title: 'Elements/Notifications',
  component: 'parlor-notifications',
  args: {provider: 'memory', scenario: 'busy-inbox', private: false, pageTitle: false},
  loaders: [worldLoader],
  render: (args, {loaded}) => html`
    <parlor-inbox-context .adapter=${(loaded['world'] as LoadedWorld).adapter}>
      <p>Any page of yours.</p>
      <parlor-notifications
        toasts
        ?private=${args.private}
        ?page-title=${args.pageTitle}
        .toastDuration=${Infinity}
      ></parlor-notifications>
    </parlor-inbox-context>
  `,
  play: async ({canvasElement, loaded}) => {
    const {backend} = loaded['world'] as LoadedWorld;
    const context = canvasElement.querySelector('parlor-inbox-context');
    const list = () => context?.store?.conversationList.state;
    await waitFor(() => {
      if (list()?.status !== 'ready') throw new Error('The conversations are not loaded.');
    });
    for (const {participants} of list()?.conversations.slice(0, 2) ?? []) {
      const phone = participants[0]?.address;
      if (phone) backend.receive({phone, text: 'Is it all right if I come a quarter of an hour later?'});
    }
    await waitFor(() => {
      const corner = canvasElement.querySelector('parlor-notifications')?.shadowRoot;
      if (!corner?.querySelector('[part=toast]')) throw new Error('There is no note yet.');
    });
  },
};
export default meta;
type Story = StoryObj<Args>;

export const Notes: Story = {};
/** Who wrote, and not what. */
export const Private: Story = {args: {private: true}};
export const NumberInTheTitle: Story = {args: {pageTitle: true}};
