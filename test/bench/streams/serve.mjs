// One server in a process of its own, which does what the program that measures asks. Started with --expose-gc.
import {setImmediate as nextTurn, setTimeout as pause} from 'node:timers/promises';
import {start} from './contestants.mjs';

const {port, tell, around} = await start(process.argv[2]);
/** Events that all readers have. */
let delivered = 0;
let onDelivered = () => {};
let told = 0;
/** Whoever gets nothing for so many milliseconds gets nothing more. */
const GIVE_UP = 5000;

/** One byte of its kind in each event, then when it was told, in microseconds: 16 digits. */
function say(size) {
  told++;
  const stamp = String(process.hrtime.bigint() / 1000n).padStart(16, '0');
  tell(`~${stamp}${'x'.repeat(Math.max(0, size - around - stamp.length - 1))}`);
}

/** Until everything was read, or nothing has been for some seconds. */
async function drain() {
  let before;
  while (delivered < told && before !== delivered) {
    before = delivered;
    const stop = new AbortController();
    await Promise.race([
      new Promise((resolve) => (onDelivered = resolve)),
      pause(GIVE_UP, undefined, {signal: stop.signal}).catch(() => undefined),
    ]);
    stop.abort();
  }
}

async function measured(work) {
  const [from, began, cpu] = [told, performance.now(), process.cpuUsage()];
  await work();
  await drain();
  const {user, system} = process.cpuUsage(cpu);
  return {events: told - from, took: performance.now() - began, cpu: (user + system) / 1000, isLost: delivered < told};
}

const tasks = {
  /** As many events as are kept up while so many are on their way at most. */
  saturate: ({events, window, size}) =>
    measured(async () => {
      const last = told + events;
      while (told < last) {
        // Events come one by one: what is told in one go could be written in one go.
        if (told - delivered < window) say(size);
        if (told - delivered < window) await nextTurn();
        else await Promise.race([new Promise((resolve) => (onDelivered = resolve)), pause(GIVE_UP)]);
      }
    }),
  /** So many events a second, whatever becomes of them. */
  pace: ({milliseconds, rate, size}) =>
    measured(async () => {
      const began = performance.now();
      for (let count = 0; count < (rate * milliseconds) / 1000; count++) {
        await pause(Math.max(0, began + (count * 1000) / rate - performance.now()));
        say(size);
      }
    }),
  /** With the room for young objects in use, which grows with what streams leave behind when they open, and once for all. */
  async memory() {
    for (let count = 0, kept = []; count < 2e6; count++) {
      kept.push({count});
      if (kept.length > 1e5) kept = [];
    }
    for (let times = 0; times < 4; times++) {
      globalThis.gc();
      await pause(50);
    }
    return {rss: process.memoryUsage().rss};
  },
  /** The most memory that was in use since this was asked for first. */
  async peak() {
    sampling ??= setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    return {rss: peak};
  },
};

let peak = 0;
let sampling;

process.on('message', ({delivered: count, task, ...rest}) => {
  if (count !== undefined) {
    delivered = count;
    onDelivered();
  } else void tasks[task](rest).then((result) => process.send({result}));
});
process.on('disconnect', () => process.exit());
process.send({port});
