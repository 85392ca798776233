/** Stops a scheduled task; does nothing once it has run. */
export type Cancel = () => void;

/** What the world takes its time from. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  schedule(delay: number, task: () => void): Cancel;
}

/** A clock that runs by itself, from the real time or from a given instant. */
export function realClock(startsAt = Date.now()): Clock {
  const offset = startsAt - Date.now();
  return {
    now: () => Date.now() + offset,
    schedule(delay, task) {
      const timer: unknown = setTimeout(task, delay);
      // Where timers hold the process, a made-up world must not.
      if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as {unref: () => void}).unref();
      return () => clearTimeout(timer as ReturnType<typeof setTimeout>);
    },
  };
}

interface Appointment {
  readonly due: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to go on: for tests and for pictures that must not change. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  #appointments: Appointment[] = [];

  constructor(startsAt = Date.UTC(2026, 2, 12, 15, 30)) {
    this.#now = startsAt;
  }

  now(): number {
    return this.#now;
  }

  /** How many tasks are waiting. */
  get pending(): number {
    return this.#appointments.length;
  }

  schedule(delay: number, task: () => void): Cancel {
    const appointment = {due: this.#now + Math.max(0, delay), order: this.#order++, task};
    this.#appointments.push(appointment);
    return () => {
      this.#appointments = this.#appointments.filter((other) => other !== appointment);
    };
  }

  /** Lets time pass, running what falls due in order, tasks scheduled meanwhile included. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      const current = next;
      this.#appointments = this.#appointments.filter((other) => other !== current);
      this.#now = current.due;
      current.task();
    }
    this.#now = end;
  }

  #nextUntil(end: number): Appointment | undefined {
    return this.#appointments.filter(({due}) => due <= end).sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}
