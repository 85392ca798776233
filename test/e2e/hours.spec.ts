import type {CDPSession, Page, Request} from '@playwright/test';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {Random} from '../../src/backend/random.js';
import {chromiumArgs, chromiumPath} from '../../scripts/chromium-path.mjs';
import {serveAccount, type AccountServer, type ProviderName} from './account-server.js';
import {EVERY_PROVIDER, expect, InboxPage, test} from './inbox-page.js';

// `npm run test:soak` lets six hours pass; every other run is content with a part of them.
const HOURS = Number(process.env['HOURS'] ?? 0.1);
const INCOMING = Math.round((5000 / 6) * HOURS);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const STEP = 10 * SECOND;
const PEOPLE = 24;
const SEED = 6;

/** Requests a minute that the provider's document allows. Where it says nothing, what a good guest would ask for. */
const MOST_REQUESTS: Readonly<Record<string, number>> = {digivault: 100};
const GOOD_GUEST = 60;

const phoneOf = (person: number): string => `+120255502${String(person).padStart(2, '0')}`;

function createAccount(clock: ManualClock): Backend {
  const backend = new Backend({clock, seed: SEED});
  backend.addOwnNumber({id: 'own', phone: '+12025550100', label: 'Desk'});
  for (let person = 0; person < PEOPLE; person++) {
    const contact = backend.addContact({firstName: `Person ${person}`, lastName: 'Example', phone: phoneOf(person)});
    const at = clock.now() - (person + 1) * MINUTE;
    // More than a page, so that what is loaded at the start is as much as at the end.
    const messages = Array.from({length: 120}, (_, index) => ({
      direction: 'inbound' as const,
      text: `Past ${index} of ${person}`,
      at: at - (120 - index) * MINUTE,
    }));
    backend.addThread({contactId: contact.id, createdAt: at - 24 * 60 * MINUTE, messages});
  }
  return backend;
}

/** Lets the page and the account live through time together; requests take none of it. */
class Time {
  private readonly underWay = new Set<Request>();

  constructor(
    private readonly page: Page,
    private readonly clock: ManualClock,
  ) {
    page.on('request', (request) => this.underWay.add(request));
    page.on('requestfinished', (request) => this.underWay.delete(request));
    page.on('requestfailed', (request) => this.underWay.delete(request));
  }

  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= STEP) {
      const step = Math.min(STEP, left);
      this.clock.advance(step);
      await this.page.clock.runFor(step);
      await expect.poll(() => this.underWay.size, {intervals: [2, 5, 10, 20]}).toBe(0);
    }
  }
}

async function heap(session: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((isHidden) => {
    if (isHidden) Object.defineProperty(document, 'visibilityState', {configurable: true, value: 'hidden'});
    else Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

const busiestMinute = ({requests}: AccountServer): number => {
  let first = 0;
  let most = 0;
  requests.forEach(({at}, last) => {
    while (at - (requests[first]?.at ?? at) >= MINUTE) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
};

/** What the page holds of a conversation that is open, oldest first. */
const held = (page: Page): Promise<readonly (string | null)[]> =>
  page.evaluate(() => {
    const {store} = document.querySelector('parlor-inbox') ?? {};
    const id = store?.state.selectedId;
    return id === undefined ? [] : (store?.timeline(id).state.messages.map(({text}) => text) ?? []);
  });

async function live(provider: ProviderName, page: Page): Promise<string> {
  const clock = new ManualClock(Date.UTC(2026, 4, 4, 8));
  const backend = createAccount(clock);
  const account = await serveAccount(provider, backend, undefined);
  const random = new Random(SEED);
  let sent = 0;
  const written: number[] = Array.from({length: PEOPLE}, () => 0);
  const receive = () => {
    const person = random.integer(0, PEOPLE - 1);
    backend.receive({phone: phoneOf(person), text: `Number ${(written[person] ?? 0) + 1} of ${person}`});
    written[person] = (written[person] ?? 0) + 1;
  };
  const textsOf = (person: number) => {
    const thread = backend.threadWithPhone(phoneOf(person));
    return thread ? backend.messagesOf(thread.id).map(({text}) => text) : [];
  };
  try {
    await page.clock.install({time: clock.now()});
    await page.goto(account.url);
    const inbox = new InboxPage(page);
    await page.clock.pauseAt(clock.now() + STEP);
    clock.advance(STEP);
    const time = new Time(page, clock);
    await expect(async () => {
      await time.pass(STEP);
      expect(await inbox.rows.count()).toBeGreaterThan(5);
    }).toPass();
    const open = async (person: number) => {
      await expect(async () => (await inbox.find(`Person ${person} Example`)).click({timeout: 3000})).toPass();
      await expect(async () => {
        await time.pass(STEP);
        expect((await held(page)).length).toBeGreaterThan(0);
      }).toPass();
    };
    /** From the first message that is held to the newest, all there and each once. */
    const expectWhole = async (person: number) => {
      const texts = await held(page);
      expect(texts).toEqual(textsOf(person).slice(-texts.length));
    };
    const close = () => page.evaluate(() => document.querySelector('parlor-inbox')?.store?.select(undefined));

    let watched = 0;
    /** Messages keep arriving, at this many a millisecond. */
    const go = async (milliseconds: number, rate: number, pass: (step: number) => Promise<void>) => {
      const meant = sent + rate * milliseconds;
      for (let left = milliseconds; left > 0; left -= STEP) {
        for (; sent < Math.min(INCOMING, meant - rate * left); sent++) receive();
        await pass(Math.min(STEP, left));
      }
    };
    const awake = (step: number) => time.pass(step);
    /** Six spells of a working day: looked at, asleep, looked at, hidden, without a network, looked at. */
    const spells = async (length: number, rate: number) => {
      await go(length, rate, awake);
      await expectWhole(watched);
      // The lid is closed: nothing runs, and then what is due runs once.
      await go(length, rate, (step) => Promise.resolve(clock.advance(step)));
      await page.clock.fastForward(length);
      await go(length, rate, awake);
      await expectWhole(watched);
      await setHidden(page, true);
      await go(length, rate, awake);
      await setHidden(page, false);
      await time.pass(MINUTE);
      await expectWhole(watched);
      watched = (watched + 1) % PEOPLE;
      await open(watched);
      backend.setFaults({offline: true});
      await go(length, rate, awake);
      backend.setFaults({offline: false});
      await go(length, rate, awake);
      await time.pass(3 * MINUTE);
      await expectWhole(watched);
    };
    /** None is open, and those that were open last were read anew. */
    const rest = async () => {
      for (let person = 0; person < 20; person++) await open(person);
      await time.pass(MINUTE);
      await close();
      return heap(session);
    };

    // What is loaded or compiled once and kept is there before it is weighed.
    const session = await page.context().newCDPSession(page);
    // So is what the test itself puts into the page to scroll its list.
    await inbox.list.evaluate(() => undefined);
    await open(watched);
    await spells(MINUTE, 0);
    const before = await rest();
    await open(watched);
    for (let round = 0; round < 2; round++) await spells((HOURS * 60 * MINUTE) / 12, INCOMING / (HOURS * 60 * MINUTE));
    for (; sent < INCOMING; sent++) receive();
    await time.pass(3 * MINUTE);
    await expectWhole(watched);
    for (let person = 20; person < PEOPLE; person++) {
      await open(person);
      await time.pass(30 * SECOND);
      await expectWhole(person);
    }
    expect(written.reduce((sum, count) => sum + count)).toBe(INCOMING);
    const most = busiestMinute(account);
    expect(most).toBeLessThanOrEqual(MOST_REQUESTS[provider] ?? GOOD_GUEST);

    const after = await rest();
    const growth = (after - before) / before;
    const report = `${provider}: ${HOURS} hours, ${INCOMING} incoming, ${account.requests.length} requests, at most ${most} a minute, heap ${(before / 1e6).toFixed(2)} to ${(after / 1e6).toFixed(2)} MB (${(growth * 100).toFixed(1)} %)`;
    expect(growth, report).toBeLessThan(0.05);
    return report;
  } finally {
    await account.close();
  }
}

test.describe.configure({timeout: 60_000 + HOURS * 300_000});

test.use({
  expectedErrors: /Failed to load resource/,
  // Machine code grows with use and is nobody's leak: what is weighed is what the page keeps.
  launchOptions: {executablePath: await chromiumPath(), args: [...chromiumArgs, '--js-flags=--jitless']},
});

for (const provider of EVERY_PROVIDER) {
  test(`${HOURS} hours over ${provider}, with sleep and no network: no gap, no duplicate, no growth`, async ({
    page,
  }) => {
    console.log(await live(provider, page));
  });
}
