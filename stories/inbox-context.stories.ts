import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, type TemplateResult} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import '../src/define.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from './support/inbox-worlds.js';

const meta: Meta<WorldArgs> = {
  title: 'Inbox/Inbox context',
  component: 'parlor-inbox-context',
  args: {provider: 'memory', scenario: 'busy-inbox'},
  loaders: [worldLoader],
  decorators: [
    (story, {viewMode}) => html`
      <div style=${styleMap({'--story-height': viewMode === 'docs' ? '560px' : '100dvh'})}>${story()}</div>
    `,
  ],
  play: async ({canvasElement}) => {
    const {store} = canvasElement.querySelector('parlor-inbox-context') ?? {};
    const list = () => store?.conversationList.state;
    await waitFor(() => {
      if (list()?.status !== 'ready') throw new Error('The conversations are not loaded.');
    });
    store?.select(list()?.conversations[0]?.id);
  },
};
export default meta;
type Story = StoryObj<WorldArgs>;

const context = (loaded: Readonly<Record<string, unknown>>, layout: TemplateResult) => html`
  <parlor-inbox-context .adapter=${(loaded['world'] as LoadedWorld).adapter}>${layout}</parlor-inbox-context>
`;

const fills = {flex: '1', minBlockSize: '0', minInlineSize: '0'};
const column = {display: 'flex', flexDirection: 'column'};

/** The list on the other side, and something of the page's own between thread and reply box. */
export const ListAtTheEnd: Story = {
  render: (_args, {loaded}) =>
    context(
      loaded,
      html`
        <main style=${styleMap({display: 'flex', blockSize: 'var(--story-height)'})}>
          <section style=${styleMap({...column, ...fills})}>
            <parlor-message-thread style=${styleMap(fills)}></parlor-message-thread>
            <p style=${styleMap({margin: '0', padding: '8px 16px', font: '13px system-ui, sans-serif'})}>
              Opening hours: Monday to Friday, 9 to 5
            </p>
            <parlor-reply-box></parlor-reply-box>
          </section>
          <parlor-conversation-list style=${styleMap({inlineSize: '320px'})}></parlor-conversation-list>
        </main>
      `,
    ),
};

/** One conversation beside a form, without a list. */
export const ThreadAlone: Story = {
  render: (_args, {loaded}) =>
    context(
      loaded,
      html`
        <main style=${styleMap({...column, blockSize: 'var(--story-height)', inlineSize: 'min(420px, 100%)'})}>
          <parlor-message-thread style=${styleMap(fills)}></parlor-message-thread>
          <parlor-reply-box></parlor-reply-box>
        </main>
      `,
    ),
};

/** Thread above, list below: for a narrow column. */
export const Stacked: Story = {
  render: (_args, {loaded}) =>
    context(
      loaded,
      html`
        <main style=${styleMap({...column, blockSize: 'var(--story-height)', inlineSize: 'min(420px, 100%)'})}>
          <parlor-message-thread style=${styleMap(fills)}></parlor-message-thread>
          <parlor-reply-box></parlor-reply-box>
          <parlor-conversation-list compact style=${styleMap({blockSize: '40%'})}></parlor-conversation-list>
        </main>
      `,
    ),
};
