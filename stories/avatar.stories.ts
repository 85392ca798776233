import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/avatar/define.js';

interface Args {
  name: string;
  kind: 'direct' | 'group';
  src?: string;
}

const picture =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#7cb" d="M0 0h8v8H0z"/>' +
      '<circle cx="4" cy="3" r="1.5" fill="#245"/><path fill="#245" d="M1 8a3 3 0 0 1 6 0z"/></svg>',
  );

const meta: Meta<Args> = {
  title: 'Elements/Avatar',
  component: 'parlor-avatar',
  parameters: {layout: 'padded'},
  args: {name: 'Amelia Hart', kind: 'direct'},
  render: ({name, kind, src}) => html`<parlor-avatar .name=${name} .kind=${kind} .src=${src}></parlor-avatar>`,
};
export default meta;
type Story = StoryObj<Args>;

export const Initials: Story = {};
export const Picture: Story = {args: {src: picture}};
export const PhoneNumber: Story = {args: {name: '+1 801 555 0142'}};
export const Group: Story = {args: {name: 'Amelia, Noor and 3 more', kind: 'group'}};
export const ManyNames: Story = {
  render: () =>
    html`${['Amelia Hart', 'Noor', 'Łukasz Żak', '山田 太郎', 'محمد علي', 'Bo', 'Zoë Quinn', '🦊 Fox'].map(
      (name) => html`<parlor-avatar .name=${name}></parlor-avatar> `,
    )}`,
};
