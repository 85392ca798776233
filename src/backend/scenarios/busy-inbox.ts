import type {Backend} from '../backend.js';
import {Random} from '../random.js';
import type {PastMessage} from '../requests.js';
import {BIKES, DAYS, EXCHANGES, TIMES} from './busy-inbox-chatter.js';
import {FIRST_NAMES, LAST_NAMES} from './busy-inbox-people.js';
import {BUSY_INBOX_STORIES} from './busy-inbox-stories.js';
import {BRIEF, FRIENDLY} from './replies.js';
import {DAY, HOUR, MINUTE, openShop, tell, type ScenarioOptions} from './shop.js';

const GENERATED = 46;

/** An ordinary afternoon: about sixty conversations, the upper ones with everything an inbox has to show. */
export function busyInbox(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  for (const story of BUSY_INBOX_STORIES) tell(backend, story);
  addGeneratedThreads(backend, new Random(options.seed ?? 1).fork('busy-inbox'), GENERATED);
  return backend;
}

/** Adds threads between two days and three months old. */
export function addGeneratedThreads(backend: Backend, random: Random, count: number): void {
  const now = backend.clock.now();
  const lastNames = random.shuffle(LAST_NAMES);
  for (let index = 0; index < count; index++) {
    const firstName = FIRST_NAMES[index % FIRST_NAMES.length] ?? '';
    const lastName = lastNames[(index * 7) % lastNames.length] ?? '';
    const endsAt = now - (2 * DAY + (index / count) ** 2 * 88 * DAY + random.integer(0, 5 * HOUR));
    const messages = chatter(random, firstName, endsAt);
    const unread = messages.at(-1)?.direction === 'inbound' && random.chance(0.2);
    tell(backend, {
      contact: {firstName, lastName, replies: random.chance(0.5) ? FRIENDLY : BRIEF},
      thread: {unreadCount: unread ? 1 : 0, starred: random.chance(0.06), archived: !unread && random.chance(0.12)},
      lines: messages.map((message) => () => message),
    });
  }
}

/** One to four exchanges, weeks apart, that end at an instant. */
export function chatter(random: Random, firstName: string, endsAt: number): PastMessage[] {
  const messages: PastMessage[] = [];
  let at = endsAt;
  for (const exchange of random.shuffle(EXCHANGES).slice(0, random.integer(1, 4))) {
    const words: Readonly<Record<string, string>> = {
      first: firstName,
      day: random.pick(DAYS),
      time: random.pick(TIMES),
      bike: random.pick(BIKES),
      price: String(random.integer(15, 240)),
    };
    for (const {by, text} of [...exchange].reverse()) {
      const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
      messages.push({direction: by === 'us' ? 'outbound' : 'inbound', text: filled, at});
      at -= random.integer(MINUTE, 40 * MINUTE);
    }
    at -= random.integer(2 * DAY, 20 * DAY);
  }
  return messages.reverse();
}
