import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import '../../src/components/inbox/define.js';
import {byKind, type MessageRenderer} from '../../src/components/index.js';
import {messageKey, type Message} from '../../src/model/message.js';

export interface Order {
  readonly number: string;
  readonly what: string;
  readonly state: string;
}

export interface Customer {
  readonly name: string;
  readonly conversationId: string;
  readonly orders: readonly Order[];
}

const sheet = (css: string): CSSStyleSheet => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};

const orderStyles = sheet(`
  :host {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 8px 12px;
    border: 1px solid light-dark(#c9ced8, #4a5160);
    border-radius: 10px;
    background: light-dark(#fff, #1f232b);
    color: light-dark(#1a1d24, #eceef2);
  }
  b, span { display: block; }
  span { font-size: 0.87em; }
  button {
    min-block-size: 32px;
    padding-inline: 12px;
    border: 1px solid light-dark(#828b9a, #6d7685);
    border-radius: 8px;
    background: none;
    color: inherit;
    font: inherit;
  }
`);

/** An order as the CRM shows it anywhere: an element of its own, since what is drawn in a message is beyond its styles. */
class CrmOrder extends HTMLElement {
  show({number, what, state}: Order): void {
    const root = this.shadowRoot ?? this.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [orderStyles];
    const words = document.createElement('div');
    const title = Object.assign(document.createElement('b'), {textContent: `Order ${number}`});
    const details = Object.assign(document.createElement('span'), {textContent: `${what} · ${state}`});
    words.append(title, details);
    const open = Object.assign(document.createElement('button'), {type: 'button', textContent: 'Open'});
    open.ariaLabel = `Open order ${number}`;
    open.addEventListener('click', () => {
      this.dispatchEvent(new CustomEvent('crm-order-open', {detail: number, bubbles: true, composed: true}));
    });
    root.replaceChildren(words, open);
  }
}

if (!customElements.get('crm-order')) customElements.define('crm-order', CrmOrder);

/**
 * Draws messages that name an order of the customer: the message as usual, and the order below it. Without any framework;
 * each message keeps its node.
 */
function orderRenderer(orders: readonly Order[]): MessageRenderer {
  const orderIn = ({text}: Message): Order | undefined => orders.find(({number}) => text?.includes(number));
  const nodes = new Map<string, HTMLElement>();
  return byKind(
    {
      order: (message, {fallback}) => {
        const known = nodes.get(messageKey(message));
        if (known) return known;
        const order = orderIn(message);
        const card = new CrmOrder();
        if (order) card.show(order);
        const node = document.createElement('div');
        // What is in it stands where the body of a message stands.
        node.style.display = 'contents';
        node.append(fallback(), card);
        nodes.set(messageKey(message), node);
        return node;
      },
    },
    (message) => [orderIn(message) && 'order'],
  );
}

const CARD_STYLES = `
  .crm-card { display: flex; flex-direction: column; gap: 12px; block-size: 100%; box-sizing: border-box; padding: 16px; font: 15px system-ui, sans-serif; }
  .crm-card header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; }
  .crm-card h1 { margin: 0; font-size: 18px; }
  .crm-card ul { margin: 0; padding-inline-start: 20px; }
  .crm-card > parlor-inbox { flex: 1; min-block-size: 0; border: 1px solid light-dark(#c9ced8, #4a5160); border-radius: 12px; }
  .crm-card > parlor-inbox::part(back-button) { display: none; }
  .crm-card > parlor-inbox::part(message):state(failed) { outline: 1px dashed currentColor; }
  .crm-card p { margin: 0; }
`;

/** A customer's card in a CRM: “Text this customer” opens the inbox on their conversation. */
export function crmCard(customer: Customer, adapter: MessagingAdapter): HTMLElement {
  const card = document.createElement('article');
  card.className = 'crm-card';
  const style = Object.assign(document.createElement('style'), {textContent: CARD_STYLES});
  const header = document.createElement('header');
  const title = Object.assign(document.createElement('h1'), {textContent: customer.name});
  const textButton = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: 'Text this customer',
  });
  header.append(title, textButton);
  const status = document.createElement('p');
  status.role = 'status';
  card.append(style, header, status);
  card.addEventListener('crm-order-open', ({detail}) => (status.textContent = `Order ${detail} is open.`));

  textButton.addEventListener('click', () => {
    textButton.disabled = true;
    const inbox = document.createElement('parlor-inbox');
    inbox.adapter = adapter;
    inbox.conversationId = customer.conversationId;
    inbox.renderMessage = orderRenderer(customer.orders);
    for (const {number} of customer.orders) {
      const insert = Object.assign(document.createElement('button'), {type: 'button', textContent: '#'});
      insert.slot = 'reply-actions';
      insert.ariaLabel = `Insert order number ${number}`;
      insert.title = insert.ariaLabel;
      insert.addEventListener('click', () => {
        void inbox.insertText(number).then((isIn) => {
          status.textContent = isIn ? '' : `Nothing can be written to ${customer.name} now.`;
        });
      });
      inbox.append(insert);
    }
    card.append(inbox);
  });
  return card;
}

declare global {
  interface HTMLElementEventMap {
    'crm-order-open': CustomEvent<string>;
  }
}
