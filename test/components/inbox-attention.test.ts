import {expect} from '@open-wc/testing';
import type {MessagingAdapter, PollMode} from '../../src/adapter/messaging-adapter.js';
import {replace} from '../store/storage/storage-tools.js';
import {makeWorld, openScene, setHidden} from './inbox-scene.js';

const MINUTE = 60_000;

/** An inbox whose long timers, and clock, the test plays, and the modes its adapter was told. */
async function watched() {
  const world = makeWorld();
  const modes: PollMode[] = [];
  const adapter: MessagingAdapter = {
    ...world.adapter,
    subscribe: (listener) => {
      const subscription = world.adapter.subscribe?.(listener);
      return {
        watch: (id) => subscription?.watch(id),
        setPollMode: (mode) => modes.push(mode),
        close: () => subscription?.close(),
      };
    },
  };
  let timers: {readonly at: number; readonly task: () => void; readonly id: number}[] = [];
  let passed = 0;
  const {setTimeout: start, clearTimeout: stop} = globalThis;
  const {now} = Date;
  const ends = [
    replace(document, 'hasFocus', () => false),
    replace(Date, 'now', () => now() + passed),
    replace(globalThis, 'clearTimeout', (id: number | undefined) => {
      timers = timers.filter((timer) => timer.id !== id);
      stop(id);
    }),
    replace(globalThis, 'setTimeout', (task: () => void, delay = 0) => {
      if (delay < MINUTE) return start(task, delay);
      const id = -1 - timers.length - Math.random();
      timers.push({at: Date.now() + delay, task, id});
      return id;
    }),
  ];
  const pass = (milliseconds: number) => {
    passed += milliseconds;
    for (const timer of timers.filter(({at}) => at <= Date.now())) {
      timers = timers.filter((other) => other !== timer);
      timer.task();
    }
  };
  const restore = () => ends.splice(0).forEach((end) => end());
  try {
    const {inbox} = await openScene({world: {...world, adapter}});
    return {inbox, modes, pass, restore, mode: () => modes.at(-1)};
  } catch (thrown) {
    restore();
    throw thrown;
  }
}

describe('how closely a provider is read', () => {
  let page: Awaited<ReturnType<typeof watched>>;
  beforeEach(async () => {
    page = await watched();
  });
  afterEach(() => {
    page.restore();
    setHidden(false);
  });

  it('is closely in a page that is in sight without the focus, also when its window lost that', () => {
    expect(page.mode()).to.equal('active');
    window.dispatchEvent(new Event('blur'));
    page.pass(4 * MINUTE);
    expect(page.mode()).to.equal('active');
  });

  it('is less often once nobody has done anything there for long', () => {
    page.pass(5 * MINUTE);
    expect(page.mode()).to.equal('idle');
    page.pass(60 * MINUTE);
    expect(page.modes.filter((mode) => mode === 'idle')).to.have.length(1);
  });

  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus']) {
    it(`is closely again at once with a ${type}, and stays so for as long as there are any`, () => {
      page.pass(6 * MINUTE);
      expect(page.mode()).to.equal('idle');
      const target = type === 'focus' ? window : document.body;
      const doIt = () => target.dispatchEvent(new Event(type, {bubbles: type !== 'focus'}));
      doIt();
      expect(page.mode()).to.equal('active');
      for (let turn = 0; turn < 5; turn++) {
        page.pass(3 * MINUTE);
        doIt();
      }
      expect(page.mode()).to.equal('active');
      page.pass(3 * MINUTE);
      page.pass(3 * MINUTE);
      expect(page.mode()).to.equal('idle');
    });
  }

  it('is not at all while the page is hidden, and closely when somebody comes back', () => {
    page.pass(6 * MINUTE);
    setHidden(true);
    expect(page.mode()).to.equal('hidden');
    page.pass(6 * MINUTE);
    expect(page.mode()).to.equal('hidden');
    setHidden(false);
    expect(page.mode()).to.equal('active');
  });
});
