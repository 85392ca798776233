import {expect} from '@open-wc/testing';
import {consentFromMessages} from '../../model/consent-from-messages.js';
import type {Message} from '../../../src/model/message.js';
import {instantOf, timeZoneOf} from '../../../src/adapter/toolkit/fields.js';
import {messageFromWire} from '../../../src/providers/amplifi/mapping.js';
import {JANE} from './mapping-scene.js';

describe('messageFromWire', () => {
  const incoming = {id: 'm1', direction: 'incoming', message: 'Hi', timestamp: '2025-04-23T18:45:00.000Z'};
  const outgoing = {...incoming, direction: 'outgoing'};
  const read = (value: unknown): Message => {
    const message = messageFromWire(value, JANE);
    if (!message) throw new Error('no message');
    return message;
  };

  const statuses: readonly (readonly [direction: string | null, status: unknown, Message['status']])[] = [
    ['outgoing', 'sent', 'sent'],
    ['outgoing', 'delivered', 'delivered'],
    ['outgoing', 'failed', 'failed'],
    ['outgoing', 'undelivered', 'undelivered'],
    ['outgoing', null, 'unknown'],
    ['outgoing', undefined, 'unknown'],
    ['outgoing', 'queued_at_carrier', 'unknown'],
    ['outgoing', 'constructor', 'unknown'],
    ['outgoing', 4, 'unknown'],
    ['incoming', null, 'received'],
    ['incoming', undefined, 'received'],
    ['incoming', 'read_by_bot', 'unknown'],
    [null, null, 'unknown'],
    ['sideways', null, 'unknown'],
  ];
  for (const [direction, status, expected] of statuses) {
    it(`reads status ${String(status)} of ${String(direction)} as ${expected}, with raw kept`, () => {
      const value = {...incoming, direction, status};
      const message = read(value);
      expect(message.status).to.equal(expected);
      expect(message.raw).to.equal(value);
    });
  }

  it('reads directions, and admits not to know others', () => {
    expect(read(incoming).direction).to.equal('inbound');
    expect(read(outgoing).direction).to.equal('outbound');
    expect(read({...incoming, direction: 'internal'}).direction).to.equal('unknown');
    expect(read({...incoming, direction: undefined}).direction).to.equal('unknown');
  });

  it('survives anything but a missing id', () => {
    expect(messageFromWire({message: 'x'}, JANE)).to.equal(undefined);
    expect(messageFromWire(null, JANE)).to.equal(undefined);
    expect(messageFromWire('text', JANE)).to.equal(undefined);
    const odd = {id: 'm', message: [], mediaUrl: {}, mediaUrls: 7, sentiment: 3, timestamp: 12, direction: []};
    const message = read(odd);
    expect(message).to.include({text: null, status: 'unknown', atSource: 'none', raw: odd});
    expect(message.attachments).to.deep.equal([]);
    expect(message.at).to.equal(undefined);
  });

  const a = 'https://media.example/a.jpg';
  const b = 'https://media.example/b.mp4?x=1';
  const media: readonly (readonly [unknown, unknown, readonly string[]])[] = [
    [null, null, []],
    [undefined, undefined, []],
    [a, undefined, [a]],
    [a, null, [a]],
    [a, [], [a]],
    [a, [a, b], [a, b]],
    [null, [a, a, b], [a, b]],
    [a, [b, null, 7], [b]],
    ['', [''], []],
  ];
  for (const [mediaUrl, mediaUrls, urls] of media) {
    it(`finds ${urls.length} attachments in ${JSON.stringify([mediaUrl, mediaUrls])}`, () => {
      const {attachments} = read({...incoming, mediaUrl, mediaUrls});
      expect(attachments.map(({url}) => url)).to.deep.equal(urls);
    });
  }

  it('has no text where there is only a picture', () => {
    expect(read({...incoming, message: '', mediaUrl: a}).text).to.equal(null);
    expect(read({...incoming, message: null, mediaUrl: a}).text).to.equal(null);
    expect(read({...incoming, message: '', mediaUrl: a}).attachments[0]).to.include({kind: 'image', name: 'a.jpg'});
  });

  it('says "not analysed yet" of an inbound message, and nothing of an outbound one', () => {
    expect(read(incoming).insight).to.deep.equal({
      sentiment: null,
      sentimentScore: null,
      category: null,
      requiresResponse: null,
      optOutDetected: null,
    });
    expect(read(outgoing).insight).to.equal(undefined);
    expect(read({...outgoing, sentiment: null}).insight).to.equal(undefined);
  });

  it('keeps a sentiment and a category that are not in the document', () => {
    const {insight} = read({...incoming, sentiment: 'mixed', messageCategory: 'billing', sentimentScore: 0});
    expect(insight).to.include({sentiment: 'mixed', category: 'billing', sentimentScore: 0});
  });

  it('marks an opt-out by the provider, and an opt-in by its word', () => {
    const optOut = {kind: 'opt-out', source: 'native'};
    const optIn = {kind: 'opt-in', source: 'derived'};
    expect(read({...incoming, message: 'leave me alone', optOutDetected: true}).consentChange).to.deep.equal(optOut);
    for (const word of ['START', 'unstop', ' Yes ']) {
      const change = read({...incoming, message: word, optOutDetected: false}).consentChange;
      expect(change, word).to.deep.equal(optIn);
    }
    expect(read({...incoming, message: 'Yes please'}).consentChange).to.equal(undefined);
    expect(read({...outgoing, message: 'START', optOutDetected: true}).consentChange).to.equal(undefined);
    expect(read({...incoming, direction: 'other', message: 'START'}).consentChange).to.equal(undefined);
  });

  it('lets the timeline tell opted out from probably opted out', () => {
    const stop = {...incoming, message: 'STOP'};
    const stateOf = (value: unknown) => consentFromMessages([read(value)])?.state;
    expect(stateOf({...stop, optOutDetected: true})).to.equal('opted-out');
    expect(stateOf({...stop, optOutDetected: null})).to.equal('probably-opted-out');
    expect(stateOf({...stop, optOutDetected: false})).to.equal(undefined);
    expect(stateOf({...incoming, message: 'START', optOutDetected: false})).to.equal('unknown');
  });
});

describe('times and zones of Amplifi', () => {
  const noon = Date.UTC(2025, 3, 23, 12);
  const table: readonly (readonly [unknown, number | undefined])[] = [
    ['2025-04-23T12:00:00.000Z', noon],
    ['2025-04-23T08:00:00-04:00', noon],
    ['2025-04-23T12:00:00', noon],
    ['2025-04-23 12:00', noon],
    ['2025-04-23T12:00:00.123456Z', noon + 123],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [noon, noon],
    [String(noon / 1000), noon],
    ['Room 7', undefined],
    [7, undefined],
  ];
  for (const [value, expected] of table) {
    it(`reads ${String(value)}`, () => expect(instantOf(value)).to.equal(expected));
  }

  it('passes on only zones that this browser can use', () => {
    expect(timeZoneOf('America/New_York')).to.equal('America/New_York');
    for (const value of ['Mars/Olympus', '', null, 5]) expect(timeZoneOf(value), String(value)).to.equal(undefined);
  });
});
