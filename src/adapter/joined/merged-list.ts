import {completeAll, completeConversation, hasId} from '../../model/complete.js';
import {byActivity, type Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor, type Page} from '../../model/page.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {FreshStarts} from '../../util/fresh-starts.js';
import {randomId} from '../../util/random-id.js';
import {startTimer} from '../../util/timer.js';
import type {ConversationQuery, RequestOptions} from '../messaging-adapter.js';
import type {Account} from './account.js';

/** How far the list of one account was read, and what of it was read and not handed out yet. */
interface Place {
  readonly account: Account;
  /** By falling activity. */
  readonly waiting: readonly Conversation[];
  /** Nothing for the first page. */
  readonly next: Cursor | undefined;
  readonly isAtEnd: boolean;
  /** How many of its pages were read. */
  readonly pages: number;
  /** Every page was read and promised its order. */
  readonly isByActivity: boolean;
  readonly isIncomplete: boolean;
  readonly total: number | undefined;
  readonly error: ConversationError | undefined;
}

interface State {
  readonly places: readonly Place[];
  /** What the pages are about: a cursor leads on with the same question only. */
  readonly question: string;
}

const USUAL = 50;
/** Pages without anything in them that are read in a row before the others go on without that account. */
const EMPTY_PAGES = 10;
/** Lists that go on from somewhere: an older one is read again from its start. */
const KEPT = 200;
/** Requests that are late, or whose late answer nobody has asked for yet. */
const KEPT_LATE = 20;
/** How long a late answer stands for what is asked now, in milliseconds. */
const ANSWER_HOLDS = 30_000;
/** The longest an account that asked for a pause is left alone, in milliseconds. */
const LONGEST_REST = 5 * 60_000;

/** A request for which the others did not wait. */
interface LateRequest {
  readonly asking: Promise<Page<Conversation>>;
  answeredAt?: number;
}

interface ReadOptions extends RequestOptions {
  /** From where an earlier page ended. */
  readonly goesOn: boolean;
}

export interface MergedListOptions {
  /** How long the others wait for an account, in milliseconds. */
  readonly patience: number;
  /** Told why accounts could not be read, after every page. */
  readonly onMissing: (errors: readonly ConversationError[]) => void;
  /** Told when one that was too slow has answered: what it said is there for whoever asks again. */
  readonly onLateAnswer: () => void;
}

/**
 * The lists of several accounts as one, by falling activity. What was read of an account and comes later in the whole
 * waits for its turn, so that no page of any is read twice and none is passed over. An account that fails or is slow is
 * left out of a page, which says so, and is asked again by the next.
 */
export class MergedList {
  readonly #accounts: readonly Account[];
  readonly #options: MergedListOptions;
  readonly #states = new BoundedMap<string, State>(KEPT);
  readonly #name = randomId();
  readonly #late = new BoundedMap<string, LateRequest>(KEPT_LATE);
  /** Until when accounts that asked for a pause are left alone. */
  readonly #resting = new Map<Account, number>();
  readonly #freshStarts = new Map<Account, FreshStarts>();
  #count = 0;

  constructor(accounts: readonly Account[], options: MergedListOptions) {
    this.#accounts = accounts;
    this.#options = options;
  }

  async page({cursor, limit, ...query}: ConversationQuery, options: RequestOptions = {}): Promise<Page<Conversation>> {
    const size = typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : USUAL;
    const question = JSON.stringify(query);
    let places = cursor === undefined ? this.#accounts.map(begin) : this.#placesAt(cursor, question);
    places = places.map((place) => ({...place, error: undefined}));
    const items: Conversation[] = [];
    for (;;) {
      places = await this.#fill(places, {...query, limit: size}, {...options, goesOn: cursor !== undefined});
      const [first] = places.filter(isReady).sort((a, b) => byActivity(headOf(a), headOf(b)));
      if (!first || items.length >= size) break;
      items.push(headOf(first));
      places = places.map((place) => (place === first ? {...place, waiting: place.waiting.slice(1)} : place));
    }
    const missing = places.filter(({error}) => error);
    // Whoever asks again for what nobody can answer has to hear why.
    const [{error} = {error: undefined}] = missing;
    if (items.length === 0 && error && !places.some((place) => !place.error && !place.isAtEnd)) throw error;
    for (const {account, error: why} of missing) if (why) this.#letRest(account, why);
    this.#options.onMissing(missing.flatMap(({error: why}) => why ?? []));
    const goesOn = places.some(({waiting, isAtEnd}) => waiting.length > 0 || !isAtEnd);
    const totals = places.flatMap(({total, error: why}) => (total === undefined || why ? [] : [total]));
    return {
      items,
      ...(goesOn && {next: this.#keep({places, question})}),
      ...(totals.length === places.length && {total: totals.reduce((sum, total) => sum + total, 0)}),
      ...(places.every(({isByActivity}) => isByActivity) && missing.length === 0 && {order: 'activity'}),
      ...((missing.length > 0 || places.some(({isIncomplete}) => isIncomplete)) && {incomplete: true}),
      ...(missing.length > 0 && {missing: missing.map(({account}) => account.label)}),
    };
  }

  /** Reads on in all of which nothing waits: none of them may hold what comes next. */
  async #fill(places: readonly Place[], query: ConversationQuery, options: ReadOptions): Promise<readonly Place[]> {
    return Promise.all(
      places.map(async (place) =>
        place.waiting.length > 0 || place.isAtEnd || place.error ? place : await this.#read(place, query, options),
      ),
    );
  }

  async #read(before: Place, query: ConversationQuery, {goesOn, ...options}: ReadOptions): Promise<Place> {
    let place = before;
    try {
      for (let pages = 0; pages < EMPTY_PAGES; pages++) {
        const {account, next: cursor} = place;
        const page = await this.#ask(account, {...query, ...(cursor && {cursor})}, options);
        const next = page.next === cursor ? undefined : page.next;
        place = {
          ...place,
          waiting: rowsOf(page, account),
          next,
          isAtEnd: next === undefined,
          pages: place.pages + 1,
          isByActivity: place.isByActivity && page.order === 'activity',
          isIncomplete: place.isIncomplete || page.incomplete === true,
          total: page.total ?? place.total,
        };
        this.#freshStartsOf(account).reached(place.pages);
        if (place.waiting.length > 0 || place.isAtEnd) return place;
      }
      const {label: adapter} = place.account;
      const message = `There is no end to the list: ${EMPTY_PAGES} pages in a row brought nothing.`;
      throw new ConversationError('decode', {adapter, message});
    } catch (thrown) {
      if (options.signal?.aborted) throw thrown;
      const error = ConversationError.from(thrown);
      // What it does not know any more cannot be gone on from: the list is read anew. Where it was being read from its start,
      // or the same place is refused each time, that would not help.
      const isLost = error.kind === 'cursor-invalid' && place.next !== undefined && goesOn;
      if (isLost && this.#freshStartsOf(place.account).mayBegin(place.pages)) throw error;
      return {...place, error, isByActivity: false};
    }
  }

  #freshStartsOf(account: Account): FreshStarts {
    const known = this.#freshStarts.get(account) ?? new FreshStarts();
    this.#freshStarts.set(account, known);
    return known;
  }

  async #ask(account: Account, query: ConversationQuery, options: RequestOptions): Promise<Page<Conversation>> {
    this.#assertAwake(account);
    const key = JSON.stringify([account.id, query]);
    const late = this.#lateAnswer(key);
    const asking = late ?? account.adapter.listConversations(query, options);
    // The others have waited for a late one before.
    const page = await answerWithin(late ? 0 : this.#options.patience, asking);
    if (page) {
      this.#late.delete(key);
      return page;
    }
    if (!late) this.#keepLate(key, asking, options.signal);
    throw new ConversationError('timeout', {adapter: account.label, message: 'No answer came yet.'});
  }

  #lateAnswer(key: string): LateRequest['asking'] | undefined {
    const late = this.#late.get(key);
    const isOld = late?.answeredAt !== undefined && performance.now() - late.answeredAt > ANSWER_HOLDS;
    return isOld ? undefined : late?.asking;
  }

  /** @param signal of whoever asked: what that calls off answers nobody else */
  #keepLate(key: string, asking: LateRequest['asking'], signal: AbortSignal | undefined): void {
    const late: LateRequest = {asking};
    this.#late.set(key, late);
    const forget = (): void => {
      if (this.#late.get(key) === late) this.#late.delete(key);
    };
    signal?.addEventListener('abort', forget);
    asking
      .then(() => {
        late.answeredAt = performance.now();
        this.#options.onLateAnswer();
      }, forget)
      .finally(() => signal?.removeEventListener('abort', forget));
  }

  /** @throws ConversationError of kind `rate-limited` while an account has asked to be left alone */
  #assertAwake(account: Account): void {
    const retryAfter = (this.#resting.get(account) ?? 0) - performance.now();
    if (retryAfter > 0) throw new ConversationError('rate-limited', {adapter: account.label, retryAfter});
    this.#resting.delete(account);
  }

  /** Whoever hears of the error waits without being told to; it is those who go on without the account that do not. */
  #letRest(account: Account, {kind, retryAfter}: ConversationError): void {
    if (kind !== 'rate-limited' || retryAfter === undefined) return;
    this.#resting.set(account, performance.now() + Math.min(retryAfter, LONGEST_REST));
  }

  #placesAt(cursor: Cursor, question: string): readonly Place[] {
    const state = this.#states.get(cursor);
    if (state?.question === question) return state.places;
    throw new ConversationError('cursor-invalid', {message: 'The list does not go on from there any more.'});
  }

  #keep(state: State): Cursor {
    const cursor = `${this.#name}:${++this.#count}`;
    this.#states.set(cursor, state);
    return asCursor(cursor);
  }
}

/** @returns nothing where no answer came in time */
async function answerWithin<Answer>(patience: number, asking: Promise<Answer>): Promise<Answer | undefined> {
  if (patience <= 0) return Promise.race([asking, Promise.resolve(undefined)]);
  let stop: () => void = () => undefined;
  const isOver = new Promise<undefined>((resolve) => (stop = startTimer(patience, () => resolve(undefined))));
  try {
    return await Promise.race([asking, isOver]);
  } finally {
    stop();
  }
}

const begin = (account: Account): Place => ({
  ...{account, waiting: [], next: undefined, isAtEnd: false, pages: 0, isByActivity: true, isIncomplete: false},
  ...{total: undefined, error: undefined},
});

/** One that cannot be read keeps none of the others away. */
const rowsOf = ({items}: Page<Conversation>, account: Account): readonly Conversation[] =>
  completeAll(items, completeConversation)
    .filter(hasId)
    .map((each) => account.conversation(each))
    .sort(byActivity);

const isReady = ({waiting}: Place): boolean => waiting.length > 0;

function headOf({waiting: [head]}: Place): Conversation {
  if (!head) throw new Error('Nothing waits there.');
  return head;
}
