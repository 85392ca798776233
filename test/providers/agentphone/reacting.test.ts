import {expect} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {asked, backend, connect, idOf, JANE, lastRequest, populate, seen, threadOf} from './account-scene.js';

const kindOf = (given: Promise<unknown> | undefined): Promise<string> =>
  Promise.resolve(given).then(
    () => 'done',
    (thrown: unknown) =>
      thrown instanceof ConversationError
        ? `${thrown.kind}${thrown.outcomeUnknown ? ', in doubt' : ''}`
        : 'no error of ours',
  );

describe('the AgentPhone adapter over HTTP, reacting', () => {
  beforeEach(populate);

  const posts = () => asked().filter((each) => each.startsWith('POST'));

  it('asks once, and the history then says that it is ours', async () => {
    const adapter = connect({isIMessage: () => true});
    const conversationId = idOf(JANE);
    const before = await adapter.listMessages({conversationId});
    const id = before.messages.at(-1)?.id ?? '';
    expect(before.messages.at(-1)?.reactions).to.deep.equal([]);
    await adapter.react?.(conversationId, id, 'emphasize');
    expect(posts()).to.deep.equal([`POST /messages/${id}/reactions`]);
    expect(JSON.parse(await lastRequest().body)).to.deep.equal({reaction: 'emphasize'});
    const [reaction] = (await adapter.listMessages({conversationId})).messages.at(-1)?.reactions ?? [];
    expect(reaction).to.include({kind: 'emphasize', isOwn: true, name: '‼️'});
  });

  it('asks nothing where the channel is known to take none', async () => {
    const adapter = connect();
    const conversationId = idOf(JANE);
    const {messages} = await adapter.listMessages({conversationId});
    expect(messages.at(-1)?.takesReactions).to.equal(false);
    expect(await kindOf(adapter.react?.(conversationId, messages.at(-1)?.id ?? '', 'love'))).to.equal('unsupported');
    expect(posts()).to.deep.equal([]);
  });

  it('is refused where the provider finds out that it is no iMessage, and for a message that is not there', async () => {
    const adapter = connect();
    const [message] = backend.messagesOf(threadOf(JANE).id);
    expect(await kindOf(adapter.react?.(idOf(JANE), `msg_${message?.id}`, 'love'))).to.equal('validation');
    expect(await kindOf(adapter.react?.(idOf(JANE), 'msg_none', 'love'))).to.equal('not-found');
  });

  it('is in doubt after trouble at the provider, and is not repeated', async () => {
    const adapter = connect({isIMessage: () => true});
    const [message] = backend.messagesOf(threadOf(JANE).id);
    backend.setFaults({serverError: {next: 1, only: 'send'}});
    const outcome = await kindOf(adapter.react?.(idOf(JANE), `msg_${message?.id}`, 'love'));
    expect(outcome).to.equal('server, in doubt');
    expect(seen.filter(({method}) => method === 'POST')).to.have.length(1);
  });

  it('leaves nothing once it is called off at the last moment', async () => {
    const adapter = connect({isIMessage: () => true});
    const [message] = backend.messagesOf(threadOf(JANE).id);
    const beforeLeave = () => {
      throw new ConversationError('opted-out');
    };
    const given = adapter.react?.(idOf(JANE), `msg_${message?.id}`, 'love', {beforeLeave});
    expect(await kindOf(given)).to.equal('opted-out');
    expect(posts()).to.deep.equal([]);
  });
});
