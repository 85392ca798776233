import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import '../src/components/conversation-actions/define.js';
import type {ParlorConversationActions} from '../src/components/conversation-actions/conversation-actions.js';
import {NO_CAPABILITIES} from '../src/model/capabilities.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {actionCapabilities, sampleContactConversation} from './support/contact-samples.js';
import {press} from './support/press.js';

type Args = Pick<
  ParlorConversationActions,
  'conversation' | 'capabilities' | 'offersDetails' | 'detailsOpen' | 'pending' | 'failure' | 'undoDuration'
>;

const TAG = 'parlor-conversation-actions';

const meta: Meta<Args> = {
  title: 'Elements/Conversation actions',
  component: TAG,
  args: {
    conversation: sampleContactConversation,
    capabilities: actionCapabilities,
    offersDetails: true,
    detailsOpen: false,
    undoDuration: Infinity,
  },
  // At the end of a header, as in an inbox.
  decorators: [
    (story) => html`
      <div
        style=${styleMap({display: 'flex', justifyContent: 'flex-end', minBlockSize: '360px', padding: '12px 16px'})}
      >
        ${story()}
      </div>
    `,
  ],
  render: (args) => html`
    <parlor-conversation-actions
      .conversation=${args.conversation}
      .capabilities=${args.capabilities}
      ?offers-details=${args.offersDetails}
      ?details-open=${args.detailsOpen}
      .pending=${args.pending}
      .failure=${args.failure}
      .undoDuration=${args.undoDuration}
    ></parlor-conversation-actions>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Menu: Story = {play: ({canvasElement}) => press(canvasElement, TAG, '#menu-button')};
export const TwoButtons: Story = {
  args: {capabilities: NO_CAPABILITIES, detailsOpen: true},
};
export const ArchivedAndStarred: Story = {
  args: {conversation: {...sampleContactConversation, status: 'archived', starred: true}},
  play: ({canvasElement}) => press(canvasElement, TAG, '#menu-button'),
};
export const Working: Story = {args: {pending: 'archive'}};
export const Archived: Story = {
  play: async ({canvasElement}) => {
    await press(canvasElement, TAG, '.menu-item.archive');
    const element = canvasElement.querySelector(TAG);
    if (element) element.conversation = {...sampleContactConversation, status: 'archived'};
    await element?.updateComplete;
  },
};
export const Failed: Story = {
  args: {
    failure: {
      action: 'archive',
      conversationId: 'c1',
      name: 'Maya Fernández',
      error: new ConversationError('rate-limited', {message: 'Too many requests: limit of 60 a minute exceeded'}),
    },
  },
};
export const AskingBeforeDeleting: Story = {play: ({canvasElement}) => press(canvasElement, TAG, '.menu-item.delete')};
