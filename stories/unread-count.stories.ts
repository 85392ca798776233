import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/unread-count/define.js';
import type {ParlorUnreadCount} from '../src/components/unread-count/unread-count.js';

type Args = Pick<ParlorUnreadCount, 'unreadCount' | 'max'>;

const meta: Meta<Args> = {
  title: 'Elements/Unread count',
  component: 'parlor-unread-count',
  args: {unreadCount: {count: 3, isComplete: true}, max: 99},
  render: ({unreadCount, max}) => html`
    <nav aria-label="The page’s own menu">
      <a href="#messages">
        Messages <parlor-unread-count .unreadCount=${unreadCount} max=${max}></parlor-unread-count>
      </a>
    </nav>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const All: Story = {};
export const MaybeMore: Story = {args: {unreadCount: {count: 12, isComplete: false}}};
export const Many: Story = {args: {unreadCount: {count: 240, isComplete: true}}};
export const None: Story = {args: {unreadCount: {count: 0, isComplete: true}}};
