import {expect} from '@open-wc/testing';
import {MessageList} from '../../src/model/message-list.js';
import type {Message} from '../../src/model/message.js';
import {newMessages} from '../../src/model/new-messages.js';
import {aMessage} from './builders.js';

const from = (id: string, at: number | undefined, fields: Partial<Message> = {}): Message =>
  aMessage({id, at, direction: 'inbound', ...fields});
const own = (id: string, at: number, fields: Partial<Message> = {}): Message =>
  from(id, at, {direction: 'outbound', localId: `local-${id}`, ...fields});

type Step = (list: MessageList) => MessageList;
const take =
  (...messages: Message[]): Step =>
  (list) =>
    list.merge(messages);
const older =
  (...messages: Message[]): Step =>
  (list) =>
    list.merge(messages, {page: 'older'});
const startOver =
  (...messages: Message[]): Step =>
  () =>
    MessageList.empty.merge(messages);

const read = [from('a', 1), from('b', 8)];
const [, b] = read;

interface Case {
  readonly name: string;
  /** What a read had confirmed; the newest of it is what the thread was read up to. */
  readonly read?: readonly Message[];
  readonly steps: readonly Step[];
  /** The news of each step. */
  readonly news: readonly string[];
}

const cases: readonly Case[] = [
  {name: 'nothing', steps: [take()], news: ['']},
  {name: 'a message that comes', steps: [take(from('c', 9))], news: ['c']},
  {name: 'several messages, oldest first', steps: [take(from('d', 10), from('c', 9))], news: ['c d']},
  {name: 'a message from here', steps: [take(own('c', 9))], news: ['']},
  {name: 'a message from a colleague', steps: [take(from('c', 9, {direction: 'outbound'}))], news: ['']},
  {name: 'a message of unknown direction', steps: [take(from('c', 9, {direction: 'unknown'}))], news: ['']},
  {
    name: 'a message that was written before ours, and read after our answer was merged',
    steps: [take(own('c', 10)), take(from('late', 9), own('c', 10)), take(from('late', 9), own('c', 10))],
    news: ['', 'late', ''],
  },
  {
    name: 'a message that was written before a pushed one, and read after it',
    steps: [take(from('pushed', 10)), take(from('late', 9), from('pushed', 10))],
    news: ['pushed', 'late'],
  },
  {
    name: 'a message that is pushed and then read',
    steps: [take(from('c', 9)), take(b ?? from('b', 8), from('c', 9, {raw: 2}))],
    news: ['c', ''],
  },
  {name: 'a page of older history', steps: [older(from('x', -2), from('y', -1))], news: ['']},
  {
    name: 'a page of older history without times',
    read: [from('u', undefined)],
    steps: [older(from('x', undefined)), take(from('u', undefined), from('v', undefined))],
    news: ['', 'v'],
  },
  {
    name: 'a history that starts over: only what lies after what was read',
    steps: [startOver(from('older', 5), from('b', 8), from('c', 9))],
    news: ['c'],
  },
  {
    name: 'a history that starts over and meets nothing',
    steps: [startOver(from('y', 20), from('z', 21))],
    news: ['y z'],
  },
  {name: 'a history that starts over further back', steps: [startOver(from('x', 3), from('y', 4))], news: ['']},
  {name: 'a history that starts over without times', steps: [startOver(from('y', undefined))], news: ['']},
  {
    name: 'messages of the very moment that was read, by their place',
    steps: [
      take(from('b', 8), from('c', 8)),
      startOver(from('b', 8, {order: 1}), from('c', 8, {order: 2}), from('d', 8, {order: 3})),
    ],
    news: ['c', 'd'],
  },
  {
    name: 'an id that comes for a local one',
    steps: [take(from('local-9', 9, {localId: 'local-9'})), take(from('p9', 9, {localId: 'local-9'}))],
    news: ['local-9', ''],
  },
  {name: 'a message that changes, in text or time', steps: [take(from('b', 9, {text: 'edited'}))], news: ['']},
  {name: 'the first message of an empty thread', read: [], steps: [take(from('a', 1))], news: ['a']},
  {
    name: 'an answer in a thread with nothing but our own',
    read: [],
    steps: [take(own('o', 5)), take(from('a', 4))],
    news: ['', 'a'],
  },
];

describe('what is new in a thread', () => {
  for (const {name, read: confirmed = read, steps, news} of cases) {
    it(`tells ${name}: ${news.map((ids) => ids || 'nothing').join(', then ')}`, () => {
      const readUpTo = confirmed.at(-1);
      let previous = MessageList.empty.merge(confirmed);
      const told = steps.map((step) => {
        const next = step(previous);
        const found = newMessages({previous, next, readUpTo});
        // Whoever has only the two lists comes to the same.
        const plain = {previous: MessageList.from([...previous.messages]), next: MessageList.from([...next.messages])};
        expect(newMessages({...plain, readUpTo})).to.deep.equal(found);
        previous = next;
        return found.map(({id}) => id).join(' ');
      });
      expect(told).to.deep.equal(news);
    });
  }

  it('tells nothing of the first history', () => {
    const next = MessageList.from(read);
    expect(newMessages({previous: undefined, next, readUpTo: undefined})).to.deep.equal([]);
  });
});
