import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {consentFromMessages} from '../../src/model/consent-from-messages.js';
import type {Message} from '../../src/model/message.js';
import {consentIn} from '../../src/store/consent-in.js';
import {aMessage} from '../model/builders.js';

const KINDS: readonly Partial<Message>[] = [
  {direction: 'inbound', text: 'Hello'},
  {direction: 'inbound', text: 'STOP'},
  {direction: 'inbound', text: 'START'},
  {direction: 'inbound', text: 'no more', consentChange: {kind: 'opt-out', source: 'native'}},
  {direction: 'outbound', text: 'Hello', status: 'sent'},
  {direction: 'outbound', text: 'Hello', status: 'delivered'},
];

const message = fc.record({kind: fc.nat(KINDS.length - 1), at: fc.nat(50)}).map(({kind, at}) => ({...KINDS[kind], at}));

describe('consentIn', () => {
  it('says what reading the whole thread says, whatever changed since it was last asked', () => {
    const changes = fc.array(fc.record({start: fc.nat(6), removed: fc.nat(3), added: fc.array(message)}));
    fc.assert(
      fc.property(changes, (steps) => {
        const thread = {};
        let messages: readonly Message[] = [];
        for (const [step, {start, removed, added}] of steps.entries()) {
          const made = added.map((fields, place) => aMessage({...fields, id: `m${step}-${place}`}));
          messages = messages.toSpliced(Math.min(start, messages.length), removed, ...made);
          expect(consentIn(thread, messages)).to.deep.equal(consentFromMessages(messages));
        }
      }),
    );
  });
});
