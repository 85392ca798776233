import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {waitFor} from 'storybook/test';
import '../src/components/reply-box/define.js';
import type {SendNote, SendOption} from '../src/adapter/messaging-adapter.js';
import {ConversationError} from '../src/model/conversation-error.js';
import type {UploadMedia} from '../src/components/reply-box/attachments.js';
import type {SavedReplies} from '../src/components/saved-replies/saved-reply.js';
import type {OwnEndpoint} from '../src/model/participant.js';
import type {SendBlock} from '../src/model/send-block.js';
import type {SendRules} from '../src/model/send-rules.js';
import {sampleEndpoints} from './support/contact-samples.js';
import {press} from './support/press.js';
import {savedReplies} from './support/saved-replies.js';

interface Args {
  value: string;
  mediaUrls: readonly string[];
  conversationName: string;
  disabled: boolean;
  readonly: boolean;
  canSendMedia: boolean;
  maximumAttachments: number;
  normalizesText: boolean;
  countsSegments: boolean;
  pending: boolean;
  block?: SendBlock;
  error?: ConversationError;
  endpoints?: readonly OwnEndpoint[];
  ownEndpointId?: string;
  uploadMedia?: UploadMedia;
  sendOptions?: readonly SendOption[];
  sendNotes?: readonly SendNote[];
  sendRules?: SendRules;
  savedReplies?: SavedReplies;
}

const meta: Meta<Args> = {
  title: 'Elements/Reply box',
  component: 'parlor-reply-box',
  args: {
    value: '',
    mediaUrls: [],
    conversationName: 'Amelia Hart',
    disabled: false,
    readonly: false,
    canSendMedia: false,
    maximumAttachments: 10,
    normalizesText: false,
    countsSegments: true,
    pending: false,
  },
  render: (args) => html`
    <parlor-reply-box
      .value=${args.value}
      .mediaUrls=${args.mediaUrls}
      .conversationName=${args.conversationName}
      ?disabled=${args.disabled}
      ?readonly=${args.readonly}
      ?can-send-media=${args.canSendMedia}
      .maximumAttachments=${args.maximumAttachments}
      ?normalizes-text=${args.normalizesText}
      .countsSegments=${args.countsSegments}
      .savedReplies=${args.savedReplies}
      ?pending=${args.pending}
      .block=${args.block}
      .error=${args.error}
      .endpoints=${args.endpoints}
      .ownEndpointId=${args.ownEndpointId}
      .uploadMedia=${args.uploadMedia}
      .sendOptions=${args.sendOptions ?? []}
      .sendNotes=${args.sendNotes ?? []}
      .sendRules=${args.sendRules}
    ></parlor-reply-box>
  `,
};
export default meta;
type Story = StoryObj<Args>;

const twoSegments =
  'Hi Amelia, this is the Hart Street clinic. Your appointment with Dr Osei is on Thursday at 14:05. Please bring your ' +
  'insurance card, and come ten minutes early to fill in the form.';

export const Empty: Story = {};
export const WithText: Story = {args: {value: 'See you on Thursday!'}};
export const LongText: Story = {args: {value: `${twoSegments}\n\n${twoSegments}\n\n${twoSegments}`}};
export const TwoSegments: Story = {args: {value: twoSegments}};
export const NearlyFull: Story = {args: {value: twoSegments.slice(0, 152)}};
export const SmartQuotes: Story = {args: {value: 'It’s confirmed for “Thursday”.'}};
export const Emoji: Story = {args: {value: 'See you on Thursday 🎉'}};
export const NormalizedByProvider: Story = {args: {value: `It’s confirmed. ${twoSegments}`, normalizesText: true}};
export const RightToLeftText: Story = {args: {value: 'مرحبًا، موعدك يوم الخميس في الساعة الثانية بعد الظهر.'}};
export const Media: Story = {
  args: {canSendMedia: true, mediaUrls: ['https://cdn.example.com/clinic/map.png']},
};
export const MediaLimitReached: Story = {
  args: {canSendMedia: true, maximumAttachments: 1, mediaUrls: ['https://cdn.example.com/clinic/map.png']},
};
export const SeveralNumbers: Story = {
  args: {value: 'See you on Thursday!', endpoints: sampleEndpoints, ownEndpointId: 'number-1'},
};

/** Hands files to the box, as its own chooser would. */
async function chooseFiles(canvas: HTMLElement, ...names: readonly string[]): Promise<void> {
  await press(canvas, 'parlor-reply-box', '.attach');
  const input = await waitFor(() => {
    const found = canvas.querySelector('parlor-reply-box')?.shadowRoot?.querySelector<HTMLInputElement>('#file');
    if (!found) throw new Error('There is no chooser yet.');
    return found;
  });
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File([name], name));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
}

const uploading: UploadMedia = (file) =>
  file.name.endsWith('.mp4') ? Promise.reject(new Error('too large')) : new Promise(() => undefined);
export const FileOrAddress: Story = {
  args: {canSendMedia: true, uploadMedia: uploading},
  play: ({canvasElement}) => press(canvasElement, 'parlor-reply-box', '.attach'),
};
export const Uploading: Story = {
  args: {value: 'This is the leak', canSendMedia: true, uploadMedia: uploading},
  play: ({canvasElement}) => chooseFiles(canvasElement, 'roof.jpg'),
};
export const UploadFailed: Story = {
  args: {value: 'This is the leak', canSendMedia: true, uploadMedia: uploading},
  play: ({canvasElement}) => chooseFiles(canvasElement, 'walkthrough.mp4'),
};
export const SendingOptions: Story = {
  args: {
    value: 'See you on Thursday!',
    sendNotes: ['bypasses-quiet-hours', 'shortens-links'],
    sendOptions: [
      {name: 'normalizeText', kind: 'switch', default: true},
      {name: 'forceRoute', kind: 'choice', choices: ['AUTO', 'SMS'], default: 'AUTO'},
    ],
  },
  play: ({canvasElement}) => press(canvasElement, 'parlor-reply-box', 'summary'),
};
export const OnlyTemplates: Story = {args: {value: 'See you on Thursday!', sendRules: {freeTextUntil: 0}}};
export const ChoosingSavedReply: Story = {
  args: {savedReplies},
  play: ({canvasElement}) => press(canvasElement, 'parlor-reply-box', '[part=saved-replies-button]'),
};
export const NotFilledIn: Story = {args: {savedReplies, value: 'This takes until {{metadata.day}}.'}};
export const HeldWithGaps: Story = {
  args: {savedReplies, value: 'This takes until {{metadata.day}}.'},
  play: ({canvasElement}) => press(canvasElement, 'parlor-reply-box', '[part=send-button]'),
};
export const Disabled: Story = {args: {value: 'Not now', disabled: true}};
export const ReadOnly: Story = {args: {value: 'To be read only', readonly: true}};
export const SendFailed: Story = {
  args: {
    value: 'See you on Thursday!',
    error: new ConversationError('rate-limited', {message: 'Too many requests: limit of 60 a minute exceeded'}),
  },
};
export const Unconfirmed: Story = {args: {error: new ConversationError('timeout', {outcomeUnknown: true})}};
export const OptedOut: Story = {
  args: {block: {reason: 'opted-out', since: Date.UTC(2026, 4, 4), source: 'native', canRecheck: false}},
};
export const ProbablyOptedOut: Story = {
  args: {
    value: 'One more question',
    block: {reason: 'probably-opted-out', since: Date.UTC(2026, 4, 4), source: 'derived', canRecheck: false},
  },
};
export const NoCredits: Story = {
  args: {value: 'See you on Thursday!', block: {reason: 'no-credits', source: 'derived', canRecheck: true}},
};
export const CheckingAgain: Story = {
  args: {block: {reason: 'no-credits', source: 'derived', canRecheck: true}, pending: true},
};
/** What a page puts into the slots. */
export const ThePagesOwn: Story = {
  render: ({value, conversationName}) => html`
    <parlor-reply-box .value=${value} .conversationName=${conversationName} can-send-media>
      <small slot="above">Order W-2041 is ready to collect.</small>
      <button slot="start" type="button" aria-label="Insert an emoji">☺</button>
      <button slot="actions" type="button" aria-label="Insert the order number">#</button>
      <small slot="footer">Replies are kept for a year.</small>
    </parlor-reply-box>
  `,
};
