import {expect} from '@open-wc/testing';
import type {MessagePage} from '../../src/adapter/messaging-adapter.js';
import {can} from '../../src/model/capabilities.js';
import type {Cursor} from '../../src/model/page.js';
import {allMessagePages, allMessages, conversationWith, errorOf} from './contract-steps.js';
import type {Stage} from './contract-suite.js';
import {PEOPLE, TALKATIVE_MESSAGES, type ContractWorld} from './contract-world.js';

const textsOf = (pages: readonly MessagePage[]): (string | null)[] =>
  pages.flatMap(({messages}) => messages.map(({text}) => text));

const linesUpTo = (count: number): string[] => Array.from({length: count}, (_, index) => `Line ${index + 1}`);

const storedTexts = ({backend}: ContractWorld, phone: string): (string | null)[] =>
  backend.messagesOf(backend.threadWithPhone(phone)?.id ?? '').map(({text}) => text);

export function describeMessages(stage: Stage): void {
  describe('the messages of a conversation', () => {
    it('starts with the newest page, oldest message first', async () => {
      const {adapter, world} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.talkative);
      const page = await adapter.listMessages({conversationId: id, limit: 20});
      const {messages} = page;
      expect(messages.map(({text}) => text)).to.deep.equal(
        storedTexts(world, PEOPLE.talkative).slice(-messages.length),
      );
      expect(messages.map(({at}) => at)).to.deep.equal(messages.map(({at}) => at ?? 0).sort((a, b) => a - b));
      expect(messages.every(({conversationId}) => conversationId === id)).to.be.true;
      expect(messages.at(-1)?.raw).to.be.an('object');
      expect(page.newer).to.equal(undefined);
      expect(page.timeZone).to.equal(can(adapter.capabilities, 'timeZone') ? 'America/Chicago' : undefined);
    });

    it('pages to the first message without gap or double, equal times included', async () => {
      const {adapter} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.talkative);
      for (const limit of [7, 50]) {
        const pages = await allMessagePages(adapter, id, limit);
        expect(textsOf(pages)).to.deep.equal(linesUpTo(TALKATIVE_MESSAGES));
        const ids = pages.flatMap(({messages}) => messages.map((message) => message.id));
        expect(new Set(ids).size).to.equal(TALKATIVE_MESSAGES);
      }
    });

    it('pages without gap or double while messages arrive', async () => {
      const {adapter, world} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.talkative);
      let extra = TALKATIVE_MESSAGES;
      const pages = await allMessagePages(adapter, id, 11, () => {
        // Without the clock moving, so that they share an instant with one another.
        world.backend.receive({phone: PEOPLE.talkative, text: `Line ${++extra}`});
        world.backend.receive({phone: PEOPLE.talkative, text: `Line ${++extra}`});
      });
      expect(extra).to.be.greaterThan(TALKATIVE_MESSAGES);
      expect(textsOf(pages)).to.deep.equal(linesUpTo(TALKATIVE_MESSAGES));
      expect(textsOf(await allMessagePages(adapter, id, 50))).to.deep.equal(linesUpTo(extra));
    });

    it('has cursors that survive being written down, and none past the first message', async () => {
      const {adapter} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.talkative);
      const newest = await adapter.listMessages({conversationId: id, limit: 50});
      const cursor = JSON.parse(JSON.stringify(newest.older)) as Cursor;
      const older = await adapter.listMessages({conversationId: id, cursor, limit: 50});
      expect(older.messages.at(-1)?.text).to.equal(`Line ${TALKATIVE_MESSAGES - newest.messages.length}`);
      const short = await conversationWith(adapter, PEOPLE.answering);
      expect((await adapter.listMessages({conversationId: short.id})).older).to.equal(undefined);
    });

    it('refuses a cursor it did not make', async () => {
      const {adapter} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.talkative);
      const error = await errorOf(adapter.listMessages({conversationId: id, cursor: 'not a cursor' as Cursor}));
      expect(error.kind).to.be.oneOf(['cursor-invalid', 'validation']);
    });

    it('pages back towards newer messages where it can', async () => {
      const {adapter} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.talkative);
      const [oldest] = await allMessagePages(adapter, id, 20);
      if (!can(adapter.capabilities, 'newerMessages')) {
        expect(oldest?.newer).to.equal(undefined);
        return;
      }
      const pages: MessagePage[] = oldest ? [oldest] : [];
      for (let cursor = oldest?.newer; cursor !== undefined;) {
        const page = await adapter.listMessages({conversationId: id, cursor, limit: 20});
        pages.push(page);
        cursor = page.newer;
      }
      expect(textsOf(pages)).to.deep.equal(linesUpTo(TALKATIVE_MESSAGES));
    });

    it('tells a picture from a text', async () => {
      const {adapter} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.photographer);
      const [message] = await allMessages(adapter, id);
      expect(message?.text || null).to.equal(null);
      expect(message?.attachments).to.have.length(1);
      expect(message?.attachments[0]?.url).to.match(/^data:image\/svg/);
      expect(message).to.include({direction: 'inbound', status: 'received'});
    });

    it('hears what a contact writes, and what is found out about it later', async () => {
      const {adapter, world} = stage();
      const {id} = await conversationWith(adapter, PEOPLE.answering);
      world.backend.receive({phone: PEOPLE.answering, text: 'Is tomorrow still fine?'});
      const fresh = (await allMessages(adapter, id)).at(-1);
      expect(fresh?.text).to.equal('Is tomorrow still fine?');
      if (!can(adapter.capabilities, 'insight')) {
        expect(fresh?.insight).to.equal(undefined);
        return;
      }
      expect(fresh?.insight?.requiresResponse ?? null).to.equal(null);
      world.clock.advance(10_000);
      const judged = (await allMessages(adapter, id)).at(-1);
      expect(judged?.insight?.requiresResponse).to.equal(true);
      expect(judged?.id).to.equal(fresh?.id);
    });

    it('tells of what happens while somebody listens, and of nothing afterwards', async () => {
      const {adapter, world} = stage();
      expect(!!adapter.subscribe).to.equal(can(adapter.capabilities, 'liveUpdates'));
      const heard: string[] = [];
      const subscription = adapter.subscribe?.(({type}) => heard.push(type));
      world.backend.receive({phone: PEOPLE.answering, text: 'Hello again'});
      if (adapter.capabilities.liveUpdates === 'native') {
        expect(heard).to.include.members(['message-created', 'conversation-updated']);
      }
      subscription?.close();
      const count = heard.length;
      world.backend.receive({phone: PEOPLE.answering, text: 'Nobody there?'});
      expect(heard).to.have.length(count);
    });
  });
}
