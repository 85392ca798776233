import {expect} from '@open-wc/testing';
import {randomId} from '../../src/util/random-id.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('randomId', () => {
  const withCrypto = (value: unknown, work: () => void): void => {
    const original = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
    Object.defineProperty(globalThis, 'crypto', {value, configurable: true});
    try {
      work();
    } finally {
      if (original) Object.defineProperty(globalThis, 'crypto', original);
    }
  };
  const {crypto} = globalThis;

  for (const [kind, source] of Object.entries({
    everything: crypto,
    'no randomUUID, as on a page without https': {
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
    },
    'no crypto at all': undefined,
  })) {
    it(`gives a new UUID every time where there is ${kind}`, () => {
      withCrypto(source, () => {
        const ids = Array.from({length: 1000}, randomId);
        expect(new Set(ids).size).to.equal(1000);
        expect(ids.filter((id) => !UUID.test(id))).to.deep.equal([]);
      });
    });
  }
});
