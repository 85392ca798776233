import {expect} from '@open-wc/testing';
import {matchesQuery, type ConversationFilter} from '../../src/model/conversation-filter.js';
import {foldText} from '../../src/model/fold-text.js';
import type {Conversation} from '../../src/model/conversation.js';
import {initialsOf} from '../../src/model/initials.js';
import {formatPhone, normalizePhone} from '../../src/model/phone-number.js';
import {aConversation} from './builders.js';

describe('normalizePhone', () => {
  const table: ReadonlyArray<readonly [string, string | undefined]> = [
    ['(919) 555-1234', '+19195551234'],
    ['9195551234', '+19195551234'],
    ['19195551234', '+19195551234'],
    ['+1 919.555.1234', '+19195551234'],
    ['tel:+1-919-555-1234', '+19195551234'],
    ['\u202a+1 919\u2011555\u20111234\u202c', '+19195551234'],
    ['919 555 1234 x12', '+19195551234'],
    ['919 555 1234 #12', '+19195551234'],
    ['+19195551234;ext=12', '+19195551234'],
    ['\uff0b\uff11\uff19\uff11\uff19\uff15\uff15\uff15\uff11\uff12\uff13\uff14', '+19195551234'],
    ['+44 20 7123 4567', '+442071234567'],
    ['+44 (0)20 7123 4567', '+442071234567'],
    ['+49 (0) 30 901820', '+4930901820'],
    ['0044 20 7123 4567', '+442071234567'],
    ['001 (919) 555-1234', '+19195551234'],
    ['00123', '00123'],
    ['020 7123 4567', '02071234567'],
    ['+1 919\u200b 555\u2060 1234\ufeff', '+19195551234'],
    ['+1\u00b7919\u00b7555\u22121234', '+19195551234'],
    ['[919]~555_1234', '+19195551234'],
    ['sms:+19195551234?body=Hi', '+19195551234'],
    ['\u0669\u0661\u0669 \u0665\u0665\u0665 \u0661\u0662\u0663\u0664', '+19195551234'],
    ['+\u06f1\u06f9\u06f1\u06f9\u06f5\u06f5\u06f5\u06f1\u06f2\u06f3\u06f4', '+19195551234'],
    ['12345', '12345'],
    ['729725', '729725'],
    ['+123', undefined],
    ['12', undefined],
    ['%2B19195551234', undefined],
    ['ana@example.com', undefined],
    ['Unit 12345', undefined],
    ['', undefined],
    ['1'.repeat(16), undefined],
    ['1'.repeat(50_000), undefined],
  ];
  for (const [text, expected] of table) {
    it(`reads ${JSON.stringify(text.slice(0, 40))}`, () => expect(normalizePhone(text)).to.equal(expected));
  }
});

describe('formatPhone', () => {
  const table: ReadonlyArray<readonly [string, string]> = [
    ['+12025550123', '(202) 555-0123'],
    ['2025550123', '(202) 555-0123'],
    ['+442071234567', '+44 207 123 4567'],
    ['+33123456789', '+33 123 456 789'],
    ['+35312345678', '+353 12 345 678'],
    ['+79161234567', '+7 916 123 4567'],
    ['+10005550123', '+1 000 555 0123'],
    ['729725', '729725'],
    ['555-0123', '555-0123'],
    ['ana@example.com', 'ana@example.com'],
    ['Reception', 'Reception'],
  ];
  for (const [address, expected] of table) {
    it(`shows ${address}`, () => expect(formatPhone(address)).to.equal(expected));
  }
});

describe('initialsOf', () => {
  const table: ReadonlyArray<readonly [string | undefined, string | undefined]> = [
    ['Ana Silva', 'AS'],
    ['ana maria da silva', 'AS'],
    ['Ana', 'A'],
    ['  (ana)  "silva"  ', 'AS'],
    ['Élodie Ünal', 'ÉÜ'],
    ['E\u0301lodie', 'E\u0301'],
    ['3M Company', '3C'],
    ['ßtraße', 'ß'],
    ['王小明', '王'],
    ['王 小明', '王'],
    ['محمد علي', 'م'],
    ['🦄 Unicorn', '🦄'],
    ['👨‍👩‍👧 Silva', '👨‍👩‍👧'],
    ['🇧🇷', '🇧🇷'],
    ['ana@example.com', 'A'],
    ['+1 202 555 0123', undefined],
    ['729725', undefined],
    ['...', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [name, expected] of table) {
    it(`takes ${expected ?? 'nothing'} from ${JSON.stringify(name)}`, () =>
      expect(initialsOf(name)).to.equal(expected));
  }
});

describe('matchesQuery', () => {
  const archived: Partial<Conversation> = {status: 'archived'};
  const table: ReadonlyArray<readonly [string, Partial<Conversation>, ConversationFilter, boolean]> = [
    ['anything without a filter', {}, {}, true],
    ['no archived conversation', archived, {}, false],
    ['archived ones when asked to', archived, {includeArchived: true}, true],
    ['never a deleted one', {status: 'deleted'}, {includeArchived: true}, false],
    ['unread', {unread: {has: true, source: 'local'}}, {unread: true}, true],
    ['not what is read', {}, {unread: true}, false],
    ['what needs a reply', {needsReply: {value: true, source: 'native'}}, {needsReply: true}, true],
    ['not what needs none', {needsReply: {value: false, source: 'native'}}, {needsReply: true}, false],
    ['not what nobody knows to need one', {}, {needsReply: true}, false],
    ['both filters at once', {unread: {has: true, source: 'local'}}, {unread: true, needsReply: true}, false],
    ['a blank search', {}, {search: '  '}, true],
  ];
  for (const [name, fields, filter, expected] of table) {
    it(`matches ${name}`, () => expect(matchesQuery(aConversation(fields), filter)).to.equal(expected));
  }

  const named = aConversation({
    title: 'Café Zoë',
    kind: 'group',
    participants: [
      {role: 'contact', name: 'Łukasz Ångström', address: '(919) 555-1234'},
      {role: 'contact', name: 'محمد', address: '+442071234567'},
      {role: 'contact', address: 'ana@example.com'},
    ],
  });
  const searches: ReadonlyArray<readonly [string, boolean]> = [
    ['cafe', true],
    ['ZOE', true],
    ['angstrom', true],
    ['Zoë café', true],
    ['cafe 5551', true],
    ['محمد', true],
    ['ana@ex', true],
    ['919555', true],
    ['(919) 555', true],
    ['+1 919 555 1234', true],
    ['19195551234', true],
    ['020 7123', true],
    ['７１２３', true],
    ['bob', false],
    ['cafe bob', false],
    ['9999', false],
    ['cafe 9999', false],
    ['+', true],
    ['()', false],
  ];
  for (const [search, expected] of searches) {
    it(`${expected ? 'finds' : 'does not find'} ${search}`, () =>
      expect(matchesQuery(named, {search})).to.equal(expected));
  }

  it('folds case and accents', () => expect(foldText(' ÀÉî ﬁ İ ')).to.equal('aei fi i'));
});
