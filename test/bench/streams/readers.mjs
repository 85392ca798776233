// Readers of event streams that cost as little as can be: they count a byte of which there is one in each event.
import {connect} from 'node:net';

const REQUEST =
  'GET /messaging/bench/events HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\nsec-fetch-site: same-origin\r\n\r\n';
const MARK = '~'.charCodeAt(0);
const STAMP = 16;
/** One reader of so many keeps the delays that it sees. */
const SAMPLED = 10;
/** Connections that are opened at the same time. */
const AT_ONCE = 50;

const now = () => Number(process.hrtime.bigint() / 1000n);

export class Readers {
  /** One for all: what it holds is looked through before anything else is read. */
  #buffer = Buffer.allocUnsafe(65_536);
  #sockets = [];
  #counts = [];
  #onDelivered;
  /** How many readers have so many events, by that number. */
  #having = new Map();
  delivered = 0;
  events = 0;
  bytes = 0;
  closed = 0;
  /** In milliseconds. */
  delays = [];

  /** @param onDelivered told of the number of events that every reader has */
  constructor(onDelivered = () => {}) {
    this.#onDelivered = onDelivered;
  }

  async open(port, count) {
    for (let start = 0; start < count; start += AT_ONCE) {
      await Promise.all(Array.from({length: Math.min(AT_ONCE, count - start)}, () => this.#open(port)));
    }
  }

  #open(port) {
    const index = this.#sockets.length;
    // Nobody is owed what was told before.
    this.#counts.push(this.delivered);
    return new Promise((resolve, reject) => {
      const socket = connect({
        ...{port, host: '127.0.0.1'},
        onread: {
          buffer: this.#buffer,
          callback: (size, buffer) => {
            this.#read(index, buffer, size);
            resolve();
            return true;
          },
        },
      });
      this.#sockets.push(socket);
      socket.setNoDelay(true);
      socket.on('error', reject);
      socket.on('close', () => this.closed++);
      socket.write(REQUEST);
    });
  }

  #read(index, buffer, size) {
    this.bytes += size;
    for (let at = buffer.indexOf(MARK); at >= 0 && at < size; at = buffer.indexOf(MARK, at + 1)) {
      this.events++;
      this.#reached(++this.#counts[index]);
      if (index % SAMPLED !== 0 || at + STAMP >= size) continue;
      this.delays.push((now() - Number(buffer.latin1Slice(at + 1, at + 1 + STAMP))) / 1000);
    }
  }

  #reached(number) {
    const count = (this.#having.get(number) ?? 0) + 1;
    this.#having.set(number, count);
    if (count < this.#sockets.length) return;
    this.#having.delete(number);
    this.delivered = number;
    this.#onDelivered(number);
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Readers that read their first bytes and then no more. */
export async function stoppedReaders(port, count) {
  const sockets = await Promise.all(
    Array.from({length: count}, async () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(REQUEST);
      await new Promise((resolve) => socket.once('readable', resolve));
      return socket;
    }),
  );
  return {
    /** Reads on. @returns how many were sent away meanwhile, and the bytes that were there for all of them */
    async readOn() {
      let bytes = 0;
      const ends = sockets.map(
        (socket) =>
          new Promise((resolve) => {
            socket.on('data', ({length}) => (bytes += length));
            socket.once('close', () => resolve(true));
            setTimeout(() => resolve(false), 2000);
          }),
      );
      const evicted = (await Promise.all(ends)).filter(Boolean).length;
      for (const socket of sockets) socket.destroy();
      return {evicted, bytes};
    },
  };
}
