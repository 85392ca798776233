import {expect} from '@open-wc/testing';
import type {Message} from '../../../src/model/message.js';
import {textOfHtml} from '../../../src/providers/bird/html-text.js';
import {messageFromWire} from '../../../src/providers/bird/map-message.js';
import {instantOf} from '../../../src/adapter/toolkit/fields.js';
import {nanosecondsOf} from '../../../src/adapter/toolkit/nanoseconds.js';
import {quickest} from '../../support/quickest.js';

describe('messageFromWire of Bird', () => {
  const contact = {id: 'p1', type: 'contact', displayName: 'John Doe'};
  const ours = {id: 'k1', type: 'accessKey', displayName: 'My key'};
  const text = {type: 'text', text: {text: 'Hi'}};
  const read = (value: object): Message => {
    const message = messageFromWire(
      {id: 'm1', sender: ours, body: text, ...value},
      {conversationId: 'c1', selfId: 'k1'},
    );
    if (!message) throw new Error('no message');
    return message;
  };

  for (const [type, direction, role] of [
    ['contact', 'inbound', 'contact'],
    ['accessKey', 'outbound', 'agent'],
    ['user', 'outbound', 'agent'],
    ['agent', 'outbound', 'agent'],
    ['flow', 'outbound', 'bot'],
    ['bot', 'outbound', 'bot'],
    ['collaborationAutomation', 'unknown', 'bot'],
    ['channel', 'unknown', 'system'],
    ['connector', 'unknown', 'system'],
    ['robot', 'unknown', 'unknown'],
    ['constructor', 'unknown', 'unknown'],
    [undefined, 'unknown', 'unknown'],
  ] as const) {
    it(`takes a message of ${type} for ${direction}`, () => {
      const message = read({sender: {id: 'x', type}});
      expect(message.direction).to.equal(direction);
      expect(message.sender?.role).to.equal(role);
    });
  }

  it('does not know the direction without a sender, and knows itself by its key', () => {
    for (const sender of [null, undefined, {}, 'x']) expect(read({sender}).direction).to.equal('unknown');
    expect(read({}).sender).to.deep.equal({id: 'k1', role: 'self', name: 'My key'});
  });

  const statuses: readonly (readonly [wire: unknown, outbound: Message['status'], inbound: Message['status']])[] = [
    ['accepted', 'accepted', 'received'],
    ['processing', 'processing', 'received'],
    ['sent', 'sent', 'received'],
    ['delivered', 'delivered', 'received'],
    ['sending_failed', 'failed', 'unknown'],
    ['delivery_failed', 'undelivered', 'unknown'],
    ['read', 'unknown', 'unknown'],
    [null, 'unknown', 'received'],
    ['', 'unknown', 'received'],
    [undefined, 'unknown', 'received'],
    ['toString', 'unknown', 'unknown'],
    [7, 'unknown', 'unknown'],
  ];
  for (const [status, outbound, inbound] of statuses) {
    it(`reads the status ${String(status)} as ${outbound} of ours and ${inbound} of a contact`, () => {
      expect(read({status}).status).to.equal(outbound);
      expect(read({status, sender: contact}).status).to.equal(inbound);
    });
  }

  it('calls a draft a draft, and tells why a message failed', () => {
    expect(read({draft: true, status: 'accepted'}).status).to.equal('draft');
    const reason = 'Insufficient credit';
    expect(read({status: 'sending_failed', reason}).failure).to.deep.equal({text: reason});
    expect(read({status: 'delivery_failed', reason}).failure).to.deep.equal({text: reason});
    expect(read({status: 'delivered', reason}).failure).to.equal(undefined);
    expect(read({status: 'sending_failed', reason: ''}).failure).to.equal(undefined);
  });

  it('needs an id, and survives everything else', () => {
    for (const value of [null, 'x', [], {}, {id: ''}])
      expect(messageFromWire(value, {conversationId: 'c1'})).to.equal(undefined);
    const odd = {id: 'm', body: 5, sender: 'x', status: {}, createdAt: 12, reason: [], interactions: 'x', extra: 1};
    expect(messageFromWire(odd, {conversationId: 'c1'})).to.deep.equal({
      id: 'm',
      conversationId: 'c1',
      direction: 'unknown',
      text: '5',
      attachments: [],
      status: 'unknown',
      atSource: 'none',
      raw: odd,
    });
  });

  const picture = 'https://media.api.bird.com/workspaces/1/media/9f3c2b';
  const bodies: readonly (readonly [name: string, body: unknown, content: Partial<Message>])[] = [
    ['a text', text, {text: 'Hi', attachments: []}],
    ['an empty text', {type: 'text', text: {text: ''}}, {text: null}],
    [
      'a text with attachments',
      {type: 'text', text: {text: 'See', attachments: [{mediaUrl: picture, filename: 'a.pdf'}, {mediaUrl: ''}, 7]}},
      {text: 'See', attachments: [{url: picture, kind: 'file', name: 'a.pdf'}]},
    ],
    [
      'pictures',
      {type: 'image', image: {images: [{mediaUrl: picture, altText: 'A frame'}, {mediaUrl: picture}]}},
      {
        text: null,
        attachments: [
          {url: picture, kind: 'image', name: 'A frame'},
          {url: picture, kind: 'image', name: '9f3c2b'},
        ],
      },
    ],
    [
      'a text beside no picture',
      {type: 'image', image: {images: [], text: 'Look'}},
      {text: 'Look', unsupportedBody: 'image'},
    ],
    [
      'files',
      {
        type: 'file',
        file: {
          text: 'Both',
          files: [
            {mediaUrl: picture, contentType: 'video/mp4'},
            {mediaUrl: picture, contentType: 'application/pdf', filename: 'Invoice.pdf'},
            {mediaUrl: picture, contentType: 'text/vcard'},
            {mediaUrl: 'https://media.example/a.ogg'},
          ],
        },
      },
      {
        text: 'Both',
        attachments: [
          {url: picture, kind: 'video', name: '9f3c2b', mediaType: 'video/mp4'},
          {url: picture, kind: 'file', name: 'Invoice.pdf', mediaType: 'application/pdf'},
          {url: picture, kind: 'contact', name: '9f3c2b', mediaType: 'text/vcard'},
          {url: 'https://media.example/a.ogg', kind: 'audio', name: 'a.ogg'},
        ],
      },
    ],
    ['the text part of an e-mail', {type: 'html', html: {html: '<p>no</p>', text: 'test\r\n'}}, {text: 'test'}],
    ['an e-mail without a text part', {type: 'html', html: {html: '<p>Hi &amp; <b>bye</b></p>'}}, {text: 'Hi & bye'}],
    ['an e-mail of pictures', {type: 'html', html: {html: '<img src="x">', text: ''}}, {unsupportedBody: 'html'}],
    ['a list', {type: 'list', list: {text: 'Choose', items: []}}, {text: 'Choose', unsupportedBody: 'list'}],
    ['a carousel', {type: 'carousel', carousel: {items: []}}, {text: null, unsupportedBody: 'carousel'}],
    ['a body nobody knows', {type: 'hologram'}, {text: null, unsupportedBody: 'hologram'}],
    ['a body named like a property of objects', {type: 'toString'}, {unsupportedBody: 'toString'}],
    ['no body', null, {text: null, attachments: []}],
  ];
  for (const [name, body, content] of bodies) {
    it(`reads ${name}`, () => {
      const message = read({body});
      for (const [field, value] of Object.entries(content)) {
        expect(message[field as keyof Message], field).to.deep.equal(value);
      }
      if (!('unsupportedBody' in content)) expect(message.unsupportedBody).to.equal(undefined);
    });
  }

  it('says "template" of a message that has nothing else', () => {
    expect(read({body: undefined, template: {projectId: 'p'}}).unsupportedBody).to.equal('template');
    expect(read({template: {projectId: 'p'}})).to.include({text: 'Hi'});
    expect(read({template: {projectId: 'p'}}).unsupportedBody).to.equal(undefined);
  });

  it('names the message it answers', () => {
    expect(read({replyToMessageId: 'm0'}).replyTo).to.deep.equal({id: 'm0'});
    expect(read({replyToMessageId: ''}).replyTo).to.equal(undefined);
  });
});

describe('times of Bird', () => {
  const second = Date.UTC(2024, 10, 25, 20, 12, 10);
  for (const [fraction, milliseconds, nanoseconds] of [
    ['', 0, 0],
    ['.6', 600, 0],
    ['.61', 610, 0],
    ['.514', 514, 0],
    ['.039', 39, 0],
    ['.0391', 39, 100_000],
    ['.77563', 775, 630_000],
    ['.775630', 775, 630_000],
    ['.7756301', 775, 630_100],
    ['.77563014', 775, 630_140],
    ['.775630149', 775, 630_149],
    ['.999999999', 999, 999_999],
  ] as const) {
    it(`reads ${fraction || 'no'} as fraction`, () => {
      const text = `2024-11-25T20:12:10${fraction}Z`;
      expect(instantOf(text)).to.equal(second + milliseconds);
      expect(nanosecondsOf(text)).to.equal(nanoseconds);
      expect(instantOf(text.replace('Z', '+00:00'))).to.equal(second + milliseconds);
    });
  }

  it('reads nothing where there is nothing', () => {
    for (const value of ['', 'soon', null, undefined, 12, {}]) expect(instantOf(value)).to.equal(undefined);
  });
});

describe('textOfHtml', () => {
  for (const [html, text] of [
    ['<p>Hi</p><p>there</p>', 'Hi\n\nthere'],
    ['a<br>b<BR/>c', 'a\nb\nc'],
    ['<STYLE>p{}</STYLE>x<script>alert("<b>")</script>y', 'xy'],
    ['<!-- <p>no</p> -->yes', 'yes'],
    ['&lt;b&gt; &#65;&#x42; &nbsp;&quot;&apos; &unknown; &#0;', '<b> AB "\' &unknown; &#0;'],
    ['1 < 2 and 3 <4', '1 < 2 and 3 <4'],
    ['<p title="a>b">c</p>', 'b">c'],
    ['unclosed <b', 'unclosed'],
    ['<style>never closed', ''],
    ['İ<style>İ</style>İ', 'İİ'],
    ['  a \n b\t c ', 'a b c'],
    ['', ''],
  ] as const) {
    it(`reads ${JSON.stringify(html)}`, () => expect(textOfHtml(html)).to.equal(text));
  }

  it('takes no longer for malice than for mail', async () => {
    const texts = ['<', '<!--', '<style>', '<p', '&#', '</', '<style></styl'].map((part) => part.repeat(100_000));
    expect(await quickest(4000, () => texts.forEach((text) => textOfHtml(text)))).to.be.lessThan(4000);
  });
});
