import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import '../src/components/media-viewer/define.js';
import '../src/components/message-thread/define.js';
import type {Attachment} from '../src/model/attachment.js';
import type {MediaMode} from '../src/model/media-mode.js';
import type {Message} from '../src/model/message.js';
import {brokenPicture, sampleMessage, samplePicture, sampleThread} from './support/message-samples.js';

interface Args {
  readonly messages: readonly Message[];
  readonly media: MediaMode;
  /** The message whose first attachment is shown, from the end. */
  readonly from: number;
  readonly keys: readonly string[];
}

const card: Attachment = {kind: 'contact', name: 'ana.vcf', url: 'https://example.invalid/ana.vcf'};

const meta: Meta<Args> = {
  title: 'Elements/Media viewer',
  component: 'parlor-media-viewer',
  args: {messages: sampleThread(), media: 'always', from: 1, keys: []},
  render: ({messages, media}) => html`
    <parlor-message-thread
      contact-name="Maya Fernández"
      media=${media}
      style=${styleMap({blockSize: '100dvh'})}
      .messages=${messages}
    ></parlor-message-thread>
  `,
  play: async ({canvasElement, args}) => {
    const root = canvasElement.querySelector('parlor-message-thread');
    await root?.updateComplete;
    const bubbles = [...(root?.shadowRoot?.querySelectorAll('parlor-message-bubble') ?? [])];
    const bubble = bubbles.filter(({message}) => (message?.attachments.length ?? 0) > 0).at(-args.from);
    const viewer = root?.shadowRoot?.querySelector('parlor-media-viewer');
    await bubble?.updateComplete;
    if (bubble) viewer?.show(bubble, {place: 0});
    await viewer?.updateComplete;
    const dialog = viewer?.shadowRoot?.querySelector('dialog');
    for (const key of args.keys) dialog?.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  },
};
export default meta;
type Story = StoryObj<Args>;

const several = [
  sampleMessage(null, {attachments: [samplePicture('roof.jpg')]}),
  sampleMessage('And from the garden', {attachments: [samplePicture('garden.jpg', 600, 800)], direction: 'outbound'}),
  sampleMessage('The street', {attachments: [samplePicture('street.jpg', 1600, 500)]}),
];

export const Default: Story = {};
export const OneOfSeveral: Story = {args: {messages: several, from: 2}};
export const Enlarged: Story = {args: {keys: ['+', '+', '+']}};
export const Failed: Story = {args: {messages: [sampleMessage(null, {attachments: [brokenPicture]})]}};
export const AskedForFirst: Story = {
  args: {messages: several, media: 'ask', from: 2, keys: ['ArrowLeft']},
};
export const ContactCardThatCannotBeRead: Story = {
  args: {messages: [sampleMessage(null, {attachments: [card]})]},
};
