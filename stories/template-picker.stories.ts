import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import '../src/components/template-picker/define.js';
import type {ParlorTemplatePicker} from '../src/components/template-picker/template-picker.js';
import {ConversationError} from '../src/model/conversation-error.js';

type Args = Pick<ParlorTemplatePicker, 'templates' | 'status' | 'error'>;

const meta: Meta<Args> = {
  title: 'Elements/Template picker',
  component: 'parlor-template-picker',
  args: {
    templates: [
      {
        id: 'hello',
        name: 'Hello',
        preview: 'Hello {{name}}, may we write to you here?',
        parameters: [{key: 'name', label: 'First name'}],
      },
      {id: 'ready', name: 'Ready', preview: 'Your bicycle is ready.', parameters: []},
    ],
    status: 'ready',
  },
  render: (args) => html`
    <parlor-template-picker
      .templates=${args.templates}
      .status=${args.status}
      .error=${args.error}
    ></parlor-template-picker>
  `,
};
export default meta;
type Story = StoryObj<Args>;

export const Choice: Story = {};
export const NoTemplates: Story = {args: {templates: []}};
export const Loading: Story = {args: {templates: undefined, status: 'loading'}};
export const Failed: Story = {
  args: {templates: undefined, status: 'error', error: new ConversationError('server')},
};
