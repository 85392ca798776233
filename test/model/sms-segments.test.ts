import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {SegmentedMessage} from 'sms-segments-calculator';
import {isGsmText, toGsmText} from '../../src/model/gsm-text.js';
import {countSegments} from '../../src/model/sms-segments.js';
import {quickest} from '../support/quickest.js';

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bf' +
  'abcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0';
const EXTENSION = '\f^{}\\[~]|€';

describe('countSegments', () => {
  const table: ReadonlyArray<readonly [string, string, 'gsm-7' | 'ucs-2', number, number, number]> = [
    ['nothing', '', 'gsm-7', 0, 0, 160],
    ['one letter', 'a', 'gsm-7', 1, 1, 159],
    ['a full segment', 'a'.repeat(160), 'gsm-7', 160, 1, 0],
    ['one more than a segment', 'a'.repeat(161), 'gsm-7', 161, 2, 145],
    ['two full parts', 'a'.repeat(306), 'gsm-7', 306, 2, 0],
    ['one more than two parts', 'a'.repeat(307), 'gsm-7', 307, 3, 152],
    ['80 euro signs', '€'.repeat(80), 'gsm-7', 160, 1, 0],
    ['81 euro signs', '€'.repeat(81), 'gsm-7', 162, 2, 143],
    ['153 euro signs, 76 in a part', '€'.repeat(153), 'gsm-7', 306, 3, 151],
    ['a euro sign on each seam', `${'a'.repeat(152)}€`.repeat(2), 'gsm-7', 308, 3, 150],
    ['a euro sign on the only seam', `${'a'.repeat(152)}€${'a'.repeat(151)}`, 'gsm-7', 305, 2, 0],
    ['70 Chinese characters', '你'.repeat(70), 'ucs-2', 70, 1, 0],
    ['71 Chinese characters', '你'.repeat(71), 'ucs-2', 71, 2, 63],
    ['134 Chinese characters', '你'.repeat(134), 'ucs-2', 134, 2, 0],
    ['135 Chinese characters', '你'.repeat(135), 'ucs-2', 135, 3, 66],
    ['35 emoji', '😀'.repeat(35), 'ucs-2', 70, 1, 0],
    ['36 emoji', '😀'.repeat(36), 'ucs-2', 72, 2, 61],
    ['an emoji on the seam', `${'你'.repeat(66)}😀${'你'.repeat(66)}`, 'ucs-2', 134, 3, 66],
    ['one curly quote among letters', `${'a'.repeat(70)}’`, 'ucs-2', 71, 2, 63],
    ['half a surrogate pair', '\ud83d', 'ucs-2', 1, 1, 69],
  ];
  for (const [name, text, encoding, units, segments, unitsLeft] of table) {
    it(`counts ${name}`, () => {
      const unitsPerSegment = encoding === 'gsm-7' ? (segments > 1 ? 153 : 160) : segments > 1 ? 67 : 70;
      expect(countSegments(text)).to.deep.include({encoding, units, segments, unitsLeft, unitsPerSegment});
    });
  }

  it('knows the whole 7-bit alphabet and nothing else', () => {
    const accepted: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (countSegments(String.fromCharCode(code)).encoding === 'gsm-7') accepted.push(String.fromCharCode(code));
    }
    expect(accepted.join('')).to.equal([...BASIC, ...EXTENSION].sort().join(''));
    expect(countSegments(BASIC).units).to.equal(127);
    expect(countSegments(EXTENSION).units).to.equal(2 * EXTENSION.length);
  });

  it('agrees with an independent counter on any text', () => {
    // The other counter never splits what it takes for one character, carriers do: no joined emoji or accents here.
    const character = fc.oneof(
      {weight: 6, arbitrary: fc.constantFrom(...BASIC)},
      {weight: 2, arbitrary: fc.constantFrom(...EXTENSION)},
    );
    const unicode = fc.constantFrom('你', 'ç', 'á', '’', '—', 'ш', 'ع', '😀', '🎉', '𝒳', '\u00a0', '`', '\t');
    const repeated = (one: fc.Arbitrary<string>) =>
      fc
        .array(fc.tuple(one, fc.integer({min: 1, max: 90})), {maxLength: 8})
        .map((runs) => runs.map(([text, times]) => text.repeat(times)).join(''));
    const text = fc.oneof(repeated(character), repeated(fc.oneof(character, unicode)));
    fc.assert(
      fc.property(text, (value) => {
        const mine = countSegments(value);
        const theirs = new SegmentedMessage(value);
        if (value === '') return;
        expect(mine.segments).to.equal(theirs.segmentsCount);
        expect(mine.encoding).to.equal(theirs.encodingName.toLowerCase());
        expect(mine.units).to.equal(theirs.messageSize / (mine.encoding === 'gsm-7' ? 7 : 16));
      }),
      {numRuns: 300},
    );
  });

  it('names each character that forces the larger encoding once, where it first stands, with its plain form', () => {
    expect(countSegments('It’s “new” – isn’t it… á 😀😀').unicodeCharacters).to.deep.equal([
      {character: '’', index: 2, replacement: "'"},
      {character: '“', index: 5, replacement: '"'},
      {character: '”', index: 9, replacement: '"'},
      {character: '–', index: 11, replacement: '-'},
      {character: '…', index: 21, replacement: '...'},
      {character: 'á', index: 23},
      {character: '😀', index: 25},
    ]);
  });

  it('names an emoji of several code points as one character', () => {
    expect(countSegments('hi 👨‍👩‍👧 🇧🇷 👍🏽').unicodeCharacters.map(({character}) => character)).to.deep.equal([
      '👨‍👩‍👧',
      '🇧🇷',
      '👍🏽',
    ]);
  });

  it('tells a letter that can be composed from one that cannot', () => {
    expect(countSegments('cafe\u0301 a\u0301').unicodeCharacters).to.deep.equal([
      {character: 'e\u0301', index: 3, replacement: 'é'},
      {character: 'a\u0301', index: 6},
    ]);
  });

  it('is quick on the longest texts', async () => {
    const texts = ['你'.repeat(10_000), '😀’a'.repeat(3_000), 'a'.repeat(10_000), manyCharacters(10_000)];
    for (const text of texts) countSegments(text);
    const time = await quickest(250, () => texts.forEach((text) => countSegments(text)));
    expect(time).to.be.below(250);
  });
});

const manyCharacters = (count: number): string =>
  Array.from({length: count}, (_, index) => String.fromCharCode(0x4e00 + index)).join('');

describe('toGsmText', () => {
  const table: ReadonlyArray<readonly [string, string, string]> = [
    ['curly quotes', '‘It’s’ “fine” „so“ «la» ′5″', '\'It\'s\' "fine" "so" "la" \'5"'],
    ['dashes, a bullet and a minus', '1–2 — 3‑4 • −5', '1-2 - 3-4 - -5'],
    ['an ellipsis', 'wait…', 'wait...'],
    ['unusual spaces and a tab', 'a\u00a0b\u202fc\u3000d\te', 'a b c d e'],
    ['a line separator', 'a\u2028b', 'a\nb'],
    ['invisible characters', 'a\u200bb\ufeffc\u00add', 'abcd'],
    ['a back-tick and an acute accent', 'it`s it´s', "it's it's"],
    ['the direction marks of a copied number', '\u202a+1 202 555 0123\u202c', '+1 202 555 0123'],
    ['a letter and its accent, composed', 'cafe\u0301', 'café'],
  ];
  for (const [name, before, after] of table) {
    it(`replaces ${name}`, () => {
      expect(toGsmText(before)).to.equal(after);
      expect(isGsmText(after)).to.be.true;
    });
  }

  const kept: ReadonlyArray<readonly [string, string]> = [
    ['letters with accents', 'açúcar, Łódź'],
    ['emoji with their joiners', '👨‍👩‍👧 ok'],
    ['marks among right-to-left letters', 'שלום\u200e 5'],
    ['Persian joiners', 'می\u200cخواهم'],
    ['text that needs nothing', 'Plain {text} €5'],
  ];
  for (const [name, text] of kept) it(`keeps ${name}`, () => expect(toGsmText(text)).to.equal(text));

  it('does what the character list promises', () => {
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom(...'aé’“—…\u00a0\u200e•`á😀你', 'e\u0301')}), (text) => {
        const plain = toGsmText(text);
        expect(toGsmText(plain)).to.equal(plain);
        const promised = countSegments(text).unicodeCharacters.every(({replacement}) => replacement !== undefined);
        expect(isGsmText(plain)).to.equal(promised);
      }),
    );
  });
});
