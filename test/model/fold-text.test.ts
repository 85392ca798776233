import {expect} from '@open-wc/testing';
import {findRecipients} from '../../src/components/start-conversation/start-draft.js';
import {matchesQuery} from '../../src/model/conversation-filter.js';
import {findMessages} from '../../src/model/find-messages.js';
import {foldText} from '../../src/model/fold-text.js';
import {aConversation, aMessage} from './builders.js';
import {quickest} from '../support/quickest.js';

/** What is typed, and what it has to find. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['O’Neil', "O'Neil"],
  ["o'neil", 'O’Neil'],
  ['oneil', 'O’Neil'],
  ["don't", '“don’t”'],
  ['jose', 'José'],
  ['José', 'Jose\u0301'],
  ['lukasz', 'Łukasz'],
  ['soren', 'Søren'],
  ['dordevic', 'Đorđević'],
  ['strasse', 'Straße'],
  ['aegir', 'Ægir'],
  ['istanbul', 'İstanbul'],
  ['diyarbakir', 'Diyarbakır'],
  ['ｊａｎｅ', 'Jane'],
  ['anna maria', 'Anna\u00a0\u2009Maria'],
  ['anna-maria', 'Anna\u2011Maria'],
  ['jane', '\u2068Ja\u200bne\u2069'],
  ['Ανδρεασ', 'Ανδρέας'],
  ['шишкин', 'Шишкин'],
  ['احمد', 'أحمد'],
  ['על', 'עַל'],
  ['が', 'か\u3099'],
  ['たなか', 'タナカ'],
  ['ﾀﾅｶ', 'たなか'],
  ['l`eau', 'l’eau'],
  ['d´arc', "d'Arc"],
  ["qur'an", 'Qurʾan'],
  ['1/2', '½'],
];

describe('every search', () => {
  for (const [typed, written] of ALIKE) {
    it(`finds ${written} for ${typed}, in the list, the thread and the form`, () => {
      const conversation = aConversation({participants: [{role: 'contact', name: written}]});
      expect(matchesQuery(conversation, {search: typed}), 'the list').to.equal(true);
      expect(findMessages([aMessage({text: `See ${written} now`})], typed), 'the thread').to.have.length(1);
      const {shown} = findRecipients([{id: 'r1', kind: 'contact', name: written}], typed, undefined);
      expect(shown, 'the form').to.have.length(1);
    });
  }

  for (const typed of [
    '415‑555‑0100',
    '\u2068415‑555‑0100\u2069',
    '(415) 555-0100',
    '+1 415 555 0100',
    '415.555.0100',
    '٤١٥٥٥٥٠١٠٠',
    '४१५ ५५५',
    '\u202a555-0100\u202c',
    'tel:+1-415-555-0100',
    '011 1 415 555 0100',
    '+1 (415) 555\u20110100 ext. 5',
    '[415] 555 0100',
    '415_555_0100',
    '415·555·0100',
  ]) {
    it(`finds a number for ${typed}`, () => {
      const address = '+14155550100';
      const conversation = aConversation({participants: [{role: 'contact', address}]});
      expect(matchesQuery(conversation, {search: typed}), 'the list').to.equal(true);
      expect(findRecipients([{id: 'r1', kind: 'contact', address}], typed, undefined).shown, 'the form').to.have.length(
        1,
      );
    });
  }

  it('tells apart what a person would', () => {
    const conversation = aConversation({participants: [{role: 'contact', name: 'か', address: '+14155550100'}]});
    for (const search of ['が', '415-556', 'xyz', 'ka', '0119'])
      expect(matchesQuery(conversation, {search}), search).to.equal(false);
  });

  it('folds a megabyte in no time', async () => {
    const text = 'Ünïcödé “text” '.repeat(70_000);
    expect(await quickest(1500, () => foldText(text))).to.be.lessThan(1500);
  });
});
