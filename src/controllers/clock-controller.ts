import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Instant} from '../model/capability-level.js';
import type {Localizer} from '../i18n/localizer.js';

type Ticking = {wakeAt: Instant; host: ReactiveControllerHost};

/** A device that slept fires its timers late: look at the clock now and then, in milliseconds. */
const LONGEST_WAIT = 10 * 60_000;
const SHORTEST_WAIT = 250;

const ticking = new Set<Ticking>();
let timer: ReturnType<typeof setTimeout> | undefined;
let wakesAt = Infinity;

/** One timer for every relative time on the page, set for the earliest text that will change. */
function schedule(at: Instant): void {
  if (at >= wakesAt) return;
  clearTimeout(timer);
  wakesAt = at;
  timer = setTimeout(wake, Math.min(Math.max(at - Date.now(), SHORTEST_WAIT), LONGEST_WAIT));
}

function wake(): void {
  wakesAt = Infinity;
  timer = undefined;
  const now = Date.now();
  let earliest = Infinity;
  for (const entry of ticking) {
    // A host that is due asks for its next moment when it draws.
    if (entry.wakeAt <= now) {
      entry.wakeAt = Infinity;
      entry.host.requestUpdate();
    } else {
      earliest = Math.min(earliest, entry.wakeAt);
    }
  }
  if (earliest !== Infinity) schedule(earliest);
}

/** Whoever comes back to the page may be in another time zone, or on another day. */
function onReturn(): void {
  if (document.visibilityState !== 'hidden') for (const {host} of ticking) host.requestUpdate();
}

function listen(): void {
  document.addEventListener('visibilitychange', onReturn);
  globalThis.addEventListener('focus', onReturn);
}

function stopListening(): void {
  document.removeEventListener('visibilitychange', onReturn);
  globalThis.removeEventListener('focus', onReturn);
}

/** Redraws its element when a relative time on it changes. */
export class ClockController implements ReactiveController {
  readonly #entry: Ticking;

  constructor(host: ReactiveControllerHost) {
    this.#entry = {wakeAt: Infinity, host};
    host.addController(this);
  }

  hostConnected(): void {
    if (ticking.size === 0) listen();
    ticking.add(this.#entry);
    this.#entry.host.requestUpdate();
  }

  hostDisconnected(): void {
    ticking.delete(this.#entry);
    this.#entry.wakeAt = Infinity;
    if (ticking.size === 0) {
      stopListening();
      clearTimeout(timer);
      wakesAt = Infinity;
    }
  }

  /** The present, for words like "5 min" about `at`; draws the element again when they change. */
  now(at: Instant | undefined, localizer: Localizer): Instant {
    const now = Date.now();
    if (at !== undefined) this.#wakeAt(localizer.nextChange(at, now));
    return now;
  }

  /** The present, for names of days; draws the element again when the next day begins. */
  today(localizer: Localizer): Instant {
    const now = Date.now();
    this.#wakeAt(localizer.nextMidnight(now));
    return now;
  }

  #wakeAt(at: Instant): void {
    if (!ticking.has(this.#entry)) return;
    this.#entry.wakeAt = Math.min(this.#entry.wakeAt, at);
    schedule(this.#entry.wakeAt);
  }
}
