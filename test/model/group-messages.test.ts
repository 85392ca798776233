import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {calendarDayOf} from '../../src/model/calendar-day.js';
import {ConsentLedger} from '../../src/model/consent-ledger.js';
import {MessageList} from '../../src/model/message-list.js';
import {rowsOf, type RowsOptions} from '../../src/model/group-messages.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from './builders.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 2, 10, 12);
const at = (id: string, time: number | undefined, fields: Partial<Message> = {}): Message =>
  aMessage({id, at: time, ...fields});

/** Rows as one line each: `[` starts and `]` ends a group. */
function drawn(messages: Message[], options: RowsOptions = {}): string {
  return rowsOf(messages, {timeZone: 'UTC', ...options})
    .map((row) => {
      if (row.kind === 'day') return `--${row.dayKey}`;
      if (row.kind === 'unread') return '--unread';
      if (row.kind === 'consent') return `--${row.change}`;
      return `${row.startsGroup ? '[' : ''}${row.key}${row.endsGroup ? ']' : ''}`;
    })
    .join(' ');
}

describe('rowsOf', () => {
  const kim = {role: 'agent', id: 'kim'} as const;
  const lee = {role: 'agent', id: 'lee'} as const;
  const table: ReadonlyArray<readonly [string, Message[], string, RowsOptions?]> = [
    ['no messages', [], ''],
    ['one message', [at('a', NOON)], '--2026-03-10 [a]'],
    [
      'messages less than three minutes apart',
      [at('a', NOON), at('b', NOON + 179_999), at('c', NOON + 359_998)],
      '--2026-03-10 [a b c]',
    ],
    ['messages three minutes apart', [at('a', NOON), at('b', NOON + 3 * MINUTE)], '--2026-03-10 [a] [b]'],
    [
      'both directions',
      [at('a', NOON), at('b', NOON, {direction: 'outbound'}), at('c', NOON)],
      '--2026-03-10 [a] [b] [c]',
    ],
    ['two senders', [at('a', NOON, {sender: kim}), at('b', NOON, {sender: lee})], '--2026-03-10 [a] [b]'],
    ['an inbound message of an unknown sender', [at('a', NOON, {sender: kim}), at('b', NOON)], '--2026-03-10 [a] [b]'],
    [
      'an outbound message whose sender is not known yet',
      [at('a', NOON, {direction: 'outbound', sender: kim}), at('b', NOON, {direction: 'outbound'})],
      '--2026-03-10 [a b]',
    ],
    ['midnight', [at('a', NOON + 12 * HOUR - 1), at('b', NOON + 12 * HOUR)], '--2026-03-10 [a] --2026-03-11 [b]'],
    [
      'midnight elsewhere',
      [at('a', NOON + 12 * HOUR - 1), at('b', NOON + 12 * HOUR)],
      '--2026-03-10 [a b]',
      {timeZone: 'America/New_York'},
    ],
    [
      'the first unread message by id',
      [at('a', NOON), at('b', NOON), at('c', NOON)],
      '--2026-03-10 [a] --unread [b c]',
      {unreadFromId: 'b'},
    ],
    [
      'the first unread message by key',
      [at('a', NOON), at('p', NOON, {localId: 'l'})],
      '--2026-03-10 [a] --unread [l]',
      {unreadFromId: 'l'},
    ],
    ['an unread message that is not loaded', [at('a', NOON)], '--2026-03-10 [a]', {unreadFromId: 'z'}],
    ['an unread message on a new day', [at('a', NOON + 24 * HOUR)], '--2026-03-11 --unread [a]', {unreadFromId: 'a'}],
    [
      'messages without a time',
      [
        at('a', undefined),
        at('b', undefined),
        at('c', undefined, {direction: 'outbound'}),
        at('d', NOON, {direction: 'outbound'}),
      ],
      '[a b] [c] --2026-03-10 [d]',
    ],
    [
      'a message without a time between two with one',
      [at('a', NOON), at('b', undefined), at('c', NOON)],
      '--2026-03-10 [a] [b] [c]',
    ],
    ['a keyword that opts out', [at('a', NOON, {text: 'Stop'}), at('b', NOON)], '--2026-03-10 [a] --opt-out [b]'],
    [
      'opting out twice',
      [at('a', NOON, {text: 'stop'}), at('b', NOON, {text: 'STOP'})],
      '--2026-03-10 [a] --opt-out [b]',
    ],
    [
      'opting out and in again',
      [at('a', NOON, {text: 'stop'}), at('b', NOON, {text: 'yes'}), at('c', NOON, {text: 'yes'})],
      '--2026-03-10 [a] --opt-out [b] --opt-in [c]',
    ],
    ['a "yes" that is only an answer', [at('a', NOON, {text: 'yes'})], '--2026-03-10 [a]'],
    [
      'an opt-in the provider reports',
      [at('a', NOON, {consentChange: {kind: 'opt-in', source: 'native'}})],
      '--2026-03-10 [a] --opt-in',
    ],
    ['a keyword sent from here', [at('a', NOON, {text: 'stop', direction: 'outbound'})], '--2026-03-10 [a]'],
  ];
  for (const [name, messages, expected, options] of table) {
    it(`draws ${name}`, () => expect(drawn(messages, options)).to.equal(expected));
  }

  it('makes of a part of the messages the rows they have among all', () => {
    const message = fc.record({
      gap: fc.constantFrom(0, MINUTE, 10 * MINUTE, 20 * HOUR),
      direction: fc.constantFrom('inbound', 'outbound'),
      text: fc.constantFrom('hello', 'STOP', 'start', 'yes'),
      hasTime: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, {maxLength: 12}), fc.nat(12), fc.nat(12), fc.nat(12), (all, a, b, unread) => {
        let time = NOON;
        const messages = all.map(({gap, hasTime, ...fields}, place) => {
          time += gap;
          return at(`m${place}`, hasTime ? time : undefined, fields);
        });
        const [from, to] = [Math.min(a, b, all.length), Math.min(Math.max(a, b), all.length)];
        const consents = new ConsentLedger();
        consents.follow(MessageList.from(messages));
        const options = {timeZone: 'UTC', unreadFromId: `m${unread}`};
        const part = rowsOf(messages, {
          ...options,
          part: {from, to, consentBefore: (index) => consents.before(index)},
        });
        const among = rowsOf(messages, options).filter(({index}) => index >= from && index < to);
        // Times never run backwards here, so no day comes twice and keys are the same.
        expect(part).to.deep.equal(among);
      }),
    );
  });

  it('remembers where consent changed while messages come, go and change', () => {
    const texts = ['hello', 'STOP', 'start', 'yes'];
    const list = fc.array(fc.record({text: fc.constantFrom(...texts), id: fc.nat(6)}), {maxLength: 8});
    fc.assert(
      fc.property(fc.array(list, {maxLength: 5}), (lists) => {
        const followed = new ConsentLedger();
        let before: readonly Message[] = [];
        for (const items of lists) {
          const next = items.map(
            ({text, id}) =>
              before.find((known) => known.id === `${id}` && known.text === text) ?? at(`${id}`, NOON, {text}),
          );
          followed.follow(MessageList.from(next));
          const fresh = new ConsentLedger();
          fresh.follow(MessageList.from(next));
          for (let index = 0; index <= next.length; index++)
            expect(followed.before(index)).to.equal(fresh.before(index));
          before = next;
        }
      }),
    );
  });

  it('says when consent changed, and who says so', () => {
    const rows = rowsOf([at('a', NOON, {text: 'stop'})], {timeZone: 'UTC'});
    expect(rows.at(-1)).to.deep.equal({
      kind: 'consent',
      key: 'consent:a',
      index: 0,
      change: 'opt-out',
      at: NOON,
      source: 'derived',
    });
  });

  it('keeps keys when older messages come in front and when a message gets its id', () => {
    const before = rowsOf([at('l', NOON, {localId: 'l'})], {timeZone: 'UTC'}).map(({key}) => key);
    const after = rowsOf([at('a', NOON - 24 * HOUR), at('p', NOON, {localId: 'l'})], {timeZone: 'UTC'}).map(
      ({key}) => key,
    );
    expect(after.slice(2)).to.deep.equal(before);
  });

  it('never gives two rows one key', () => {
    const time = fc.option(fc.integer({min: NOON, max: NOON + 72 * HOUR}), {nil: undefined});
    fc.assert(
      fc.property(fc.array(time, {maxLength: 12}), (times) => {
        const messages = times.map((when, place) => at(`m${place}`, when, {text: place % 3 ? 'hi' : 'stop'}));
        const keys = rowsOf(messages, {timeZone: 'Europe/Berlin', unreadFromId: 'm2'}).map(({key}) => key);
        expect(new Set(keys).size).to.equal(keys.length);
      }),
    );
  });

  it('asks the calendar a few times a day, not once a message', () => {
    const many = Array.from({length: 10_000}, (_, place) => at(`m${place}`, NOON + place * 5 * MINUTE));
    const {DateTimeFormat} = Intl;
    let asked = 0;
    class CountingFormat extends DateTimeFormat {
      override formatToParts(instant?: Date | number): Intl.DateTimeFormatPart[] {
        asked++;
        return super.formatToParts(instant);
      }
    }
    Object.assign(Intl, {DateTimeFormat: CountingFormat});
    try {
      const rows = rowsOf(many, {timeZone: 'America/Sao_Paulo'});
      expect(rows.filter(({kind}) => kind === 'day')).to.have.length(36);
      expect(asked).to.be.within(36, 36 * 6);
    } finally {
      Object.assign(Intl, {DateTimeFormat});
    }
  });
});

describe('calendarDayOf', () => {
  const zones = [
    'UTC',
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Africa/Cairo',
    'Pacific/Apia',
  ];

  it('agrees with Intl for every hour of a year', () => {
    for (const timeZone of zones) {
      const format = new Intl.DateTimeFormat('en-CA', {timeZone, year: 'numeric', month: '2-digit', day: '2-digit'});
      for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 3 * HOUR + 1) {
        const parts = Object.fromEntries(format.formatToParts(time).map(({type, value}) => [type, value]));
        const day = calendarDayOf(time, timeZone);
        expect(day.key).to.equal(`${parts.year}-${parts.month}-${parts.day}`);
        expect(time >= day.start && time < day.end, `${timeZone} ${day.key}`).to.be.true;
      }
    }
  });

  const table: ReadonlyArray<readonly [string, string, number, string, number]> = [
    ['a plain day', 'Europe/Berlin', Date.UTC(2026, 5, 1, 12), '2026-06-01', 24],
    ['the day clocks go forward', 'Europe/Berlin', Date.UTC(2026, 2, 29, 12), '2026-03-29', 23],
    ['the day clocks go back', 'Europe/Berlin', Date.UTC(2026, 9, 25, 12), '2026-10-25', 25],
    ['a day that begins at one', 'Africa/Cairo', Date.UTC(2026, 3, 24, 12), '2026-04-24', 23],
    ['a shift of half an hour', 'Australia/Lord_Howe', Date.UTC(2026, 3, 5, 2), '2026-04-05', 24.5],
  ];
  for (const [name, timeZone, time, key, hours] of table) {
    it(`measures ${name}`, () => {
      const {start, end, ...day} = calendarDayOf(time, timeZone);
      expect({key: day.key, hours: (end - start) / HOUR}).to.deep.equal({key, hours});
      expect(calendarDayOf(start - 1, timeZone).end).to.equal(start);
      expect(calendarDayOf(end, timeZone).start).to.equal(end);
    });
  }

  it('counts in the zone of the device where the zone is unknown, and where none is given', () => {
    const {timeZone} = new Intl.DateTimeFormat().resolvedOptions();
    for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 7 * HOUR + 1) {
      const day = calendarDayOf(time, timeZone);
      expect(calendarDayOf(time)).to.deep.equal(day);
      expect(calendarDayOf(time, 'Mars/Olympus')).to.deep.equal(day);
    }
  });

  it('knows days of the first year, which some servers send for "never"', () => {
    const never = Date.parse('0001-01-02T12:00:00Z');
    const {start, end} = calendarDayOf(never);
    expect(start <= never && never < end && end - start === 24 * HOUR).to.be.true;
  });
});
