import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import '../src/components/contact-time/define.js';
import type {ParlorContactTime} from '../src/components/contact-time/contact-time.js';
import {sampleConversation} from './support/conversation-samples.js';

type Args = Pick<ParlorContactTime, 'conversation' | 'textingHours' | 'timeZoneOf' | 'onSchedule'>;

const inZone = sampleConversation('zone', {metadata: {timezone: 'America/Chicago'}});
/** No number of the United States, and nobody says where they live. */
const unknown = sampleConversation('unknown', {
  participants: [{role: 'contact', name: 'Maya Fernández', address: '+442079460142'}],
});
/** The whole day, and no moment of it: a story looks the same at every hour. */
const always = {from: '00:00', to: '24:00', zone: 'contact'};
const never = {from: '09:00', to: '09:00', zone: 'contact'};

/** The minutes before a quarter of an hour from now, so that there is a next time within them. */
function soon(): Args['textingHours'] {
  const later = new Date(Date.now() + 2 * 60 * 60_000);
  const hour = String(later.getUTCHours()).padStart(2, '0');
  return {from: `${hour}:00`, to: `${hour}:30`, zone: 'UTC'};
}

const meta: Meta<Args> = {
  title: 'Elements/Contact time',
  component: 'parlor-contact-time',
  args: {conversation: inZone, textingHours: always},
  decorators: [(story) => html`<div style=${styleMap({maxInlineSize: '640px', padding: '16px'})}>${story()}</div>`],
  render: (args) => html`
    <parlor-contact-time
      .conversation=${args.conversation}
      .textingHours=${args.textingHours}
      .timeZoneOf=${args.timeZoneOf}
      .onSchedule=${args.onSchedule}
    ></parlor-contact-time>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const ByField: Story = {};
/** Nothing but the number says where the contact lives, and the line says so. */
export const ByAreaCode: Story = {args: {conversation: sampleConversation('code')}};
export const ByPage: Story = {
  args: {timeZoneOf: () => ({timeZone: 'Europe/Berlin', source: 'by the billing address'})},
};
export const Unknown: Story = {args: {conversation: unknown}};
export const OutsideOfHours: Story = {args: {textingHours: never}};
/** The first press on Send was held back. */
export const HeldBack: Story = {
  args: {textingHours: never},
  play: async ({canvasElement}) => {
    const element = canvasElement.querySelector('parlor-contact-time');
    await waitFor(() => {
      if (!element?.hasUpdated) throw new Error('Not drawn yet.');
    });
    element?.holdBack();
  },
};
/** The provider can send later. */
export const CanSchedule: Story = {args: {textingHours: soon(), onSchedule: () => undefined}};
