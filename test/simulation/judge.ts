import {normalizeForComparison} from '../../src/model/match-echo.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {StorageSnapshot} from '../../src/store/storage/port.js';
import type {StoredMessage} from '../../src/backend/types.js';
import type {Tab} from './tab.js';

/** A message somebody wrote, by the person it went to. */
export interface Written {
  readonly person: number;
  readonly text: string;
  readonly localId: string;
  /** When, by the true time. */
  readonly at: number;
  takenBack: boolean;
}

const plain = (text: string | null | undefined): string => normalizeForComparison(text ?? '');
const count = <Item>(items: readonly Item[], isMeant: (item: Item) => boolean): number => items.filter(isMeant).length;

/** Nothing lost, nothing doubled, nothing claimed: what was written, against what arrived and what is shown. */
export function judgeWritten(
  conversationId: string,
  mine: readonly Written[],
  arrived: readonly string[],
  {entries, drafts}: StorageSnapshot,
): readonly string[] {
  const violations: string[] = [];
  const queue = entries.filter(({outgoing}) => outgoing.conversationId === conversationId);
  const draft = drafts.get(conversationId)?.text;
  for (const text of new Set(mine.map((message) => plain(message.text)))) {
    const same = mine.filter((message) => plain(message.text) === text);
    const kept = queue.filter(({outgoing}) => plain(outgoing.text) === text);
    const shown = kept.length + (draft && plain(draft) === text ? 1 : 0);
    const there = count(arrived, (other) => other === text);
    const takenBack = count(same, (message) => message.takenBack);
    const facts = `${there} arrived, ${shown} are shown (${kept.map(({state}) => state).join()}), ${takenBack} were taken back`;
    if (there > same.length) violations.push(`doubled: "${text}" was written ${same.length} times; ${facts}.`);
    if (there + shown < same.length - takenBack) {
      violations.push(`lost: "${text}" was written ${same.length} times; ${facts}.`);
    }
    // Where nobody can tell whether it left, that is said, and is no claim; "it is not there" is one.
    const doubtful = count(kept, ({state, search}) => state === 'unconfirmed' && search !== 'not-found');
    if (there + shown - doubtful > same.length) {
      violations.push(`claimed: "${text}" was written ${same.length} times; ${facts}.`);
    }
    for (const {state} of kept) {
      if (state === 'sending') violations.push(`claimed: "${text}" is still being sent long after everything ended.`);
    }
  }
  return [...violations, ...judgeOrder(arrived, mine)];
}

/** Texts with a number are written once each: they must arrive in the order they were written. */
function judgeOrder(arrived: readonly string[], mine: readonly Written[]): readonly string[] {
  const order = mine.map(({text}) => plain(text));
  const places = arrived.filter((text) => /#\d+/.test(text)).map((text) => order.indexOf(text));
  const isKept = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
  return isKept ? [] : [`order: written as ${order.join(', ')}; arrived as ${arrived.join(', ')}.`];
}

/** The thread shows what the provider has, as far as it is loaded. */
export function judgeThread({store}: Tab, conversationId: string, truth: readonly StoredMessage[]): readonly string[] {
  const {messages} = store.timeline(conversationId).state;
  const texts = (list: readonly {text: string | null}[]) => list.map(({text}) => plain(text)).join(' | ');
  const [shown, real] = [texts(messages), texts(truth.slice(-messages.length))];
  const isSame = messages.length >= Math.min(2, truth.length) && shown === real;
  return isSame ? [] : [`stale: the thread shows ${shown}; the provider has ${real}.`];
}

/** What a row of the list should say. */
export interface TrueRow {
  readonly person: number;
  readonly last: StoredMessage | undefined;
  readonly unread: number;
  readonly isListed: boolean;
  /** Somebody else deleted or archived it, without a word to anybody. */
  readonly wasRemoved: boolean;
}

export interface ListExpectations {
  /** Everything there is was paged to. */
  readonly isWhole: boolean;
  /** The list was read from scratch, so that what was removed further down cannot be there any more. */
  readonly isAnew: boolean;
  /** The provider counts what is unread. */
  readonly countsUnread: boolean;
}

/** Every row shows what the provider has, each once, in its place. */
export function judgeList(
  {store}: Tab,
  truth: ReadonlyMap<number, TrueRow>,
  personOf: (row: Conversation) => number | undefined,
  {isWhole, isAnew, countsUnread}: ListExpectations,
): readonly string[] {
  const violations: string[] = [];
  const {conversations} = store.conversationList.state;
  const listed = new Set<number>();
  for (const row of conversations) {
    const person = personOf(row);
    const real = person === undefined ? undefined : truth.get(person);
    const isGhost = real?.wasRemoved && (!real.isListed || plain(row.lastMessage?.text) !== plain(real.last?.text));
    if (isGhost && !isAnew) continue;
    if (person === undefined || !real?.isListed) {
      violations.push(`stale: the list shows ${row.id} (person ${person}), which is not there.`);
      continue;
    }
    if (listed.has(person)) violations.push(`stale: person ${person} is listed twice.`);
    listed.add(person);
    const shown = row.lastMessage?.text;
    if (shown !== undefined && plain(shown) !== plain(real.last?.text)) {
      violations.push(`stale: the row of person ${person} shows ${shown}; the provider has ${real.last?.text}.`);
    }
    if (countsUnread && row.unread.has !== real.unread > 0) {
      violations.push(
        `stale: the row of person ${person} is unread: ${row.unread.has}; the provider has ${real.unread}.`,
      );
    }
  }
  const times = conversations.map(({lastActivityAt = -Infinity}) => lastActivityAt);
  const misplaced = times.findIndex((time, index) => time > (times[index - 1] ?? Infinity));
  if (misplaced >= 0) violations.push(`order: the list is out of order at ${misplaced}.`);
  if (!isWhole) return violations;
  const missing = [...truth.values()].filter(({isListed, person}) => isListed && !listed.has(person));
  if (missing.length > 0) violations.push(`stale: missing are ${missing.map(({person}) => person).join(', ')}.`);
  return violations;
}
