import {expect} from '@open-wc/testing';
import {createAdapter} from '../../../src/providers/digivault/index.js';
import messageSample from './fixtures/message.json' with {type: 'json'};
import {list, urlOf} from './mapping-scene.js';

describe('createAdapter of DigiVault', () => {
  it('takes the unchecked options of a page', async () => {
    const urls: string[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/chat/',
      accountId: 'shop',
      ownContactId: 'me',
      pageSize: 20,
      rateLimit: {requests: 50, writes: 'many'},
      polling: {conversations: 60_000, messages: 'often'},
      fetch: async (input) => {
        urls.push(urlOf(input));
        const {pathname} = new URL(urlOf(input));
        return Response.json(
          pathname.endsWith('/messages')
            ? list({...messageSample, conversation_id: 'a', contact: {id: 'me'}})
            : {id: 'a'},
        );
      },
    });
    const page = await adapter.listMessages({conversationId: 'a'});
    expect(urls.at(-1)).to.equal('https://proxy.example/chat/v1/messages?conversation_id=a&limit=20');
    expect(page.messages[0]?.direction).to.equal('outbound');
    expect(adapter.id).to.equal('digivault:shop');
    expect(createAdapter({}).id).to.equal('digivault:https://api.digivault.com');
  });
});
