import {expect} from '@open-wc/testing';
import {pairKey, pairOf, pairOfKey} from '../../src/model/consent-pair.js';

describe('the pair that consent belongs to', () => {
  const same = [
    ...['(202) 555-0111', '001 202 555 0111', '+1 202\u200b555\u00ad0111', '+1\u22c5202\u22c5555\u22c50111'],
    ...["'+12025550111", '"+1 202 555 0111",', '++12025550111', '+1 202 555 0111 (home)'],
    ...['Jane <+12025550111>', '\u0662\u0660\u0662 \u0665\u0665\u0665 \u0660\u0661\u0661\u0661', '202|555|0111'],
  ];
  for (const spelled of same) {
    it(`is the one of the number, also where that is written ${JSON.stringify(spelled)}`, () => {
      expect(pairOf(undefined, spelled).contact).to.equal('+12025550111');
    });
  }

  for (const name of ['jane2025550111', 'jane+2025550111@example.com', 'Jane', '12', 'Straße 2025550111']) {
    it(`is none of a number where ${name} is a name`, () => {
      expect(pairOf(undefined, name).contact).to.equal(name.toLowerCase());
    });
  }

  it('is what was kept of it, also where an older version spelled it otherwise', () => {
    expect(pairOfKey('+18015556789 00442079460958')).to.deep.equal({own: '+18015556789', contact: '+442079460958'});
    for (const pair of [{contact: 'conversation:Ab 1'}, {own: 'id:PN_1', contact: 'conversation:Ab'}]) {
      expect(pairOfKey(pairKey(pair))).to.deep.equal(pair);
    }
  });
});
