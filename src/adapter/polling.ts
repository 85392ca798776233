import {callOut} from '../util/report-thrown.js';
import {startTimer} from '../util/timer.js';
import type {AdapterEvent} from './adapter-event.js';
import type {AdapterSubscription, PollMode} from './messaging-adapter.js';
import {fieldsOf, numberOf} from './toolkit/fields.js';

export interface PollingOptions {
  /** Milliseconds between looks at the list while somebody is active; `Infinity` for none. */
  readonly conversations: number;
  /** Milliseconds between looks at the conversation on screen while somebody is active; `Infinity` for none. */
  readonly messages: number;
  /** How many times slower everything goes while nobody is active. */
  readonly idleFactor?: number;
}

/** How often to look, where the pause may follow what looks cost: a function is asked before each. */
export interface PollingPace extends Omit<PollingOptions, 'conversations'> {
  readonly conversations: number | (() => number);
}

/** Reads `polling` out of options that nobody has checked, such as those of a page in plain JavaScript. */
export function pollingOptionsOf(value: unknown): Partial<PollingOptions> {
  const {conversations, messages, idleFactor} = fieldsOf<PollingOptions>(value);
  const given = {
    conversations: numberOf(conversations),
    messages: numberOf(messages),
    idleFactor: numberOf(idleFactor),
  };
  return Object.fromEntries(Object.entries(given).filter(([, number]) => number !== undefined));
}

/**
 * Live updates for providers that push nothing to a page: says at intervals what to read again. Reading, merging and
 * catching up are the stores' work, so polled and pushed news take the same way.
 *
 * A pause begins when whoever was told of the look before has done what it did at once, so looks never pile up, also after
 * a device slept. The timers do not keep a Node process alive.
 */
export function subscribeByPolling(
  listener: (event: AdapterEvent) => void,
  {conversations, messages, idleFactor = 4}: PollingPace,
): AdapterSubscription {
  let watched: string | undefined;
  let pollMode: PollMode = 'active';
  let closed = false;

  const tell = (event: AdapterEvent) => callOut(() => listener(event));
  const pauseOf = typeof conversations === 'number' ? () => conversations : conversations;
  const looks = [
    repeatedly(pauseOf, () => tell({type: 'conversations-invalidated'})),
    repeatedly(
      () => messages,
      () => watched !== undefined && tell({type: 'messages-invalidated', conversationId: watched}),
    ),
  ];
  const plan = () => {
    const factor = closed || pollMode === 'hidden' ? Infinity : pollMode === 'idle' ? idleFactor : 1;
    for (const look of looks) look.plan(factor);
  };

  plan();
  return {
    watch(conversationId) {
      watched = conversationId;
    },
    setPollMode(next) {
      if (next === pollMode || closed) return;
      const wasHidden = pollMode === 'hidden';
      pollMode = next;
      if (wasHidden) looks.forEach((look) => look.now());
      plan();
    },
    close() {
      closed = true;
      plan();
    },
  };
}

/** One thing that is looked at again and again. */
function repeatedly(interval: () => number, announce: () => void) {
  // On a clock that only goes forward.
  let lastAt = performance.now();
  let callOff = () => {};

  const now = (): void => {
    announce();
    lastAt = performance.now();
  };

  /** Reckoned from the last look, so that a poll mode that changes often does not put the next one off for ever. */
  const plan = (factor: number): void => {
    callOff();
    callOff = () => {};
    const pause = interval() * factor;
    // Anything else would look without a pause.
    if (!(pause > 0) || pause === Infinity) return;
    const planned = startTimer(Math.max(0, lastAt + pause - performance.now()), () => {
      now();
      // Unless the listener changed the mode, or ended it all.
      if (callOff === planned) plan(factor);
    });
    callOff = planned;
  };

  return {now, plan};
}
