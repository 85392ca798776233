import {expect} from '@open-wc/testing';
import {findMessages, matchIn} from '../../src/model/find-messages.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from './builders.js';

const messages: readonly Message[] = [
  aMessage({id: 'cafe', text: 'Meet me at the Café Ångström'}),
  aMessage({id: 'file', text: null, attachments: [{url: 'https://x.example/1', kind: 'file', name: 'Résumé.pdf'}]}),
  aMessage({id: 'lines', text: 'second\n  line', sender: {role: 'contact', name: 'Zoë Müller'}}),
  aMessage({id: 'arabic', text: 'مُحَمَّد'}),
  aMessage({id: 'last', text: 'CAFE again'}),
];

const found = (query: string, options?: Parameters<typeof findMessages>[2]): readonly string[] =>
  findMessages(messages, query, options).map(({id}) => id);

describe('finding messages', () => {
  it('finds the newest first, whatever the case and the accents', () => {
    expect(found('cafe')).to.deep.equal(['last', 'cafe']);
    expect(found('CAFÉ')).to.deep.equal(['last', 'cafe']);
    expect(found('angstrom')).to.deep.equal(['cafe']);
    expect(found('محمد')).to.deep.equal(['arabic']);
  });

  it('finds words that are parted by any white space', () => {
    expect(found(' second line ')).to.deep.equal(['lines']);
  });

  it('looks in the names of attachments, and of senders where they are shown', () => {
    expect(found('resume.pdf')).to.deep.equal(['file']);
    expect(found('zoe')).to.deep.equal([]);
    expect(found('zoe', {inSenders: true})).to.deep.equal(['lines']);
  });

  it('finds nothing for nothing, and nothing across two pieces', () => {
    expect(found('')).to.deep.equal([]);
    expect(found(' \n ')).to.deep.equal([]);
    expect(found('line zoe', {inSenders: true})).to.deep.equal([]);
  });

  it('finds what directions are steered in, as it is shown', () => {
    expect(findMessages([aMessage({text: 'a\u202eb\u202cc'})], 'abc')).to.have.length(1);
  });
});

describe('where what was found stands', () => {
  for (const [text, query, marked] of [
    ['Meet me at the Café', 'cafe', 'Café'],
    ['He said “I don’t know”', "don't know", 'don’t know'],
    ['two\n  lines', 'two lines', 'two\n  lines'],
    ['Straße 5', 'strasse', 'Straße'],
    ['👩‍👩‍👧‍👦 family', 'family', 'family'],
    ['end', 'end', 'end'],
    ['nothing', 'else', undefined],
  ] as const) {
    it(`is ${String(marked)} for ${query}`, () => {
      const match = matchIn(text, query);
      expect(match && text.slice(match.start, match.end)).to.equal(marked);
    });
  }
});
