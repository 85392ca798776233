import {expect} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import type {Cursor} from '../../../src/model/page.js';
import {MessageHistories} from '../../../src/providers/digivault/history.js';
import {idIn} from '../../../src/providers/digivault/mapping.js';
import type {DigivaultMockOptions} from '../../../src/providers/digivault/mock.js';
import {SECOND, Simulation, START} from './limits-scene.js';

describe('histories of DigiVault', () => {
  const LINES = Array.from({length: 330}, (_, index) => `Line ${index + 1}`);

  function talkative(mock: DigivaultMockOptions, secondsBetween: number): Simulation {
    const simulation = new Simulation(0, mock);
    const contact = simulation.backend.addContact({firstName: 'Tal', lastName: '', phone: '+12025550111'});
    simulation.backend.addThread({
      contactId: contact.id,
      messages: LINES.map((text, index) => ({
        direction: index % 3 ? 'inbound' : 'outbound',
        text,
        at: START - (400 - index) * secondsBetween * SECOND,
      })),
    });
    return simulation;
  }

  async function readAll(simulation: Simulation, limit: number): Promise<(string | null)[]> {
    const conversationId = simulation.backend.threadWithPhone('+12025550111')?.id ?? '';
    let texts: (string | null)[] = [];
    let cursor: Cursor | undefined;
    do {
      const page = await simulation.until(simulation.adapter.listMessages({conversationId, limit, cursor}));
      texts = [...page.messages.map(({text}) => text), ...texts];
      cursor = page.older;
    } while (cursor !== undefined);
    return texts;
  }

  const reads = ({seen}: Simulation) => seen.filter(({path}) => path === '/v1/messages').length;

  for (const messageOrder of ['newest', 'oldest', 'id'] as const) {
    it(`come out in order when they are listed by "${messageOrder}"`, async () => {
      const simulation = talkative({messageOrder}, 60);
      expect(await readAll(simulation, 60)).to.deep.equal(LINES);
      simulation.close();
    });
  }

  for (const messageOrder of ['newest', 'oldest'] as const) {
    it(`come out in order when all are of one second, listed by "${messageOrder}"`, async () => {
      const simulation = talkative({messageOrder}, 0);
      const other = simulation.addContact(1);
      const {phone = ''} = simulation.backend.contact(other) ?? {};
      simulation.backend.receive({phone, text: 'Later'});
      // A conversation with different times shows the direction first.
      await simulation.until(simulation.adapter.listMessages({conversationId: simulation.threadId(1)}));
      expect(await readAll(simulation, 60)).to.deep.equal(LINES);
      simulation.close();
    });
  }

  it('cost one request a look, also where the newest are at the end', async () => {
    for (const [messageOrder, first] of [
      ['newest', 1],
      ['oldest', 4],
    ] as const) {
      const simulation = talkative({messageOrder}, 60);
      const conversationId = simulation.backend.threadWithPhone('+12025550111')?.id ?? '';
      const look = () => simulation.until(simulation.adapter.listMessages({conversationId, limit: 50}));
      await look();
      expect(reads(simulation), messageOrder).to.equal(first);
      simulation.backend.receive({phone: '+12025550111', text: 'And another'});
      const {messages} = await look();
      expect(messages.at(-1)?.text).to.equal('And another');
      expect(messages).to.have.lengthOf(50);
      expect(reads(simulation), messageOrder).to.equal(first + 1);
      simulation.close();
    }
  });

  it('are read anew when the message that marks the place is gone, or the history forgotten', async () => {
    let ids = Array.from({length: 8}, (_, index) => `m${index}`);
    const asked: (string | undefined)[] = [];
    const histories = new MessageHistories({
      list: async ({startingAfter, limit = 100}) => {
        asked.push(startingAfter);
        const start = startingAfter === undefined ? 0 : ids.indexOf(startingAfter) + 1;
        if (startingAfter !== undefined && start === 0) throw new ConversationError('cursor-invalid');
        const data = ids.slice(start, start + limit).map((id) => ({id, created_at: Number(id.slice(1))}));
        return {data, hasMore: start + limit < ids.length};
      },
    });
    const idsIn = ({entries}: {entries: readonly {value: unknown}[]}) => entries.map(({value}) => idIn(value));
    expect(idsIn(await histories.newest({conversationId: 'c', limit: 3}))).to.deep.equal(['m5', 'm6', 'm7']);
    ids = ids.filter((id) => id !== 'm4');
    asked.length = 0;
    const again = await histories.newest({conversationId: 'c', limit: 3});
    expect(idsIn(again)).to.deep.equal(['m5', 'm6', 'm7']);
    expect(asked).to.deep.equal(['m4', undefined]);
    expect(again.older).to.deep.equal({before: 'm5'});
    histories.forget('c');
    expect(idsIn(await histories.beyond({conversationId: 'c', limit: 2}, {before: 'm5'}))).to.deep.equal(['m2', 'm3']);
    const gone = await histories
      .beyond({conversationId: 'c', limit: 2}, {before: 'm4'})
      .catch((thrown: unknown) => thrown);
    expect(gone).to.include({kind: 'cursor-invalid'});
  });
});
