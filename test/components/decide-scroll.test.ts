import {expect} from '@open-wc/testing';
import {
  decideScroll,
  type ScrollDecision,
  type ScrollFacts,
} from '../../src/components/message-thread/decide-scroll.js';

const reading: ScrollFacts = {
  previous: {first: 'b', last: 'y'},
  next: {first: 'b', last: 'y'},
  wasAtNewest: false,
  isOpening: false,
  hasUnread: false,
  wantsNewest: false,
};
const prepended = {first: 'a', last: 'y'};
const appended = {first: 'b', last: 'z'};
const both = {first: 'a', last: 'z'};

const cases: readonly (readonly [string, Partial<ScrollFacts>, ScrollDecision])[] = [
  ['a thread that stays empty', {previous: {}, next: {}}, 'keep'],
  ['a thread that becomes empty', {next: {}}, 'keep'],
  ['an empty thread that is opened', {previous: {}, next: {}, isOpening: true}, 'keep'],
  ['the first rows', {previous: {}}, 'to-bottom'],
  ['the first rows with unread ones', {previous: {}, hasUnread: true}, 'to-unread'],
  ['another conversation', {isOpening: true}, 'to-bottom'],
  ['another conversation, away from the end of the last one', {isOpening: true, wasAtNewest: false}, 'to-bottom'],
  ['another conversation with unread messages', {isOpening: true, hasUnread: true, wasAtNewest: true}, 'to-unread'],
  ['nothing new', {}, 'keep-anchor'],
  ['nothing new, at the end', {wasAtNewest: true}, 'keep-anchor'],
  ['older messages', {next: prepended}, 'keep-anchor'],
  ['older messages, at the end', {next: prepended, wasAtNewest: true}, 'keep-anchor'],
  ['older messages, with an unread divider', {next: prepended, hasUnread: true}, 'keep-anchor'],
  ['a message while reading above', {next: appended}, 'keep-anchor'],
  ['a message while at the end', {next: appended, wasAtNewest: true}, 'to-bottom'],
  [
    'a message while at the end, with an unread divider',
    {next: appended, wasAtNewest: true, hasUnread: true},
    'to-bottom',
  ],
  ['both ends grow while reading above', {next: both}, 'keep-anchor'],
  ['both ends grow while at the end', {next: both, wasAtNewest: true}, 'to-bottom'],
  ['an own message while reading above', {next: appended, wantsNewest: true}, 'to-bottom'],
  ['the newest message goes away while at the end', {next: {first: 'b', last: 'x'}, wasAtNewest: true}, 'to-bottom'],
];

describe('where a thread scrolls', () => {
  for (const [what, facts, decision] of cases) {
    it(`${what}: ${decision}`, () => {
      expect(decideScroll({...reading, ...facts})).to.equal(decision);
    });
  }
});
