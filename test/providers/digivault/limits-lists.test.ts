import {expect} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {walkList, type ListPage} from '../../../src/providers/digivault/api.js';
import {SECOND, Simulation} from './limits-scene.js';

describe('the list of DigiVault while it changes', () => {
  const orders = ['active', 'oldest', 'newest', 'id'] as const;
  for (const conversationOrder of orders) {
    it(`holds everybody once when it is listed by "${conversationOrder}"`, async () => {
      const simulation = new Simulation(250, {conversationOrder}, {namesWithin: 0});
      const {backend, seen} = simulation;
      let pages = 0;
      const write = () => {
        const asked = seen.filter(({path}) => path === '/v1/conversations').length;
        if (asked === pages) return;
        pages = asked;
        // The last of the page that was just read, and one that was not read yet, move up.
        for (const index of [asked * 100 - 1, asked * 100 + 20]) {
          const phone = `+1202${5_000_000 + index}`;
          if (backend.contactWithPhone(phone)) backend.receive({phone, text: 'I moved'});
        }
      };
      const work = simulation.adapter.listConversations({});
      await simulation.pass(3 * SECOND, write);
      const ids = (await work).items.map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
      expect(ids.length).to.equal(250);
      expect(pages).to.be.within(4, 8);
      simulation.close();
    });
  }

  it('ends where a page brings nothing new', async () => {
    const simulation = new Simulation(150, {stuckPages: true});
    const {items, next} = await simulation.until(simulation.adapter.listConversations({}));
    expect(items).to.have.lengthOf(100);
    expect(next).to.equal(undefined);
    expect(simulation.seen.filter(({path}) => path === '/v1/conversations').length).to.be.at.most(6);
    simulation.close();
  });

  it('is read a thousand at a time', async function () {
    this.timeout(30_000);
    const simulation = new Simulation(1150, {}, {namesWithin: 0});
    const first = await simulation.until(simulation.adapter.listConversations({}));
    expect(first.items).to.have.lengthOf(1000);
    const second = await simulation.until(simulation.adapter.listConversations({cursor: first.next}));
    expect(second.items).to.have.lengthOf(150);
    expect(second.next).to.equal(undefined);
    expect(new Set([...first.items, ...second.items].map(({id}) => id)).size).to.equal(1150);
    simulation.close();
  });
});

describe('walkList', () => {
  const options = {list: 'the rows'};
  const page = (hasMore: boolean, ...ids: string[]): ListPage => ({data: ids.map((id) => ({id})), hasMore});

  it('goes on from the entry before when the place is gone', async () => {
    const asked: (string | undefined)[] = [];
    const {entries} = await walkList(async (after) => {
      asked.push(after);
      if (after === 'c') throw new ConversationError('cursor-invalid');
      return after === undefined ? page(true, 'a', 'b', 'c') : page(false, 'd');
    }, options);
    expect([...entries.keys()]).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(asked).to.deep.equal([undefined, 'c', 'b']);
  });

  it('passes on what went wrong otherwise', async () => {
    for (const kind of ['network', 'cursor-invalid'] as const) {
      const work = walkList(async () => {
        throw new ConversationError(kind);
      }, options);
      expect(await work.catch((thrown: unknown) => thrown)).to.include({kind});
    }
  });

  it('ends with entries that have no id, and with empty pages that promise more', async () => {
    let reads = 0;
    const {entries} = await walkList(async () => {
      reads++;
      return {data: [null, {}, {id: ''}], hasMore: true};
    }, options);
    expect(entries.size).to.equal(0);
    expect(reads).to.equal(1);
  });

  it('keeps the latest edition of what it meets twice', async () => {
    const {entries} = await walkList(
      async (after) =>
        after === undefined
          ? {data: [{id: 'a', edition: 1}, {id: 'b'}], hasMore: true}
          : {data: [{id: 'a', edition: 2}, {id: 'c'}], hasMore: false},
      options,
    );
    expect([...entries.values()]).to.deep.equal([{id: 'a', edition: 2}, {id: 'b'}, {id: 'c'}]);
  });
});
