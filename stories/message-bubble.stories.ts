import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/message-bubble/define.js';
import type {MessageRenderContext} from '../src/components/index.js';
import type {MediaMode} from '../src/model/media-mode.js';
import type {Message} from '../src/model/message.js';
import {hostileTexts, sampleFiles, sampleMessage, samplePicture} from './support/message-samples.js';

interface Args {
  message: Message;
  startsGroup: boolean;
  endsGroup: boolean;
  showSender: boolean;
  held: boolean;
  media: MediaMode;
}

const meta: Meta<Args> = {
  title: 'Elements/Message bubble',
  component: 'parlor-message-bubble',
  parameters: {layout: 'padded'},
  args: {startsGroup: true, endsGroup: true, showSender: false, held: false, media: 'always'},
  render: ({message, startsGroup, endsGroup, showSender, held, media}) => html`
    <parlor-message-bubble
      contact-name="Maya Fernández"
      .message=${message}
      ?starts-group=${startsGroup}
      ?ends-group=${endsGroup}
      ?show-sender=${showSender}
      ?held=${held}
      media=${media}
    ></parlor-message-bubble>
  `,
};
export default meta;
type Story = StoryObj<Args>;

const outbound = (change: Partial<Message>): Message =>
  sampleMessage('Your appointment is confirmed for Thursday at ten.', {direction: 'outbound', ...change});

export const Inbound: Story = {args: {message: sampleMessage('Thursday at ten works for me, thank you!')}};
export const Outbound: Story = {args: {message: outbound({})}};
export const WithLink: Story = {args: {message: sampleMessage('Is it this one? https://example.com/oak-street')}};
export const Emoji: Story = {args: {message: sampleMessage('🎉🎉')}};
export const Picture: Story = {
  args: {message: sampleMessage('Here it leaks', {attachments: [samplePicture()]})},
};
export const PictureWhenAsked: Story = {
  args: {media: 'ask', message: sampleMessage('Here it leaks', {attachments: [samplePicture()]})},
};
export const LongText: Story = {
  args: {message: sampleMessage('It began on Monday, when the rain came. '.repeat(400))},
};
export const PhoneNumber: Story = {args: {message: sampleMessage('Call me at (202) 555-0123, please.')}};
export const FromColleague: Story = {args: {message: outbound({sender: {role: 'agent', name: 'Ben Ode'}})}};
export const UnknownSide: Story = {
  args: {message: sampleMessage('Who wrote this?', {direction: 'unknown', status: 'unknown'})},
};
export const Files: Story = {args: {message: sampleMessage(null, {attachments: sampleFiles})}};
export const GroupSender: Story = {
  args: {showSender: true, message: sampleMessage('I can come too.', {sender: {role: 'contact', name: 'Jonas Weber'}})},
};
export const Insight: Story = {
  args: {
    message: sampleMessage('Nobody came, again.', {insight: {sentiment: 'negative', requiresResponse: true}}),
  },
};
/** What others gave, ours among them; on its way; of which nobody knows; and what did not arrive. */
export const Reactions: Story = {
  args: {
    message: outbound({
      reactions: [
        {name: '👍', kind: 'like', by: ['Ada', 'Kofi'], isOwn: true},
        {name: '🔥', by: ['Maya Fernández']},
      ],
    }),
  },
};
export const ReactionOnItsWay: Story = {
  args: {message: outbound({reactions: [{name: '❤️', kind: 'love', by: [], isOwn: true, phase: 'pending'}]})},
};
export const ReactionUnconfirmed: Story = {
  args: {
    message: outbound({
      reactions: [{name: '😂', kind: 'laugh', by: [], isOwn: true, phase: 'unconfirmed', error: 'timeout'}],
    }),
  },
};
export const ReactionFailed: Story = {
  args: {
    message: outbound({
      reactions: [{name: '❤️', kind: 'love', by: [], isOwn: true, phase: 'failed', error: 'rate-limited'}],
    }),
  },
};
export const Failed: Story = {
  args: {
    message: outbound({
      status: 'failed',
      id: 'local-1',
      localId: 'local-1',
      failure: {text: 'There are not enough credits.'},
    }),
  },
};
export const Undelivered: Story = {
  args: {message: outbound({status: 'undelivered', failure: {code: '30003', text: 'The handset is switched off.'}})},
};
export const Unconfirmed: Story = {
  args: {message: outbound({status: 'unconfirmed', id: 'local-1', localId: 'local-1'})},
};
export const Held: Story = {args: {held: true, message: outbound({status: 'pending', localId: 'local-1'})}};
export const UnsupportedBody: Story = {args: {message: sampleMessage(null, {unsupportedBody: 'carousel'})}};
export const HostileText: Story = {args: {message: sampleMessage(hostileTexts.join('\n'))}};
/** The page draws the body, with ours within. */
export const DrawnByThePage: Story = {
  render: () => html`
    <parlor-message-bubble
      starts-group
      ends-group
      .message=${outbound({})}
      .renderMessage=${(_message: Message, {fallback}: MessageRenderContext) =>
        html`${fallback()}<small>Translated into Spanish</small>`}
    ></parlor-message-bubble>
  `,
};
