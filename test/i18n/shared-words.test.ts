import {expect} from '@open-wc/testing';
import * as words from '../../src/i18n/index.js';

const SETS = Object.entries(words).filter(([name]) => name.endsWith('Words'));

describe('The words of elements', () => {
  it('are the same under the same name, since whoever replaces one replaces all', () => {
    const known = new Map<string, unknown>();
    for (const [name, set] of SETS) {
      for (const [key, value] of Object.entries(set)) {
        if (known.has(key)) expect(value, `${key} in ${name}`).to.deep.equal(known.get(key));
        known.set(key, value);
      }
    }
    expect(known.size).to.be.greaterThan(200);
  });
});
