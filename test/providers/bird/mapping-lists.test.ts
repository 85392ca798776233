import {expect} from '@open-wc/testing';
import {asCursor} from '../../../src/model/page.js';
import {createBirdAdapter} from '../../../src/providers/bird/index.js';
import {WORKSPACE} from './bird-world.js';
import {adapterAnswering, urlOf} from './mapping-scene.js';

describe('lists of Bird', () => {
  const message = (id: string, second: number) => ({
    id,
    sender: {id: 'p', type: 'contact'},
    body: {type: 'text', text: {text: id}},
    createdAt: `2024-11-25T20:12:${String(second).padStart(2, '0')}Z`,
  });

  it('are turned round for good when the first page of several is the oldest', async () => {
    const urls: string[] = [];
    const adapter = createBirdAdapter({
      ...WORKSPACE,
      fetch: async (input) => {
        const {searchParams} = new URL(urlOf(input));
        urls.push(searchParams.toString());
        if (!searchParams.has('reverse')) {
          return Response.json({results: [message('a', 1), message('b', 2)], nextPageToken: 't'});
        }
        if (searchParams.has('pageToken')) return Response.json({results: [message('b', 2), message('a', 1)]});
        return Response.json({results: [message('d', 4), message('c', 3)], nextPageToken: 'r'});
      },
    });
    const newest = await adapter.listMessages({conversationId: 'c', limit: 2});
    expect(newest.messages.map(({id}) => id)).to.deep.equal(['c', 'd']);
    const older = await adapter.listMessages({conversationId: 'c', cursor: newest.older, limit: 2});
    expect(older.messages.map(({id}) => id)).to.deep.equal(['a', 'b']);
    expect(older.older).to.equal(undefined);
    await adapter.listMessages({conversationId: 'c', limit: 2});
    expect(urls).to.deep.equal([
      'limit=2',
      'limit=2&reverse=true',
      'limit=2&pageToken=r&reverse=true',
      'limit=2&reverse=true',
    ]);
  });

  it('have no next page where the token is the one that was asked with', async () => {
    const {adapter} = adapterAnswering({results: [message('a', 1)], nextPageToken: 'same'});
    const page = await adapter.listMessages({conversationId: 'c', cursor: asCursor('same')});
    expect(page.older).to.equal(undefined);
  });

  it('may be null, which is empty, but not missing', async () => {
    expect(await adapterAnswering({results: null}).adapter.listConversations({})).to.deep.equal({items: []});
    const error: unknown = await adapterAnswering({})
      .adapter.listConversations({})
      .catch((thrown: unknown) => thrown);
    expect(error).to.include({kind: 'decode'});
  });

  it('tell a total unless it is of a type nobody knows', async () => {
    const total = async (totalType: unknown) =>
      (await adapterAnswering({results: [], total: 3, totalType}).adapter.listConversations({})).total;
    expect(await total('')).to.equal(3);
    expect(await total(undefined)).to.equal(3);
    expect(await total('estimate')).to.equal(undefined);
  });

  it('ask for 1 to 100 entries', async () => {
    const {adapter, requests} = adapterAnswering({results: []});
    for (const limit of [0, 7.9, 5000, NaN]) await adapter.listConversations({limit});
    expect(requests.map(({url}) => new URL(url).search)).to.deep.equal([
      '?limit=1',
      '?limit=7',
      '?limit=100',
      '?limit=1',
    ]);
  });
});
