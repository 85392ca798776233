import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../src/components/conversation-item/define.js';
import type {ParlorConversationItem} from '../../src/components/conversation-item/conversation-item.js';
import {Localizer} from '../../src/i18n/localizer.js';
import {listWords} from '../../src/i18n/words/list.js';
import {
  type RowDraft,
  marksOf,
  previewOf,
  rowSentence,
  rowSources,
  rowWords,
} from '../../src/components/conversation-item/row-words.js';
import {strings as ar} from '../../src/locales/ar.js';
import {strings as ja} from '../../src/locales/ja.js';
import {strings as zhHans} from '../../src/locales/zh-Hans.js';
import type {Conversation} from '../../src/model/conversation.js';

const MINUTE = 60_000;
const now = Date.now();
const localizer = new Localizer({locale: 'en'}).with(listWords);

const conversation = (change: Partial<Conversation> = {}): Conversation => ({
  id: 'a',
  kind: 'direct',
  channel: 'sms',
  participants: [{role: 'contact', name: 'Maya Fernández', address: '+15125550142'}],
  participantsComplete: true,
  status: 'active',
  unread: {has: false, source: 'native'},
  consent: {state: 'opted-in', source: 'native'},
  lastMessage: {text: 'See you at ten', at: now - 5 * MINUTE - 1000, direction: 'inbound'},
  lastActivityAt: now - 5 * MINUTE - 1000,
  raw: undefined,
  ...change,
});

const sentence = (change: Partial<Conversation>, draft?: string | RowDraft) =>
  rowSentence(rowWords(conversation(change), {draft, localizer, now}), localizer);

const shadow = (element: ParlorConversationItem): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('The element has not drawn.');
  return element.shadowRoot;
};
const text = (element: ParlorConversationItem, part: string): string =>
  (shadow(element).querySelector(`[part=${part}]`)?.textContent ?? '').replace(/\s+/g, ' ').trim();

describe('what a conversation row says', () => {
  it('is one sentence: name, marks, last message, time', () => {
    expect(sentence({})).to.equal('Maya Fernández, See you at ten, 5 min');
    expect(
      sentence({
        unread: {has: true, count: 3, source: 'native'},
        consent: {state: 'opted-out', source: 'native'},
        needsReply: {value: true, source: 'native'},
        starred: true,
        status: 'archived',
      }),
    ).to.equal('Maya Fernández, 3 unread messages, Opted out, Needs reply, Starred, Archived, See you at ten, 5 min');
  });

  for (const [tag, strings, separator] of [
    ['ja', ja, '、'],
    ['zh-Hans', zhHans, '，'],
    ['ar', ar, '، '],
  ] as const) {
    it(`is joined in ${tag} as that joins what is said one after the other`, () => {
      const words = new Localizer({locale: tag, strings}).with(listWords);
      const given = conversation({unread: {has: true, source: 'local'}, starred: true});
      const said = rowWords(given, {draft: undefined, localizer: words, now});
      const parts = ['Maya Fernández', strings.unread, strings.starred, 'See you at ten', said.time];
      expect(rowSentence(said, words)).to.equal(parts.join(separator));
    });
  }

  it('says unread without a number when only that is known', () => {
    expect(sentence({unread: {has: true, source: 'local'}})).to.contain(', Unread,');
  });

  it('says that the last outbound message failed or is unconfirmed, and nothing of inbound ones', () => {
    const last = (status: 'failed' | 'unconfirmed' | 'delivered', direction: 'inbound' | 'outbound' = 'outbound') =>
      marksOf(conversation({lastMessage: {text: 'Hello', direction, status}}), localizer).map(({kind}) => kind);
    expect(last('failed')).to.deep.equal(['failed']);
    expect(last('unconfirmed')).to.deep.equal(['unconfirmed']);
    expect(last('delivered')).to.deep.equal([]);
    expect(last('failed', 'inbound')).to.deep.equal([]);
  });

  it('names the source of what is not the word of the provider, and only of that', () => {
    expect(rowSources(conversation({unread: {has: true, count: 1, source: 'native'}}), localizer)).to.equal('');
    expect(
      rowSources(
        conversation({
          unread: {has: true, count: 1, source: 'local'},
          consent: {state: 'probably-opted-out', source: 'derived'},
        }),
        localizer,
      ),
    ).to.equal('1 unread message (Known on this device only), Probably opted out (Worked out from the messages)');
  });

  it('makes a bare phone number readable, in a title, alone and in a group', () => {
    const participants = [{role: 'contact' as const, address: '+15125550142'}];
    const calls = (change: Partial<Conversation>) =>
      rowWords(conversation(change), {draft: undefined, localizer, now}).title;
    expect(calls({participants})).to.equal('(512) 555-0142');
    expect(calls({title: '+15125550142'})).to.equal('(512) 555-0142');
    expect(calls({participants: [...participants, {role: 'contact', name: 'Li'}]})).to.equal('(512) 555-0142, Li');
    expect(calls({participants: []})).to.equal('Unknown contact');
    expect(sentence({participants: []})).to.contain('Unknown contact');
  });

  it('shows the draft before the last message, and whose message it was', () => {
    expect(sentence({}, 'I will')).to.contain('Draft: I will');
    expect(sentence({}, '   ')).to.contain('See you at ten');
    expect(sentence({lastMessage: {text: 'On my way', direction: 'outbound'}})).to.contain('You: On my way');
    const sender = {role: 'bot', name: 'Welcome flow'} as const;
    expect(sentence({lastMessage: {text: 'Hi', direction: 'outbound', sender}})).to.contain('Welcome flow: Hi');
    expect(sentence({lastMessage: {text: '\u200b', direction: 'inbound'}})).to.contain('Message without text');
    expect(sentence({lastMessage: {direction: 'outbound', at: now, attachmentKind: 'file'}})).to.contain(
      'You: Attachment',
    );
    expect(sentence({lastMessage: {direction: 'inbound', at: now}})).to.contain('Message without text');
    expect(sentence({lastMessage: undefined, messageCount: 0})).to.contain('No messages yet');
    expect(sentence({lastMessage: undefined, lastActivityAt: undefined})).to.contain('No messages yet');
  });

  it('claims nothing about messages that nobody has read', () => {
    expect(sentence({lastMessage: undefined})).to.equal('Maya Fernández, 5 min');
    expect(sentence({lastMessage: undefined, messageCount: 3})).to.equal('Maya Fernández, 5 min');
  });

  it('keeps a preview to one short line without cutting a character in two', () => {
    const preview = (words: string) =>
      previewOf(conversation({lastMessage: {text: words, direction: 'inbound'}}), undefined, localizer).text;
    expect(preview('  one\n\ntwo\tthree ')).to.equal('one two three');
    expect(preview(`${'a'.repeat(159)}😀 more`)).to.equal('a'.repeat(159));
    expect(preview(`${'a'.repeat(152)}👩‍👩‍👧‍👦 more`)).to.equal('a'.repeat(152));
    expect(preview(`${'a'.repeat(159)}e\u0301 more`)).to.equal('a'.repeat(159));
    expect(preview(`${'a'.repeat(158)}🇩🇪 more`)).to.equal('a'.repeat(158));
  });

  it('says what a draft without words holds', () => {
    const draft = (...mediaUrls: string[]) => sentence({}, {text: ' ', mediaUrls});
    expect(draft('https://files.example/a.jpg')).to.contain('Draft: 1 picture,');
    expect(draft('https://files.example/a.jpg', 'https://files.example/b.png')).to.contain('Draft: 2 pictures,');
    expect(draft('https://files.example/a.jpg', 'https://files.example/b.pdf')).to.contain('Draft: 2 attachments,');
    expect(sentence({}, {text: 'See this', mediaUrls: ['https://files.example/a.jpg']})).to.contain('Draft: See this');
    expect(draft()).not.to.contain('Draft');
  });
});

describe('<parlor-conversation-item>', () => {
  const item = (change: Partial<Conversation> = {}, draft?: string) =>
    fixture<ParlorConversationItem>(
      html`<parlor-conversation-item .conversation=${conversation(change)} .draft=${draft}></parlor-conversation-item>`,
    );

  it('shows name, time and last message, and says them once', async () => {
    const element = await item();
    expect(text(element, 'title')).to.equal('Maya Fernández');
    expect(text(element, 'timestamp')).to.equal('5 min');
    expect(text(element, 'preview')).to.equal('See you at ten');
    const image = shadow(element).querySelector('[role=img]');
    expect(image?.getAttribute('aria-label')).to.equal('Maya Fernández, See you at ten, 5 min');
    expect(image?.contains(shadow(element).querySelector('[part=title]'))).to.equal(true);
  });

  it('says nothing of a time that no calendar has', async () => {
    const element = await item({lastMessage: {text: 'Hi', direction: 'inbound', at: 9e15}, lastActivityAt: undefined});
    expect(text(element, 'timestamp')).to.equal('');
    expect(text(element, 'preview')).to.equal('Hi');
  });

  it('shows the picture of a contact, initials where it does not load, and a new picture again', async () => {
    const withPicture = (avatarUrl: string) =>
      conversation({participants: [{role: 'contact', name: 'Maya Fernández', avatarUrl}]});
    const element = await item();
    expect(text(element, 'avatar')).to.equal('MF');
    element.conversation = withPicture('data:image/png;base64,broken');
    element.scrollIntoView();
    await element.updateComplete;
    expect(shadow(element).querySelector('img')).to.exist;
    await waitUntil(() => text(element, 'avatar') === 'MF', 'the initials come back');
    element.conversation = withPicture('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>');
    await element.updateComplete;
    expect(shadow(element).querySelector('img')?.getAttribute('alt')).to.equal('');
  });

  it('shows the unread number up to 99, a dot without a number, and nothing when all is read', async () => {
    expect(text(await item({unread: {has: true, count: 7, source: 'native'}}), 'unread')).to.equal('7');
    expect(text(await item({unread: {has: true, count: 100, source: 'native'}}), 'unread')).to.equal('99+');
    const dot = await item({unread: {has: true, source: 'local'}});
    expect(text(dot, 'unread')).to.equal('');
    expect(shadow(dot).querySelector('[part=unread]')?.getAttribute('title')).to.equal(
      'Unread (Known on this device only)',
    );
    expect(shadow(await item()).querySelector('[part=unread]')).to.equal(null);
  });

  it('writes the name of an unread conversation bolder', async () => {
    const weight = (element: ParlorConversationItem) => {
      const title = shadow(element).querySelector('[part=title]');
      return title ? Number(getComputedStyle(title).fontWeight) : NaN;
    };
    expect(weight(await item({unread: {has: true, source: 'native'}}))).to.be.above(weight(await item()));
  });

  it('marks a contact who opted out, and nobody else', async () => {
    const optedOut = await item({consent: {state: 'opted-out', source: 'native'}});
    const badge = shadow(optedOut).querySelector('parlor-opt-out-badge');
    expect(badge?.shadowRoot?.textContent).to.contain('Opted out');
    expect(shadow(await item()).querySelector('parlor-opt-out-badge')).to.equal(null);
  });

  it('puts words and text of a draft or an own message apart, so that each keeps its direction', async () => {
    const element = await item({}, 'مرحبا بكم');
    expect(text(element, 'preview')).to.equal('Draft: مرحبا بكم');
    const body = shadow(element).querySelector<HTMLElement>('.text');
    expect(body?.textContent).to.equal('مرحبا بكم');
    expect(body?.matches(':dir(rtl)')).to.equal(true);
  });

  it('never reads a name or a message as HTML', async () => {
    const element = await item({
      title: '<b>Bold</b>',
      lastMessage: {text: '<img src=x onerror=alert(1)>', direction: 'inbound'},
    });
    expect(text(element, 'title')).to.equal('<b>Bold</b>');
    expect(shadow(element).querySelector('img, b')).to.equal(null);
  });

  it('has one height, whatever it shows', async () => {
    const plain = await item({lastMessage: undefined, lastActivityAt: undefined, participants: []});
    const full = await item({
      unread: {has: true, count: 3, source: 'native'},
      consent: {state: 'opted-out', source: 'native'},
      starred: true,
      lastMessage: {text: 'long '.repeat(100), direction: 'outbound', status: 'failed', at: now},
    });
    expect(plain.offsetHeight).to.equal(full.offsetHeight);
    expect(full.offsetHeight).to.be.at.least(72);
    expect(full.scrollWidth).to.equal(full.clientWidth);
  });

  it('draws nothing without a conversation', async () => {
    const element = await fixture<ParlorConversationItem>(html`<parlor-conversation-item></parlor-conversation-item>`);
    expect(shadow(element).textContent?.trim()).to.equal('');
  });

  it('is accessible plain, with every mark, selected and compact', async () => {
    await expect(await item()).to.be.accessible();
    const element = await item({
      unread: {has: true, count: 3, source: 'derived'},
      consent: {state: 'probably-opted-out', source: 'derived'},
      needsReply: {value: true, source: 'native'},
      starred: true,
      status: 'archived',
    });
    element.selected = true;
    element.compact = true;
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});
