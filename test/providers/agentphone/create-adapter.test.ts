import {expect} from '@open-wc/testing';
import {createAdapter} from '../../../src/providers/agentphone/index.js';
import conversationsSample from './fixtures/conversations.json' with {type: 'json'};

describe('createAdapter', () => {
  it('takes what a page gives it, and leaves out what is of no use', async () => {
    const requests: Request[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/',
      subAccountId: 'sub_1',
      pageSize: 'many',
      contactNames: false,
      polling: 'often',
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return Response.json(conversationsSample);
      },
    });
    await adapter.listConversations({});
    expect(adapter.id).to.equal('agentphone:sub_1');
    expect(requests[0]?.url).to.equal('https://proxy.example/v1/conversations?limit=50&offset=0');
    expect(requests[0]?.headers.get('x-sub-account-id')).to.equal('sub_1');
  });
});
