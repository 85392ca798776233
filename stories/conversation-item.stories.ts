import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/conversation-item/define.js';
import type {RowRenderContext} from '../src/components/index.js';
import type {Conversation} from '../src/model/conversation.js';
import {sampleConversation} from './support/conversation-samples.js';

interface Args {
  conversation: Conversation;
  selected: boolean;
  compact: boolean;
  draft?: string;
}

const meta: Meta<Args> = {
  title: 'Elements/Conversation item',
  component: 'parlor-conversation-item',
  args: {conversation: sampleConversation('1'), selected: false, compact: false},
  render: ({conversation, selected, compact, draft}) => html`
    <parlor-conversation-item
      .conversation=${conversation}
      .draft=${draft}
      ?selected=${selected}
      ?compact=${compact}
    ></parlor-conversation-item>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Read: Story = {};
export const Unread: Story = {
  args: {conversation: sampleConversation('1', {unread: {has: true, count: 3, source: 'native'}})},
};
export const UnreadWithoutCount: Story = {
  args: {conversation: sampleConversation('1', {unread: {has: true, source: 'local'}})},
};
export const Selected: Story = {args: {selected: true}};
export const Compact: Story = {args: {compact: true}};
export const Draft: Story = {args: {draft: 'I will check with the plumber and'}};
export const OptedOut: Story = {
  args: {conversation: sampleConversation('1', {consent: {state: 'opted-out', source: 'native'}})},
};
export const LastMessageFailed: Story = {
  args: {
    conversation: sampleConversation('1', {
      lastMessage: {text: 'Your invoice is ready', direction: 'outbound', status: 'failed', at: Date.now() - 60_000},
    }),
  },
};
export const EveryMark: Story = {
  args: {
    conversation: sampleConversation('1', {
      starred: true,
      status: 'archived',
      unread: {has: true, count: 128, source: 'derived'},
      needsReply: {value: true, source: 'native'},
      consent: {state: 'probably-opted-out', source: 'derived'},
    }),
  },
};
export const NumberOnly: Story = {
  args: {conversation: sampleConversation('1', {participants: [{role: 'contact', address: '+15125550142'}]})},
};
export const UnknownContact: Story = {
  args: {conversation: sampleConversation('1', {participants: [], lastMessage: undefined, lastActivityAt: undefined})},
};
export const RightToLeftText: Story = {
  args: {
    conversation: sampleConversation('1', {
      name: 'ليلى حداد',
      lastMessage: {text: 'هل يمكنكم الاتصال بي بعد الظهر من فضلكم؟', direction: 'inbound', at: Date.now() - 60_000},
    }),
  },
};
/** The page adds to what is seen of the row. */
export const DrawnByThePage: Story = {
  render: ({conversation}) => html`
    <parlor-conversation-item
      .conversation=${conversation}
      .renderRow=${(_conversation: Conversation, {fallback}: RowRenderContext) => html`${fallback()}<small>Robin</small>`}
    ></parlor-conversation-item>
  `,
};
