import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import {beginningOf} from '../../src/model/fold-message.js';
import '../../src/define.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import {aConversation} from '../model/builders.js';
import {bubbleOf, buttonNamed, find, labelOf} from './bubble-scene.js';
import {
  bubbleNamed,
  buttonNamed as threadButton,
  change,
  messageAt,
  painted,
  root,
  scrollTo,
  threadOf,
} from './thread-scene.js';
import {quickest} from '../support/quickest.js';

const shownText = (element: Element): string => find(element, '[part="text"]')?.textContent ?? '';

describe('a long message', () => {
  for (const [name, text] of [
    ['4,000 links', 'a.com\n'.repeat(4000)],
    ['4,000 links in a line', 'a.com '.repeat(4000)],
    ['a megabyte of words', 'words and more '.repeat(70_000)],
    ['a megabyte without a break', 'x'.repeat(1_000_000)],
    ['a megabyte of emoji', '👩‍👩‍👧‍👦'.repeat(90_000)],
    ['100,000 line breaks', '\n'.repeat(100_000) + 'end'],
    ['a megabyte of opening brackets and dots', '(.'.repeat(500_000)],
    ['a megabyte of digits', '202-555-'.repeat(120_000)],
  ] as const) {
    it(`is drawn at once, and takes little room: ${name}`, async () => {
      const drawn: ParlorMessageBubble[] = [];
      const drawing = await quickest(1000, async () => {
        const element = await bubbleOf({text});
        expect(element.offsetHeight).to.be.lessThan(2500);
        drawn.push(element);
      });
      expect(drawing).to.be.lessThan(1000);
      const showing = await quickest(1000, async () => {
        const element = drawn.pop() ?? (await bubbleOf({text}));
        const more = buttonNamed(element, 'Show more') ?? buttonNamed(element, 'Show all');
        more?.click();
        await element.updateComplete;
        expect(element.offsetHeight).to.be.greaterThan(2500);
      });
      expect(showing).to.be.lessThan(1000);
    });
  }

  it('shows all of it when asked, and leaves the keyboard at the message', async () => {
    const text = `${'First part. '.repeat(1200)}The end.`;
    const element = await bubbleOf({text});
    expect(shownText(element)).not.to.include('The end.');
    expect(shownText(element).endsWith('…')).to.equal(true);
    buttonNamed(element, 'Show all')?.focus();
    await sendKeys({press: 'Enter'});
    await element.updateComplete;
    expect(shownText(element)).to.equal(text);
    expect(buttonNamed(element, 'Show all')).to.equal(undefined);
    expect(element.shadowRoot?.activeElement).to.equal(find(element, 'article'));
    await expect(element).to.be.accessible();
  });

  it('is shown whole when there is hardly more, or it has few lines', async () => {
    for (const text of ['x '.repeat(1200), 'a\n'.repeat(100), 'x'.repeat(10_000)]) {
      expect(beginningOf(text)).to.equal(undefined);
      expect(buttonNamed(await bubbleOf({text}), 'Show all')).to.equal(undefined);
    }
  });

  it('never links half of an address', async () => {
    const element = await bubbleOf({
      text: `${'a '.repeat(1095)} https://example.com/${'b'.repeat(900)} ${'c '.repeat(9000)}`,
    });
    expect(find(element, '[part="text"] a')).to.equal(null);
    expect(beginningOf(`https://example.com/${'b'.repeat(19000)}`)?.length).to.be.greaterThan(2048);
  });

  it('stays shown when it was scrolled away and back', async () => {
    const messages = Array.from({length: 80}, (_, place) => messageAt(place));
    const text = 'Line\n'.repeat(200);
    const element = await threadOf({messages: [...messages, messageAt(80, 'm', {text})]});
    const long = bubbleNamed(element, 'm-80');
    buttonNamed(long, 'Show all')?.click();
    await painted(element);
    await scrollTo(element, 0);
    expect(root(element).contains(long)).to.equal(false);
    threadButton(element, 'Jump to the newest message')?.click();
    await painted(element);
    expect(shownText(bubbleNamed(element, 'm-80'))).to.equal(text);
  });

  it('shows all when what is searched for is in its later part', async () => {
    const text = `${'First part. '.repeat(1200)}needle`;
    const element = await threadOf({messages: [messageAt(0, 'm', {text}), messageAt(1)]});
    element.openSearch();
    await painted(element);
    const bar = root(element).querySelector('parlor-thread-search');
    if (!bar) throw new Error('no search');
    await customElements.whenDefined('parlor-thread-search');
    bar.query = 'needle';
    await bar.updateComplete;
    await painted(element);
    expect(shownText(bubbleNamed(element, 'm-0'))).to.include('needle');
    const marked = () =>
      [...(CSS.highlights.get('parlor-match') ?? [])].map((range) => (range instanceof Range ? range.toString() : ''));
    expect(marked()).to.deep.equal(['needle']);
    bar.query = 'nowhere';
    await bar.updateComplete;
    await painted(element);
    expect(marked()).to.deep.equal([]);
    await change(element, {});
  });
});

describe('a megabyte in place of a name, a label or a reason', () => {
  const huge = 'W'.repeat(1_000_000);
  /** What is in an element and its shadow roots, labels included. */
  const lengthOf = (element: Element): number =>
    [...(element.shadowRoot?.querySelectorAll('*') ?? [])].reduce(
      (sum, inner) =>
        sum + (inner.ariaLabel?.length ?? 0) + (inner.getAttribute('title')?.length ?? 0) + lengthOf(inner),
      element.shadowRoot?.textContent?.length ?? 0,
    );

  it('is cut in a message, and makes nothing wider', async () => {
    const element = await bubbleOf(
      {
        ...{direction: 'outbound', status: 'failed', text: 'Hi', unsupportedBody: huge, replyTo: {id: 'a', text: huge}},
        sender: {role: 'agent', name: huge},
        failure: {code: huge, text: `${huge}!`},
        reactions: [{name: huge, by: [huge, huge]}],
        attachments: [{kind: 'file', url: 'https://files.example/a.pdf', name: huge}],
      },
      {showSender: true},
    );
    element.style.inlineSize = '300px';
    expect(labelOf(element)?.length).to.be.lessThan(400);
    expect(lengthOf(element)).to.be.lessThan(8000);
    expect(element.scrollWidth).to.be.at.most(300);
  });

  it('is cut in a row, and leaves room for the text', async () => {
    const conversation = aConversation({
      title: huge,
      lastMessage: {text: 'See you there', direction: 'outbound', sender: {role: 'bot', name: huge}},
    });
    const element = await fixture<HTMLElement>(
      html`<parlor-conversation-item
        style="inline-size: 320px"
        .conversation=${conversation}
      ></parlor-conversation-item>`,
    );
    expect(lengthOf(element)).to.be.lessThan(4000);
    const text = find(element, '.text')?.getBoundingClientRect();
    expect(text?.width).to.be.greaterThan(60);
    expect(text?.right).to.be.at.most(element.getBoundingClientRect().right);
  });

  it('is cut in the details', async () => {
    const conversation = aConversation({title: huge, description: huge, metadata: {[huge]: huge}});
    const element = await fixture<HTMLElement>(
      html`<parlor-contact-panel
        .conversation=${conversation}
        .details=${{name: huge, address: huge, email: `${huge}@x`, notes: huge, raw: undefined}}
      ></parlor-contact-panel>`,
    );
    expect(lengthOf(element)).to.be.lessThan(20_000);
  });
});
