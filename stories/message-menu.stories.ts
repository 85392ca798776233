import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {createBackend} from '../src/backend/scenarios/index.js';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import '../src/components/message-thread/define.js';
import '../src/components/inbox-context/define.js';
import '../src/components/message-menu/define.js';
import type {ParlorMessageMenu} from '../src/components/message-menu/message-menu.js';
import type {ParlorMessageThread} from '../src/components/message-thread/message-thread.js';
import type {Message} from '../src/model/message.js';
import {createMemoryAdapter} from '../src/providers/memory/index.js';
import {sampleFiles, sampleMessage, sampleThread} from './support/message-samples.js';

type Args = Pick<ParlorMessageThread, 'messageActions' | 'offersDetails'> & {readonly messages: readonly Message[]};

const meta: Meta<Args> = {
  title: 'Elements/Message menu',
  component: 'parlor-message-menu',
  args: {messages: sampleThread(), offersDetails: true},
  render: ({messages, messageActions, offersDetails}) => html`
    <parlor-message-thread
      contact-name="Maya Fernández"
      style=${styleMap({blockSize: '100dvh'})}
      .messages=${messages}
      .messageActions=${messageActions}
      ?offers-details=${offersDetails}
    ></parlor-message-thread>
  `,
  play: async ({canvasElement}) => {
    const thread = canvasElement.querySelector('parlor-message-thread');
    await thread?.updateComplete;
    const bubble = [...(thread?.shadowRoot?.querySelectorAll('parlor-message-bubble') ?? [])].at(-1);
    await bubble?.updateComplete;
    bubble?.menuButton?.click();
  },
};
export default meta;
type Story = StoryObj<Args>;

export const Default: Story = {};
export const WithLinks: Story = {
  args: {
    messages: [
      sampleMessage('Both are at https://example.com/estimate and https://example.com/dates', {
        attachments: sampleFiles,
      }),
    ],
  },
};
export const OfTheHost: Story = {
  args: {
    messageActions: (defaults) => [
      ...defaults,
      {id: 'order', label: 'Put on the order', hint: () => 'Order W-2041', run: () => undefined},
      {id: 'report', label: 'Report', isDangerous: true, run: () => undefined},
    ],
  },
};
/** A thread of the embedded world, of which everything can be asked. */
const living = () => {
  const adapter = createMemoryAdapter({backend: createBackend({scenario: 'every-kind'})});
  return html`
    <parlor-inbox-context style=${styleMap({display: 'block', blockSize: '100dvh'})} .adapter=${adapter}>
      <parlor-message-thread style=${styleMap({blockSize: '100%'})}></parlor-message-thread>
    </parlor-inbox-context>
  `;
};

/** Opens the first conversation, and the menu of its newest message. */
async function openMenu(canvas: HTMLElement): Promise<ParlorMessageMenu> {
  const store = await waitFor(() => present(canvas.querySelector('parlor-inbox-context')?.store));
  const first = await waitFor(() => present(store.conversationList.state.conversations[0]));
  store.select(first.id);
  const root = await waitFor(() => present(canvas.querySelector('parlor-message-thread')?.shadowRoot));
  const button = () => [...root.querySelectorAll('parlor-message-bubble')].at(-1)?.menuButton;
  present(await waitFor(() => present(button()))).click();
  const menu = present(root.querySelector('parlor-message-menu'));
  await waitFor(() => present(menu.shadowRoot?.querySelector(':popover-open')));
  return menu;
}

function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('Not there yet.');
  return value;
}

export const InAnInbox: Story = {
  render: living,
  play: async ({canvasElement}) => void (await openMenu(canvasElement)),
};
export const DeleteQuestion: Story = {
  render: living,
  play: async ({canvasElement}) => {
    const menu = await openMenu(canvasElement);
    menu.shadowRoot?.querySelector<HTMLElement>('.menu-item.delete')?.click();
  },
};
export const NothingToDo: Story = {args: {messageActions: () => []}};
