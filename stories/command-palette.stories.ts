import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import '../src/components/command-palette/define.js';
import '../src/components/inbox/define.js';
import type {CommandsRequestDetail} from '../src/components/command-palette/command-palette.events.js';
import type {ParlorInbox} from '../src/components/inbox/inbox.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from './support/inbox-worlds.js';

interface Args extends WorldArgs {
  theme?: ParlorInbox['theme'];
  /** What is shown of the palette. */
  show: CommandsRequestDetail['show'];
  /** What is typed into it. */
  typed: string;
  /** A conversation is open. */
  open: boolean;
  shortcuts?: ParlorInbox['shortcuts'];
}

const meta: Meta<Args> = {
  title: 'Elements/Command palette',
  component: 'parlor-command-palette',
  args: {provider: 'memory', scenario: 'busy-inbox', show: 'commands', typed: '', open: true},
  argTypes: {
    theme: {control: 'inline-radio', options: [undefined, 'light', 'dark', 'auto']},
    show: {control: 'inline-radio', options: ['commands', 'shortcuts', 'date']},
  },
  loaders: [worldLoader],
  decorators: [(story) => html`<div style=${styleMap({blockSize: '100dvh'})}>${story()}</div>`],
  render: ({theme, shortcuts}, {loaded}) => html`
    <parlor-inbox
      theme=${ifDefined(theme)}
      .shortcuts=${shortcuts}
      .adapter=${(loaded['world'] as LoadedWorld).adapter}
    ></parlor-inbox>
  `,
  play: async ({canvasElement, args}) => {
    const inbox = canvasElement.querySelector('parlor-inbox');
    await waitFor(() => {
      if (inbox?.store?.conversationList.state.status !== 'ready') throw new Error('The conversations are not loaded.');
    });
    if (args.open) inbox?.store?.select(inbox.store.conversationList.state.conversations[0]?.id);
    await inbox?.updateComplete;
    const palette = inbox?.shadowRoot?.querySelector('parlor-command-palette');
    palette?.show(args.show);
    await palette?.updateComplete;
    const field = palette?.shadowRoot?.querySelector<HTMLInputElement>('[part=search]');
    if (!field || !args.typed) return;
    field.value = args.typed;
    field.dispatchEvent(new Event('input'));
    await palette?.updateComplete;
  },
  parameters: {docs: {story: {inline: false, iframeHeight: 600}}},
};
export default meta;
type Story = StoryObj<Args>;

/** One of each at once on the page of the documentation serves nobody. */
const canvasOnly = ['!autodocs'];

export const Palette: Story = {};
export const NothingOpen: Story = {tags: canvasOnly, args: {open: false}};
export const FindingAPerson: Story = {tags: canvasOnly, args: {typed: 'gre'}};
export const FindingACommand: Story = {tags: canvasOnly, args: {typed: 'unread'}};
export const NothingFound: Story = {tags: canvasOnly, args: {typed: 'wheelbarrow'}};
export const Shortcuts: Story = {tags: canvasOnly, args: {show: 'shortcuts'}};
export const ShortcutsWithModifiersOnly: Story = {tags: canvasOnly, args: {show: 'shortcuts', shortcuts: 'modified'}};
export const GoToADate: Story = {tags: canvasOnly, args: {show: 'date'}};
export const Dark: Story = {tags: canvasOnly, args: {theme: 'dark'}};
export const DarkShortcuts: Story = {tags: canvasOnly, args: {theme: 'dark', show: 'shortcuts'}};
export const RightToLeft: Story = {tags: canvasOnly, args: {scenario: 'right-to-left'}, globals: {direction: 'rtl'}};
