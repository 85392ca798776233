import {expect} from '@open-wc/testing';
import {consentChangeOf} from '../../src/model/consent-from-messages.js';
import {blocksSending, consentKeyword, UNKNOWN_CONSENT, type ConsentState} from '../../src/model/consent.js';
import {ConversationError, ERROR_RULES, type ErrorKind} from '../../src/model/conversation-error.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {DeliveryStatus} from '../../src/model/delivery-status.js';
import type {Message} from '../../src/model/message.js';
import {
  blockOfError,
  isAccountWide,
  sendBlockOf,
  type LearnedBlock,
  type SendBlock,
} from '../../src/model/send-block.js';
import {aConversation, aMessage} from './builders.js';
import {consentFromMessages} from './consent-from-messages.js';

describe('consentKeyword', () => {
  const table: ReadonlyArray<readonly [string | null | undefined, 'opt-out' | 'opt-in' | undefined]> = [
    ['STOP', 'opt-out'],
    [' stop ', 'opt-out'],
    ['Stop.', 'opt-out'],
    ['STOP!!', 'opt-out'],
    ['stopall', 'opt-out'],
    ['Unsubscribe', 'opt-out'],
    ['cancel', 'opt-out'],
    ['end', 'opt-out'],
    ['quit', 'opt-out'],
    ['revoke', 'opt-out'],
    ['optout', 'opt-out'],
    ['START', 'opt-in'],
    ['yes', 'opt-in'],
    ['Unstop', 'opt-in'],
    ['please stop', undefined],
    ['stop texting me', undefined],
    ['help', undefined],
    ['!', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text)} as ${expected ?? 'nothing'}`, () =>
      expect(consentKeyword(text)).to.equal(expected));
  }
});

describe('blocksSending', () => {
  const table: Record<ConsentState, boolean> = {
    'opted-in': false,
    unknown: false,
    'opted-out': true,
    'probably-opted-out': true,
  };
  for (const [state, expected] of Object.entries(table) as [ConsentState, boolean][]) {
    it(`${expected ? 'blocks' : 'lets through'} ${state}`, () => {
      expect(blocksSending({state, source: 'derived'})).to.equal(expected);
    });
  }
  it('lets through where nothing is known', () => expect(blocksSending(UNKNOWN_CONSENT)).to.be.false);
});

describe('consentChangeOf', () => {
  const native = {kind: 'opt-in', source: 'native'} as const;
  const hint = {kind: 'opt-out', source: 'derived'} as const;
  const table: ReadonlyArray<readonly [string, Partial<Message>, Message['consentChange']]> = [
    ['what the provider says, whatever the text', {text: 'stop', consentChange: native}, native],
    ['a keyword as a hint', {text: 'stop'}, hint],
    ['a keyword that is not analysed yet', {text: 'stop', insight: {optOutDetected: null}}, hint],
    ['no keyword the provider judged harmless', {text: 'stop', insight: {optOutDetected: false}}, undefined],
    [
      'an opt-in word in what is no opt-out',
      {text: 'yes', insight: {optOutDetected: false}},
      {kind: 'opt-in', source: 'derived'},
    ],
    ['no keyword of our own', {text: 'stop', direction: 'outbound'}, undefined],
    ['no keyword of unknown direction', {text: 'stop', direction: 'unknown'}, undefined],
    ['nothing in an ordinary text', {text: 'hello'}, undefined],
    ['nothing in a picture', {text: null}, undefined],
  ];
  for (const [name, fields, expected] of table) {
    it(`finds ${name}`, () => expect(consentChangeOf(aMessage(fields))).to.deep.equal(expected));
  }
});

describe('consentFromMessages', () => {
  const stop = aMessage({text: 'STOP', at: 1});
  const flagged = aMessage({text: 'leave me alone', at: 2, consentChange: {kind: 'opt-out', source: 'native'}});
  const start = aMessage({text: 'start', at: 3});
  const out = (status: DeliveryStatus, fields: Partial<Message> = {}) =>
    aMessage({direction: 'outbound', status, at: 4, ...fields});
  const table: ReadonlyArray<readonly [string, Message[], object | undefined]> = [
    ['no messages', [], undefined],
    ['ordinary messages', [aMessage()], undefined],
    ['a stop word', [stop, aMessage()], {state: 'probably-opted-out', since: 1, source: 'derived'}],
    ['a flag of the provider', [flagged], {state: 'opted-out', since: 2, source: 'derived'}],
    ['a start word after it', [stop, start], {state: 'unknown', since: 3, source: 'derived'}],
    [
      'a stop word after a start word',
      [start, {...stop, at: 5}],
      {state: 'probably-opted-out', since: 5, source: 'derived'},
    ],
    [
      'a message that arrived after it, such as what confirms it',
      [stop, out('delivered')],
      {state: 'probably-opted-out', since: 1, source: 'derived'},
    ],
    [
      'a contact who writes again and is reached',
      [stop, aMessage({at: 3}), out('delivered')],
      {state: 'unknown', since: 3, source: 'derived'},
    ],
    [
      'a contact who writes again after having been reached',
      [stop, out('delivered'), aMessage({at: 5})],
      {state: 'probably-opted-out', since: 1, source: 'derived'},
    ],
    [
      'a flag of the provider, whatever came after it',
      [flagged, aMessage({at: 3}), out('delivered')],
      {state: 'opted-out', since: 2, source: 'derived'},
    ],
    [
      'a message that failed after it',
      [stop, out('failed')],
      {state: 'probably-opted-out', since: 1, source: 'derived'},
    ],
    [
      'a message of unknown fate after it',
      [stop, out('unconfirmed')],
      {state: 'probably-opted-out', since: 1, source: 'derived'},
    ],
    ['a message before it', [out('delivered'), stop], {state: 'probably-opted-out', since: 1, source: 'derived'}],
  ];
  for (const [name, messages, expected] of table) {
    it(`judges ${name}`, () => expect(consentFromMessages(messages)).to.deep.equal(expected));
  }

  const proves: Record<DeliveryStatus, boolean> = {
    draft: false,
    scheduled: false,
    pending: false,
    unconfirmed: false,
    accepted: false,
    processing: false,
    sent: false,
    delivered: true,
    read: true,
    failed: false,
    undelivered: false,
    received: false,
    unknown: false,
  };
  for (const [status, expected] of Object.entries(proves) as [DeliveryStatus, boolean][]) {
    it(`takes ${status} ${expected ? 'as proof' : 'as no proof'} that a contact who wrote again is reached`, () => {
      expect(consentFromMessages([stop, aMessage({at: 3}), out(status)])?.state).to.equal(
        expected ? 'unknown' : 'probably-opted-out',
      );
    });
  }
});

describe('sendBlockOf', () => {
  const optedOut: Partial<Conversation> = {consent: {state: 'opted-out', since: 7, source: 'native'}};
  const contact = (textable: 'yes' | 'no' | 'pending' | 'unknown'): Partial<Conversation> => ({
    participants: [{role: 'contact', textable}],
  });
  const native = 'native' as const;
  const table: ReadonlyArray<
    readonly [string, Partial<Conversation>, LearnedBlock | undefined, SendBlock | undefined]
  > = [
    ['nothing in the way', {}, undefined, undefined],
    ['unknown consent', {consent: UNKNOWN_CONSENT}, undefined, undefined],
    ['opt-out', optedOut, undefined, {reason: 'opted-out', since: 7, source: native, canRecheck: true}],
    [
      'opt-out before all else',
      {...optedOut, ...contact('no'), status: 'closed'},
      'no-credits',
      {reason: 'opted-out', since: 7, source: native, canRecheck: true},
    ],
    [
      'a suspicion',
      {consent: {state: 'probably-opted-out', source: 'derived'}},
      undefined,
      {reason: 'probably-opted-out', since: undefined, source: 'derived', canRecheck: true},
    ],
    ['a landline', contact('no'), undefined, {reason: 'not-textable', source: native, canRecheck: false}],
    [
      'a look-up under way',
      contact('pending'),
      undefined,
      {reason: 'lookup-pending', source: native, canRecheck: true},
    ],
    ['a number nobody looked up', contact('unknown'), undefined, undefined],
    ['nobody in it', {participants: []}, undefined, undefined],
    [
      'a closed conversation',
      {status: 'closed'},
      undefined,
      {reason: 'conversation-closed', source: native, canRecheck: true},
    ],
    ['an archived conversation', {status: 'archived'}, undefined, undefined],
    ['no credits', {}, 'no-credits', {reason: 'no-credits', source: 'derived', canRecheck: true}],
    [
      'a number that turned out to be a landline',
      {},
      'not-textable',
      {reason: 'not-textable', source: 'derived', canRecheck: false},
    ],
  ];
  for (const [name, fields, learned, expected] of table) {
    it(`judges ${name}`, () => expect(sendBlockOf(aConversation(fields), learned)).to.deep.equal(expected));
  }

  it('learns a block from exactly the errors that prove one', () => {
    const kinds = Object.keys(ERROR_RULES) as ErrorKind[];
    const learned = kinds.flatMap((kind) => blockOfError(new ConversationError(kind)) ?? []);
    expect(learned).to.have.members([
      'no-from-number',
      'contact-not-found',
      'not-textable',
      'lookup-pending',
      'no-credits',
      'conversation-closed',
    ]);
    expect(learned.filter(isAccountWide)).to.have.members(['no-credits', 'no-from-number']);
  });
});
