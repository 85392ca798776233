interface Timer {
  readonly id: number;
  readonly callback: () => void;
  /** Set for what repeats. */
  readonly every?: number;
  due: number;
}

/** Stands for Node's, which is heard at a time of its own. */
class NextTurnChannel {
  readonly port1: {onmessage: (() => void) | null; close: () => void} = {onmessage: null, close: () => undefined};
  readonly port2 = {postMessage: () => void setImmediate(() => this.port1.onmessage?.())};
}

/**
 * Time that passes only when it is told to, so that a schedule is the same each time and takes hardly any. Two clocks
 * run by it: the true one, which nobody can set, and the device's, which its owner sets as he likes.
 */
export class VirtualTime {
  readonly #start: number;
  readonly #timers = new Map<number, Timer>();
  readonly #restore: (() => void)[] = [];
  /** Steps that were put off until others had theirs: they take no time. */
  #immediates = 0;
  #elapsed = 0;
  #deviceAhead = 0;
  #ids = 0;

  constructor(start: number) {
    this.#start = start;
  }

  /** The true time. */
  get now(): number {
    return this.#start + this.#elapsed;
  }

  /** Somebody sets the device's clock. Timers take as long as they take. */
  setDeviceClock(ahead: number): void {
    this.#deviceAhead = ahead;
  }

  get deviceAhead(): number {
    return this.#deviceAhead;
  }

  /** Puts it in place of the page's timers and clock, until `uninstall`. */
  install(): void {
    const deviceNow = () => this.now + this.#deviceAhead;
    const RealDate = Date;
    class DeviceDate extends RealDate {
      constructor(...given: readonly unknown[]) {
        super(...((given.length === 0 ? [deviceNow()] : given) as [number]));
      }
      static override now(): number {
        return deviceNow();
      }
    }
    this.replace(globalThis, 'Date', DeviceDate);
    this.replace(globalThis, 'MessageChannel', NextTurnChannel);
    this.replace(globalThis, 'setImmediate', (callback: (...args: unknown[]) => void, ...args: unknown[]) => {
      this.#immediates++;
      return inReality(() => {
        this.#immediates--;
        callback(...args);
      });
    });
    this.replace(globalThis, 'setTimeout', (callback: () => void, delay?: number) => this.#add(callback, delay));
    this.replace(globalThis, 'setInterval', (callback: () => void, delay = 0) => this.#add(callback, delay, delay));
    for (const name of ['clearTimeout', 'clearInterval']) {
      this.replace(globalThis, name, (id: number) => void this.#timers.delete(id));
    }
  }

  /** Puts something in place of a property, until `uninstall`. */
  replace(owner: object, name: string, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, {value, configurable: true, writable: true});
    this.#restore.unshift(() => {
      if (before) Object.defineProperty(owner, name, before);
      else Reflect.deleteProperty(owner, name);
    });
  }

  uninstall(): void {
    this.#restore.forEach((restore) => restore());
    this.#restore.length = 0;
    this.#timers.clear();
  }

  /** Lets time pass, with all that falls due, one after the other. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    for (let next = this.#next(); next && next.due <= end; next = this.#next()) {
      this.#elapsed = Math.max(this.#elapsed, next.due);
      if (next.every === undefined) this.#timers.delete(next.id);
      else next.due = this.#elapsed + Math.max(1, next.every);
      next.callback();
      await this.settle();
    }
    this.#elapsed = end;
    await this.settle();
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 3 || (this.#immediates > 0 && turn < 2000); turn++) await nextTurn();
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers.values()) if (!next || timer.due < next.due) next = timer;
    return next;
  }

  #add(callback: () => void, delay = 0, every?: number): number {
    const id = ++this.#ids;
    const due = this.#elapsed + Math.max(1, Number.isFinite(delay) ? delay : 1);
    this.#timers.set(id, {id, callback, due, ...(every !== undefined && {every})});
    return id;
  }
}

const {setImmediate: inReality} = globalThis;
const nextTurn = (): Promise<void> => new Promise((resolve) => inReality(resolve));
