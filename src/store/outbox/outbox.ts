import {ANSWER_LIMIT, noAnswer} from '../../adapter/guarded-adapter.js';
import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import type {Instant} from '../../model/capability-level.js';
import {completeMessage} from '../../model/complete.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import {withoutUndefined} from '../../util/equal.js';
import {isBrowserOnline} from '../../util/is-browser-online.js';
import {randomId} from '../../util/random-id.js';
import {callOut} from '../../util/report-thrown.js';
import {startTimer} from '../../util/timer.js';
import {Observable} from '../observable.js';
import {KEPT_ENTRIES, StorageError} from '../storage/port.js';
import {nextWake} from './advance.js';
import {knownBesides, recogniseEchoes} from './echoes.js';
import {messageOfEntry, type EchoBaseline, type OutboxEntry, type SendPhase} from './entry.js';
import {listenForConnection, type OutboxDependencies} from './host.js';
import {leaveCheck} from './leave-check.js';
import {LEAVING_LIMIT} from './pause.js';
import {answeredSends, doubtfulEntries, step} from './machine.js';
import {isWaiting} from './phase.js';
import {initialState, isBusy, type Effect, type MachineEvent, type MachineState, type OutboxEvent} from './state.js';
import {updateEntry, type EntryUpdate} from './update.js';
import {lookAt, reuseView, type OutboxView} from './view.js';

export {messageOfEntry, type EchoBaseline, type OutboxEntry, type SendPhase} from './entry.js';
export type {OutboxDependencies} from './host.js';
export type {OutboxEvent} from './state.js';
export type {Unsent, UnsentConversation} from './view.js';

/** Queues, phases, and what is unsent. Whatever did not change keeps its identity. */
export type OutboxState = OutboxView;

/**
 * What was written here and is not yet known to be at the provider.
 *
 * Every message is in the storage before it leaves. One ordered queue a conversation: a message that is stuck holds
 * back those after it. A request is never repeated by itself unless the provider certainly did not process it. Of
 * several tabs one sends; all show the same queue. The rules are those of the machine; this runs it: events go in, what
 * it asks for is done, in its order.
 */
export class Outbox extends Observable<OutboxState> {
  readonly #deps: OutboxDependencies;
  readonly #now: () => Instant;
  readonly #effects: Effect[] = [];
  readonly #discards = new Map<string, ((entry: OutboxEntry | undefined) => void)[]>();
  readonly #waiting = new Set<{readonly isMet: () => boolean; readonly resolve: () => void}>();
  readonly #closing = new AbortController();
  readonly #stopWatching: () => void;
  readonly #stopLeading: () => void;
  #machine: MachineState;
  #isRunning = false;
  #isMade = false;
  #toldOnline = true;
  #wake: {readonly at: Instant; readonly cancel: () => void} | undefined;
  #closed: Promise<void> | undefined;

  constructor(deps: OutboxDependencies) {
    const now = deps.now ?? Date.now;
    const {name: adapter, capabilities} = deps.adapter;
    const repeatable = capabilities.repeatableSends !== 'none';
    const accountOf = (conversationId: string): string => deps.adapter.accountOf?.(conversationId)?.id ?? '';
    const machine = initialState({adapter, page: randomId(), now: now(), online: true, repeatable, accountOf});
    super(lookAt(machine));
    this.#machine = machine;
    this.#deps = deps;
    this.#now = now;
    const {storage} = deps;
    const tellStorage = () => {
      const {trouble, exclusive, cleared} = storage.state;
      this.#dispatch({type: 'storage', trouble, exclusive, cleared});
    };
    tellStorage();
    const stops = [
      storage.subscribe(tellStorage),
      storage.watch(({entries, answered}) => this.#dispatch({type: 'snapshot', entries, answered})),
    ];
    this.#stopWatching = () => stops.forEach((stop) => stop());
    this.#stopLeading = storage.lead(() => {
      this.#dispatch({type: 'lead'});
      return async () => {
        this.#dispatch({type: 'lead-ended'});
        await this.#whenIdle();
      };
    });
    if (!deps.isOnline) listenForConnection((online) => this.setOnline(online), this.#closing.signal);
    this.#isMade = true;
  }

  /**
   * Puts a message at the end of its conversation's queue and returns its local id.
   *
   * @throws ConversationError when the queue is full; nothing is taken then
   */
  send(outgoing: OutgoingMessage): string {
    if (this.state.unsent.count >= KEPT_ENTRIES) {
      throw new ConversationError('quota-exceeded', {message: 'Too many messages wait to be sent.'});
    }
    const localId = `local-${randomId()}`;
    const baseline = this.#baselineOf(outgoing);
    const entry = {localId, outgoing, state: 'queued', createdAt: this.#now(), attempts: 0, baseline} as const;
    const isFollowed = this.#deps.isFollowed?.(outgoing.conversationId) ?? true;
    this.#dispatch({type: 'send', entry, isFollowed});
    return localId;
  }

  /** A conversation's messages that are not through, in the order they were written. */
  queue(conversationId: string): readonly OutboxEntry[] {
    return this.state.queues.get(conversationId) ?? [];
  }

  find(localId: string): OutboxEntry | undefined {
    return [...this.state.queues.values()].flat().find((entry) => entry.localId === localId);
  }

  phaseOf(localId: string): SendPhase | undefined {
    return this.state.phases.get(localId);
  }

  /**
   * Tries a stuck message again, if nothing forbids it by now. Look for the echo of an unconfirmed one first. Resolves
   * when that is written down, or as soon as it is clear that it has to wait for the storage.
   */
  async retry(localId: string): Promise<void> {
    const entry = this.find(localId);
    if (!entry) return;
    const refusal = this.#refusalOf(entry.outgoing);
    this.#dispatch({type: 'retry', localId, refusal});
    await this.#when(() => {
      const item = this.#machine.items.get(localId);
      return !item || item.writes.length === 0 || this.phaseOf(localId)?.name === 'waiting-for-storage';
    });
  }

  /**
   * Takes a message that is not under way out of the queue. Resolves with it once the storage has let it go, and with
   * nothing when that did not happen: it is under way, another tab was quicker, or the outbox was closed meanwhile.
   */
  discard(localId: string): Promise<OutboxEntry | undefined> {
    return new Promise((resolve) => {
      this.#discards.set(localId, [...(this.#discards.get(localId) ?? []), resolve]);
      this.#dispatch({type: 'discard', localId});
    });
  }

  /**
   * The history was read since, and does not show the unconfirmed messages of this conversation.
   *
   * @param canTell false when the provider's history does not say who wrote what, so that nothing follows from that
   */
  markSearched(conversationId: string, {canTell}: {readonly canTell: boolean}): void {
    this.#dispatch({type: 'searched', conversationId, canTell});
  }

  /**
   * Gives messages from the provider the identity of what was sent here, where they are its echo.
   *
   * @param thread what was known of the conversation before, oldest first
   */
  recognise(conversationId: string, messages: readonly Message[], thread: readonly Message[]): readonly Message[] {
    const answered = answeredSends(this.#machine).filter((send) => send.conversationId === conversationId);
    const entries = doubtfulEntries(this.#machine, conversationId);
    if (answered.length === 0 && entries.length === 0) return messages;
    const sent = {entries, answered, idsAgree: this.#machine.idsAgree, now: this.#now()};
    const echoes = recogniseEchoes(messages, sent, knownBesides(thread, messages));
    const {found, possible} = echoes;
    if (found.size > 0 || possible.size > 0) this.#dispatch({type: 'recognised', found, possible});
    return echoes.messages;
  }

  /** Tells what the device's connection is like, where the host knows better than the browser. */
  setOnline(online: boolean): void {
    this.#toldOnline = online;
    this.#dispatch({type: 'connection'});
  }

  /**
   * Lets nothing leave any more. Resolves when requests under way were answered, since calling them off would make
   * their outcome unknown, and the answers are written down.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    this.#dispatch({type: 'close'});
    this.#stopLeading();
    await this.#whenIdle();
    this.#stopWatching();
    for (const localId of [...this.#discards.keys()]) this.#resolveDiscard(localId, undefined);
    for (const {resolve} of this.#waiting) resolve();
  }

  #dispatch(event: MachineEvent): void {
    const {state, effects} = step(this.#machine, event, {now: this.#now(), online: this.#isOnline()});
    this.#machine = state;
    this.#effects.push(...effects);
    this.#publish();
    this.#schedule();
    this.#run();
    for (const waiting of [...this.#waiting]) {
      if (!waiting.isMet()) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }

  /** In order, also when doing one of them causes more. */
  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      for (let effect = this.#effects.shift(); effect; effect = this.#effects.shift()) this.#do(effect);
    } finally {
      this.#isRunning = false;
    }
  }

  #do(effect: Effect): void {
    const {storage} = this.#deps;
    switch (effect.type) {
      case 'add':
        return void this.#write(effect.entry.localId, async () => ({entry: await storage.add(effect.entry)}));
      case 'update':
        return void this.#write(effect.localId, () => this.#update(effect.localId, effect.update));
      case 'settle':
        return void this.#write(effect.send.localId, async () => void (await storage.settle(effect.send)));
      case 'remember':
        return void storage.settle(effect.send).catch(() => undefined);
      case 'ask': {
        const refusal = this.#refusalOf(effect.entry.outgoing);
        const baseline = this.#baselineOf(effect.entry.outgoing);
        return this.#dispatch({type: 'asked', localId: effect.localId, refusal, baseline});
      }
      case 'read-consent':
        return void this.#readConsent(effect.conversationId);
      case 'post':
        return void this.#post(effect);
      case 'tell':
        return this.#tell(effect.event);
      case 'discarded':
        return this.#resolveDiscard(effect.localId, effect.entry);
    }
  }

  async #write(
    localId: string,
    work: () => Promise<{readonly entry?: OutboxEntry; readonly removed?: OutboxEntry} | void>,
  ): Promise<void> {
    this.#dispatch(
      await work().then(
        (result) => ({type: 'written', localId, ...result}) as const,
        (thrown: unknown) => {
          // A storage throws nothing else; whatever else it is, nobody knows what was written.
          const {trouble, outcomeUnknown} =
            thrown instanceof StorageError ? thrown : ({trouble: 'lost', outcomeUnknown: true} as const);
          return {type: 'write-failed', localId, trouble, outcomeUnknown} as const;
        },
      ),
    );
  }

  async #update(localId: string, update: EntryUpdate) {
    let removed: OutboxEntry | undefined;
    const entry = await this.#deps.storage.update(localId, (current) => {
      const next = updateEntry(current, update);
      removed = next === 'remove' ? current : undefined;
      return next;
    });
    return {entry, removed};
  }

  async #readConsent(conversationId: string): Promise<void> {
    const error = await thrownBy(() => this.#deps.readConsent(conversationId), false);
    this.#dispatch({type: 'consent-read', conversationId, error});
  }

  async #post({entry, stored, consentAt}: Extract<Effect, {readonly type: 'post'}>): Promise<void> {
    const {adapter, storage, readConsent} = this.#deps;
    const {localId, outgoing, key} = entry;
    const {conversationId} = outgoing;
    let held: Parameters<Parameters<typeof leaveCheck>[1]>[0];
    let message: Message | undefined;
    const leaving = leaveCheck(
      {
        ...{adapter: adapter.name, consentAt, closing: this.#closing.signal, now: this.#now},
        isOnline: () => this.#isOnline(),
        leads: () => this.#machine.leads,
        isStorageInTrouble: () => stored && storage.state.trouble !== undefined,
        refusal: () => this.#refusalOf(outgoing),
        readConsent: async () => {
          await readConsent(conversationId);
          this.#dispatch({type: 'consent-read', conversationId});
        },
      },
      (hold) => (held = hold),
    );
    let isGivenUp = false;
    let stopWaiting: () => void = () => undefined;
    const beforeLeave = async (): Promise<void> => {
      if (isGivenUp) throw noAnswer(adapter.name, true);
      await leaving();
      stopWaiting();
      stopWaiting = this.#setTimer(() => {
        isGivenUp = true;
        this.#dispatch({type: 'failed', localId, error: noAnswer(adapter.name, true)});
      }, this.#now() + ANSWER_LIMIT);
    };
    const error = await thrownBy(async () => {
      // Not every adapter asks where its request leaves; none is called with what must not leave.
      await beforeLeave();
      const answer = await adapter.sendMessage(outgoing, {
        beforeLeave,
        ...(key !== undefined && {idempotencyKey: key}),
      });
      message = answer && takenMessage(entry, answer);
    }, true);
    stopWaiting();
    if (message) this.#dispatch({type: 'answered', localId, message});
    else if (held) this.#dispatch({type: 'held', localId, ...held});
    else this.#dispatch({type: 'failed', localId, error: error ?? withoutAnswer(adapter.name)});
  }

  // What is asked outside. Whatever breaks there is reported, and changes nothing about what becomes of a message.

  /** A rule that breaks forbids: nothing leaves that nobody could judge. */
  #refusalOf(outgoing: OutgoingMessage): ConversationError | undefined {
    return callOut(
      () => this.#deps.guard(outgoing),
      (thrown) => ConversationError.from(thrown),
    );
  }

  #baselineOf(outgoing: OutgoingMessage): EchoBaseline | undefined {
    return callOut(() => this.#deps.baseline(outgoing));
  }

  /** Nobody is told anything before whoever made the outbox has it: a storage may know at once what was left there. */
  #tell(event: OutboxEvent): void {
    if (this.#isMade) callOut(() => this.#deps.onEvent(event));
    else queueMicrotask(() => callOut(() => this.#deps.onEvent(event)));
  }

  #resolveDiscard(localId: string, entry: OutboxEntry | undefined): void {
    const waiting = this.#discards.get(localId) ?? [];
    this.#discards.delete(localId);
    // Two who took it back get one text.
    waiting.forEach((resolve, place) => resolve(place === 0 ? entry : undefined));
  }

  #publish(): void {
    const next = reuseView(this.state, lookAt(this.#machine));
    for (const entry of [...next.queues.values()].flat()) {
      const phase = next.phases.get(entry.localId);
      const isNews = phase && isWaiting(phase) && this.phaseOf(entry.localId)?.name !== phase.name;
      if (isNews) this.#effects.push({type: 'tell', event: {type: 'waiting', entry, phase}});
    }
    this.patch(next);
  }

  #schedule(): void {
    const at = nextWake(this.#machine);
    if (at === this.#wake?.at) return;
    this.#wake?.cancel();
    this.#wake = undefined;
    if (at === undefined) return;
    const cancel = this.#setTimer(() => {
      this.#wake = undefined;
      this.#dispatch({type: 'wake'});
    }, at);
    this.#wake = {at, cancel};
  }

  #when(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add({isMet, resolve}));
  }

  async #whenIdle(): Promise<void> {
    let stop: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      stop = this.#setTimer(resolve, this.#now() + LEAVING_LIMIT);
    });
    await Promise.race([this.#when(() => !isBusy(this.#machine)), late]);
    stop();
  }

  #setTimer(callback: () => void, at: Instant): () => void {
    const {setTimer = (task, time) => startTimer(time - this.#now(), task)} = this.#deps;
    return setTimer(callback, at);
  }

  #isOnline(): boolean {
    const {isOnline = isBrowserOnline} = this.#deps;
    return this.#toldOnline && isOnline();
  }
}

/** What the provider took: what was written, and what the answer says of it. */
const takenMessage = (entry: OutboxEntry, answer: Message): Message =>
  completeMessage({
    ...messageOfEntry(entry),
    // The device's clock is none to place it by among what the provider tells.
    ...{status: 'accepted', outbox: undefined, at: undefined, atSource: 'none'},
    ...withoutUndefined(answer),
    conversationId: entry.outgoing.conversationId,
  });

const withoutAnswer = (adapter: string): ConversationError =>
  new ConversationError('decode', {adapter, message: 'The answer holds no message.', outcomeUnknown: true});

async function thrownBy(work: () => Promise<void>, acted: boolean): Promise<ConversationError | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return ConversationError.from(thrown, 'server', acted);
  }
}
