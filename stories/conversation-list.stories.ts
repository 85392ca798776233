import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import '../src/components/conversation-list/define.js';
import type {ParlorConversationList} from '../src/components/conversation-list/conversation-list.js';
import {NO_CAPABILITIES} from '../src/model/capabilities.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {listCapabilities, manyConversations, sampleConversations} from './support/conversation-samples.js';

type Args = Pick<
  ParlorConversationList,
  | 'conversations'
  | 'selectedId'
  | 'capabilities'
  | 'query'
  | 'status'
  | 'error'
  | 'hasMore'
  | 'loadingMore'
  | 'moreError'
  | 'drafts'
  | 'total'
  | 'unsentCount'
  | 'ownEndpoints'
  | 'compact'
>;

const meta: Meta<Args> = {
  title: 'Elements/Conversation list',
  component: 'parlor-conversation-list',
  args: {
    conversations: sampleConversations(),
    capabilities: listCapabilities,
    query: {},
    status: 'ready',
    hasMore: false,
    loadingMore: false,
    unsentCount: 0,
    compact: false,
  },
  // The width it has in an inbox.
  decorators: [
    (story) => html`<div style=${styleMap({inlineSize: 'min(360px, 100%)', blockSize: '100vh'})}>${story()}</div>`,
  ],
  render: (args) => html`
    <parlor-conversation-list
      selected-id=${args.selectedId ?? ''}
      .conversations=${args.conversations}
      .capabilities=${args.capabilities}
      .query=${args.query}
      .status=${args.status}
      .error=${args.error}
      .moreError=${args.moreError}
      .drafts=${args.drafts}
      .total=${args.total}
      .unsentCount=${args.unsentCount}
      .ownEndpoints=${args.ownEndpoints}
      ?has-more=${args.hasMore}
      ?loading-more=${args.loadingMore}
      ?compact=${args.compact}
    ></parlor-conversation-list>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Conversations: Story = {
  args: {selectedId: 'c2', drafts: new Map([['c6', 'I will check with the plumber and']])},
};
/** What waits or failed stands in its row, and is counted above the rows. */
export const Unsent: Story = {
  args: {
    unsentCount: 3,
    conversations: sampleConversations().map((conversation, place) => {
      const state = (['failed', 'waiting', 'unconfirmed'] as const)[place];
      return state ? {...conversation, unsent: {count: 1, state, text: 'I can be there at ten'}} : conversation;
    }),
  },
};
export const Compact: Story = {args: {compact: true}};
export const WithoutSearchAndFilters: Story = {args: {capabilities: NO_CAPABILITIES}};
export const Filtered: Story = {
  args: {query: {unread: true}, conversations: sampleConversations().filter(({unread}) => unread.has)},
};
export const Loading: Story = {args: {status: 'loading', conversations: []}};
export const Empty: Story = {args: {conversations: []}};
export const NoMatch: Story = {args: {conversations: [], query: {search: 'zoe'}}};
export const SeveralNumbers: Story = {
  args: {
    hasMore: true,
    ownEndpoints: [
      {id: 'counter', address: '+12025550100', label: 'Shop counter'},
      {id: 'workshop', address: '+12025550101', label: 'Workshop'},
    ],
    query: {ownEndpointId: 'workshop'},
  },
};
export const SearchesLoadedOnly: Story = {
  args: {
    conversations: sampleConversations().slice(0, 1),
    capabilities: {...listCapabilities, searchConversations: 'derived'},
    query: {search: 'maya'},
    hasMore: true,
  },
};
export const Failed: Story = {
  args: {status: 'error', conversations: [], error: new ConversationError('unauthorized')},
};
export const ReloadFailed: Story = {args: {status: 'error', error: new ConversationError('network')}};
export const LoadingMore: Story = {args: {hasMore: true, loadingMore: true}};
export const MoreFailed: Story = {args: {hasMore: true, moreError: new ConversationError('network')}};
export const Long: Story = {args: {conversations: manyConversations(120)}};
