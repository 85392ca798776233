import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/timestamp/define.js';
import type {TimestampFormat} from '../src/components/timestamp/timestamp.js';

interface Args {
  at: number;
  format: TimestampFormat;
}

const meta: Meta<Args> = {
  title: 'Elements/Timestamp',
  component: 'parlor-timestamp',
  parameters: {layout: 'padded'},
  args: {at: Date.now() - 5 * 60_000, format: 'relative'},
  argTypes: {format: {control: 'select', options: ['relative', 'time', 'day', 'full']}},
  render: ({at, format}) => html`<parlor-timestamp .at=${at} .format=${format}></parlor-timestamp>`,
};
export default meta;
type Story = StoryObj<Args>;

export const Relative: Story = {};
export const Time: Story = {args: {format: 'time'}};
export const Day: Story = {args: {format: 'day'}};
export const Full: Story = {args: {format: 'full'}};
export const LongAgo: Story = {args: {at: Date.UTC(2024, 1, 29, 14, 5)}};
