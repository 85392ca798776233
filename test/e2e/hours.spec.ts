import type {CDPSession, Page, Request} from '@playwright/test';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {Random} from '../../src/backend/random.js';
import {serveAccount, type AccountServer, type ProviderName} from './account-server.js';
import {EVERY_PROVIDER, expect, InboxPage, test} from './inbox-page.js';

// `npm run test:soak` lets six hours pass; every other run is content with a part of them.
const HOURS = Number(process.env['HOURS'] ?? 0.5);
const INCOMING = Math.round((5000 / 6) * HOURS);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const STEP = 4 * SECOND;
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
      await inbox.row(`Person ${person} Example`).click();
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

    // Everything that is loaded once and kept is loaded now.
    for (let person = 0; person < 10; person++) await open(person);
    await time.pass(5 * MINUTE);
    await close();
    const session = await page.context().newCDPSession(page);
    const before = await heap(session);

    const total = HOURS * 60 * MINUTE;
    let passed = 0;
    let sent = 0;
    let watched = 0;
    await open(watched);
    const go = async (milliseconds: number, pass: (step: number) => Promise<void>) => {
      for (let left = milliseconds; left > 0; left -= STEP) {
        passed += Math.min(STEP, left);
        for (; sent < Math.min(INCOMING, (INCOMING * passed) / total); sent++) receive();
        await pass(Math.min(STEP, left));
      }
    };
    const awake = (step: number) => time.pass(step);
    /** Messages keep arriving while nothing runs here. */
    const asleep = async (milliseconds: number) => {
      await go(milliseconds, (step) => Promise.resolve(clock.advance(step)));
      await page.clock.fastForward(milliseconds);
    };
    const part = total / 12;
    for (let round = 0; round < 2; round++) {
      await go(part, awake);
      await expectWhole(watched);
      // The lid is closed, and opened again.
      await asleep(part);
      await go(part, awake);
      await expectWhole(watched);
      // Another page is looked at.
      await setHidden(page, true);
      await go(part, awake);
      await setHidden(page, false);
      await go(MINUTE, awake);
      await expectWhole(watched);
      watched += 1;
      await open(watched);
      // No network.
      backend.setFaults({offline: true});
      await go(part, awake);
      backend.setFaults({offline: false});
      await go(part - MINUTE + 3 * MINUTE, awake);
      await expectWhole(watched);
    }
    for (; sent < INCOMING; sent++) receive();
    await time.pass(3 * MINUTE);
    await expectWhole(watched);
    for (let person = 0; person < PEOPLE; person += 5) {
      await open(person);
      await time.pass(30 * SECOND);
      await expectWhole(person);
    }
    expect(written.reduce((sum, count) => sum + count)).toBe(INCOMING);
    const most = busiestMinute(account);
    expect(most).toBeLessThanOrEqual(MOST_REQUESTS[provider] ?? GOOD_GUEST);

    // As before: the same conversations were open, and none is now.
    for (let person = 0; person < 10; person++) await open(person);
    await close();
    await time.pass(MINUTE);
    const after = await heap(session);
    const growth = (after - before) / before;
    const report = `${provider}: ${HOURS} hours, ${INCOMING} incoming, ${account.requests.length} requests, at most ${most} a minute, heap ${(before / 1e6).toFixed(2)} to ${(after / 1e6).toFixed(2)} MB (${(growth * 100).toFixed(1)} %)`;
    expect(growth, report).toBeLessThan(0.05);
    return report;
  } finally {
    await account.close();
  }
}

test.use({expectedErrors: /Failed to load resource/});

for (const provider of EVERY_PROVIDER) {
  test(`${HOURS} hours over ${provider}, with sleep and no network: no gap, no duplicate, no growth`, async ({
    page,
  }) => {
    test.setTimeout(60_000 + HOURS * 300_000);
    console.log(await live(provider, page));
  });
}
