import {expect} from '@open-wc/testing';
import {tightMarkup, tightStyles} from '../../scripts/tight-templates.js';

describe('tight templates', () => {
  const markup: readonly [what: string, parts: readonly string[], tight: readonly string[]][] = [
    [
      'drops lines between tags',
      ['\n  <ul>\n    <li></li>\n    <li></li>\n  </ul>\n'],
      ['<ul><li></li><li></li></ul>'],
    ],
    ['drops them beside values', ['\n  <p>\n    ', '\n  </p>\n  ', '\n'], ['<p>', '</p>', '']],
    ['keeps a space between values', ['<p>', '\n  ', '</p>'], ['<p>', ' ', '</p>']],
    ['keeps a space between words', ['<p>one\n  two</p>'], ['<p>one two</p>']],
    ['keeps a space on a line', ['<b></b> <i></i> ', ''], ['<b></b> <i></i> ', '']],
    ['parts attributes', ['<a\n  href=', '\n  @click=', '\n  >', '</a>'], ['<a href=', ' @click=', '>', '</a>']],
  ];
  for (const [what, parts, tight] of markup) {
    it(what, () => {
      expect(tightMarkup(parts)).to.deep.equal(tight);
    });
  }

  it('drops from styles what browsers do not read', () => {
    const text = "\n  /* Why. */\n  .a :is(.b, .c)::before {\n    content: '';\n    inset: 0 ";
    expect(tightStyles(text)).to.equal(" .a :is(.b,.c)::before{content:'';inset:0 ");
  });
});
