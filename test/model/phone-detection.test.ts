import {expect} from '@open-wc/testing';
import {tokenizeText} from '../../src/model/message-text.js';
import {quickest} from '../support/quickest.js';

const drawn = (text: string): string =>
  tokenizeText(text)
    .map((token) => (token.kind === 'link' ? `<${token.text}|${token.href}>` : token.text))
    .join('');

describe('phone numbers in a text', () => {
  for (const [text, expected] of [
    ['Call (202) 555-0123.', 'Call <(202) 555-0123|tel:+12025550123>.'],
    ['202-555-0123', '<202-555-0123|tel:+12025550123>'],
    ['202.555.0123, please', '<202.555.0123|tel:+12025550123>, please'],
    ['415‑555‑0100', '<415‑555‑0100|tel:+14155550100>'],
    ['call 2025550123 now', 'call <2025550123|tel:+12025550123> now'],
    ['1-202-555-0123', '<1-202-555-0123|tel:+12025550123>'],
    ['+1 (202) 555-0123', '<+1 (202) 555-0123|tel:+12025550123>'],
    ['+44 20 7946 0958', '<+44 20 7946 0958|tel:+442079460958>'],
    ['+49 (30) 901820 or +33142685300?', '<+49 (30) 901820|tel:+4930901820> or <+33142685300|tel:+33142685300>?'],
    ['\u2066+12025550123\u2069', '<+12025550123|tel:+12025550123>'],
    ['see a.com or 202-555-0123', 'see <a.com|https://a.com/> or <202-555-0123|tel:+12025550123>'],
    ['الرقم +966 50 123 4567', 'الرقم <+966 50 123 4567|tel:+966501234567>'],
  ] as const)
    it(`are links: ${text}`, () => expect(drawn(text)).to.equal(expected));

  for (const text of [
    'Order 12025550123456',
    'on 2026-03-29 at 14:05',
    '12.05.2026',
    '10.0.0.1 and 3.14159265',
    '$2025550123',
    '4111 1111 1111 1111',
    'ref_2025550123',
    '#2025550123',
    '1,000,000,000',
    '12-34-56',
    '555-0123',
    '+1',
    '202-555-01234',
  ])
    it(`are not found in ${text}`, () => expect(drawn(text)).to.equal(text));

  it('are looked for in no time', async () => {
    const texts = ['202-555-'.repeat(120_000), '+1(2'.repeat(200_000), '2 '.repeat(400_000), '+'.repeat(900_000)];
    const time = await quickest(3000, () => texts.forEach((text) => tokenizeText(text)));
    expect(time).to.be.lessThan(3000);
  });
});
