import {expect} from '@open-wc/testing';
import {conversationFromWire} from '../../../src/providers/bird/map-conversation.js';
import {messageFromWire} from '../../../src/providers/bird/map-message.js';

const read = (body: unknown) => messageFromWire({id: 'm1', body}, {conversationId: 'c1'});
const mail = (html: string, text?: string) =>
  read({type: 'html', html: {html, ...(text !== undefined && {text})}})?.text;

describe('the body of an e-mail of Bird', () => {
  for (const [html, text] of [
    ['<p>Hi &eacute;t&rsquo;s</p>', 'Hi ét’s'],
    ['&Eacute;t&Eacute; &Agrave; &Oslash;&szlig;&Ccedil;', 'ÉtÉ À ØßÇ'],
    ['&Scaron;koda &zcaron;e &Lstrok;&oacute;d&zacute;', 'Škoda že Łódź'],
    ['&ldquo;Yes&rdquo; &mdash; no&hellip; &euro;5 &trade;', '“Yes” — no… €5 ™'],
    ['a&commat;b&period;c&nbsp;&nbsp;d', 'a@b.c d'],
    ['&#8217;&#x2019;&#146;&#x93;', '’’’“'],
    ['&amp;eacute; &LT;b&GT; &AMP;', '&eacute; <b> &'],
    [
      '&unknown; &constructor; & &; AT&T &#0; &#xD800; &#9999999;',
      '&unknown; &constructor; & &; AT&T &#0; &#xD800; &#9999999;',
    ],
  ] as const) {
    it(`reads ${html}`, () => expect(mail(html)).to.equal(text));
  }

  it('reads a text part that was made without decoding, and leaves one alone that means what it says', () => {
    expect(mail('<p>Hi &eacute;t&rsquo;s</p>', 'Hi &eacute;t&rsquo;s')).to.equal('Hi ét’s');
    expect(mail('<p>Write &amp;eacute; for é</p>', 'Write &eacute; for é')).to.equal('Write &eacute; for é');
    expect(mail('', 'Fish &amp; chips')).to.equal('Fish &amp; chips');
    expect(mail('<p>Only here</p>', ' ')).to.equal('Only here');
  });

  it('reads the preview of an e-mail as its text, and that of a text message as it is', () => {
    const previewOf = (type: string) =>
      conversationFromWire({id: 'c1', lastMessage: {id: 'm', type, preview: {text: 'Hi &eacute;t&rsquo;s'}}})
        ?.lastMessage;
    expect(previewOf('html')?.text).to.equal('Hi ét’s');
    expect(previewOf('text')?.text).to.equal('Hi &eacute;t&rsquo;s');
  });
});

describe('a moving picture of Bird', () => {
  const url = 'https://media.example/wheelie';
  for (const gif of [
    {mediaUrl: url},
    {url},
    {gifs: [{mediaUrl: url}]},
    {images: [{mediaUrl: url}]},
    {files: [{mediaUrl: url}]},
  ]) {
    it(`is a picture: ${JSON.stringify(gif)}`, () => {
      const message = read({type: 'gif', gif: {...gif, text: 'Look'}});
      expect(message?.attachments).to.deep.equal([{url, kind: 'image', name: 'wheelie'}]);
      expect(message).to.include({text: 'Look'});
      expect(message?.unsupportedBody).to.equal(undefined);
    });
  }

  it('that cannot be found is said to be one', () => {
    for (const gif of [{}, null, [], 'x', {gifs: [null, {}]}]) {
      expect(read({type: 'gif', gif})).to.include({unsupportedBody: 'gif', text: null});
    }
  });
});
