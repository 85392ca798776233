import {expect} from '@open-wc/testing';
import {createAdapter} from '../../../src/providers/bird/index.js';
import {adapterAnswering, urlOf} from './mapping-scene.js';

describe('createAdapter of Bird', () => {
  it('takes the unchecked options of a page', async () => {
    const urls: string[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/bird/',
      workspaceId: 'w 1',
      participantId: 'k1',
      pageSize: 20,
      channels: [{id: 'ch1', label: 'Desk', platform: 7}, {label: 'no id'}, 'x'],
      templates: [
        {id: 't1', projectId: 'p', version: 'v', locale: 'en', parameters: [{key: 'name'}, {label: 'x'}]},
        {id: 't2'},
      ],
      fetch: async (input) => {
        urls.push(urlOf(input));
        return Response.json({results: []});
      },
    });
    await adapter.listConversations({});
    expect(urls).to.deep.equal(['https://proxy.example/bird/workspaces/w%201/conversations?limit=20']);
    expect(adapter.id).to.equal('bird:w 1');
    const form = await adapter.describeStart?.();
    expect(form?.templates?.map(({id, name, parameters}) => [id, name, parameters.map(({key}) => key)])).to.deep.equal([
      ['t1', 't1', ['name']],
    ]);
  });

  it('needs a workspace', () => {
    expect(() => createAdapter({})).to.throw('workspaceId');
    expect(() => createAdapter({workspaceId: '..'})).to.throw();
  });

  it('reads only where no access key is named, and starts nothing where no channel is', async () => {
    const {adapter} = adapterAnswering({}, {participantId: undefined});
    expect(adapter.capabilities).to.include({sendText: 'none', sendMedia: 'none', maximumAttachments: 0});
    const sending = adapter.sendMessage({conversationId: 'c', text: 'Hi'}).catch((thrown: unknown) => thrown);
    expect(await sending).to.include({kind: 'unsupported', outcomeUnknown: false});
    expect(adapter).not.to.have.any.keys('startConversation', 'describeStart');
  });
});
