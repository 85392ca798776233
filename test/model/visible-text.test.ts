import {expect} from '@open-wc/testing';
import {cutText, shortened} from '../../src/model/cut-text.js';
import {hasVisibleText} from '../../src/model/visible-text.js';

describe('hasVisibleText', () => {
  for (const text of [undefined, null, '', '   ', ' \n\t', '\u200b', '\u2800', '\u3164', '\u00ad', '\ufeff', '\u0000'])
    it(`is false for ${JSON.stringify(text)}`, () => expect(hasVisibleText(text)).to.equal(false));
  for (const text of [
    '\u2066\u2069',
    '\u200e',
    '\u115f\u1160',
    '\u{e0020}',
    '\ufe0f',
    '\u180e',
    '\ufffc',
    '\u{1d159}',
    '\u{13441}',
  ])
    it(`is false for ${JSON.stringify(text)}`, () => expect(hasVisibleText(text)).to.equal(false));
  for (const text of ['a', ' . ', '\u200ba', '❤️', '👩‍👩‍👧‍👦', '1', '\u0600', '￼x', '한'])
    it(`is true for ${JSON.stringify(text)}`, () => expect(hasVisibleText(text)).to.equal(true));
});

describe('cutText', () => {
  const family = '👩‍👩‍👧‍👦';

  it('leaves what is short enough', () => {
    expect(cutText('Hello', 5)).to.equal('Hello');
    expect(shortened('Hello', 5)).to.equal('Hello');
  });

  it('ends before what a person sees as one character', () => {
    expect(cutText(`${'a'.repeat(155)}${family} tomorrow`, 160)).to.equal('a'.repeat(155));
    expect(cutText(`${'a'.repeat(155)}e\u0301${'b'.repeat(9)}`, 156)).to.equal('a'.repeat(155));
    expect(cutText('🇫🇷🇩🇪🇮🇹', 6)).to.equal('🇫🇷');
    expect(shortened('one two three', 8)).to.equal('one two…');
  });

  it('ends a pile of accents somewhere, and never in half a character', () => {
    expect(cutText(`a${'\u0301'.repeat(5000)}`, 160)).to.have.length(160);
    expect(cutText('😀'.repeat(200), 161)).to.equal('😀'.repeat(80));
  });
});
