import {expect, html, waitUntil} from '@open-wc/testing';
import {Backend} from '../../src/backend/backend.js';
import {Random} from '../../src/backend/random.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {createAmplifiAdapter} from '../../src/providers/amplifi/index.js';
import {createAmplifiHandlers} from '../../src/providers/amplifi/mock.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {fetchFrom} from '../adapter/in-process.js';
import {all, find, inPlace, isLoaded, WIDE, words} from './inbox-scene.js';

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hal', 'Ida', 'Jon', 'Kim', 'Lea'] as const;
const SWITCHES = 200;
const SEED = 20;

function createWorld(): Backend {
  const backend = new Backend({seed: SEED});
  backend.addOwnNumber({phone: '+12025550100', label: 'Desk'});
  const now = backend.clock.now();
  NAMES.forEach((name, place) => {
    const contact = backend.addContact({firstName: name, lastName: 'Example', phone: `+120255501${10 + place}`});
    const messages = Array.from({length: 6}, (_, index) => ({
      direction: index % 2 ? ('outbound' as const) : ('inbound' as const),
      text: `${name} ${index}`,
      at: now - (place + 1) * 3_600_000 + index * 60_000,
    }));
    backend.addThread({contactId: contact.id, createdAt: now - 90_000_000, messages});
  });
  return backend;
}

const adapters: Readonly<Record<string, (backend: Backend) => MessagingAdapter>> = {
  memory: (backend) => createMemoryAdapter({backend, capabilities: {startConversation: 'none'}}),
  amplifi: (backend) =>
    createAmplifiAdapter({
      fetch: fetchFrom(createAmplifiHandlers(backend)),
      headers: () => ({authorization: 'Bearer token'}),
      organizationId: 'organization',
    }),
};

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** What a person sees: whose conversation it says it is, and the texts below. */
function onScreen(inbox: ParlorInbox): {heading: string; texts: readonly string[]} {
  return {
    heading: words(find(inbox, '.who h2')),
    texts: all(inbox, '[part=text]').map(words),
  };
}

for (const [name, connect] of Object.entries(adapters)) {
  describe(`${SWITCHES} random switches of conversation over ${name}, answers late at random`, () => {
    it('show the conversation that is selected, and of no other a word', async function () {
      this.timeout(120_000);
      const backend = createWorld();
      const place = await inPlace(html`<parlor-inbox></parlor-inbox>`, WIDE);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      inbox.adapter = connect(backend);
      await waitUntil(
        () => isLoaded(inbox) && inbox.store?.conversationList.state.conversations.length === NAMES.length,
      );
      const ids = new Map(
        inbox.store?.conversationList.state.conversations.map(({id, participants: [contact]}) => [
          contact?.name?.split(' ')[0] ?? '',
          id,
        ]),
      );
      backend.setFaults({latency: {minimum: 0, maximum: 120}});
      const random = new Random(SEED);
      const wrong: string[] = [];
      let shown = 0;
      let selected = '';
      const look = () => {
        const {heading, texts} = onScreen(inbox);
        if (!heading.startsWith(selected)) wrong.push(`The heading is ${heading}, selected is ${selected}.`);
        for (const text of texts) if (!text.startsWith(selected)) wrong.push(`"${text}" is shown to ${selected}.`);
        if (texts.length > 0) shown++;
      };
      for (let count = 0; count < SWITCHES; count++) {
        selected = NAMES[random.integer(0, NAMES.length - 1)] ?? '';
        inbox.conversationId = ids.get(selected);
        await inbox.updateComplete;
        for (let frames = random.integer(1, 12); frames > 0; frames--) {
          await nextFrame();
          look();
        }
      }
      await waitUntil(() => onScreen(inbox).texts.length === 6, 'the last one is loaded');
      look();
      expect(wrong).to.deep.equal([]);
      // Answers came in time often enough for this to show anything, and late often enough too.
      expect(shown).to.be.above(SWITCHES / 2);
      backend.close();
    });
  });
}
