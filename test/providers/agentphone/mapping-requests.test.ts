import {expect} from '@open-wc/testing';
import {asCursor} from '../../../src/model/page.js';
import {listPlaceOf} from '../../../src/providers/agentphone/list-pages.js';
import {placeOf} from '../../../src/providers/agentphone/history.js';
import {recipientToWire, sendToWire} from '../../../src/providers/agentphone/sending.js';
import {ID, THEIRS} from './mapping-scene.js';

describe('cursors', () => {
  it('are of one conversation, and of nobody else', () => {
    const place = {conversationId: ID, towards: 'older', at: 5, ids: ['a', 7, 'b'], order: 'sideways'};
    expect(placeOf(asCursor(JSON.stringify(place)), ID)).to.deep.equal({
      conversationId: ID,
      towards: 'older',
      at: 5,
      ids: ['a', 'b'],
    });
    const broken = [
      '',
      'x',
      '{}',
      'null',
      '[]',
      JSON.stringify({...place, at: 'now'}),
      JSON.stringify({...place, ids: 1}),
    ];
    for (const text of [...broken, JSON.stringify({...place, conversationId: 'conv_other'})]) {
      expect(() => placeOf(asCursor(text), ID), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
  });

  it('of the list name who was met', () => {
    const place = {seen: ['a'], end: 1, edge: ['a'], total: null, newest: 5};
    expect(listPlaceOf(asCursor(JSON.stringify(place)))).to.deep.equal(place);
    for (const text of [
      '',
      'x',
      '{}',
      '[]',
      JSON.stringify({...place, seen: [1]}),
      JSON.stringify({...place, end: 'one'}),
    ]) {
      expect(() => listPlaceOf(asCursor(text)), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
  });
});

describe('what is sent', () => {
  const route = {to: THEIRS, numberId: 'num_1', agentId: 'agt_1'};

  it('goes from the number and the agent of the conversation, or from the number that was chosen', () => {
    expect(sendToWire({text: 'Hi'}, route)).to.deep.equal({
      to_number: THEIRS,
      number_id: 'num_1',
      agent_id: 'agt_1',
      body: 'Hi',
    });
    expect(sendToWire({text: 'Hi', ownEndpointId: 'num_1'}, route)).to.include({agent_id: 'agt_1'});
    const other = sendToWire({text: 'Hi', ownEndpointId: 'num_2'}, route);
    expect(other).to.include({number_id: 'num_2'});
    expect(other).not.to.have.property('agent_id');
    expect(sendToWire({text: 'Hi'}, {to: 'grp_1'})).to.deep.equal({to_number: 'grp_1', body: 'Hi'});
  });

  it('carries what only this provider has', () => {
    const mediaUrls = ['https://a/1.png', 'https://a/2.png'];
    const providerOptions = {sendStyle: 'confetti', replyToMessageId: 'msg_1'};
    expect(sendToWire({text: '', mediaUrls, providerOptions}, {to: THEIRS})).to.deep.equal({
      to_number: THEIRS,
      body: '',
      media_urls: mediaUrls,
      send_style: 'confetti',
      reply_to_message_id: 'msg_1',
    });
  });

  const refused: readonly (readonly [string, Parameters<typeof sendToWire>[0], string])[] = [
    ['nothing', {text: ''}, 'body'],
    ['blanks', {text: ' \n'}, 'body'],
    ['several pictures with a text', {text: 'Hi', mediaUrls: ['https://a/1.png', 'https://a/2.png']}, 'body'],
    ['several files', {text: '', mediaUrls: ['https://a/1.png', 'https://a/2.pdf']}, 'media_urls'],
    ['a picture that is not public', {text: 'Hi', mediaUrls: ['http://a/1.png']}, 'media_urls'],
    ['too many pictures', {text: 'Hi', mediaUrls: Array.from({length: 21}, () => 'https://a/1.png')}, 'media_urls'],
    ['an effect there is not', {text: 'Hi', providerOptions: {sendStyle: 'thunder'}}, 'sendStyle'],
    ['an answer to nothing', {text: 'Hi', providerOptions: {replyToMessageId: ''}}, 'replyToMessageId'],
    ['an option of another provider', {text: 'Hi', providerOptions: {forceRoute: 'SMS'}}, 'forceRoute'],
  ];
  for (const [name, message, field] of refused) {
    it(`is not ${name}`, () => {
      expect(() => sendToWire(message, route))
        .to.throw(/\w+ \w+/)
        .with.include({kind: 'validation', field, outcomeUnknown: false});
    });
  }

  const recipients: readonly (readonly [string, string])[] = [
    ['(919) 555-1234', '+19195551234'],
    [' +44 20 7946 0123 ', '+442079460123'],
    ['+15559876543', '+15559876543'],
    ['729725', '729725'],
    ['Jane@iCloud.com', 'Jane@iCloud.com'],
    ['grp_1', 'grp_1'],
    ['somebody', 'somebody'],
  ];
  for (const [typed, wire] of recipients) {
    it(`goes to ${wire} when somebody types "${typed}"`, () => expect(recipientToWire(typed)).to.equal(wire));
  }
});
