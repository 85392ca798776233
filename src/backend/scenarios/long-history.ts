import type {Backend} from '../backend.js';
import {Random} from '../random.js';
import type {PastMessage} from '../requests.js';
import {addGeneratedThreads} from './busy-inbox.js';
import {BIKES, DAYS, EXCHANGES, TIMES} from './busy-inbox-chatter.js';
import {FRIENDLY} from './replies.js';
import {DAY, HOUR, MINUTE, openShop, tell, type ScenarioOptions} from './shop.js';

export const LONG_HISTORY_MESSAGES = 3000;

/** One thread of 3,000 messages over about two years, every one saying which it is, and a few ordinary threads. */
export function longHistory(options: ScenarioOptions = {}): Backend {
  const backend = openShop(options);
  const random = new Random(options.seed ?? 1).fork('long-history');
  const messages = numberedMessages(random, backend.clock.now() - 2 * MINUTE, LONG_HISTORY_MESSAGES);
  tell(backend, {
    contact: {firstName: 'Marguerite', lastName: 'Longfellow-Adeyemi', replies: FRIENDLY},
    lines: messages.map((message) => () => message),
  });
  addGeneratedThreads(backend, random, 8);
  return backend;
}

function numberedMessages(random: Random, endsAt: number, count: number): PastMessage[] {
  const lines = EXCHANGES.flat();
  const messages: PastMessage[] = [];
  let at = endsAt;
  for (let number = count; number >= 1; number--) {
    const {by, text} = random.pick(lines);
    const filled = text
      .replace('{first}', 'Marguerite')
      .replaceAll('{day}', random.pick(DAYS))
      .replaceAll('{time}', random.pick(TIMES))
      .replaceAll('{bike}', random.pick(BIKES))
      .replaceAll('{price}', String(random.integer(15, 240)));
    messages.push({direction: by === 'us' ? 'outbound' : 'inbound', text: `${filled} (${number})`, at});
    at -= gapBefore(random);
  }
  return messages.reverse();
}

// Mostly quick exchanges, some of them within the same millisecond, with nights and weeks in between.
function gapBefore(random: Random): number {
  const kind = random.next();
  if (kind < 0.04) return 0;
  if (kind < 0.75) return random.integer(20_000, 12 * MINUTE);
  return kind < 0.95 ? random.integer(HOUR, 10 * HOUR) : random.integer(DAY, 8 * DAY);
}
