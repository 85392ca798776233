import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {ConsentLedger} from '../../src/model/consent-ledger.js';
import {consentFromMessages} from './consent-from-messages.js';
import type {Message} from '../../src/model/message.js';
import {MessageList} from '../../src/model/message-list.js';
import {aMessage} from './builders.js';

const KINDS: readonly Partial<Message>[] = [
  {direction: 'inbound', text: 'Hello'},
  {direction: 'inbound', text: 'STOP'},
  {direction: 'inbound', text: 'START'},
  {direction: 'inbound', text: 'no more', consentChange: {kind: 'opt-out', source: 'native'}},
  {direction: 'outbound', text: 'Hello', status: 'sent'},
  {direction: 'outbound', text: 'Hello', status: 'delivered'},
];

const message = fc.record({kind: fc.nat(KINDS.length - 1), at: fc.nat(50)}).map(({kind, at}) => ({...KINDS[kind], at}));

describe('ConsentLedger', () => {
  it('says what reading the whole thread says, whatever changed since it was last asked', () => {
    const changes = fc.array(fc.record({start: fc.nat(6), removed: fc.nat(3), added: fc.array(message)}));
    fc.assert(
      fc.property(changes, (steps) => {
        const ledger = new ConsentLedger();
        let messages: readonly Message[] = [];
        for (const [step, {start, removed, added}] of steps.entries()) {
          const made = added.map((fields, place) => aMessage({...fields, id: `m${step}-${place}`}));
          messages = messages.toSpliced(Math.min(start, messages.length), removed, ...made);
          ledger.follow(MessageList.from(messages));
          expect(ledger.consent()).to.deep.equal(consentFromMessages(messages));
        }
      }),
    );
  });
});
