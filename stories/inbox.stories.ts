import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import '../src/components/inbox/define.js';
import {faultPlans} from '../src/backend/faults.js';
import {scenarios} from '../src/backend/scenarios/index.js';
import type {ParlorInbox} from '../src/components/inbox/inbox.js';
import {demoProviders} from './support/demo-providers.js';
import {LANGUAGES} from './support/languages.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from './support/inbox-worlds.js';

interface Args extends WorldArgs {
  theme?: ParlorInbox['theme'];
  locale?: string;
  readonly: boolean;
  /** The width of what surrounds the inbox. */
  width: string;
}

const worldOf = (loaded: Readonly<Record<string, unknown>>) => loaded['world'] as LoadedWorld;

const meta: Meta<Args> = {
  title: 'Inbox/Inbox',
  component: 'parlor-inbox',
  args: {provider: 'memory', scenario: 'busy-inbox', network: 'none', readonly: false, width: '100%'},
  argTypes: {
    provider: {control: 'select', options: Object.keys(demoProviders)},
    scenario: {control: 'select', options: Object.keys(scenarios)},
    network: {control: 'select', options: Object.keys(faultPlans)},
    theme: {control: 'inline-radio', options: [undefined, 'light', 'dark', 'auto']},
    locale: {control: 'select', options: [undefined, ...LANGUAGES]},
    width: {control: 'select', options: ['100%', '1600px', '720px', '375px', '320px']},
  },
  loaders: [worldLoader],
  decorators: [
    (story, {args, viewMode}) => html`
      <div style=${styleMap({inlineSize: args.width, blockSize: viewMode === 'docs' ? '600px' : '100dvh'})}>
        ${story()}
      </div>
    `,
  ],
  render: ({theme, locale, readonly}, {loaded}) => html`
    <parlor-inbox
      theme=${ifDefined(theme)}
      locale=${ifDefined(locale)}
      ?readonly=${readonly}
      .adapter=${worldOf(loaded).adapter}
    ></parlor-inbox>
  `,
  // What is checked for accessibility is the loaded inbox.
  play: ({canvasElement}) => loaded(canvasElement),
};
export default meta;
type Story = StoryObj<Args>;

async function loaded(canvas: HTMLElement): Promise<void> {
  const inbox = canvas.querySelector('parlor-inbox');
  const status = () => inbox?.store?.conversationList.state.status;
  await waitFor(() => {
    if (status() !== 'ready' && status() !== 'error') throw new Error('The conversations are not loaded.');
  });
}

/** Opens the first conversation. */
async function openFirst(canvas: HTMLElement): Promise<void> {
  await loaded(canvas);
  const inbox = canvas.querySelector('parlor-inbox');
  const first = inbox?.store?.conversationList.state.conversations[0];
  inbox?.store?.select(first?.id);
  await waitFor(() => {
    if (!first || inbox?.store?.timeline(first.id).state.status !== 'ready') throw new Error('It is not open.');
  });
}

/** Two accounts as one inbox: each row says whose it is, and each conversation offers what its account can. */
export const SeveralAccounts: Story = {args: {provider: 'several'}};

const open: Story['play'] = ({canvasElement}) => openFirst(canvasElement);
/** Left out of the documentation page: a page of twenty living inboxes serves nobody. */
const canvasOnly = ['!autodocs'];

export const BusyInbox: Story = {};
export const Conversation: Story = {play: open};
export const Dark: Story = {args: {theme: 'dark'}, play: open};
export const PhoneList: Story = {args: {width: '375px'}};
export const PhoneThread: Story = {args: {width: '375px'}, play: open};
export const ReadOnly: Story = {args: {readonly: true}, play: open};

export const Empty: Story = {args: {scenario: 'empty'}, tags: canvasOnly};
export const LongHistory: Story = {args: {scenario: 'long-history'}, play: open, tags: canvasOnly};
export const OptedOut: Story = {args: {scenario: 'opted-out'}, play: open, tags: canvasOnly};
export const SendFails: Story = {args: {scenario: 'send-fails'}, play: open, tags: canvasOnly};
export const SlowNetwork: Story = {args: {scenario: 'slow-network'}, play: () => undefined, tags: canvasOnly};
export const RightToLeft: Story = {
  args: {scenario: 'right-to-left', locale: 'ar'},
  globals: {direction: 'rtl'},
  play: open,
  tags: canvasOnly,
};
export const Media: Story = {args: {scenario: 'media'}, play: open, tags: canvasOnly};
export const Emoji: Story = {args: {scenario: 'emoji'}, play: open, tags: canvasOnly};

export const ConnectionLost: Story = {
  play: async ({canvasElement, loaded: values}) => {
    await openFirst(canvasElement);
    worldOf(values).backend.setFaults({offline: true});
  },
  tags: canvasOnly,
};
export const UnknownProvider: Story = {
  render: () => html`<parlor-inbox provider="nobody"></parlor-inbox>`,
  play: () => undefined,
  tags: canvasOnly,
};

export const Surge: Story = {args: {provider: 'surge'}, play: open, tags: canvasOnly};
export const Amplifi: Story = {args: {provider: 'amplifi'}, play: open, tags: canvasOnly};
export const Bird: Story = {args: {provider: 'bird'}, play: open, tags: canvasOnly};
export const DigiVault: Story = {args: {provider: 'digivault'}, play: open, tags: canvasOnly};
export const AgentPhone: Story = {args: {provider: 'agentphone'}, play: open, tags: canvasOnly};
