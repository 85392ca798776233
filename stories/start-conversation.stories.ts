import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/start-conversation/define.js';
import type {ParlorStartConversation} from '../src/components/start-conversation/start-conversation.js';
import {NO_CAPABILITIES} from '../src/model/capabilities.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {plainStartForm, sampleEndpoints, templateStartForm} from './support/contact-samples.js';
import {press} from './support/press.js';

type Args = Pick<
  ParlorStartConversation,
  'form' | 'status' | 'error' | 'endpoints' | 'capabilities' | 'sending' | 'startError'
>;

const TAG = 'parlor-start-conversation';

const meta: Meta<Args> = {
  title: 'Elements/Start conversation',
  component: TAG,
  args: {form: plainStartForm, status: 'ready', capabilities: NO_CAPABILITIES, sending: false},
  parameters: {docs: {story: {inline: false, iframeHeight: 640}}},
  render: (args) => html`
    <parlor-start-conversation
      open
      .form=${args.form}
      .status=${args.status}
      .error=${args.error}
      .endpoints=${args.endpoints}
      .capabilities=${args.capabilities}
      ?sending=${args.sending}
      .startError=${args.startError}
    ></parlor-start-conversation>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const NumberAndText: Story = {};
export const SeveralNumbers: Story = {
  args: {endpoints: sampleEndpoints, capabilities: {...NO_CAPABILITIES, chooseOwnEndpoint: 'native'}},
};
export const ContactAndTemplate: Story = {args: {form: templateStartForm}};
export const TemplateFilledIn: Story = {
  args: {form: templateStartForm},
  play: async ({canvasElement}) => {
    await press(canvasElement, TAG, '[value="maya"]');
    const select = canvasElement.querySelector(TAG)?.shadowRoot?.querySelector<HTMLSelectElement>('#template');
    if (select) select.value = 'reminder';
    select?.dispatchEvent(new Event('change'));
    await press(canvasElement, TAG, '#parameter-0', 'Maya');
  },
};
export const SomethingMissing: Story = {
  play: ({canvasElement}) => press(canvasElement, TAG, '[part="start-button"]'),
};
export const Loading: Story = {args: {form: undefined, status: 'loading'}};
export const LoadingFailed: Story = {
  args: {form: undefined, status: 'error', error: new ConversationError('network')},
};
export const Starting: Story = {args: {sending: true}};
export const NotStarted: Story = {
  args: {startError: new ConversationError('validation', {message: 'The number is not reachable from this account.'})},
};
export const OutcomeUnknown: Story = {
  args: {startError: new ConversationError('timeout', {outcomeUnknown: true})},
};
