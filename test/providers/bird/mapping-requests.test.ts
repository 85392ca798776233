import {expect} from '@open-wc/testing';
import {recipientIds} from '../../../src/providers/bird/map-participant.js';
import {bodyToWire} from '../../../src/providers/bird/new-message.js';

describe('recipients of Bird', () => {
  const contact = (id: string, status?: string | null) => ({
    id,
    type: 'contact',
    ...(status !== undefined && {status}),
  });

  it('are active contacts, the last sender first', () => {
    const everybody = [
      contact('a', 'active'),
      {id: 'k', type: 'accessKey'},
      contact('b', 'pending'),
      contact('c', null),
    ];
    expect(recipientIds(everybody)).to.deep.equal(['a', 'c']);
    expect(recipientIds(everybody, 'c')).to.deep.equal(['c', 'a']);
    expect(recipientIds(everybody, 'k')).to.deep.equal(['a', 'c']);
  });

  it('are whatever contacts there are when none is active, and nobody else', () => {
    expect(recipientIds([contact('b', 'pending'), contact('b', 'invited'), {id: 'u', type: 'user'}])).to.deep.equal([
      'b',
    ]);
    expect(recipientIds([{id: 'u', type: 'user'}, null, 7, {type: 'contact'}])).to.deep.equal([]);
  });
});

describe('bodies for Bird', () => {
  const [jpg, pdf] = ['https://media.example/a.jpg', 'https://media.example/Invoice%2012.pdf'];
  it('are a text, pictures, files, or an e-mail with attachments', () => {
    expect(bodyToWire({text: 'Hi'}, 'sms')).to.deep.equal({type: 'text', text: {text: 'Hi'}});
    expect(bodyToWire({text: ' ', mediaUrls: [jpg]}, 'sms')).to.deep.equal({
      type: 'image',
      image: {images: [{mediaUrl: jpg}]},
    });
    expect(bodyToWire({text: 'Both', mediaUrls: [jpg, pdf]}, 'whatsapp')).to.deep.equal({
      type: 'file',
      file: {
        files: [
          {mediaUrl: jpg, contentType: 'image/jpeg', filename: 'a.jpg'},
          {mediaUrl: pdf, contentType: 'application/pdf', filename: 'Invoice 12.pdf'},
        ],
        text: 'Both',
      },
    });
    expect(bodyToWire({text: 'Hi', mediaUrls: [pdf]}, 'email')).to.deep.equal({
      type: 'text',
      text: {text: 'Hi', attachments: [{mediaUrl: pdf, filename: 'Invoice 12.pdf', inline: false}]},
    });
  });

  it('are checked before they leave', () => {
    const eleven = Array.from({length: 11}, (_, index) => `https://media.example/${index}.jpg`);
    expect(() => bodyToWire({text: ' '}, 'sms')).to.throw('needs a text');
    expect(() => bodyToWire({text: 'x', mediaUrls: eleven}, 'sms')).to.throw('10 attachments');
    expect(() => bodyToWire({text: 'x', mediaUrls: ['data:image/png;base64,AA']}, 'sms')).to.throw('http');
  });
});
