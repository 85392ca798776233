import {chromium, expect, test, type Browser, type BrowserContext, type Page} from '@playwright/test';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import type {Backend} from '../../src/backend/backend.js';
import {createSurgeHandlers, relaySurgeWebhooks} from '../../src/providers/surge/mock.js';
import {chromiumArgs, chromiumPath} from '../../scripts/chromium-path.mjs';
import {KEYS, type TenantName} from './accounts.js';
import {markOf, startBalancer, type Balancer} from './balancer.js';
import {deliver, deliveriesOf, type Post} from './deliveries.js';
import {listen, type Listening} from './pages.js';
import {BROWSER_FILES, buildProgram, IS_BUILT, startNode, type NodeProcess} from './processes.js';
import {freePort, HAS_REDIS, startRedis, type RunningRedis} from './redis.js';
import {hasSecret} from './secrecy.js';
import {fromHandlers, serveProvider} from './servers.js';
import {sessionOf} from './sessions.js';

const ROUNDS = Number(process.env['CHAOS_ROUNDS'] ?? 5);
const VIEWS = 200;
const TOLD_IN_A_ROUND = 20;
const TENANTS: readonly TenantName[] = ['acme', 'globex'];
const A_DAY = 24 * 3_600_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** What a viewer's page has: it comes back wherever it can, and signs in again when its session is over. */
class View {
  readonly got: string[] = [];
  readonly counts = {connections: 0, sessionsEnded: 0, resyncs: 0, polls: 0};
  readonly tenant: TenantName;
  readonly #user: string;
  readonly #url: string;
  /** How long a session of this one lasts. */
  readonly #session: number;
  #expiresAt = 0;
  #page: Listening | undefined;
  #isOver = false;

  constructor(url: string, index: number) {
    this.tenant = TENANTS[index % 2] ?? 'acme';
    this.#user = `u${index}`;
    this.#url = url;
    this.#session = index % 4 === 0 ? 4000 : A_DAY;
  }

  get isLive(): boolean {
    return this.#page?.events.some(({event}) => event === 'live') ?? false;
  }

  /** All so far, what is still coming included. */
  get seen(): readonly string[] {
    return [...this.got, ...(this.#page ? this.#told(this.#page) : [])];
  }

  async run(): Promise<void> {
    let after: string | undefined;
    while (!this.#isOver) {
      if (this.#expiresAt <= Date.now()) this.#expiresAt = Date.now() + this.#session;
      const headers = {'x-session': sessionOf(this.tenant, this.#user, this.#expiresAt), origin: this.#url};
      this.counts.connections++;
      const page = await listen(`${this.#url}/messaging/surge/events`, {after, headers}).catch(() => undefined);
      if (page?.status !== 200) {
        page?.close();
        await pause(100);
        continue;
      }
      this.#page = page;
      if (this.#isOver) page.close();
      await page.ended;
      this.#page = undefined;
      this.got.push(...this.#told(page));
      for (const {event} of page.events) {
        if (event === 'resync') this.counts.resyncs++;
        if (event === 'poll') this.counts.polls++;
      }
      after = page.lastId() ?? after;
      if (this.#expiresAt <= Date.now()) this.counts.sessionsEnded++;
    }
  }

  leave(): void {
    this.#isOver = true;
    this.#page?.close();
  }

  #told = (page: Listening): string[] => page.payloads().map((payload) => JSON.stringify(payload));
}

/** Something goes wrong in each round, in turn. */
interface World {
  readonly redis: RunningRedis;
  readonly nodes: readonly NodeProcess[];
  readonly balancer: Balancer;
  readonly context: BrowserContext;
}
const TROUBLES: readonly ((world: World, round: number) => Promise<void>)[] = [
  async function killNode({nodes}, round) {
    const node = nodes[round % nodes.length];
    await node?.kill();
    await pause(300);
    await node?.start();
  },
  async function restartRedis({redis}) {
    await redis.kill();
    await pause(500);
    await redis.start();
  },
  async function cutAndDelay({balancer}) {
    balancer.delay(300);
    for (let times = 0; times < 3; times++) {
      balancer.cut(2);
      await pause(300);
    }
    balancer.delay(0);
  },
  async function endSession({context, balancer}) {
    await signIn(context, balancer, Date.now() - 1);
    balancer.cut(1);
    await pause(1500);
    await signIn(context, balancer, Date.now() + A_DAY);
  },
  async function freezeRedis({redis}) {
    redis.freeze(true);
    await pause(3500);
    redis.freeze(false);
  },
];

const signIn = (context: BrowserContext, {url}: Balancer, expiresAt: number) =>
  context.addCookies([{url, name: 'session', value: sessionOf('acme', 'anna', expiresAt)}]);

const signed = (tenant: TenantName, payload: unknown): Post => {
  const body = Buffer.from(JSON.stringify(payload));
  const headers = deliveriesOf('surge').sign(body, {secret: KEYS[tenant].webhook});
  return {body, headers: {'content-type': 'application/json', ...headers}};
};

/** The world's own number and contact of the first conversation. */
function firstContact(backend: Backend) {
  const [thread] = backend.threads();
  const contact = thread && backend.contact(thread.contactId);
  if (!thread || !contact) throw new Error('Nobody is there.');
  return {phone: contact.phone, ownNumberId: thread.ownNumberId};
}

/** The texts of messages that a page was told of: received, and certainly not sent. */
interface Told {
  readonly heard: string[];
  readonly refused: string[];
}

/** A tab with the conversation open, which counts what it is told of. What it logs is looked through at once. */
async function openTab(context: BrowserContext, {url, leaks}: Balancer): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (hasSecret(message.text())) leaks.push(message.text());
  });
  await page.goto(url);
  await page.locator('parlor-inbox').getByRole('listbox').getByRole('option').first().click();
  await page.evaluate(() => {
    const told: Told = {heard: [], refused: []};
    const inbox = document.querySelector('parlor-inbox');
    inbox?.addEventListener('parlor-message-received', ({detail}) => told.heard.push(detail.message.text ?? ''));
    // Its text is in the field again, for whoever writes next.
    inbox?.addEventListener('parlor-message-failed', ({detail}) => {
      if (!detail.error.outcomeUnknown) told.refused.push(detail.message.text ?? '');
    });
    Object.assign(window, {told});
  });
  return page;
}

const shownIn = (page: Page): Promise<{readonly text: string; readonly status: string | null}[]> =>
  page
    .locator('parlor-message-thread')
    .evaluate(({messages}: ParlorMessageThread) =>
      (messages ?? []).map(({text, status}) => ({text: text ?? '', status: status ?? null})),
    );
const inThread = async (page: Page): Promise<string[]> => (await shownIn(page)).map(({text}) => text);
const toldIn = (page: Page): Promise<Told> => page.evaluate(() => (window as unknown as {readonly told: Told}).told);

const doubledIn = (list: readonly string[]) => list.length - new Set(list).size;
const missingIn = (list: readonly string[], wanted: readonly string[]) =>
  wanted.filter((each) => !list.includes(each)).length;

test.describe('chaos', () => {
  test.skip(!HAS_REDIS, 'there is no redis-server on this machine');
  test.skip(!IS_BUILT, 'the package is not built');
  let browser: Browser;
  test.beforeAll(async () => {
    browser = await chromium.launch({executablePath: await chromiumPath(), args: chromiumArgs});
  });
  test.afterAll(() => browser.close());

  test(`${ROUNDS} rounds of two nodes killed, Redis restarted, connections cut, sessions ended: every event once in every view`, async () => {
    test.setTimeout(120_000 + ROUNDS * 30_000);
    const [redis, program, ports] = [await startRedis(), await buildProgram(), [await freePort(), await freePort()]];
    const backend = createBackend({scenario: 'busy-inbox'});
    const provider = await serveProvider(fromHandlers(createSurgeHandlers(backend), 'https://api.surge.app'));
    const balancer = await startBalancer(() => ports);
    const shared = {publicUrl: `${balancer.url}/messaging`, redisPort: redis.port, provider: provider.url};
    const nodes = await Promise.all(
      ports.map((port) => startNode(program.path, {...shared, port, timeout: 10_000, files: BROWSER_FILES})),
    );
    const context = await browser.newContext();
    await signIn(context, balancer, Date.now() + A_DAY);
    const tabs = [await openTab(context, balancer), await openTab(context, balancer)];
    const views = Array.from({length: VIEWS}, (_, index) => new View(balancer.url, index));
    const running = views.map((view) => view.run());
    await expect.poll(() => views.every(({isLive}) => isLive), {timeout: 30_000}).toBe(true);

    const said: Record<TenantName, string[]> = {acme: [], globex: []};
    const deliveries: Promise<void>[] = [];
    /** As the provider does: until it is acknowledged, and sometimes once more. */
    async function tell(tenant: TenantName, payload: unknown): Promise<void> {
      const posted = signed(tenant, payload);
      const told = said[tenant].push(JSON.stringify(payload));
      for (let more = told % 5 === 0 ? 2 : 1; more > 0;) {
        const status = await deliver(`${balancer.url}/messaging/surge/webhook`, posted).then(
          (response) => response.status,
          () => 0,
        );
        if (status === 204) more--;
        else await pause(100);
      }
    }
    relaySurgeWebhooks(backend, (payload) => void deliveries.push(tell('acme', payload)));
    const {phone, ownNumberId} = firstContact(backend);
    const texts: string[] = [];
    const replies: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const telling = (async () => {
        for (let count = 0; count < TOLD_IN_A_ROUND; count += 2) {
          const text = `Event ${texts.length} ${markOf('acme')}`;
          texts.push(text);
          backend.receive({phone, text, ownNumberId});
          const number = texts.length;
          await tell('globex', deliveriesOf('surge').payload('globex', `m${number}`, markOf('globex')));
          await pause(50);
        }
      })();
      const reply = `Reply ${round}`;
      replies.push(reply);
      const writer = tabs[round % tabs.length]?.getByRole('textbox', {name: /^Reply to /});
      await writer?.fill(reply);
      await writer?.press('Enter');
      await TROUBLES[round % TROUBLES.length]?.({redis, nodes, balancer, context}, round);
      await telling;
      for (const tab of tabs) {
        const again = tab.getByRole('button', {name: 'Try again'});
        // Where a tab noticed that it was signed out.
        if (await again.isVisible()) await again.click({timeout: 2000}).catch(() => undefined);
      }
    }
    await Promise.all(deliveries);
    const isComplete = () => views.every(({tenant, seen}) => missingIn(seen, said[tenant]) === 0);
    await expect.poll(isComplete, {timeout: 40_000}).toBe(true);
    for (const tab of tabs) {
      await expect.poll(async () => missingIn(await inThread(tab), texts), {timeout: 60_000}).toBe(0);
    }
    const atProvider = () => backend.threads().flatMap(({id}) => backend.messagesOf(id));
    const timesSent = (text: string) => atProvider().filter((message) => message.text === text).length;
    /** What the tabs say of replies that the provider does not have exactly once, and of those that it has. */
    const untrue = async () => {
      const said = (await Promise.all(tabs.map(shownIn))).flat();
      return said.filter(({text, status}) => {
        if (!replies.includes(text) || status === 'unconfirmed') return false;
        return !(timesSent(text) === 1 && /^(?:sent|delivered|read)$/.test(status ?? ''));
      });
    };
    await expect.poll(untrue, {timeout: 60_000}).toEqual([]);
    // A reply that left late is an event of its own; what is said after the views have left is not for them.
    await expect.poll(isComplete, {timeout: 40_000}).toBe(true);
    const saidToAll = {acme: [...said.acme], globex: [...said.globex]};
    views.forEach((view) => view.leave());
    await Promise.all(running);

    const inTabs = await Promise.all(tabs.map(inThread));
    const told = await Promise.all(tabs.map(toldIn));
    const refused = told.flatMap((each) => each.refused);
    const givenBack = replies.filter(
      (reply) => timesSent(reply) === 0 && refused.includes(reply) && !inTabs.flat().includes(reply),
    );
    const ours = (list: readonly string[]) => list.filter((text) => /^(?:Event|Reply) /.test(text));
    const counts = {
      ...{rounds: ROUNDS, views: VIEWS, tabs: tabs.length, told: saidToAll.acme.length + saidToAll.globex.length},
      delivered: sum(views.map(({got}) => got.length)),
      lost: sum(views.map(({tenant, got}) => missingIn(got, saidToAll[tenant]))),
      doubled: sum(views.map(({got}) => doubledIn(got))),
      foreign: sum(views.map(({tenant, got}) => got.filter((each) => !said[tenant].includes(each)).length)),
      shownInTabs: sum(inTabs.map((list) => ours(list).length)),
      ...{replies: replies.length, repliesAtProvider: sum(replies.map(timesSent)), givenBack: givenBack.length},
      doubledInTabs: sum([...inTabs, ...told.map(({heard}) => heard)].map((list) => doubledIn(ours(list)))),
      leaks: balancer.leaks.length,
      megabytesLookedThrough: Math.round(balancer.bytes / 1e6),
      cuts: balancer.cuts,
      ...Object.fromEntries(
        (['connections', 'sessionsEnded', 'resyncs', 'polls'] as const).map((name) => [
          name,
          sum(views.map((view) => view.counts[name])),
        ]),
      ),
    };
    console.log(`chaos: ${JSON.stringify(counts)}`);
    expect(balancer.leaks).toEqual([]);
    expect(counts).toMatchObject({lost: 0, doubled: 0, foreign: 0, doubledInTabs: 0});
    expect(counts.shownInTabs).toBe((texts.length + replies.length - givenBack.length) * tabs.length);
    for (const reply of replies) expect(timesSent(reply), reply).toBeLessThan(2);
    await context.close();
    for (const node of nodes) await node.close();
    for (const each of [balancer, provider, redis]) await each.close();
    backend.close();
    program.remove();
  });
});
