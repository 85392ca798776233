import {expect, fixture, html} from '@open-wc/testing';
import {LitElement} from 'lit';
import {ClockController} from '../../src/controllers/clock-controller.js';
import {Localizer} from '../../src/i18n/localizer.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Thursday, 12 March 2026, 15:30:30 UTC. */
const START = Date.UTC(2026, 2, 12, 15, 30, 30);

const words = new Localizer({locale: 'en-GB', timeZone: 'UTC'});

class ClockHost extends LitElement {
  at: number | undefined;
  onlyDay = false;
  draws = 0;
  text = '';
  private readonly clock = new ClockController(this);

  override render(): string {
    this.draws++;
    const {at} = this;
    if (this.onlyDay) return (this.text = words.day(at ?? 0, this.clock.today(words)));
    const now = this.clock.now(at, words);
    return (this.text = at === undefined ? '' : words.relative(at, now));
  }
}
customElements.define('test-clock-host', ClockHost);

/** Time that stands still until it is told to go on. Lit itself draws in microtasks and needs no timers. */
class StoppedTime {
  now = START;
  /** How often a timer was started. */
  started = 0;
  readonly timers = new Map<number, {readonly due: number; readonly task: () => void}>();
  private readonly real = {now: Date.now, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout};

  constructor() {
    Date.now = () => this.now;
    globalThis.setTimeout = ((task: () => void, delay = 0) => {
      this.timers.set(++this.started, {due: this.now + delay, task});
      return this.started;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = (id) => void this.timers.delete(Number(id));
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      const [next] = [...this.timers].filter(([, {due}]) => due <= end).sort(([, a], [, b]) => a.due - b.due);
      if (!next) break;
      const [id, {due, task}] = next;
      this.timers.delete(id);
      this.now = Math.max(this.now, due);
      task();
      await drawn();
    }
    this.now = end;
  }

  restore(): void {
    Object.assign(globalThis, {setTimeout: this.real.setTimeout, clearTimeout: this.real.clearTimeout});
    Date.now = this.real.now;
  }
}

const drawn = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(done))));

describe('ClockController', () => {
  let place: HTMLElement;
  let time: StoppedTime;

  beforeEach(async () => {
    place = await fixture(html`<div></div>`);
    time = new StoppedTime();
  });

  afterEach(() => {
    place.replaceChildren();
    time.restore();
  });

  async function host(settings: Partial<ClockHost>): Promise<ClockHost> {
    const element = document.createElement('test-clock-host') as ClockHost;
    place.append(Object.assign(element, settings));
    await drawn();
    return element;
  }

  it('uses one timer for every relative time on the page', async () => {
    for (let index = 0; index < 50; index++) await host({at: START - index * 7 * MINUTE});
    expect(time.timers.size).to.equal(1);
    // The first asks for the next minute; nobody else is due before it.
    expect(time.started).to.equal(1);
    const started = time.started;
    await host({at: START - 55_000});
    expect(time.timers.size, 'an earlier one takes its place').to.equal(1);
    expect(time.started).to.equal(started + 1);
  });

  it('draws each element again when its own text changes, and no other', async () => {
    const young = await host({at: START - 30_000});
    const older = await host({at: START - 2 * HOUR});
    const draws = [young.draws, older.draws];
    expect([young.text, older.text]).to.deep.equal(['now', '2 hrs']);
    await time.pass(30_000);
    expect([young.text, older.text]).to.deep.equal(['1 min', '2 hrs']);
    expect([young.draws, older.draws]).to.deep.equal([(draws[0] ?? 0) + 1, draws[1]]);
    await time.pass(HOUR);
    expect([young.text, older.text]).to.deep.equal(['1 hr', '3 hrs']);
    expect(older.draws).to.equal((draws[1] ?? 0) + 1);
    expect(time.timers.size).to.equal(1);
  });

  it('turns to “Yesterday” at the zone’s midnight', async () => {
    const row = await host({at: START - HOUR});
    const day = await host({at: START, onlyDay: true});
    const dayDraws = day.draws;
    const midnight = Date.UTC(2026, 2, 13);
    await time.pass(midnight - 1 - time.now);
    expect([row.text, day.text]).to.deep.equal(['9 hrs', 'Today']);
    expect(day.draws, 'the name of a day does not change during it').to.equal(dayDraws);
    await time.pass(1);
    expect([row.text, day.text]).to.deep.equal(['Yesterday', 'Yesterday']);
    await time.pass(24 * HOUR);
    expect([row.text, day.text]).to.deep.equal(['Thu', 'Thursday']);
  });

  it('catches up after the device slept', async () => {
    const row = await host({at: START - HOUR});
    // Time went on, timers did not.
    time.now += 12 * HOUR;
    const [timer] = time.timers.values();
    timer?.task();
    await drawn();
    expect(row.text).to.equal('Yesterday');
    expect(Math.max(...[...time.timers.values()].map(({due}) => due - time.now))).to.be.at.most(10 * MINUTE);
  });

  it('lets the timer go with the last element, and takes it up again', async () => {
    const first = await host({at: START});
    const second = await host({at: START});
    first.remove();
    expect(time.timers.size).to.equal(1);
    second.remove();
    expect(time.timers.size).to.equal(0);
    const draws = first.draws;
    await time.pass(5 * MINUTE);
    expect(first.draws, 'drew while it was away').to.equal(draws);
    place.append(first);
    await drawn();
    expect(first.text).to.equal('5 mins');
    expect(time.timers.size).to.equal(1);
  });

  it('starts no timer for a time that is not known', async () => {
    await host({at: undefined});
    expect(time.timers.size).to.equal(0);
  });
});
