import {expect} from '@open-wc/testing';
import {createAdapter} from '../../../src/providers/amplifi/index.js';
import {JANE, urlOf} from './mapping-scene.js';

describe('createAdapter of Amplifi', () => {
  it('takes the unchecked options of a page', async () => {
    const seen: Headers[] = [];
    const urls: string[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/sms/',
      organizationId: 'org-1',
      pageSize: 20,
      polling: {conversations: 60_000, messages: 'often'},
      fetch: async (input, init) => {
        urls.push(urlOf(input));
        seen.push(new Headers(init?.headers));
        return Response.json({messages: []});
      },
    });
    await adapter.listMessages({conversationId: JANE});
    expect(urls).to.deep.equal(['https://proxy.example/sms/api/conversations/%2B19195551234/messages?limit=20']);
    expect(seen[0]?.get('x-organization-id')).to.equal('org-1');
    expect(adapter.id).to.equal('amplifi:org-1');
  });

  it('leaves the organisation to a proxy when none is given', async () => {
    const seen: Headers[] = [];
    const adapter = createAdapter({
      organizationId: 5,
      fetch: async (_, init) => {
        seen.push(new Headers(init?.headers));
        return Response.json([]);
      },
    });
    await adapter.listConversations({});
    expect(seen[0]?.has('x-organization-id')).to.equal(false);
  });
});
