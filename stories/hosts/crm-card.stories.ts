import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import {worldLoader, type LoadedWorld, type WorldArgs} from '../support/inbox-worlds.js';
import {crmCard} from './crm-card.js';

/** What waits for a conversation to load may take as long as a busy machine does. */
const TIMEOUT = {timeout: 15_000};
const ORDERS = [{number: 'W-2041', what: 'Spring service', state: 'Ready to collect'}];

/** A card in somebody's CRM: their button beside the text, and their own look of an order, by public means alone. */
const meta: Meta<WorldArgs> = {
  title: 'Hosts/CRM card',
  args: {provider: 'memory', scenario: 'busy-inbox'},
  loaders: [worldLoader],
  decorators: [
    (story, {viewMode}) => html`
      <div style=${styleMap({inlineSize: 'min(460px, 100%)', blockSize: viewMode === 'docs' ? '600px' : '100dvh'})}>
        ${story()}
      </div>
    `,
  ],
  render: (_args, {loaded}) => {
    const {backend, adapter} = loaded['world'] as LoadedWorld;
    const contact = backend.contacts().find(({lastName}) => lastName === 'Okonjo');
    const thread = contact && backend.threadWithPhone(contact.phone);
    return html`${crmCard({name: 'Maya Okonjo', conversationId: thread?.id ?? '', orders: ORDERS}, adapter)}`;
  },
};
export default meta;
type Story = StoryObj<WorldArgs>;

export const Card: Story = {};

/** The number goes to where the text is, and the message that names it shows the order. */
export const TextThisCustomer: Story = {
  play: async ({canvasElement}) => {
    canvasElement.querySelector<HTMLElement>('.crm-card header button')?.click();
    const inbox = canvasElement.querySelector('parlor-inbox');
    await waitFor(async () => {
      if (!(await inbox?.insertText('Maya, W-2041 is ready.'))) throw new Error('There is no field yet.');
    }, TIMEOUT);
    inbox?.store?.send({conversationId: inbox.conversationId ?? '', text: 'W-2041 is on the hook by the door.'});
  },
};
