import {startTimer} from '../../util/timer.js';
import {REPLAY_PAGE, type GatewayLog, type LogEntry, type LogListener} from './log.js';
import {
  command,
  entriesIn,
  patientCommand,
  secondConnection,
  streamsIn,
  type RedisClient,
  type StreamEntry,
} from './redis-client.js';

export interface RedisLogOptions {
  /** Before every key: `parlor` by default. Nodes that share it share everything. */
  readonly prefix?: string;
  /** Events that each channel keeps, about: 1000 by default. */
  readonly events?: number;
  /** Milliseconds after its last event that a channel is kept: a week by default. */
  readonly keep?: number;
}

const WEEK = 7 * 24 * 3_600_000;
/** How long one read waits for something new, in milliseconds. */
const BLOCK = 1000;
/** What a read may take besides. */
const GRACE = 2000;
const RETRY = 250;
const BATCH = '500';

/** In one step, so that there is no moment at which an entry is kept and its name is not, or the other way round. */
const APPEND = `
if KEYS[2] and not redis.call('SET', KEYS[2], '', 'NX', 'PX', ARGV[4]) then return end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 't', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])`;

interface Channel {
  readonly listeners: Set<LogListener>;
  /** The last entry that was told; unknown until the channel is heard. */
  last?: string;
}

/**
 * A log for several nodes: streams for events, keys for claims. Each node has one read that waits, over all its channels.
 *
 * What Redis forgets at a restart is forgotten here too: with persistence off, a send that was under way then may be sent
 * twice when it is repeated.
 */
export function redisLog(client: RedisClient, options: RedisLogOptions = {}): GatewayLog {
  const {prefix = 'parlor', events = 1000, keep = WEEK} = options;
  const send = command(client);
  // One slot of a cluster, since one read covers all channels.
  const keyOf = (name: string) => `{${prefix}}:${name}`;
  const streamOf = (channel: string) => keyOf(`log:${channel}`);
  const reader = new Reader({client, streamOf, wake: keyOf('wake')});

  return {
    async append(channel, text, once) {
      const keys = [streamOf(channel), ...(once ? [keyOf(once.key)] : [])];
      const values = [text, events, keep, once?.lifetime ?? 0].map(String);
      await send('EVAL', APPEND, String(keys.length), ...keys, ...values);
    },
    since: (channel, id) => since(send, streamOf(channel), id),
    isAfter,
    listen: (channel, listener) => reader.listen(channel, listener),

    async claim(key, value, lifetime) {
      return (await send('SET', keyOf(key), value, 'NX', 'PX', String(lifetime))) === 'OK';
    },
    async get(key) {
      const value = await send('GET', keyOf(key));
      return typeof value === 'string' ? value : undefined;
    },
    async put(key, value, lifetime) {
      await send('SET', keyOf(key), value, 'PX', String(lifetime));
    },
    async drop(key) {
      await send('DEL', keyOf(key));
    },
    async count(key, lifetime) {
      // First of all it gets its end, so that none is left without one.
      const [, count] = await Promise.all([
        send('SET', keyOf(key), '0', 'NX', 'PX', String(lifetime)),
        send('INCR', keyOf(key)),
      ]);
      return Number(count);
    },
    close: () => reader.close(),
  };
}

const ID = /^(\d+)-(\d+)$/;

function isAfter(id: string, other: string): boolean {
  const [[, time, count], [, otherTime, otherCount]] = [ID.exec(id) ?? [], ID.exec(other) ?? []];
  return Number(time) - Number(otherTime) > 0 || (time === otherTime && Number(count) > Number(otherCount));
}

type Send = ReturnType<typeof command>;

/** The entry that a page has must still be there: then nothing after it is missing. */
async function since(send: Send, key: string, id: string): Promise<readonly LogEntry[] | 'gone'> {
  if (!ID.test(id)) return 'gone';
  const [first, ...rest] = entriesIn(await send('XRANGE', key, id, '+', 'COUNT', String(REPLAY_PAGE + 1)));
  return first?.[0] === id ? rest.flatMap(toEntry) : 'gone';
}

/** The mark that begins an empty channel is no event. */
const toEntry = ([id, [name, text]]: StreamEntry): LogEntry[] =>
  name === 't' && text !== undefined ? [{id, text}] : [];

interface ReaderOptions {
  readonly client: RedisClient;
  readonly streamOf: (channel: string) => string;
  /** A stream that ends a wait, for a channel that is heard from now on. */
  readonly wake: string;
}

/** Reads all channels that somebody on this node listens to. */
class Reader {
  readonly #options: ReaderOptions;
  readonly #send: Send;
  readonly #channels = new Map<string, Channel>();
  #connection: ReturnType<typeof secondConnection> | undefined;
  #wakeId = '$';
  #isDown = false;
  #isRunning = false;
  #isClosed = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#send = command(options.client);
  }

  listen(name: string, listener: LogListener): () => void {
    const channel = this.#channels.get(name) ?? {listeners: new Set()};
    this.#channels.set(name, channel);
    channel.listeners.add(listener);
    if (channel.last !== undefined && !this.#isDown) listener.up(channel.last, false);
    else void this.#send('XADD', this.#options.wake, 'MAXLEN', '1', '*', 'w', '1').catch(() => undefined);
    if (!this.#isRunning) void this.#run();
    return () => {
      channel.listeners.delete(listener);
      if (channel.listeners.size === 0) this.#channels.delete(name);
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#channels.clear();
    this.#connection?.close();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    this.#connection ??= secondConnection(this.#options.client);
    const read = patientCommand(this.#connection.client);
    while (this.#channels.size > 0 && !this.#isClosed) {
      try {
        await this.#begin();
        await this.#read(read);
      } catch {
        this.#down();
        await new Promise<void>((resolve) => {
          startTimer(RETRY, resolve);
        });
      }
    }
    this.#isRunning = false;
  }

  /** Finds the place of channels that are new, and what others missed while Redis was gone. */
  async #begin(): Promise<void> {
    for (const [name, channel] of [...this.#channels]) {
      const {last} = channel;
      const key = this.#options.streamOf(name);
      if (last === undefined) {
        channel.last = await this.#placeOf(key);
        tell(channel, (listener) => listener.up(channel.last ?? '', false));
      } else if (this.#isDown) {
        const isComplete = await this.#catchUp(key, channel);
        if (!isComplete) channel.last = await this.#placeOf(key);
        tell(channel, (listener) => listener.up(channel.last ?? '', !isComplete));
      }
    }
    this.#isDown = false;
  }

  /** The last entry. An empty channel gets one, so that there is a place to come back to. */
  async #placeOf(key: string): Promise<string> {
    const [entry] = entriesIn(await this.#send('XREVRANGE', key, '+', '-', 'COUNT', '1'));
    return entry?.[0] ?? String(await this.#send('XADD', key, '*', 'begin', ''));
  }

  async #catchUp(key: string, channel: Channel): Promise<boolean> {
    for (;;) {
      const entries = await since(this.#send, key, channel.last ?? '');
      if (entries === 'gone') return false;
      if (entries.length === 0) return true;
      take(channel, entries);
    }
  }

  async #read(read: Send): Promise<void> {
    const {wake, streamOf} = this.#options;
    const names = [...this.#channels].filter(([, {last}]) => last !== undefined);
    const keys = new Map(names.map(([name, channel]) => [streamOf(name), channel]));
    const places = [...keys.values()].map(({last}) => last ?? '');
    const stop = startTimer(BLOCK + GRACE, () => this.#down());
    const answer = await read(
      ...['XREAD', 'COUNT', BATCH, 'BLOCK', String(BLOCK), 'STREAMS'],
      ...[wake, ...keys.keys(), this.#wakeId, ...places],
    ).finally(stop);
    // What is missing since then is read first.
    if (this.#isDown) return;
    for (const [key, entries] of streamsIn(answer)) {
      const channel = keys.get(key);
      if (!channel) this.#wakeId = entries.at(-1)?.[0] ?? this.#wakeId;
      else {
        take(channel, entries.flatMap(toEntry));
        channel.last = entries.at(-1)?.[0] ?? channel.last ?? '';
      }
    }
  }

  #down(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    for (const channel of this.#channels.values()) tell(channel, (listener) => listener.down());
  }
}

function take(channel: Channel, entries: readonly LogEntry[]): void {
  for (const entry of entries) {
    channel.last = entry.id;
    tell(channel, (listener) => listener.entry(entry));
  }
}

function tell({listeners}: Channel, say: (listener: LogListener) => void): void {
  for (const listener of [...listeners]) say(listener);
}
