import {ConversationError} from '../../../src/model/conversation-error.js';
import type {Message} from '../../../src/model/message.js';
import {limited, lost, taken} from './set-up.js';

export const outcomeUnknown = () =>
  new ConversationError('timeout', {status: 409, code: 'outcome-unknown', outcomeUnknown: true});
export const logUnavailable = () => new ConversationError('server', {status: 503, code: 'log-unavailable'});

/** What happens to one request on its way to the provider and back. */
export type Fault =
  | 'none'
  /** Before the gateway had it, or while its answer was on the way. */
  | 'no-network'
  | 'answer-lost'
  /** The gateway answers without asking anybody. */
  | 'log-down'
  | 'not-sent'
  | 'limited'
  | 'signed-out'
  /** The gateway dies after it claimed the key: before the provider has it, or after. */
  | 'dies-before'
  | 'dies-after'
  | 'provider-refuses'
  | 'provider-breaks'
  /** It takes until the world says so. */
  | 'hangs';

interface Kept {
  readonly text: string;
  state: 'asking' | 'done' | 'unknown';
  readonly settled: Promise<void>;
}

/** A gateway and its provider, as far as sends go: under one key one request leaves, and what came of it is kept. */
export class KeyKeeper {
  /** How often the provider got each text. */
  readonly sends = new Map<string, number>();
  readonly keys = new Map<string, Kept>();
  /** By key, how many requests were lost or turned away without a word about the send. */
  readonly unanswered = new Map<string, number>();
  readonly faults: Fault[] = [];
  #hung: (() => void)[] = [];

  release(): void {
    for (const goOn of this.#hung.splice(0)) goOn();
  }

  async send(text: string, key: string | undefined): Promise<Message> {
    if (key === undefined) throw new Error('A send without a key.');
    const fault = this.faults.shift() ?? 'none';
    const lose = (error: ConversationError): ConversationError => {
      this.unanswered.set(key, (this.unanswered.get(key) ?? 0) + 1);
      return error;
    };
    if (fault === 'no-network') throw lose(lost());
    if (fault === 'signed-out') throw lose(new ConversationError('unauthorized', {status: 401}));
    if (fault === 'limited') throw lose(limited(1000));
    if (fault === 'log-down') throw lose(logUnavailable());
    let kept = this.keys.get(key);
    if (kept?.state === 'asking') await kept.settled;
    kept = this.keys.get(key);
    if (kept && kept.text !== text) throw new ConversationError('validation', {status: 422, code: 'key-reused'});
    if (kept?.state === 'unknown') throw outcomeUnknown();
    if (!kept) await this.#ask(text, key, fault, lose);
    if (fault === 'answer-lost') throw lose(lost());
    return taken(`p-${key}`, text);
  }

  async #ask(
    text: string,
    key: string,
    fault: Fault,
    lose: (error: ConversationError) => ConversationError,
  ): Promise<void> {
    let settle = () => {};
    const settled = new Promise<void>((resolve) => (settle = resolve));
    const claim: Kept = {text, state: 'asking', settled};
    this.keys.set(key, claim);
    try {
      if (fault === 'hangs') await new Promise<void>((resolve) => this.#hung.push(resolve));
      if (fault === 'not-sent' || fault === 'provider-refuses') {
        this.keys.delete(key);
        throw fault === 'not-sent'
          ? lose(new ConversationError('server', {status: 503, code: 'not-sent'}))
          : new ConversationError('validation', {status: 422});
      }
      if (fault !== 'dies-before') this.sends.set(text, (this.sends.get(text) ?? 0) + 1);
      const isKnown = fault !== 'dies-before' && fault !== 'dies-after' && fault !== 'provider-breaks';
      claim.state = isKnown ? 'done' : 'unknown';
      if (fault === 'provider-breaks') throw new ConversationError('server', {status: 500, outcomeUnknown: true});
      if (!isKnown) throw lose(lost());
    } finally {
      settle();
    }
  }
}
