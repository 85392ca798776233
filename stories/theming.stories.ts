import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html, nothing} from 'lit';
import {styleMap} from 'lit/directives/style-map.js';
import {expect, waitFor} from 'storybook/test';
import '../src/define.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from './support/inbox-worlds.js';
import './support/theme-maker.js';
import {colourPair, documentedTokens} from './support/manifest.js';

/** What waits for a conversation to load may take as long as a busy machine does. */
const TIMEOUT = {timeout: 15_000};

const openInbox = ({adapter, backend}: LoadedWorld) => html`
  <parlor-inbox
    style="block-size: 100%"
    .adapter=${adapter}
    conversation-id=${backend.threadWithPhone(backend.contacts()[0]?.phone ?? '')?.id ?? nothing}
  ></parlor-inbox>
`;

const meta: Meta<WorldArgs> = {
  title: 'Inbox/Theming',
  args: {provider: 'memory', scenario: 'busy-inbox'},
  parameters: {docs: {story: {inline: false, iframeHeight: 600}}},
  loaders: [worldLoader],
  render: (_args, {loaded}) => html`
    <div style="block-size: 100dvh">${openInbox(loaded['world'] as LoadedWorld)}</div>
  `,
  play: async ({canvasElement}) => {
    await waitFor(() => {
      const inbox = canvasElement.querySelector('parlor-inbox');
      if (inbox?.store?.conversationList.state.status !== 'ready') throw new Error('Not there yet.');
    }, TIMEOUT);
  },
};
export default meta;
type Story = StoryObj<WorldArgs>;

/** `parlor/themes/quiet.css`: for pages in which the conversation is not the main thing. */
export const Quiet: Story = {globals: {look: 'quiet'}};
/** `parlor/themes/warm.css`: for shops, clinics and front desks. */
export const Warm: Story = {globals: {look: 'warm'}};
/** `parlor/themes/high-contrast.css`: words at least 7:1 on whatever is behind them. */
export const HighContrast: Story = {globals: {look: 'high-contrast'}};
/** `parlor/themes/compact.css`: more on the same screen; goes with every theme. */
export const Compact: Story = {globals: {density: 'compact'}};

/** Change colours and corners, look at them, and take the style sheet with you. */
export const MakeYourOwn: Story = {
  parameters: {docs: {disable: true}},
  render: (_args, {loaded}) => html`
    <story-theme-maker>${openInbox(loaded['world'] as LoadedWorld)}</story-theme-maker>
  `,
  play: async (context) => {
    const maker = context.canvasElement.querySelector('story-theme-maker')?.shadowRoot;
    const start = [...(maker?.querySelectorAll<HTMLInputElement>('input[name=start]') ?? [])];
    start.find((each) => each.closest('label')?.textContent.trim() === 'warm')?.click();
    await waitFor(() => expect(maker?.querySelector('pre')?.textContent).toContain('light-dark(#fffaf3, #1e1a17)'));
    const accent = [...(maker?.querySelectorAll('label') ?? [])].find((each) => each.textContent.trim() === 'accent');
    const field = accent?.querySelector('input');
    if (!field) throw new Error('There is no accent colour.');
    field.value = '#0a7d4f';
    field.dispatchEvent(new Event('input'));
    await waitFor(() =>
      expect(maker?.querySelector('pre')?.textContent).toContain('--parlor-color-accent: light-dark(#0a7d4f,'),
    );
  },
};

const swatch = (colour: string) =>
  html`<span
    style=${styleMap({
      ...{display: 'inline-block', inlineSize: '1.25rem', blockSize: '1.25rem', verticalAlign: 'middle'},
      ...{background: colour, border: '1px solid GrayText', marginInlineEnd: '0.25rem'},
    })}
  ></span>`;

/** Every custom property that a page can set on any ancestor, with its default and what it changes. */
export const Tokens: Story = {
  play: ({canvasElement}) => {
    const rows = canvasElement.querySelectorAll('tbody tr');
    void expect(rows.length).toBe(documentedTokens().length);
  },
  render: () => html`
    <style>
      .tokens {
        font:
          0.875rem/1.4 system-ui,
          sans-serif;
        border-collapse: collapse;
        inline-size: 100%;
      }
      .tokens :is(th, td) {
        border-block-end: 1px solid GrayText;
        padding: 0.375rem 0.5rem;
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
    </style>
    <table class="tokens">
      <caption>
        What a page can set
      </caption>
      <thead>
        <tr>
          <th scope="col">Property</th>
          <th scope="col">Default</th>
          <th scope="col">What it changes</th>
          <th scope="col">Read by</th>
        </tr>
      </thead>
      <tbody>
        ${documentedTokens().map(
          ({name, default: value, description, readBy}) => html`
            <tr>
              <th scope="row"><code>${name}</code></th>
              <td>${colourPair(value)?.map(swatch)}<code>${value}</code></td>
              <td>${description}</td>
              <td>${readBy.length === 0 ? 'all elements' : readBy.join(', ')}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `,
};
