import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/saved-replies/define.js';
import type {ParlorSavedReplies} from '../src/components/saved-replies/saved-replies.js';
import {savedReplies} from './support/saved-replies.js';

type Args = Pick<ParlorSavedReplies, 'replies' | 'query' | 'contactName' | 'mediaRoom'>;

const meta: Meta<Args> = {
  title: 'Elements/Saved replies',
  component: 'parlor-saved-replies',
  args: {replies: savedReplies, query: '', contactName: 'Maya Okonjo', mediaRoom: 3},
  render: (args) => html`
    <parlor-saved-replies
      .replies=${args.replies}
      .query=${args.query}
      contact-name=${args.contactName}
      media-room=${args.mediaRoom}
    ></parlor-saved-replies>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Choice: Story = {};
export const Found: Story = {args: {query: 're'}};
/** Nobody's name is known, so that what names somebody has a gap. */
export const Gaps: Story = {args: {contactName: ''}};
export const NothingMatches: Story = {args: {query: 'spaceship'}};
export const NoReplies: Story = {args: {replies: []}};
export const Many: Story = {
  args: {
    replies: Array.from({length: 70}, (_nothing, index) => ({
      id: String(index),
      title: `Reply ${index + 1}`,
      text: `What reply ${index + 1} says.`,
    })),
  },
};
export const NoRoomForMedia: Story = {
  args: {
    replies: [{id: 'map', title: 'The way', text: 'This is the way.', mediaUrls: ['https://example.com/map.png']}],
    mediaRoom: 0,
  },
};
export const Loading: Story = {args: {replies: () => new Promise(() => undefined)}};
export const Failed: Story = {args: {replies: () => Promise.reject(new Error('The page’s own search is down.'))}};
