import {expect} from '@open-wc/testing';
import {conversationTitle} from '../../../src/model/conversation.js';
import {
  contactFromWire,
  conversationFromWire,
  instantFromSeconds,
  membersFromWire,
  secondsFromInstant,
} from '../../../src/providers/digivault/mapping.js';
import contactSample from './fixtures/contact.json' with {type: 'json'};
import conversationSample from './fixtures/conversation.json' with {type: 'json'};
import {DECEMBER_1991, FRANK, MAY_1992, people} from './mapping-scene.js';

describe('times of DigiVault', () => {
  const table: readonly (readonly [unknown, number | undefined])[] = [
    [705103200, MAY_1992],
    [692233200, DECEMBER_1991],
    [0, 0],
    [-1, -1000],
    [1700000000, 1700000000_000],
    // Never taken for milliseconds, whatever its size.
    [1700000000000, 1700000000000_000],
    [null, undefined],
    [undefined, undefined],
    ['705103200', 705103200000],
    ['1992-05-05T22:00:00Z', 705103200000],
    ['soon', undefined],
    [8.64e12 + 1, undefined],
    [Number.NaN, undefined],
  ];
  for (const [value, expected] of table) {
    it(`reads ${String(value)} as ${expected}`, () => expect(instantFromSeconds(value)).to.equal(expected));
  }

  it('writes whole seconds', () => expect(secondsFromInstant(1700000000_999)).to.equal(1700000000));
});

describe('conversations of DigiVault', () => {
  const read = (change: object, who = people()) => conversationFromWire({...conversationSample, ...change}, who);

  const unread: readonly (readonly [string, object, boolean])[] = [
    ['opened when it was last active', {}, false],
    ['opened later', {last_opened_at: 705103201}, false],
    ['active later', {last_active_at: 705103201}, true],
    ['active and never opened', {last_opened_at: null}, true],
    ['never active, never opened', {last_active_at: null, last_opened_at: null}, false],
    ['active at the very beginning of time, never opened', {last_active_at: 0, last_opened_at: null}, true],
    ['opened at the very beginning of time', {last_active_at: 5, last_opened_at: 0}, true],
    ['opened nobody knows when', {last_opened_at: undefined}, false],
    ['opened at no time', {last_opened_at: 'yesterday'}, false],
  ];
  for (const [when, change, has] of unread) {
    it(`${has ? 'are unread' : 'are read'} when ${when}, and never say how many`, () => {
      const since = instantFromSeconds((change as {last_opened_at?: unknown}).last_opened_at ?? 705103200);
      const isSince = has && !('last_opened_at' in change && change.last_opened_at === null);
      expect(read(change)?.unread).to.deep.equal({has, ...(isSince && {since}), source: 'derived'});
    });
  }

  it('are archived since any time, even 0', () => {
    expect(read({archived_at: 0})?.status).to.equal('archived');
    expect(read({archived_at: 705103200})?.status).to.equal('archived');
    expect(read({archived_at: null})?.status).to.equal('active');
    expect(read({archived_at: undefined})?.status).to.equal('active');
  });

  it('take their making for their last activity when nothing was said', () => {
    expect(read({last_active_at: null})?.lastActivityAt).to.equal(DECEMBER_1991);
    expect(read({last_active_at: 0})?.lastActivityAt).to.equal(0);
  });

  it('have no name until one is known', () => {
    const unnamed = read({});
    expect(unnamed?.participants).to.deep.equal([{id: FRANK, role: 'contact'}]);
    expect(unnamed && conversationTitle(unnamed)).to.equal(undefined);
  });

  it('with groups have the name and the members of the group, without ourselves', () => {
    const group = {id: 'g1', name: 'Reunion', members: [FRANK, 'me', {id: 'k', username: 'Kate'}, {}, null]};
    const who = people({'group:g1': group, [`contact:${FRANK}`]: contactSample}, ['me']);
    const conversation = read({contact_id: null, group_id: 'g1'}, who);
    expect(conversation).to.include({kind: 'group', title: 'Reunion', participantsComplete: true});
    expect(conversation?.participants.map(({id, name}) => [id, name])).to.deep.equal([
      [FRANK, 'Frank McCallister'],
      ['k', 'Kate'],
    ]);
    const unknown = read({contact_id: null, group_id: 'g2'}, who);
    expect(unknown).to.deep.include({kind: 'group', participants: [], participantsComplete: false});
  });

  it('are read as far as they can be', () => {
    expect(conversationFromWire({}, people())).to.equal(undefined);
    expect(conversationFromWire(null, people())).to.equal(undefined);
    const bare = conversationFromWire({id: 'a', extra: [1]}, people());
    expect(bare).to.deep.include({id: 'a', kind: 'direct', participants: [], participantsComplete: false});
    expect(bare?.raw).to.deep.equal({id: 'a', extra: [1]});
  });

  it('name contacts by display name, then username', () => {
    const nameOf = (value: object) => contactFromWire('c', value).name;
    expect(nameOf({display_name: ' Ann ', username: 'ann1'})).to.equal('Ann');
    expect(nameOf({display_name: null, username: 'ann1'})).to.equal('ann1');
    expect(nameOf({display_name: '  ', name: 'Ann B', username: 'ann1'})).to.equal('Ann B');
    expect(nameOf({phone_number: '1-800-759-3000'})).to.equal(undefined);
    expect(membersFromWire({members: 'all'}, people())).to.deep.equal([]);
  });
});
