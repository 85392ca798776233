import {expect} from '@open-wc/testing';
import type {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {lastActivity} from '../../src/backend/queries.js';
import {createBackend, isScenarioName, scenarios, type ScenarioName} from '../../src/backend/scenarios/index.js';
import {quickest} from '../support/quickest.js';

const names = Object.keys(scenarios).filter(isScenarioName);
const build = (scenario: ScenarioName, seed = 1) => createBackend({scenario, seed, clock: new ManualClock()});

const everything = (backend: Backend) => ({
  account: backend.account,
  contacts: backend.contacts(),
  threads: backend.threads(),
  messages: backend.threads().map(({id}) => backend.messagesOf(id)),
});

const textsOf = (backend: Backend): string[] =>
  backend.threads().flatMap(({id}) => backend.messagesOf(id).map(({text}) => text ?? ''));

const newestFirst = (backend: Backend) =>
  [...backend.threads()].sort((a, b) => lastActivity(backend, b) - lastActivity(backend, a));

const contactNamed = (backend: Backend, lastName: string) => {
  const found = backend.contacts().find((contact) => contact.lastName === lastName);
  if (!found) throw new Error(`Nobody is called ${lastName}.`);
  return found;
};

describe('scenarios', () => {
  for (const name of names) {
    it(`"${name}" is the same for the same seed, quickly built, and all in the past`, async () => {
      const backend = build(name);
      expect(await quickest(1000, () => build(name))).to.be.lessThan(1000);
      expect(everything(backend)).to.deep.equal(everything(build(name)));
      const now = backend.clock.now();
      for (const {id} of backend.threads()) {
        for (const message of backend.messagesOf(id)) expect(message.at).to.be.lessThan(now);
      }
    });

    it(`"${name}" uses every number for fiction once`, () => {
      const backend = build(name);
      const phones = [...backend.contacts(), ...backend.ownNumbers()].map(({phone}) => phone);
      expect(new Set(phones).size).to.equal(phones.length);
      for (const phone of phones) expect(phone).to.match(/^\+1\d{3}55501\d{2}$/);
    });
  }

  it('differ by seed where they are generated', () => {
    expect(textsOf(build('busy-inbox', 1))).not.to.deep.equal(textsOf(build('busy-inbox', 2)));
  });

  it('"empty" has a number to send from and nobody to talk to', () => {
    const backend = build('empty');
    expect(backend.account.defaultNumberId).not.to.equal(null);
    expect(backend.threads()).to.deep.equal([]);
  });

  it('"busy-inbox" shows everything an inbox has to show', () => {
    const backend = build('busy-inbox');
    const threads = backend.threads();
    const statuses = threads.flatMap(({id}) => backend.messagesOf(id).map(({status}) => status));
    expect(threads.length).to.be.within(55, 70);
    expect(threads.filter(({unreadCount}) => unreadCount > 0).length).to.be.greaterThan(3);
    expect(threads.filter(({starred}) => starred).length).to.be.greaterThan(2);
    expect(threads.filter(({archived}) => archived).length).to.be.greaterThan(1);
    expect(statuses).to.include.members(['delivered', 'failed', 'undelivered']);
    expect(backend.contacts().map(({textable}) => textable)).to.include.members([true, false, null]);
    expect(textsOf(backend).some((text) => text.includes('{'))).to.be.false;
    const consents = threads.flatMap(({consent}) => Object.values(consent));
    const [stopped] = consents.filter(({state}) => state === 'opted-out');
    expect(backend.clock.now() - (stopped?.since ?? 0)).to.equal(2 * 24 * 3_600_000);
  });

  it('"busy-inbox" has somebody at the top who answers within seconds', () => {
    const clock = new ManualClock();
    const backend = createBackend({clock});
    const [top] = newestFirst(backend);
    const before = backend.messagesOf(top?.id ?? '').length;
    backend.send({threadId: top?.id ?? '', text: 'Can you come by at five? Please confirm.'});
    clock.advance(2500);
    expect(backend.messagesOf(top?.id ?? '')).to.have.length(before + 1);
    clock.advance(4000);
    expect(backend.messagesOf(top?.id ?? '').at(-1)).to.include({direction: 'inbound'});
  });

  it('"long-history" has a thread of 3,000 messages at the top', () => {
    const backend = build('long-history');
    const messages = backend.messagesOf(newestFirst(backend)[0]?.id ?? '');
    expect(messages).to.have.length(3000);
    expect(messages[0]?.text).to.match(/\(1\)$/);
    expect(messages[2999]?.text).to.match(/\(3000\)$/);
    expect(new Set(messages.map(({at}) => at)).size).to.be.lessThan(3000);
    expect(backend.threads().length).to.be.greaterThan(3);
  });

  it('"opted-out" blocks who stopped, and only from the number it was said to', () => {
    const backend = build('opted-out');
    const outcome = (lastName: string) => {
      try {
        return backend.send({phone: contactNamed(backend, lastName).phone, text: 'Hello'}).status;
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : thrown;
      }
    };
    expect(outcome('Twodaysago')).to.match(/opted out/);
    expect(outcome('Unread')).to.match(/opted out/);
    expect(outcome('Afterstop')).to.equal('sent');
    expect(outcome('Workshoponly')).to.equal('sent');
    expect(outcome('Stopsmoking')).to.equal('sent');
  });

  it('"send-fails" fails for every contact the way the name says, and works for one', () => {
    const clock = new ManualClock();
    const backend = createBackend({scenario: 'send-fails', clock});
    const outcomes = backend.contacts().map(({firstName, lastName, phone}) => {
      let outcome: string;
      try {
        const {id, threadId} = backend.send({phone, text: 'Hello'});
        clock.advance(10_000);
        outcome = backend.messagesOf(threadId).find((message) => message.id === id)?.status ?? 'gone';
      } catch (thrown) {
        outcome = thrown instanceof Error ? thrown.message : String(thrown);
      }
      return `${firstName} ${lastName}: ${outcome}`;
    });
    expect(outcomes).to.deep.equal([
      'Works Fine: delivered',
      'Carrier Fails: failed',
      'Carrier Undelivered: undelivered',
      'Carrier Silent: sent',
      'Carrier Slow: sent',
      'No Credits: The account does not have enough credits.',
      'No Fromnumber: The account has no number to send from.',
      'Lost Answer: lost-answer',
      'Lost Request: lost-answer',
      'Rate Limited: rate-limited',
      'Server Error: server',
      'Server Erroraftersending: server',
      'Land Line: The number cannot receive texts.',
      'Lookup Pending: The look-up of the number is still pending.',
      'Opted Out: The contact has opted out of messages from this number.',
    ]);
    const wasSent = (lastName: string) => {
      const thread = backend.threadWithPhone(contactNamed(backend, lastName).phone);
      return backend.messagesOf(thread?.id ?? '').some(({direction}) => direction === 'outbound');
    };
    expect([wasSent('Answer'), wasSent('Request')]).to.deep.equal([true, false]);
    expect([wasSent('Erroraftersending'), wasSent('Error')]).to.deep.equal([true, false]);
  });

  it('"slow-network" takes one to four seconds', () => {
    expect(build('slow-network').faults.latency).to.deep.equal({minimum: 1000, maximum: 4000});
  });

  it('"right-to-left" has Arabic and Hebrew, and Latin words in between', () => {
    const texts = textsOf(build('right-to-left'));
    expect(texts.some((text) => /\p{Script=Arabic}/u.test(text) && /\p{Script=Latin}/u.test(text))).to.be.true;
    expect(texts.some((text) => /\p{Script=Hebrew}/u.test(text) && /\p{Script=Latin}/u.test(text))).to.be.true;
  });

  it('"media" has pictures that load without a network', async () => {
    const backend = build('media');
    const urls = backend.threads().flatMap(({id}) => backend.messagesOf(id).flatMap(({mediaUrls}) => mediaUrls));
    const pictures = urls.filter((url) => url.startsWith('data:image/'));
    const shapes = await Promise.all(
      pictures.map(async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        return Math.sign(image.naturalWidth - image.naturalHeight);
      }),
    );
    expect(new Set(shapes)).to.deep.equal(new Set([1, 0, -1]));
    for (const ending of ['pdf', 'vcf', 'm4a', 'mp4']) {
      expect(
        urls.some((url) => url.endsWith(`.${ending}`)),
        ending,
      ).to.be.true;
    }
  });

  it('"emoji" has texts that try to be something else', () => {
    const all = textsOf(build('emoji')).join('\n');
    for (const part of ['👨‍👩‍👧‍👦', '🇳🇴', '<img src=x onerror', 'javascript:', '\u202e', '\u0000']) {
      expect(all).to.include(part);
    }
  });
});
