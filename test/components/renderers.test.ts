import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import {AsyncDirective} from 'lit/async-directive.js';
import {directive} from 'lit/directive.js';
import type {ParlorConversationItem} from '../../src/components/conversation-item/conversation-item.js';
import {byKind, type AttachmentRenderer, type MessageRenderer, type RowRenderer} from '../../src/components/index.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import {attachmentFromUrl} from '../../src/model/attachment.js';
import {aConversation, aMessage} from '../model/builders.js';
import {bubbleOf, buttonNamed, find as inBubble, labelOf, words as wordsIn} from './bubble-scene.js';
import {all, find, has, openConversation, openScene, receive, row, saysInThread, words} from './inbox-scene.js';

/** The messages of what is reported like an uncaught error. */
function uncaught(): {readonly messages: string[]; readonly stop: () => void} {
  const messages: string[] = [];
  const {reportError} = globalThis;
  globalThis.reportError = (thrown: unknown) => void messages.push(thrown instanceof Error ? thrown.message : '');
  return {messages, stop: () => (globalThis.reportError = reportError)};
}

const isOrder: MessageRenderer = (message) =>
  message.unsupportedBody === 'order' && html`<b class="order">Order ${message.id}</b>`;

const body = (bubble: ParlorMessageBubble): Element => inBubble(bubble, '.body') ?? bubble;

describe('renderMessage', () => {
  it('draws the body, and leaves the name, the time and the status ours', async () => {
    const plain = await bubbleOf({id: 'm1', direction: 'outbound', text: 'Hello'});
    const drawn = await bubbleOf(
      {id: 'm1', direction: 'outbound', text: 'Hello'},
      {renderMessage: ({text}) => html`<b>${text?.toUpperCase()}</b>`},
    );
    expect(wordsIn(body(drawn))).to.equal('HELLO');
    expect(labelOf(drawn)).to.equal(labelOf(plain));
    expect(wordsIn(inBubble(drawn, '.foot'))).to.equal(wordsIn(inBubble(plain, '.foot')));
  });

  for (const nothing of [undefined, null, false, ''] as const) {
    it(`leaves ours where it answers ${JSON.stringify(nothing) ?? 'nothing'}`, async () => {
      const bubble = await bubbleOf({text: 'Hello'}, {renderMessage: () => nothing});
      expect(wordsIn(inBubble(bubble, '[part=bubble] [part=text]'))).to.equal('Hello');
    });
  }

  it('takes a text as a text, in a bubble like ours', async () => {
    const bubble = await bubbleOf({text: 'Hello'}, {renderMessage: () => '<img src=x onerror=alert(1)>'});
    expect(wordsIn(inBubble(bubble, '[part=bubble] [part=text]'))).to.equal('<img src=x onerror=alert(1)>');
    expect(inBubble(bubble, 'img')).to.equal(null);
  });

  it('takes nodes of any framework, and does not touch one that stays the same', async () => {
    const node = document.createElement('iframe');
    let loads = 0;
    node.addEventListener('load', () => loads++);
    const bubble = await bubbleOf({}, {renderMessage: () => node});
    await waitUntil(() => loads === 1);
    // A frame that is moved loads anew.
    for (const endsGroup of [false, true, false]) {
      bubble.endsGroup = endsGroup;
      bubble.message = aMessage({text: String(endsGroup)});
      await bubble.updateComplete;
    }
    await new Promise((done) => setTimeout(done, 50));
    expect(body(bubble).contains(node)).to.equal(true);
    expect(loads).to.equal(1);
  });

  it('hands ours on as a node, which goes on living in what the page draws', async () => {
    const frame = document.createElement('section');
    const seen: (string | undefined)[] = [];
    const bubble = await bubbleOf(
      {text: 'Line\n'.repeat(400)},
      {
        conversation: aConversation({id: 'c7'}),
        renderMessage: (_message, {fallback, conversation}) => {
          seen.push(conversation?.id);
          if (frame.childElementCount === 0) frame.append('Translated: ', fallback());
          return frame;
        },
      },
    );
    expect(new Set(seen)).to.deep.equal(new Set(['c7']));
    const text = () => wordsIn(inBubble(bubble, 'section [part=text]'));
    const before = text().length;
    // The renderer asks for ours only once; the button is in it all the same.
    buttonNamed(bubble, 'Show more')?.click();
    buttonNamed(bubble, 'Show all')?.click();
    await bubble.updateComplete;
    expect(text().length).to.be.greaterThan(before);
    bubble.message = aMessage({text: 'Another'});
    await bubble.updateComplete;
    expect(text()).to.equal('Another');
  });

  it('one that throws is reported, and ours is drawn; later it may draw again', async () => {
    const {messages, stop} = uncaught();
    let fails = true;
    const renderMessage: MessageRenderer = () => {
      if (fails) throw new Error('No order');
      return html`<b>Order</b>`;
    };
    const bubble = await bubbleOf({text: 'Hello'}, {renderMessage});
    expect(wordsIn(body(bubble))).to.equal('Hello');
    expect(messages).to.include('No order');
    fails = false;
    bubble.requestUpdate();
    await bubble.updateComplete;
    expect(wordsIn(body(bubble))).to.equal('Order');
    stop();
  });

  it('so is a template that throws while it is drawn, and what is no drawing', async () => {
    class Throwing extends AsyncDirective {
      override render(): never {
        throw new Error('No template');
      }
    }
    const throwing = directive(Throwing);
    const {messages, stop} = uncaught();
    const broken = await bubbleOf({text: 'Hello'}, {renderMessage: () => html`<i>${throwing()}</i>`});
    expect(wordsIn(body(broken))).to.equal('Hello');
    expect(messages.splice(0)).to.include('No template');
    broken.renderMessage = () => html`<b>Mended</b>`;
    await broken.updateComplete;
    expect(wordsIn(body(broken))).to.equal('Mended');

    const late: unknown = async () => html`<b>Late</b>`;
    const asynchronous = await bubbleOf({text: 'Hello'}, {renderMessage: late as MessageRenderer});
    expect(wordsIn(body(asynchronous))).to.equal('Hello');
    expect(messages).to.include('A renderer answered no drawing.');
    stop();
  });

  it('one that throws is reported once for each kind of what it draws, however often it is drawn', async () => {
    const {messages, stop} = uncaught();
    const renderMessage: MessageRenderer = ({unsupportedBody}) => {
      throw new Error(`No ${unsupportedBody ?? 'text'}`);
    };
    const bubbles = [
      await bubbleOf({text: 'Hello'}, {renderMessage}),
      await bubbleOf({text: 'Again'}, {renderMessage}),
      await bubbleOf({text: null, unsupportedBody: 'order'}, {renderMessage}),
    ];
    for (const bubble of bubbles) {
      bubble.requestUpdate();
      await bubble.updateComplete;
    }
    expect(messages).to.deep.equal(['No text', 'No order']);
    stop();
  });

  it('a node that stands in another message stays there, and ours is drawn; that is reported once', async () => {
    const {messages, stop} = uncaught();
    const node = document.createElement('b');
    node.textContent = 'Card';
    const renderMessage: MessageRenderer = () => node;
    const first = await bubbleOf({id: 'm1', text: 'One'}, {renderMessage});
    const second = await bubbleOf({id: 'm2', text: 'Two'}, {renderMessage});
    const third = await bubbleOf({id: 'm3', text: 'Three'}, {renderMessage});
    expect([first, second, third].map((bubble) => wordsIn(body(bubble)))).to.deep.equal(['Card', 'Two', 'Three']);
    expect(messages).to.have.length(1);
    expect(messages[0]).to.include('stands in another place');
    first.remove();
    second.requestUpdate();
    await second.updateComplete;
    expect(wordsIn(body(second)), 'once it is free').to.equal('Card');
    stop();
  });

  it('follows a node that goes to another message, also in one drawing of both', async () => {
    const {messages, stop} = uncaught();
    const nodes = new Map<string, Node>();
    const renderMessage: MessageRenderer = ({id}) => {
      const known = nodes.get(id) ?? Object.assign(document.createElement('b'), {textContent: id});
      nodes.set(id, known);
      return known;
    };
    const [a, b] = [await bubbleOf({id: 'm1'}, {renderMessage}), await bubbleOf({id: 'm2'}, {renderMessage})];
    [a.message, b.message] = [aMessage({id: 'm2'}), aMessage({id: 'm1'})];
    await Promise.all([a.updateComplete, b.updateComplete]);
    expect([a, b].map((bubble) => wordsIn(body(bubble)))).to.deep.equal(['m2', 'm1']);
    expect(messages).to.deep.equal([]);
    stop();
  });

  it('lets go of what is in a template when its bubble leaves', async () => {
    const log: string[] = [];
    class Following extends AsyncDirective {
      override render(): string {
        return 'Followed';
      }
      override disconnected(): void {
        log.push('left');
      }
      override reconnected(): void {
        log.push('back');
      }
    }
    const following = directive(Following);
    const bubble = await bubbleOf({}, {renderMessage: () => html`${following()}`});
    const {parentElement} = bubble;
    bubble.remove();
    parentElement?.append(bubble);
    expect(log).to.deep.equal(['left', 'back']);
  });
});

describe('renderAttachment', () => {
  const files = [
    attachmentFromUrl('https://example.test/invoice.PDF'),
    attachmentFromUrl('https://example.test/a.zip'),
  ];

  it('draws one attachment, and leaves the text and the others ours', async () => {
    const bubble = await bubbleOf(
      {text: 'Both', attachments: files},
      {renderAttachment: ({name}, {message}) => name?.endsWith('PDF') && html`<b>${message.text} as PDF</b>`},
    );
    expect(wordsIn(body(bubble))).to.equal('Both as PDF a.zip Both');
  });

  it('one that answers the same node for two files leaves ours for one of them', async () => {
    const {messages, stop} = uncaught();
    const node = Object.assign(document.createElement('b'), {textContent: 'Card'});
    const bubble = await bubbleOf({text: 'Both', attachments: files}, {renderAttachment: () => node});
    expect(wordsIn(body(bubble))).to.equal('Card a.zip Both');
    bubble.requestUpdate();
    await bubble.updateComplete;
    expect(wordsIn(body(bubble))).to.equal('Card a.zip Both');
    expect(messages).to.have.length(1);
    stop();
  });

  it('one that throws costs only its own place', async () => {
    const {messages, stop} = uncaught();
    const bubble = await bubbleOf(
      {text: 'Both', attachments: files},
      {
        renderAttachment: ({name}, {fallback}) => {
          if (name === 'a.zip') throw new Error('No zip');
          return html`<i>File:</i>${fallback()}`;
        },
      },
    );
    expect(wordsIn(body(bubble))).to.equal('File: invoice.PDF a.zip Both');
    expect(messages).to.include('No zip');
    stop();
  });
});

describe('byKind', () => {
  const context = {conversation: undefined, fallback: () => document.createElement('p')};

  it('chooses by the body that the provider names, and leaves all others', () => {
    const renderMessage: MessageRenderer = byKind({order: ({id}) => `Order ${id}`});
    expect(renderMessage(aMessage({id: '7', unsupportedBody: 'order'}), context)).to.equal('Order 7');
    expect(renderMessage(aMessage({unsupportedBody: 'carousel'}), context)).to.equal(undefined);
    expect(renderMessage(aMessage({unsupportedBody: 'constructor'}), context)).to.equal(undefined);
    expect(renderMessage(aMessage(), context)).to.equal(undefined);
  });

  it('chooses an attachment by media type, ending or kind, the best first', () => {
    const renderAttachment: AttachmentRenderer = byKind({
      'application/pdf': () => 'by type',
      '.pdf': () => 'by ending',
      contact: () => 'by kind',
    });
    const kindOf = (url: string, mediaType?: string) =>
      renderAttachment(
        {...attachmentFromUrl(url), ...(mediaType !== undefined && {mediaType})},
        {
          ...context,
          message: aMessage(),
        },
      );
    expect(kindOf('https://example.test/x', 'application/pdf')).to.equal('by type');
    expect(kindOf('https://example.test/x.PDF', 'application/octet-stream')).to.equal('by ending');
    expect(kindOf('https://example.test/x.vcf')).to.equal('by kind');
    expect(kindOf('https://example.test/x.png')).to.equal(undefined);
  });

  it('goes by a page’s own names where it has them', () => {
    const renderMessage: MessageRenderer = byKind({order: () => 'An order'}, ({metadata}) => [metadata?.['type']]);
    expect(renderMessage(aMessage({metadata: {type: 'order'}}), context)).to.equal('An order');
    expect(renderMessage(aMessage({metadata: {type: 4}}), context)).to.equal(undefined);
  });
});

describe('renderRow', () => {
  const itemWith = async (renderRow?: RowRenderer): Promise<ParlorConversationItem> =>
    fixture(html`
      <parlor-conversation-item
        listed
        .conversation=${aConversation({id: 'c1', lastMessage: {text: 'Hello'}})}
        .renderRow=${renderRow}
      ></parlor-conversation-item>
    `);
  const base = (item: ParlorConversationItem): Element => inBubble(item, '[part=base]') ?? item;

  it('draws what is seen, beside ours or in its place; what is heard is ours', async () => {
    const plain = await itemWith();
    const own = await itemWith(({id}) => html`<b>${id}</b>`);
    expect(wordsIn(base(own))).to.equal('c1');
    expect(base(own).ariaLabel).to.equal(base(plain).ariaLabel);
    expect(own.offsetHeight).to.equal(plain.offsetHeight);

    const more = await itemWith((_conversation, {fallback}) => html`${fallback()}<b>VIP</b>`);
    expect(wordsIn(base(more))).to.equal(`${wordsIn(base(plain))} VIP`);
    const right = ({right: x}: DOMRect) => x;
    const badge = inBubble(more, 'b')?.getBoundingClientRect() ?? new DOMRect();
    expect(right(badge)).to.be.at.most(right(more.getBoundingClientRect()));
    expect(badge.left).to.be.at.least(right(inBubble(more, 'time')?.getBoundingClientRect() ?? new DOMRect()));
  });

  it('one that answers the same node for two rows leaves ours for one of them', async () => {
    const {messages, stop} = uncaught();
    const node = Object.assign(document.createElement('b'), {textContent: 'Card'});
    const renderRow: RowRenderer = () => node;
    const rows = [await itemWith(renderRow), await itemWith(renderRow)];
    expect(rows.map((item) => wordsIn(base(item)).includes('Ana Silva'))).to.deep.equal([false, true]);
    expect(messages).to.have.length(1);
    stop();
  });

  it('one that throws leaves ours', async () => {
    const {messages, stop} = uncaught();
    const item = await itemWith(() => {
      throw new Error('No row');
    });
    expect(wordsIn(base(item)))
      .to.include('Ana Silva')
      .and.to.include('Hello');
    expect(messages).to.include('No row');
    stop();
  });
});

describe('an inbox whose page draws parts of it', () => {
  it('hands its renderers to rows, messages and attachments, and follows others', async () => {
    const scene = await openScene({
      scenario: 'busy-inbox',
      settings: {
        renderRow: (_conversation, {fallback, selected}) => html`${fallback()}<b>${selected ? 'Open' : 'VIP'}</b>`,
        renderMessage: ({text}, {conversation, fallback}) =>
          html`${fallback()}<b>${`${conversation?.participants[0]?.name}: ${text?.length}`}</b>`,
      },
    });
    const {inbox} = scene;
    expect(words(row(inbox, 'Li Wen'))).to.include('VIP');
    const heard = row(inbox, 'Li Wen').querySelector('parlor-conversation-item')?.shadowRoot;
    expect(heard?.querySelector('[aria-label]')?.ariaLabel).to.match(/^Li Wen/);
    await openConversation(inbox, 'Li Wen');
    expect(words(row(inbox, 'Li Wen'))).to.include('Open');
    receive(scene, 'Wen', 'Hello');
    await inbox.store?.refresh();
    await saysInThread(inbox, 'Hello');
    await saysInThread(inbox, 'Li Wen: 5');

    inbox.renderMessage = isOrder;
    await waitUntil(() => !all(inbox, 'parlor-message-bubble').some((bubble) => words(bubble).includes('Li Wen: 5')));
    expect(has(inbox, '.order')).to.equal(false);
  });

  it('keeps a page’s node and what is typed in it while messages come', async () => {
    const cards = new Map<string, HTMLElement>();
    const scene = await openScene({
      scenario: 'busy-inbox',
      settings: {
        renderMessage: ({id}) => {
          const known = cards.get(id);
          if (known) return known;
          const card = document.createElement('input');
          card.setAttribute('aria-label', id);
          cards.set(id, card);
          return card;
        },
      },
    });
    const {inbox} = scene;
    await openConversation(inbox, 'Li Wen');
    const shown = all<HTMLInputElement>(inbox, 'parlor-message-bubble').at(-1);
    const card = find<HTMLInputElement>(shown ?? inbox, 'input');
    card.focus();
    await sendKeys({type: 'Two of '});
    const count = cards.size;
    receive(scene, 'Wen', 'Hello');
    await inbox.store?.refresh();
    await waitUntil(() => cards.size > count, 'it is drawn');
    await sendKeys({type: 'them'});
    expect(card.value).to.equal('Two of them');
  });
});
