import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {html} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {styleMap} from 'lit/directives/style-map.js';
import {waitFor} from 'storybook/test';
import type {MessagingAdapter} from '../src/adapter/messaging-adapter.js';
import {createBackend} from '../src/backend/scenarios/index.js';
import '../src/components/inbox/define.js';
import '../src/components/row-actions/define.js';
import {createMemoryAdapter} from '../src/providers/memory/index.js';

interface Args {
  readonly theme?: 'light' | 'dark';
  readonly opens: 'buttons' | 'menu';
}

const meta: Meta<Args> = {
  title: 'Elements/Row actions',
  component: 'parlor-row-actions',
  args: {opens: 'menu'},
  loaders: [async () => ({adapter: createMemoryAdapter({backend: createBackend({scenario: 'busy-inbox'})})})],
  decorators: [(story) => html`<div style=${styleMap({blockSize: '100dvh'})}>${story()}</div>`],
  render: ({theme}, {loaded}) => html`
    <parlor-inbox theme=${ifDefined(theme)} .adapter=${loaded['adapter'] as MessagingAdapter}></parlor-inbox>
  `,
  play: async ({canvasElement, args}) => {
    const inbox = canvasElement.querySelector('parlor-inbox');
    const root = () => inbox?.shadowRoot?.querySelector('parlor-conversation-list')?.shadowRoot;
    await waitFor(() => {
      if (!root()?.querySelector('.row')) throw new Error('The conversations are not loaded.');
    });
    root()?.querySelector<HTMLElement>('[role=listbox]')?.focus();
    await waitFor(() => {
      if (!root()?.querySelector('parlor-row-actions')?.shadowRoot) throw new Error('The actions are not there.');
    });
    const row = root()?.querySelectorAll<HTMLElement>('.row')[1];
    const {left = 0, top = 0} = row?.getBoundingClientRect() ?? {};
    const place = {bubbles: true, cancelable: true, clientX: left + 60, clientY: top + 30};
    row?.dispatchEvent(new PointerEvent('pointerover', {...place, pointerType: 'mouse'}));
    if (args.opens === 'menu') row?.dispatchEvent(new PointerEvent('contextmenu', place));
  },
  parameters: {docs: {story: {inline: false, iframeHeight: 600}}},
};
export default meta;
type Story = StoryObj<Args>;

/** One of each at once on the page of the documentation serves nobody. */
const canvasOnly = ['!autodocs'];

export const Buttons: Story = {args: {opens: 'buttons'}};
export const Menu: Story = {tags: canvasOnly};
export const Dark: Story = {tags: canvasOnly, args: {theme: 'dark'}};
export const RightToLeft: Story = {tags: canvasOnly, globals: {direction: 'rtl'}};
