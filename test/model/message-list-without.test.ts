import {expect} from '@open-wc/testing';
import {MessageList} from '../../src/model/message-list.js';
import {aMessage} from './builders.js';

const said = (id: string, at: number, localId?: string) => aMessage({id, at, ...(localId !== undefined && {localId})});
const list = () => MessageList.empty.merge([said('a', 1), said('b', 2), said('c', 3, 'l'), said('d', 4)]);
const ids = ({messages}: MessageList) => messages.map(({id}) => id).join('');

describe('MessageList.without', () => {
  it('takes out by id or local id, and says where it differs', () => {
    const before = list();
    for (const [gone, left, splice] of [
      [['a'], 'bcd', {start: 0, removed: 1, added: 0}],
      [['l'], 'abd', {start: 2, removed: 1, added: 0}],
      [['d', 'b'], 'ac', {start: 1, removed: 3, added: 1}],
      [['a', 'b', 'c', 'd'], '', {start: 0, removed: 4, added: 0}],
    ] as const) {
      const next = before.without(gone);
      expect(ids(next)).to.equal(left);
      expect(next.spliceFrom(before)).to.deep.equal(splice);
      for (const [place, {id}] of next.messages.entries()) expect(next.indexOf(id)).to.equal(place);
    }
  });

  it('is the same list where there is nothing of it, and can be merged into again', () => {
    const before = list();
    expect(before.without(['x'])).to.equal(before);
    expect(ids(before.without(['b']).merge([said('e', 5), said('b', 2)]))).to.equal('abcde');
  });
});
