import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Instant} from '../model/support.js';
import {nextRelativeChange} from '../strings/localizer.js';

type Ticking = {wakeAt: Instant; host: ReactiveControllerHost};

const ticking = new Set<Ticking>();
let timer: ReturnType<typeof setTimeout> | undefined;
let wakesAt = Infinity;

/** One timer for every relative time on the page, set for the earliest text that will change. */
function schedule(at: Instant): void {
  if (at >= wakesAt) return;
  clearTimeout(timer);
  wakesAt = at;
  timer = setTimeout(wake, Math.max(at - Date.now(), 250));
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

/** Redraws its element when a relative time on it changes. */
export class ClockController implements ReactiveController {
  private readonly entry: Ticking;

  constructor(host: ReactiveControllerHost) {
    this.entry = {wakeAt: Infinity, host};
    host.addController(this);
  }

  hostConnected(): void {
    ticking.add(this.entry);
    this.entry.host.requestUpdate();
  }

  hostDisconnected(): void {
    ticking.delete(this.entry);
    this.entry.wakeAt = Infinity;
    if (ticking.size === 0) {
      clearTimeout(timer);
      wakesAt = Infinity;
    }
  }

  /** The present, for drawing `at` relative to it; asks to be drawn again when that text changes. */
  now(at?: Instant): Instant {
    const now = Date.now();
    if (at !== undefined && ticking.has(this.entry)) {
      this.entry.wakeAt = Math.min(this.entry.wakeAt, nextRelativeChange(at, now));
      schedule(this.entry.wakeAt);
    }
    return now;
  }
}
