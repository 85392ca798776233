import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import '../src/components/contact-panel/define.js';
import type {ParlorContactPanel} from '../src/components/contact-panel/contact-panel.js';
import {NO_CAPABILITIES} from '../src/model/capabilities.js';
import {ConversationError} from '../src/model/conversation-error.js';
import {contactCapabilities, sampleContactConversation, sampleDetails} from './support/contact-samples.js';
import {press} from './support/press.js';

type Args = Pick<
  ParlorContactPanel,
  'conversation' | 'details' | 'status' | 'error' | 'capabilities' | 'saving' | 'saveError' | 'timeZone'
>;

const TAG = 'parlor-contact-panel';

const meta: Meta<Args> = {
  title: 'Elements/Contact panel',
  component: TAG,
  args: {
    conversation: sampleContactConversation,
    details: sampleDetails,
    status: 'ready',
    capabilities: contactCapabilities,
    saving: false,
  },
  // The width it has beside a thread.
  decorators: [
    (story) => html`<div style=${styleMap({inlineSize: 'min(340px, 100%)', minBlockSize: '100vh'})}>${story()}</div>`,
  ],
  render: (args) => html`
    <parlor-contact-panel
      .conversation=${args.conversation}
      .details=${args.details}
      .status=${args.status}
      .error=${args.error}
      .capabilities=${args.capabilities}
      ?saving=${args.saving}
      .saveError=${args.saveError}
      .timeZone=${args.timeZone}
    ></parlor-contact-panel>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Details: Story = {};
export const ReadOnly: Story = {args: {capabilities: NO_CAPABILITIES}};
export const Loading: Story = {args: {status: 'loading', details: undefined}};
export const LoadingFailed: Story = {
  args: {status: 'error', details: undefined, error: new ConversationError('network')},
};
export const OptedOut: Story = {
  args: {
    conversation: {
      ...sampleContactConversation,
      consent: {state: 'opted-out', since: Date.UTC(2026, 4, 4), source: 'native'},
    },
  },
};
export const Group: Story = {
  args: {
    conversation: {
      ...sampleContactConversation,
      kind: 'group',
      title: 'Oak Street tenants',
      participants: [
        {role: 'contact', name: 'Maya Fernández', address: '+15125550142'},
        {role: 'contact', name: 'ليلى حداد', address: '+15125550177'},
        {role: 'contact', address: '+17375550188'},
      ],
      participantsComplete: false,
    },
    details: undefined,
  },
};
export const LittleIsKnown: Story = {
  args: {conversation: {...sampleContactConversation, metadata: null}, details: undefined},
};
export const Editing: Story = {play: ({canvasElement}) => press(canvasElement, TAG, '.edit-fields')};
export const EditingInvalid: Story = {
  play: async ({canvasElement}) => {
    await press(canvasElement, TAG, '.edit-fields');
    await press(canvasElement, TAG, '#row-1 textarea', 'fourteen');
    await press(canvasElement, TAG, '#row-0 button');
    await press(canvasElement, TAG, '.add-field');
    await press(canvasElement, TAG, '#row-4 textarea', 'a value without a name');
    await press(canvasElement, TAG, '.save');
  },
};

/** An edit that was tried: what comes of it is in the story's `saveError`. */
const saveAgain: Story['play'] = async ({canvasElement}) => {
  await press(canvasElement, TAG, '.edit-fields');
  await press(canvasElement, TAG, '#row-0 textarea', 'basic');
};
export const SavingFailed: Story = {args: {saveError: new ConversationError('server')}, play: saveAgain};
export const Conflict: Story = {
  args: {
    saveError: new ConversationError('conflict', {
      raw: {...sampleContactConversation.metadata, plan: 'trial'},
    }),
  },
  play: saveAgain,
};
