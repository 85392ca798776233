import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/thread-search/define.js';
import type {ParlorThreadSearch} from '../src/components/thread-search/thread-search.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {sampleThread} from './support/message-samples.js';

type Args = Pick<
  ParlorThreadSearch,
  'messages' | 'query' | 'group' | 'hasOlder' | 'hasNewer' | 'loadingOlder' | 'olderError'
>;

const meta: Meta<Args> = {
  title: 'Elements/Thread search',
  component: 'parlor-thread-search',
  args: {
    messages: sampleThread(),
    query: 'wednesday',
    group: false,
    hasOlder: false,
    hasNewer: false,
    loadingOlder: false,
  },
  render: (args) => html`
    <parlor-thread-search
      query=${args.query}
      .messages=${args.messages}
      .olderError=${args.olderError}
      ?group=${args.group}
      ?has-older=${args.hasOlder}
      ?has-newer=${args.hasNewer}
      ?loading-older=${args.loadingOlder}
    ></parlor-thread-search>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Found: Story = {};
export const NothingTyped: Story = {args: {query: ''}};
export const NothingFound: Story = {args: {query: 'wheelbarrow'}};
export const OlderNotLoaded: Story = {args: {hasOlder: true}};
export const LoadingOlder: Story = {args: {hasOlder: true, loadingOlder: true}};
export const OlderFailed: Story = {args: {hasOlder: true, olderError: new ConversationError('network')}};
