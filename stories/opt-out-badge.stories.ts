import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/opt-out-badge/define.js';
import type {Consent} from '../src/model/consent.js';

interface Args {
  consent: Consent;
}

const meta: Meta<Args> = {
  title: 'Elements/Opt-out badge',
  component: 'parlor-opt-out-badge',
  parameters: {layout: 'padded'},
  render: ({consent}) => html`<parlor-opt-out-badge .consent=${consent}></parlor-opt-out-badge>`,
};
export default meta;
type Story = StoryObj<Args>;

export const OptedOut: Story = {
  args: {consent: {state: 'opted-out', since: Date.UTC(2026, 4, 4), source: 'native'}},
};
export const ProbablyOptedOut: Story = {args: {consent: {state: 'probably-opted-out', source: 'derived'}}};
