import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/delivery-status/define.js';
import type {DeliveryStatus} from '../src/model/delivery-status.js';
import type {MessageFailure} from '../src/model/message.js';

interface Args {
  status: DeliveryStatus;
  failure?: MessageFailure;
  compact: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Delivery status',
  component: 'parlor-delivery-status',
  parameters: {layout: 'padded'},
  args: {status: 'delivered', compact: false},
  render: ({status, failure, compact}) =>
    html`<parlor-delivery-status .status=${status} .failure=${failure} ?compact=${compact}></parlor-delivery-status>`,
};
export default meta;
type Story = StoryObj<Args>;

export const Sending: Story = {args: {status: 'pending'}};
export const Sent: Story = {args: {status: 'sent'}};
export const Delivered: Story = {};
export const Read: Story = {args: {status: 'read'}};
export const Compact: Story = {args: {compact: true}};
export const Unconfirmed: Story = {args: {status: 'unconfirmed'}};
export const Undelivered: Story = {
  args: {status: 'undelivered', failure: {code: '30003', text: 'The handset is switched off or out of reach.'}},
};
