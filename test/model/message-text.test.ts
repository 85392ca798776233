import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {displayText, isEmojiOnly, tokenizeText} from '../../src/model/message-text.js';
import {safeUrl} from '../../src/model/safe-url.js';
import {quickest} from '../support/quickest.js';

/** Tokens as text, links drawn as `<text|href>`. */
const drawn = (text: string): string =>
  tokenizeText(text)
    .map((token) => (token.kind === 'link' ? `<${token.text}|${token.href}>` : token.text))
    .join('');

describe('tokenizeText', () => {
  const linked: ReadonlyArray<readonly [string, string]> = [
    ['https://example.com', '<https://example.com|https://example.com/>'],
    ['HTTP://Example.com/A?b=c#d', '<HTTP://Example.com/A?b=c#d|http://example.com/A?b=c#d>'],
    ['see https://example.com/a, then', 'see <https://example.com/a|https://example.com/a>, then'],
    ['https://example.com.', '<https://example.com|https://example.com/>.'],
    ['https://example.com/what?!', '<https://example.com/what|https://example.com/what>?!'],
    ['(https://example.com/a)', '(<https://example.com/a|https://example.com/a>)'],
    ['https://example.com/a_(b)', '<https://example.com/a_(b)|https://example.com/a_(b)>'],
    ['https://example.com/[1]]', '<https://example.com/[1]|https://example.com/[1]>]'],
    ['"https://example.com/a"', '"<https://example.com/a|https://example.com/a>"'],
    ['“https://example.com/a”', '“<https://example.com/a|https://example.com/a>”'],
    ['https://example.com:8443/a', '<https://example.com:8443/a|https://example.com:8443/a>'],
    ['https://de.example.org/wiki/Köln', '<https://de.example.org/wiki/Köln|https://de.example.org/wiki/K%C3%B6ln>'],
    ['https://example.com/a。好', '<https://example.com/a|https://example.com/a>。好'],
    ['https://example.com/@ana', '<https://example.com/@ana|https://example.com/@ana>'],
    ['link:https://example.com', 'link:<https://example.com|https://example.com/>'],
    ['javascript:https://example.com', 'javascript:<https://example.com|https://example.com/>'],
    ['example.com', '<example.com|https://example.com/>'],
    ['example.com/path.', '<example.com/path|https://example.com/path>.'],
    ['example.com,', '<example.com|https://example.com/>,'],
    ['www.example.museum', '<www.example.museum|https://www.example.museum/>'],
    ['shop.example.co.uk', '<shop.example.co.uk|https://shop.example.co.uk/>'],
    ['bit.ly/a-_', '<bit.ly/a-_|https://bit.ly/a-_>'],
    ['example.com/@ana', '<example.com/@ana|https://example.com/@ana>'],
    ['example.com😀', '<example.com|https://example.com/>😀'],
    ['ana.b+c@example.com', '<ana.b+c@example.com|mailto:ana.b%2Bc@example.com>'],
    ['(mailto:Ana@Example.com).', '(<mailto:Ana@Example.com|mailto:Ana@example.com>).'],
    ['a https://a.com\nb.org c', 'a <https://a.com|https://a.com/>\n<b.org|https://b.org/> c'],
  ];
  for (const [text, expected] of linked) it(`links ${text}`, () => expect(drawn(text)).to.equal(expected));

  const plain: ReadonlyArray<readonly [string, string]> = [
    ['a script', 'javascript:alert(1).com'],
    ['data', 'data:text/html,<b>example.com</b>'],
    ['another scheme', 'ftp://example.com/a'],
    ['a scheme that only ends like one', 'xhttps://example.com'],
    ['a user name before the host', 'https://bank.com@evil.com/'],
    ['a user name and password', 'https://bank.com:443@evil.com/'],
    ['a user name behind other characters', 'https://bank.com&x=1@evil.com'],
    ['a backslash before the real host', 'https://bank.com\\@evil.com'],
    ['a host in punycode', 'https://xn--pple-43d.com'],
    ['a bare host in punycode', 'xn--pple-43d.com'],
    ['a host with foreign letters', 'https://аpple.com'],
    ['a host that goes on in foreign letters', 'https://example.comа/login'],
    ['an honest international host', 'https://münchen.de'],
    ['a host with escapes', 'https://exa%6Dple.com'],
    ['a zero-width space in the address', 'https://exa\u200bmple.com'],
    ['no host', 'https://'],
    ['a host without a dot', 'http://localhost:8000'],
    ['a number', 'http://2130706433/ 3.14 10.0.0.1'],
    ['a trailing dot of the host', 'https://example.com./a'],
    ['a forgotten space', 'Thanks.See you.at noon ok.me call.us'],
    ['an abbreviation and a file', 'e.g. report.pdf etc.and/or'],
    ['dots', '... . .. a..b'],
    ['a handle', '@ana.com'],
    ['an address without a domain', 'ana@example'],
    ['dots around a mailbox', '.ana@example.com a..b@example.com'],
    ['an overlong address', `https://example.com/${'a'.repeat(2048)}`],
  ];
  for (const [name, text] of plain) it(`leaves ${name} as text`, () => expect(drawn(text)).to.equal(text));

  it('does not link what direction characters disguise', () => {
    expect(drawn('https://example.com/\u202emoc.live\u202c')).to.equal('https://example.com/moc.live');
  });

  it('neutralises what could reorder the text around it', () => {
    expect(displayText('a\u202eb\u2066c\u2069\u200fd')).to.equal('abc\u200fd');
  });

  it('shows hidden controls and keeps line breaks and tabs', () => {
    expect(displayText('a\0b\x1b\x85c\r\nd\re\tf')).to.equal('a\ufffdb\ufffd\ufffdc\nd\ne\tf');
    expect(displayText('a\u2028b\u2029c')).to.equal('a\nb\nc');
    expect(displayText('a\ud83d b😀')).to.equal('a\ufffd b😀');
  });

  it('gives nothing for nothing', () => expect(tokenizeText('')).to.be.empty);

  it('keeps every character, and leads only where the text says', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      'www.',
      'example',
      'bank',
      '.',
      '.com',
      '.org/',
      '@',
      ':',
      '/',
      '?',
      '#',
      '\\',
      '(',
      ')',
      'xn--',
      'а',
      '\u202e',
      '\u200b',
      ' ',
      '\n',
      '%6d',
      ',',
      '😀',
      'javascript:',
      'mailto:',
    );
    fc.assert(
      fc.property(
        fc.array(piece, {maxLength: 14}).map((pieces) => pieces.join('')),
        (text) => {
          const tokens = tokenizeText(text);
          expect(tokens.map((token) => token.text).join('')).to.equal(displayText(text));
          for (const token of tokens) {
            if (token.kind === 'text') continue;
            const url = new URL(token.href);
            expect(['http:', 'https:', 'mailto:']).to.include(url.protocol);
            expect(url.username + url.password).to.equal('');
            if (url.protocol === 'mailto:') continue;
            expect(url.hostname).to.match(/^[a-z0-9.-]+$/);
            expect(token.text.toLowerCase().replace(/^https?:\/\//, '')).to.match(
              new RegExp(`^${url.hostname}(?![\\w.@-]*@)`),
            );
          }
        },
      ),
      {numRuns: 2000},
    );
  });

  it('stays quick on hostile text', async () => {
    const size = 50_000;
    const texts = [
      '.',
      'a.',
      'a',
      'a.com.',
      '@',
      'a@',
      'https://',
      'https://a',
      '(',
      'a)',
      '[](',
      '_',
      'www.',
      '\u202e',
      'a.b/',
      'é.',
      '\0',
      '. ',
    ].flatMap((unit) => [
      unit.repeat(size / unit.length),
      `${unit.repeat(size / unit.length)}!`,
      `https://a.com/${unit.repeat(size / unit.length)}`,
      `https://a.com${unit.repeat(size / unit.length)}`,
    ]);
    const time = await quickest(1500, () => texts.forEach((text) => tokenizeText(text)));
    expect(time).to.be.below(1500);
  });
});

describe('isEmojiOnly', () => {
  for (const text of ['😀', '❤️', '👍🏽👍🏽', '👨‍👩‍👧 🇧🇷 1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏳️‍🌈', ' 🎉\n', '❤️‍🔥', '☎️', '👩🏽‍💻']) {
    it(`accepts ${JSON.stringify(text)}`, () => expect(isEmojiOnly(text)).to.be.true);
  }
  for (const text of [
    '',
    ' ',
    'a',
    '1',
    '#',
    '12',
    '😀😀😀😀',
    'ok 😀',
    '©',
    '™',
    '☎',
    '🇧',
    '\u200d',
    '\ufe0f',
    '你',
    '1\ufe0f',
    '😀'.repeat(5000),
  ]) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => expect(isEmojiOnly(text)).to.be.false);
  }
});

describe('safeUrl', () => {
  const table: ReadonlyArray<readonly [string, boolean, boolean]> = [
    ['https://example.com/a.png', true, true],
    ['http://example.com/', true, true],
    ['blob:https://example.com/1-2-3', false, true],
    ['data:image/png;base64,AAAA', false, true],
    ['data:image/svg+xml,%3Csvg/%3E', false, true],
    ['data:text/html,<script>alert(1)</script>', false, false],
    ['data:image/png', false, false],
    ['javascript:alert(1)', false, false],
    ['java\nscript:alert(1)', false, false],
    [' JAVASCRIPT:alert(1)', false, false],
    ['vbscript:x', false, false],
    ['file:///etc/passwd', false, false],
    ['https://user:word@example.com/', false, false],
    ['/relative.png', false, false],
    ['', false, false],
    ['mailto:a@example.com', false, false],
  ];
  for (const [url, asLink, asImage] of table) {
    it(`decides about ${JSON.stringify(url)}`, () => {
      expect(safeUrl(url, 'link') !== undefined).to.equal(asLink);
      expect(safeUrl(url, 'image') !== undefined).to.equal(asImage);
    });
  }

  it('gives the address as a browser reads it', () => {
    expect(safeUrl('HTTPS://Example.com/a b', 'link')).to.equal('https://example.com/a%20b');
  });
});
