import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {matchEchoes, normalizeForComparison, type SentRecord} from '../../src/model/match-echo.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from './builders.js';

const MINUTE = 60_000;
const empty = {notIds: []};
/** A send before which the history is known to have been empty. */
const sent = (localId: string, fields: Partial<SentRecord> = {}): SentRecord => ({
  localId,
  text: 'ok',
  sentAt: 0,
  baseline: empty,
  ...fields,
});
/** A send of which only the answer's time is known. */
const answeredAt = (localId: string, takenAt: number): SentRecord => ({
  ...{localId, text: 'ok', sentAt: takenAt, takenAt},
});
const DAY = 86_400_000;
const echo = (id: string, at: number | undefined, fields: Partial<Message> = {}): Message =>
  aMessage({id, text: 'ok', direction: 'outbound', at, ...fields});
const pairs = (records: SentRecord[], history: Message[]): Record<string, string> =>
  Object.fromEntries([...matchEchoes(records, history)].map(([localId, {id}]) => [localId, id]));

const table: ReadonlyArray<readonly [string, SentRecord[], Message[], Record<string, string>]> = [
  ['by text', [sent('a')], [echo('p', MINUTE)], {a: 'p'}],
  ['with a device clock that runs ahead', [sent('a', {sentAt: 3 * DAY})], [echo('p', 0)], {a: 'p'}],
  ['with a provider clock that runs six minutes ahead', [sent('a')], [echo('p', 6 * MINUTE)], {a: 'p'}],
  ['with a provider clock that runs three days ahead', [sent('a')], [echo('p', 3 * DAY)], {a: 'p'}],
  [
    'with a provider clock that runs behind',
    [sent('a', {sentAt: 3 * DAY, baseline: {notIds: [], notBefore: MINUTE}})],
    [echo('p', 2 * MINUTE)],
    {a: 'p'},
  ],
  ['not what was known before', [sent('a', {baseline: {notIds: ['p']}})], [echo('p', MINUTE)], {}],
  [
    'not what is older than what was known before',
    [sent('a', {baseline: {notIds: [], notBefore: 5000}})],
    [echo('p', 3999)],
    {},
  ],
  [
    'with a provider that tells whole seconds',
    [sent('a', {baseline: {notIds: [], notBefore: 5900}})],
    [echo('p', 5000)],
    {a: 'p'},
  ],
  ['the first of several', [sent('a')], [echo('q', 2 * MINUTE), echo('p', MINUTE)], {a: 'p'}],
  ['nothing where nothing is known', [{localId: 'a', text: 'ok', sentAt: 0}], [echo('p', 0)], {}],
  ['by the time of the answer', [answeredAt('a', DAY)], [echo('p', DAY + MINUTE)], {a: 'p'}],
  ['not two minutes from the time of the answer', [answeredAt('a', 0)], [echo('p', 2 * MINUTE + 1)], {}],
  ['not with another text', [sent('a')], [echo('p', 0, {text: 'okay'})], {}],
  ['not with a message of which nobody says who wrote it', [sent('a')], [echo('p', 0, {direction: 'unknown'})], {}],
  ['not with an inbound message', [sent('a')], [echo('p', 0, {direction: 'inbound'})], {}],
  ['not with a message of unknown time', [sent('a')], [echo('p', undefined)], {}],
  [
    'equal texts one to one, oldest first',
    [sent('b', {sentAt: 20}), sent('a', {sentAt: 10})],
    [echo('q', 40), echo('p', 30)],
    {a: 'p', b: 'q'},
  ],
  ['one echo for one of two equal texts', [sent('a'), sent('b', {sentAt: 1})], [echo('p', 5)], {a: 'p'}],
  ['not what belongs to another message sent here', [sent('a')], [echo('p', 5, {localId: 'other'})], {}],
  ['not its own row in the thread', [sent('a')], [echo('a', 0, {localId: 'a'})], {}],
  [
    'a picture and its text apart from the text alone',
    [sent('a', {mediaCount: 1})],
    [echo('p', 0), echo('q', 0, {attachments: [{url: 'https://x.test/a.png', kind: 'image'}]})],
    {a: 'q'},
  ],
  [
    'a picture without text',
    [sent('a', {text: '', mediaCount: 2})],
    [echo('q', 0, {text: null, attachments: [{url: 'https://x.test/a.png', kind: 'image'}]})],
    {a: 'q'},
  ],
  [
    'a text the provider made plain',
    [sent('a', {text: 'It’s  “on” – https://example.com/long?x=1 '})],
    [echo('p', 0, {text: 'It\'s "on" - https://sho.rt/1'})],
    {a: 'p'},
  ],
];

describe('matchEchoes', () => {
  for (const [name, records, history, expected] of table) {
    it(`matches ${name}`, () => expect(pairs(records, history)).to.deep.equal(expected));
  }

  it('uses no echo twice and leaves out none it could use', () => {
    const time = fc.integer({min: 0, max: 8}).map((minutes) => minutes * MINUTE);
    fc.assert(
      fc.property(fc.array(time, {maxLength: 6}), fc.array(time, {maxLength: 6}), (sentTimes, echoTimes) => {
        const matches = matchEchoes(
          sentTimes.map((sentAt, place) => answeredAt(`s${place}`, sentAt)),
          echoTimes.map((at, place) => echo(`e${place}`, at)),
        );
        expect(new Set(matches.values()).size).to.equal(matches.size);
        expect(matches.size).to.equal(mostPairs(sentTimes, echoTimes));
      }),
    );
  });
});

/** The largest number of pairs at most two minutes apart, by trying everything. */
function mostPairs([first, ...rest]: number[], echoes: number[]): number {
  if (first === undefined) return 0;
  const choices = echoes.flatMap((at, place) => (Math.abs(at - first) <= 2 * MINUTE ? [place] : []));
  const used = choices.map((place) => 1 + mostPairs(rest, echoes.toSpliced(place, 1)));
  return Math.max(mostPairs(rest, echoes), ...used);
}

describe('matchEchoes where nobody says who wrote what', () => {
  it('finds what may be an echo, and nothing that is somebody’s for certain', () => {
    const history = [
      echo('mine', 1),
      echo('theirs', 2, {direction: 'inbound'}),
      echo('whose', 3, {direction: 'unknown'}),
    ];
    const matches = matchEchoes([sent('a'), sent('b', {sentAt: 1})], history, 'unknown');
    expect([...matches].map(([localId, {id}]) => [localId, id])).to.deep.equal([['a', 'whose']]);
  });
});

describe('normalizeForComparison', () => {
  it('evens out what providers change', () => {
    expect(normalizeForComparison(' a\u00a0 b\r\nc… ﬁ ')).to.equal('a b c... fi');
    expect(normalizeForComparison('see HTTPS://Example.com/a, ok')).to.equal(
      normalizeForComparison('see http://t.co/x ok'),
    );
    expect(normalizeForComparison('Ok')).not.to.equal(normalizeForComparison('ok'));
  });
});
