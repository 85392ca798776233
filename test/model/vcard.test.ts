import {expect} from '@open-wc/testing';
import {parseContactCards} from '../../src/model/vcard.js';
import {quickest} from '../support/quickest.js';

const cardsOf = (...lines: readonly string[]) =>
  parseContactCards(['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\r\n')).cards;

describe('the contact cards in a text', () => {
  it('have names, numbers and addresses, in every version that phones write', () => {
    expect(
      cardsOf(
        'VERSION:3.0',
        'N:Silva;Ana;;Dr.;',
        'FN:Dr. Ana Silva',
        'ORG:Oak Roofs;Estimates',
        'TITLE:Surveyor',
        'item1.TEL;type=pref:+1 (202) 555-0123',
        'TEL;VALUE=uri;TYPE="voice,home":tel:+1-202-555-0124',
        'EMAIL;TYPE=INTERNET:ana@example.com',
        'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
        ' SkZJRgABAQ',
      ),
    ).to.deep.equal([
      {
        name: 'Dr. Ana Silva',
        organisation: 'Oak Roofs, Estimates',
        title: 'Surveyor',
        phones: ['+1 (202) 555-0123', '+1-202-555-0124'],
        emails: ['ana@example.com'],
      },
    ]);
    expect(cardsOf('N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Z=C3=BC=', 'rcher;J=C3=BCrg')).to.deep.equal([
      {name: 'Jürg Zürcher', phones: [], emails: []},
    ]);
    expect(cardsOf('FN:Long', '  name\\, and\\nmore')).to.deep.equal([
      {name: 'Long name, and more', phones: [], emails: []},
    ]);
  });

  it('are none where there is nobody, and no more than can be shown', () => {
    expect(parseContactCards('').cards).to.deep.equal([]);
    expect(parseContactCards('<html>FN:Ana</html>').cards).to.deep.equal([]);
    expect(parseContactCards('BEGIN:VCARD\nFN:cut off').cards).to.deep.equal([]);
    expect(cardsOf('VERSION:4.0', 'UID:1')).to.deep.equal([]);
    const many = parseContactCards('BEGIN:VCARD\nFN:A\nEND:VCARD\n'.repeat(100));
    expect([many.cards.length, many.isCut]).to.deep.equal([20, true]);
    const long = parseContactCards(`BEGIN:VCARD\nFN:${'x'.repeat(1e6)}\n${'TEL:1\n'.repeat(50)}END:VCARD`);
    expect([long.cards[0]?.name?.length, long.cards[0]?.phones, long.isCut]).to.deep.equal([500, ['1'], true]);
  });

  it('take time in proportion to the text', async () => {
    const texts = [
      `BEGIN:VCARD\n${'A;"'.repeat(300_000)}\n${';'.repeat(300_000)}\n${' ='.repeat(100_000)}END:VCARD`,
      'N;QUOTED-PRINTABLE:=\n'.repeat(40_000),
    ];
    expect(await quickest(2000, () => texts.forEach((text) => parseContactCards(text)))).to.be.below(2000);
  });
});
