import {normalizeForComparison} from '../../src/model/match-echo.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {StorageSnapshot} from '../../src/store/storage/port.js';
import type {StoredMessage} from '../../src/backend/types.js';
import type {Tab} from './tab.js';

/** What must never be: what was lost, texted twice, said though it is not so, shown though it is not so any more … */
export type ViolationKind =
  | ('lost' | 'doubled' | 'false claim' | 'stale row' | 'stale thread' | 'sent without consent')
  | (
      'sent though forbidden' | 'out of order' | 'status went back' | 'told twice' | 'left after signing out' | 'broken'
    );
export type Violate = (kind: ViolationKind, what: string) => void;

/** A message somebody wrote, by the person it went to. */
export interface Written {
  readonly person: number;
  readonly text: string;
  readonly localId: string;
  readonly tab: Tab;
  /** When, by the true time. */
  readonly at: number;
  takenBack: boolean;
}

const plain = (text: string | null | undefined): string => normalizeForComparison(text ?? '');
const count = <Item>(items: readonly Item[], isMeant: (item: Item) => boolean): number => items.filter(isMeant).length;

/** Nothing lost, nothing doubled, nothing claimed: what was written, against what arrived and what is shown. */
export function judgeWritten(
  violate: Violate,
  conversationId: string,
  mine: readonly Written[],
  arrived: readonly string[],
  {entries, drafts}: StorageSnapshot,
): void {
  const queue = entries.filter(({outgoing}) => outgoing.conversationId === conversationId);
  const draft = drafts.get(conversationId)?.text;
  for (const text of new Set(mine.map((message) => plain(message.text)))) {
    const same = mine.filter((message) => plain(message.text) === text);
    const kept = queue.filter(({outgoing}) => plain(outgoing.text) === text);
    const shown = kept.length + (draft && plain(draft) === text ? 1 : 0);
    const there = count(arrived, (other) => other === text);
    const takenBack = count(same, (message) => message.takenBack);
    const facts = `${there} arrived, ${shown} are shown (${kept.map(({state}) => state).join()}), ${takenBack} were taken back`;
    const claim = `"${text}" was written ${same.length} times; ${facts}.`;
    if (there > same.length) violate('doubled', claim);
    if (there + shown < same.length - takenBack) violate('lost', claim);
    // Where nobody can tell whether it left, that is said, and is no claim; "it is not there" is one.
    const doubtful = count(kept, ({state, search}) => state === 'unconfirmed' && search !== 'not-found');
    if (there + shown - doubtful > same.length) violate('false claim', claim);
    for (const {state} of kept) {
      if (state === 'sending') violate('false claim', `"${text}" is still being sent long after everything ended.`);
    }
  }
  // Two tabs of which one cannot reach its storage know nothing of each other.
  for (const tab of new Set(mine.map((message) => message.tab))) {
    judgeOrder(
      violate,
      arrived,
      mine.filter((message) => message.tab === tab),
    );
  }
}

/** Texts with a number are written once each: they must arrive in the order they were written. */
function judgeOrder(violate: Violate, arrived: readonly string[], mine: readonly Written[]): void {
  const order = mine.map(({text}) => plain(text));
  const places = arrived
    .map((text) => (/#\d+/.test(text) ? order.lastIndexOf(text) : -1))
    .filter((place) => place >= 0);
  const isKept = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
  if (!isKept) violate('out of order', `written as ${order.join(', ')}; arrived as ${arrived.join(', ')}.`);
}

/** The thread shows what the provider has, as far as it is loaded. */
export function judgeThread(
  violate: Violate,
  {store}: Tab,
  conversationId: string,
  truth: readonly StoredMessage[],
): void {
  const {messages} = store.timeline(conversationId).state;
  const texts = (list: readonly {text: string | null}[]) => list.map(({text}) => plain(text)).join(' | ');
  const [shown, real] = [texts(messages), texts(truth.slice(-messages.length))];
  const isSame = messages.length >= Math.min(2, truth.length) && shown === real;
  if (!isSame) violate('stale thread', `the thread shows ${shown}; the provider has ${real}.`);
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
  violate: Violate,
  {store}: Tab,
  truth: ReadonlyMap<number, TrueRow>,
  personOf: (row: Conversation) => number | undefined,
  {isWhole, isAnew, countsUnread}: ListExpectations,
): void {
  const {conversations} = store.conversationList.state;
  const listed = new Set<number>();
  for (const row of conversations) {
    const person = personOf(row);
    const real = person === undefined ? undefined : truth.get(person);
    const isGhost = real?.wasRemoved && (!real.isListed || plain(row.lastMessage?.text) !== plain(real.last?.text));
    if (isGhost && !isAnew) continue;
    if (person === undefined || !real?.isListed) {
      violate('stale row', `the list shows ${row.id} (person ${person}), which is not there.`);
      continue;
    }
    if (listed.has(person)) violate('stale row', `person ${person} is listed twice.`);
    listed.add(person);
    const shown = row.lastMessage?.text;
    if (shown !== undefined && plain(shown) !== plain(real.last?.text)) {
      violate('stale row', `the row of person ${person} shows ${shown}; the provider has ${real.last?.text}.`);
    }
    if (countsUnread && row.unread.has !== real.unread > 0) {
      violate(
        'stale row',
        `the row of person ${person} is unread: ${row.unread.has}; the provider has ${real.unread}.`,
      );
    }
  }
  const times = conversations.map(({lastActivityAt = -Infinity}) => lastActivityAt);
  const misplaced = times.findIndex((time, index) => time > (times[index - 1] ?? Infinity));
  if (misplaced >= 0) violate('out of order', `the list, at ${misplaced}.`);
  if (!isWhole) return;
  const missing = [...truth.values()].filter(({isListed, person}) => isListed && !listed.has(person));
  if (missing.length > 0) violate('stale row', `missing are ${missing.map(({person}) => person).join(', ')}.`);
}
