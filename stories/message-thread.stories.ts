import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import '../src/components/message-thread/define.js';
import {ConversationError} from '../src/model/conversation-error.js';
import type {Message} from '../src/model/message.js';
import type {LoadStatus} from '../src/store/read-health.js';
import {hostileTexts, longThread, sampleMessage, sampleThread, troubledThread} from './support/message-samples.js';

interface Args {
  messages: readonly Message[];
  status: LoadStatus;
  error?: ConversationError;
  hasOlder: boolean;
  loadingOlder: boolean;
  olderError?: ConversationError;
  unreadFromId?: string;
  heldIds?: ReadonlySet<string>;
  timeZone?: string;
  group: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Message thread',
  component: 'parlor-message-thread',
  args: {messages: sampleThread(), status: 'ready', hasOlder: false, loadingOlder: false, group: false},
  render: (args) => html`
    <parlor-message-thread
      contact-name="Maya Fernández"
      style=${styleMap({blockSize: '100dvh'})}
      .messages=${args.messages}
      .status=${args.status}
      .error=${args.error}
      .olderError=${args.olderError}
      .unreadFromId=${args.unreadFromId}
      .heldIds=${args.heldIds}
      .timeZone=${args.timeZone}
      ?has-older=${args.hasOlder}
      ?loading-older=${args.loadingOlder}
      ?group=${args.group}
    ></parlor-message-thread>
  `,
};
export default meta;
type Story = StoryObj<Args>;

const unreachable = new ConversationError('network');

export const Default: Story = {};
export const Loading: Story = {args: {messages: [], status: 'loading'}};
export const Empty: Story = {args: {messages: []}};
export const Failed: Story = {args: {messages: [], status: 'error', error: unreachable}};
export const FailedToRefresh: Story = {args: {status: 'error', error: unreachable}};
export const Unread: Story = {args: {messages: longThread(40), unreadFromId: 'm-14'}};
export const LoadingOlder: Story = {args: {hasOlder: true, loadingOlder: true}};
export const OlderFailed: Story = {args: {hasOlder: true, olderError: unreachable}};
export const StuckMessages: Story = {args: {messages: troubledThread(), heldIds: new Set(['local-3'])}};
export const UnknownSides: Story = {
  args: {messages: sampleThread().map((message) => ({...message, direction: 'unknown', status: 'unknown'}))},
};
export const OptedOut: Story = {
  args: {
    messages: [
      ...sampleThread(),
      sampleMessage('STOP', {ago: 30_000, consentChange: {kind: 'opt-out', source: 'native'}}),
    ],
  },
};
export const Group: Story = {
  args: {
    group: true,
    messages: sampleThread().map((message, index) =>
      message.direction === 'inbound'
        ? {...message, sender: {role: 'contact', name: index < 2 ? 'Maya Fernández' : 'Jonas Weber'}}
        : message,
    ),
  },
};
/** The line that names the day is out of sight: a label at the top edge names it. */
export const StickyDay: Story = {
  args: {messages: longThread(80)},
  play: async ({canvasElement}) => {
    const root = await waitFor(() => {
      const {shadowRoot} = canvasElement.querySelector('parlor-message-thread') ?? {};
      if (!shadowRoot?.querySelector('parlor-message-bubble')) throw new Error('No message is drawn yet.');
      return shadowRoot;
    });
    // Until its day's own line is above the edge.
    await waitFor(() => {
      const scroller = root.querySelector('.scroller');
      if (root.querySelector('[part=sticky-day]')) return;
      scroller?.scrollBy(0, -120);
      throw new Error('Its own line is in sight.');
    });
  },
};
export const OtherTimeZone: Story = {args: {timeZone: 'Asia/Tokyo'}};
export const HostileTexts: Story = {args: {messages: hostileTexts.map((text) => sampleMessage(text))}};
