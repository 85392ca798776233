import {expect} from '@open-wc/testing';
import {BoundedMap} from '../../../src/util/bounded-map.js';
import {createApi} from '../../../src/providers/digivault/api.js';
import {Names} from '../../../src/providers/digivault/names.js';
import contactSample from './fixtures/contact.json' with {type: 'json'};
import {FRANK, urlOf} from './mapping-scene.js';

describe('what DigiVault’s adapter remembers', () => {
  it('is bounded, and what was used last stays', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).to.equal(1);
    map.set('c', 3);
    expect(map.get('b')).to.equal(undefined);
    expect(map.values()).to.have.members([1, 3]);
    map.delete('a');
    expect(map.get('a')).to.equal(undefined);
  });

  it('includes for a while that somebody could not be found', async () => {
    let now = 0;
    const asked: string[] = [];
    const clock = {now: () => now, schedule: () => () => undefined};
    const api = createApi({
      clock,
      fetch: async (input) => {
        asked.push(new URL(urlOf(input)).pathname);
        return Response.json({type: 'not_found_error'}, {status: 404});
      },
    });
    const names = new Names({api, clock, remembered: 10, onSettled: () => undefined, onProgress: () => undefined});
    const frank = {kind: 'contact', id: FRANK} as const;
    const want = async (reference: {readonly kind: 'contact' | 'group'; readonly id: string}) => {
      asked.length = 0;
      names.want([reference]);
      await names.settled([reference], 1000);
      return asked.length;
    };
    expect(await want(frank)).to.equal(1);
    expect(await want(frank)).to.equal(0);
    expect(names.get(frank)).to.equal(undefined);
    now = 600_001;
    expect(await want(frank)).to.equal(1);
    names.put(frank, contactSample);
    now = 1e9;
    expect(await want(frank)).to.equal(0);
    // Ids are told apart by case, and groups from contacts.
    expect(await want({kind: 'contact', id: FRANK.toLowerCase()})).to.equal(1);
    expect(await want({kind: 'group', id: FRANK})).to.equal(1);
    names.forget(frank);
    expect(await want(frank)).to.equal(1);
  });
});
