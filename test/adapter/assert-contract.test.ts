import {expect} from '@open-wc/testing';
import {assertContract} from '../../src/adapter/assert-contract.js';
import {CONTRACT_VERSION, type MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';

const adapter: MessagingAdapter = {
  contractVersion: CONTRACT_VERSION,
  id: 'example:1',
  name: 'Example',
  capabilities: NO_CAPABILITIES,
  listConversations: async () => ({items: []}),
  listMessages: async () => ({messages: []}),
  sendMessage: () => Promise.reject(new ConversationError('unsupported')),
};

/** As a page in plain JavaScript gives it, unchecked. */
function objectionTo(given: unknown): ConversationError | undefined {
  try {
    assertContract(given as MessagingAdapter);
    return undefined;
  } catch (thrown) {
    return ConversationError.from(thrown);
  }
}

describe('assertContract', () => {
  it('lets an adapter of this version pass', () => {
    expect(objectionTo(adapter)).to.equal(undefined);
  });

  it('lets an instance of a class pass', () => {
    class Example implements MessagingAdapter {
      readonly contractVersion = CONTRACT_VERSION;
      readonly id = 'example:2';
      readonly name = 'Example';
      readonly capabilities = NO_CAPABILITIES;
      async listConversations() {
        return {items: []};
      }
      async listMessages() {
        return {messages: []};
      }
      async sendMessage(): Promise<never> {
        throw new ConversationError('unsupported');
      }
    }
    expect(objectionTo(new Example())).to.equal(undefined);
  });

  const levels = Object.fromEntries(Object.entries(NO_CAPABILITIES).filter(([name]) => name !== 'messagesAround'));
  const table: readonly (readonly [string, unknown, RegExp])[] = [
    ['an adapter of version 1', {...adapter, contractVersion: 1}, /contractVersion is 1 and must be 2/],
    ['an adapter without a version', {...adapter, contractVersion: undefined}, /contractVersion is missing/],
    ['an adapter without an id', {...adapter, id: ''}, /id is "" and must be a text/],
    ['an adapter that cannot send', {...adapter, sendMessage: undefined}, /sendMessage is missing/],
    ['an adapter that can do nothing', {...adapter, listMessages: 1, sendMessage: 2}, /listMessages, sendMessage are/],
    ['a capability of this version left out', {...adapter, capabilities: levels}, /does not say messagesAround/],
    ['no capabilities at all', {...adapter, capabilities: null}, /capabilities does not say anything/],
    ['nothing', undefined, /contractVersion is missing/],
    ['a text', 'surge', /contractVersion is missing/],
  ];
  for (const [name, given, words] of table) {
    it(`refuses ${name}, and says what to do`, () => {
      const error = objectionTo(given);
      expect(error).to.have.property('kind', 'unsupported');
      expect(error?.message).to.match(words).and.to.contain('CONTRACT_VERSION');
    });
  }
});
