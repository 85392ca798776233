import type {Meta, StoryObj} from '@storybook/web-components-vite';
import {css, html} from 'lit';
import {waitFor} from 'storybook/test';
import '../../src/define.js';
import {worldLoader, type LoadedWorld, type WorldArgs} from '../support/inbox-worlds.js';

/** A shop's own look: nothing of it is written for the inbox but the tokens. */
const shop = css`
  .shop {
    --parlor-color-accent: light-dark(#0f6b4f, #6fd3b0);
    --parlor-message-bubble-background-outbound: light-dark(#0f6b4f, #1c5a46);
    min-block-size: 100dvh;
    background: light-dark(#faf7f2, #16140f);
    color: light-dark(#2a2118, #efe9df);
    font:
      16px/1.5 Georgia,
      serif;
  }

  .shop-bar {
    display: flex;
    align-items: center;
    gap: 24px;
    padding: 16px 24px;
    border-block-end: 1px solid light-dark(#e4dccf, #38332a);
  }

  .shop-bar a {
    color: inherit;
  }

  .shop-goods {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
    gap: 24px;
    padding: 24px;
  }

  .shop-good {
    padding: 16px;
    border-radius: 12px;
    background: light-dark(#ffffff, #211e18);
  }
`;

const meta: Meta<WorldArgs> = {
  title: 'Hosts/A shop',
  args: {provider: 'memory', scenario: 'busy-inbox'},
  loaders: [worldLoader],
  parameters: {layout: 'fullscreen'},
  render: (_args, {loaded}) => html`
    <style>
      ${shop.cssText}
    </style>
    <div class="shop">
      <header class="shop-bar">
        <strong>Leather &amp; Thread</strong>
        <a href="#orders">Orders</a>
        <a href="#messages">Messages <parlor-unread-count for="messages"></parlor-unread-count></a>
        <parlor-notifications for="messages" toasts page-title desktop></parlor-notifications>
      </header>
      <main class="shop-goods">
        ${['Card case', 'Belt', 'Satchel', 'Key fob', 'Notebook', 'Strap'].map(
          (good) =>
            html`<article class="shop-good">
              <h2>${good}</h2>
              <button type="button">Edit</button>
            </article>`,
        )}
      </main>
      <parlor-launcher id="messages" .adapter=${(loaded['world'] as LoadedWorld).adapter}></parlor-launcher>
    </div>
  `,
  play: async ({canvasElement}) => {
    await waitFor(() => {
      if (!canvasElement.querySelector('parlor-launcher')?.unreadCount?.count) throw new Error('Nothing is counted.');
    });
  },
};
export default meta;
type Story = StoryObj<WorldArgs>;

/** The inbox beside the work: a number in the menu and on the button, notes of new messages, and a panel over the page. */
export const Shop: Story = {};
export const PanelOpen: Story = {
  play: async ({canvasElement}) => {
    const launcher = canvasElement.querySelector('parlor-launcher');
    launcher?.show();
    await waitFor(() => {
      if (!launcher?.inbox?.shadowRoot) throw new Error('The panel is not there.');
    });
  },
};
