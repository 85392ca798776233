import {expect} from '@open-wc/testing';
import {ConversationError, ERROR_RULES, type ErrorKind} from '../../src/model/conversation-error.js';
import {isKnownInstant} from '../../src/model/capability-level.js';
import {english, Localizer, type LocalizerOptions} from '../../src/i18n/index.js';
import type {PartialStrings, PluralForms} from '../../src/i18n/catalogue.js';
import {searchWords} from '../../src/i18n/words/search.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NEW_YORK = 'America/New_York';
/** Thursday, 12 March 2026, 15:30 in New York. */
const NOW = Date.UTC(2026, 2, 12, 19, 30);

const words = (options: LocalizerOptions = {}) =>
  new Localizer({locale: 'en-GB', timeZone: NEW_YORK, ...options}).with(english);

describe('Localizer', () => {
  it('has every string from the start, replaced or not', () => {
    const replaced = words({strings: {save: 'Sichern', channels: {sms: 'Text'}}});
    expect(words().strings).to.deep.equal(english);
    expect(replaced.strings).to.deep.equal({...english, save: 'Sichern', channels: {...english.channels, sms: 'Text'}});
  });

  it('adds the words of an element to the shared ones, replaced or not', () => {
    const shared = new Localizer({strings: {retry: 'Nochmal', searchOlder: 'Älterer Treffer'}});
    const {strings} = shared.with(searchWords);
    expect(strings.retry).to.equal('Nochmal');
    expect(strings.searchOlder).to.equal('Älterer Treffer');
    expect(strings.searchNewer).to.equal(english.searchNewer);
    expect(shared.with(searchWords)).to.equal(shared.with(searchWords));
    expect(shared.strings).not.to.have.property('searchOlder');
  });

  it('names a value that it does not know by the value itself', () => {
    expect(words().term('statuses', 'delivered')).to.equal('Delivered');
    for (const value of ['teleported', 'toString', '__proto__', '']) {
      expect(words().term('statuses', value)).to.equal(value);
    }
    expect(words({strings: {statuses: {sent: undefined}}}).term('statuses', 'sent')).to.equal('Sent');
  });

  describe('templates', () => {
    const cases: readonly [template: string, values: Record<string, string | number>, filled: string][] = [
      ['Hello', {}, 'Hello'],
      ['{a} and {b}', {a: 'one', b: 2}, 'one and 2'],
      ['{a}{a}', {a: 'x'}, 'xx'],
      ['{missing} stays', {}, '{missing} stays'],
      ['{count}', {count: 0}, '0'],
      ['says {text}', {text: '{name} $& $1'}, 'says {name} $& $1'],
    ];
    for (const [template, values, filled] of cases) {
      it(`fills “${template}” to “${filled}”`, () => {
        expect(words().fill(template, values)).to.equal(filled);
      });
    }
  });

  describe('plurals', () => {
    const arabic: PluralForms = {
      zero: 'لا رسائل',
      one: 'رسالة واحدة',
      two: 'رسالتان',
      few: '{count} رسائل',
      many: '{count} رسالة',
      other: '{count} رسالة تقريبًا',
    };
    const polish: PluralForms = {
      one: '{count} nowa',
      few: '{count} nowe',
      many: '{count} nowych',
      other: '{count} nowej',
    };
    const cases: readonly [locale: string, forms: PluralForms, count: number, text: string][] = [
      ['en', english.newMessages, 0, '0 new messages'],
      ['en', english.newMessages, 1, '1 new message'],
      ['en', english.newMessages, 1234, '1,234 new messages'],
      ['ar-u-nu-latn', arabic, 0, 'لا رسائل'],
      ['ar-u-nu-latn', arabic, 1, 'رسالة واحدة'],
      ['ar-u-nu-latn', arabic, 2, 'رسالتان'],
      ['ar-u-nu-latn', arabic, 5, '5 رسائل'],
      ['ar-u-nu-latn', arabic, 11, '11 رسالة'],
      ['ar-u-nu-latn', arabic, 100, '100 رسالة تقريبًا'],
      ['ar-EG', arabic, 5, '٥ رسائل'],
      ['pl', polish, 1, '1 nowa'],
      ['pl', polish, 3, '3 nowe'],
      ['pl', polish, 5, '5 nowych'],
      ['pl', polish, 22, '22 nowe'],
      ['pl', polish, 1.5, '1,5 nowej'],
      // A table without the form falls back to "other".
      ['ar-u-nu-latn', english.newMessages, 2, '2 new messages'],
    ];
    for (const [locale, forms, count, text] of cases) {
      it(`says ${count} in ${locale} as “${text}”`, () => {
        expect(words({locale}).count(forms, count)).to.equal(text);
      });
    }
  });

  describe('relative times', () => {
    const at = (text: string) => Date.parse(text);
    const cases: readonly [what: string, at: number, now: number, text: string][] = [
      ['the future', NOW + 5 * MINUTE, NOW, 'now'],
      ['days ahead', NOW + 3 * DAY, NOW, '15 Mar'],
      ['centuries ahead', at('9999-12-31T12:00:00Z'), NOW, '31/12/9999'],
      ['this instant', NOW, NOW, 'now'],
      ['just under a minute', NOW - MINUTE + 1, NOW, 'now'],
      ['a minute', NOW - MINUTE, NOW, '1 min'],
      ['just under two minutes', NOW - 2 * MINUTE + 1, NOW, '1 min'],
      ['just under an hour', NOW - HOUR + 1, NOW, '59 mins'],
      ['an hour', NOW - HOUR, NOW, '1 hr'],
      ['the first instant of today', at('2026-03-12T00:00:00-04:00'), NOW, '15 hrs'],
      ['the last instant of yesterday', at('2026-03-11T23:59:59.999-04:00'), NOW, 'Yesterday'],
      ['minutes, across midnight', at('2026-03-11T23:50:00-04:00'), at('2026-03-12T00:10:00-04:00'), '20 mins'],
      ['the first instant of yesterday', at('2026-03-11T00:00:00-04:00'), NOW, 'Yesterday'],
      ['the day before yesterday', at('2026-03-10T23:59:59.999-04:00'), NOW, 'Tue'],
      ['six days ago, at its first instant', at('2026-03-06T00:00:00-05:00'), NOW, 'Fri'],
      ['a week ago, at its last instant', at('2026-03-05T23:59:59.999-05:00'), NOW, '5 Mar'],
      ['the first instant of the year', at('2026-01-01T00:00:00-05:00'), NOW, '1 Jan'],
      ['the last instant of the year before', at('2025-12-31T23:59:59.999-05:00'), NOW, '31/12/2025'],
      // The clocks go forward on 8 March: that day has 23 hours.
      [
        'the evening before, after a short day',
        at('2026-03-08T20:00-04:00'),
        at('2026-03-09T00:30-04:00'),
        'Yesterday',
      ],
      ['yesterday, when it was short', at('2026-03-08T00:30-05:00'), at('2026-03-09T00:20-04:00'), 'Yesterday'],
      ['two days before, past a short day', at('2026-03-07T23:45-05:00'), at('2026-03-09T00:30-04:00'), 'Sat'],
      // The clocks go back on 1 November: that day has 25 hours.
      ['the first hour of a long day', at('2026-11-01T00:10-04:00'), at('2026-11-01T23:30-05:00'), '24 hrs'],
      ['yesterday, late on a long day', at('2026-10-31T12:00-04:00'), at('2026-11-01T23:30-05:00'), 'Yesterday'],
    ];
    for (const [what, instant, now, text] of cases) {
      it(`calls ${what} “${text}”`, () => {
        expect(words().relative(instant, now)).to.equal(text);
      });
    }

    it('counts days in the zone, not on the device', () => {
      const instant = Date.UTC(2026, 2, 12, 3);
      const now = Date.UTC(2026, 2, 12, 12);
      expect(words({timeZone: 'UTC'}).relative(instant, now)).to.equal('9 hrs');
      expect(words({timeZone: NEW_YORK}).relative(instant, now)).to.equal('Yesterday');
      expect(words({timeZone: 'Asia/Tokyo'}).relative(instant, now)).to.equal('9 hrs');
    });

    it('speaks the language of the locale', () => {
      expect(words({locale: 'de'}).relative(NOW, NOW)).to.equal('jetzt');
      expect(words({locale: 'de'}).relative(NOW - 2 * HOUR, NOW)).to.equal('2 Std.');
      expect(words({locale: 'de', strings: {yesterday: 'Gestern'}}).relative(NOW - DAY, NOW)).to.equal('Gestern');
    });
  });

  describe('when a text changes next', () => {
    const zones = [NEW_YORK, 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Santiago', 'Pacific/Apia'];
    /** Around both changes of the clocks in New York, at the turn of the year, and on a plain day. */
    const moments = [
      NOW,
      Date.UTC(2026, 2, 8, 4, 59, 30),
      Date.UTC(2026, 2, 9, 3, 40),
      Date.UTC(2026, 10, 2, 4, 10),
      Date.UTC(2026, 11, 31, 23, 59, 59, 999),
    ];
    const ages = [-HOUR, 0, 30 * SECOND, MINUTE, 59.5 * MINUTE, HOUR, 5.5 * HOUR, DAY, 2.5 * DAY, 6.9 * DAY, 400 * DAY];

    for (const timeZone of zones) {
      it(`knows it to the millisecond in ${timeZone}`, () => {
        const localizer = words({timeZone});
        for (const now of moments) {
          for (const age of ages) {
            const at = now - age;
            const change = localizer.nextChange(at, now);
            const case_ = `${age / HOUR} h before ${new Date(now).toISOString()}`;
            expect(change, case_)
              .to.be.greaterThan(now)
              .and.at.most(now + 25 * HOUR);
            const text = localizer.relative(at, now);
            // Nothing changes before it.
            expect(localizer.relative(at, change - 1), case_).to.equal(text);
            expect(localizer.relative(at, now + (change - now) / 2), case_).to.equal(text);
          }
        }
      });
    }

    it('is the next minute, the next hour or midnight in the zone', () => {
      const localizer = words();
      const midnight = Date.parse('2026-03-13T00:00:00-04:00');
      expect(localizer.nextChange(NOW - 90 * SECOND, NOW)).to.equal(NOW + 30 * SECOND);
      expect(localizer.nextChange(NOW - 90 * MINUTE, NOW)).to.equal(NOW + 30 * MINUTE);
      expect(localizer.nextChange(NOW - 20 * HOUR, NOW)).to.equal(midnight);
      expect(localizer.nextChange(NOW - 9 * DAY, NOW)).to.equal(midnight);
      // Just before midnight, when the next full hour would come later.
      const late = midnight - 10 * MINUTE;
      expect(localizer.nextChange(late - 90 * MINUTE, late)).to.equal(midnight);
      expect(localizer.nextMidnight(late)).to.equal(midnight);
    });

    it('finds the end of days with 23 and 25 hours', () => {
      const midnight = (text: string) => words().nextMidnight(Date.parse(text));
      expect(midnight('2026-03-08T00:00-05:00')).to.equal(Date.parse('2026-03-09T00:00-04:00'));
      expect(midnight('2026-11-01T00:00-04:00')).to.equal(Date.parse('2026-11-02T00:00-05:00'));
    });
  });

  describe('days', () => {
    const cases: readonly [at: string, text: string][] = [
      ['2026-03-12T00:00-04:00', 'Today'],
      ['2026-03-11T23:59-04:00', 'Yesterday'],
      ['2026-03-10T09:00-04:00', 'Tuesday'],
      ['2026-03-06T00:00-05:00', 'Friday'],
      ['2026-03-05T23:59-05:00', 'Thursday 5 March'],
      ['2026-01-01T00:00-05:00', 'Thursday 1 January'],
      ['2025-12-31T23:59-05:00', '31 December 2025'],
      ['2026-03-13T00:00-04:00', 'Friday 13 March'],
    ];
    for (const [at, text] of cases) {
      it(`calls ${at} “${text}”`, () => {
        expect(words().day(Date.parse(at), NOW)).to.equal(text);
      });
    }

    it('gives every day a key of its own in the zone', () => {
      expect(words().dayKey(Date.UTC(2026, 2, 12, 3, 59))).to.equal('2026-03-11');
      expect(words({timeZone: 'Asia/Tokyo'}).dayKey(Date.UTC(2026, 2, 12, 15))).to.equal('2026-03-13');
    });
  });

  describe('exact times', () => {
    it('writes times, dates and both in the zone', () => {
      expect(words().time(NOW)).to.equal('15:30');
      expect(words({locale: 'en-US'}).time(NOW).replace(/\s/, ' ')).to.equal('3:30 PM');
      expect(words().date(NOW)).to.equal('12 Mar 2026');
      expect(words().full(NOW)).to.match(/^Thursday,? 12 March 2026 at 15:30$/);
    });

    it('names a zone that is not the device’s own', () => {
      const other = Intl.DateTimeFormat().resolvedOptions().timeZone === 'Asia/Tokyo' ? NEW_YORK : 'Asia/Tokyo';
      const localizer = words({timeZone: other});
      const name = other === 'Asia/Tokyo' ? 'Japan Standard Time' : 'Eastern Daylight Time';
      expect(localizer.exact(NOW)).to.equal(`${localizer.full(NOW)} (${name})`);
      const own = words({timeZone: undefined});
      expect(own.exact(NOW)).to.equal(own.full(NOW));
    });

    it('knows which times can be written', () => {
      expect([0, NOW, -8.63e15, 8.63e15].every(isKnownInstant)).to.equal(true);
      // Around the last days of the calendar no whole day can be measured.
      expect([undefined, NaN, Infinity, -8.64e15, 8.64e15].some(isKnownInstant)).to.equal(false);
    });
  });

  describe('what it does not know', () => {
    for (const locale of ['', 'xx', 'not a locale!', 'en_GB', 'zz-Zzzz-ZZ', '💥']) {
      for (const timeZone of ['', 'Mars/Olympus_Mons', 'GMT+25:99', undefined]) {
        it(`writes something for locale “${locale}” and zone “${timeZone}”`, () => {
          const localizer = words({locale, timeZone});
          const texts = [
            localizer.time(NOW),
            localizer.full(NOW),
            localizer.date(NOW),
            localizer.day(NOW - 9 * DAY, NOW),
            localizer.relative(NOW - 9 * DAY, NOW),
            localizer.count(english.segments, 2),
            localizer.exact(NOW),
          ];
          expect(texts.every((text) => text.length > 2)).to.equal(true);
          expect(localizer.nextChange(NOW - DAY, NOW)).to.be.greaterThan(NOW);
        });
      }
    }

    it('takes the device’s zone for one it does not know, in days and in times alike', () => {
      const lost = words({timeZone: 'Mars/Olympus_Mons'});
      const own = words({timeZone: undefined});
      expect(lost.full(NOW)).to.equal(own.full(NOW));
      expect(lost.dayKey(NOW)).to.equal(own.dayKey(NOW));
    });
  });

  describe('errors', () => {
    for (const kind of Object.keys(ERROR_RULES) as ErrorKind[]) {
      it(`says what happened and what to do about “${kind}”`, () => {
        const error = new ConversationError(kind, {message: 'provider words'});
        const sentence = words().error(error);
        expect(sentence).to.match(/^[A-Z“].*\.$/);
        expect(sentence).not.to.match(/[{}]|undefined|provider words|\s{2}|\s$/);
        const next = english.nextActions[error.nextAction];
        expect(next === '').to.equal(error.nextAction === 'none');
        expect(sentence.endsWith(next)).to.equal(true);
      });
    }
  });

  describe('replaced strings', () => {
    it('keep English for what is not replaced, at every level', () => {
      const {strings} = words({
        strings: {
          send: 'Senden',
          errors: {network: 'Keine Verbindung.'},
          blocks: {'opted-out': {title: 'Abgemeldet', reopen: 'Wartet auf START.'}},
          segments: {one: '{count} Teil', other: '{count} Teile'},
        },
      });
      expect(strings.send).to.equal('Senden');
      expect(strings.retry).to.equal(english.retry);
      expect(strings.errors.network).to.equal('Keine Verbindung.');
      expect(strings.errors.server).to.equal(english.errors.server);
      expect(strings.blocks['opted-out'].title).to.equal('Abgemeldet');
      expect(strings.blocks['no-credits']).to.deep.equal(english.blocks['no-credits']);
      expect(Object.keys(strings)).to.have.members(Object.keys(english));
    });

    it('merge into every table of words', () => {
      const tables = Object.entries(english).filter(([, value]) => typeof value === 'object' && !('other' in value));
      expect(tables.map(([key]) => key)).to.include.members(['statuses', 'sources', 'errors', 'nextActions', 'blocks']);
      for (const [key, table] of tables) {
        const [first = ''] = Object.keys(table as object);
        const strings: PartialStrings = {[key]: {[first]: 'replaced'}};
        const merged = words({strings}).strings[key as keyof typeof english];
        expect(merged, key).to.deep.equal({...(table as object), [first]: 'replaced'});
      }
    });

    it('leave English alone where a translation is missing', () => {
      const strings: PartialStrings = {send: undefined, statuses: {sent: undefined}, errors: undefined};
      expect(words({strings}).strings).to.deep.equal(english);
    });

    it('leave English alone where a file of JSON says null', () => {
      const strings = JSON.parse('{"send": null, "statuses": null, "errors": {"network": null}}') as PartialStrings;
      expect(words({strings}).strings).to.deep.equal(english);
    });

    it('stay when only the zone changes', () => {
      const localizer = words({strings: {today: 'Heute'}});
      expect(localizer.inTimeZone(NEW_YORK)).to.equal(localizer);
      const elsewhere = localizer.inTimeZone('Asia/Tokyo');
      expect(elsewhere.timeZone).to.equal('Asia/Tokyo');
      expect(elsewhere.locale).to.equal('en-GB');
      expect(elsewhere.day(NOW, NOW)).to.equal('Heute');
    });
  });

  it('has an English text for every string, without empty ones', () => {
    const texts = Object.entries(english).flatMap(([key, value]): (readonly [string, string])[] =>
      typeof value === 'string' ? [[key, value]] : Object.entries(value as Record<string, string>),
    );
    const empty = texts.filter(([key, text]) => text === '' && key !== 'none');
    expect(empty).to.deep.equal([]);
  });
});
