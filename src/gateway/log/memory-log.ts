import {BoundedMap} from '../../util/bounded-map.js';
import {REPLAY_PAGE, type GatewayLog, type LogEntry, type LogListener} from './log.js';

export interface MemoryLogOptions {
  /** Events that each channel keeps: 1000 by default. */
  readonly events?: number;
  /** Channels, which are a provider of a tenant each: 1000 by default. */
  readonly channels?: number;
  /** Keys: 100 000 by default. Each send takes one for a day, each webhook one too. */
  readonly keys?: number;
}

interface NumberedEntry extends LogEntry {
  readonly number: number;
}

class Channel {
  readonly entries: NumberedEntry[] = [];
  /** Whoever has read as far as this has missed nothing. */
  floor: number;

  constructor(floor: number) {
    this.floor = floor;
  }
}

/** A log for one node: what it holds goes with the process. A page that comes back to another process reads again. */
export function memoryLog({events = 1000, channels = 1000, keys = 100_000}: MemoryLogOptions = {}): GatewayLog {
  const process = crypto.randomUUID().slice(0, 8);
  const known = new BoundedMap<string, Channel>(channels);
  /** Of channels that somebody listens to, however long they are silent. */
  const listeners = new Map<string, Set<LogListener>>();
  const values = new BoundedMap<string, {readonly text: string; readonly until: number}>(keys);
  let last = 0;

  const idOf = (number: number) => `${process}-${number}`;
  const numberIn = (id: string) => (id.startsWith(`${process}-`) ? Number(id.slice(process.length + 1)) : NaN);

  function channelOf(name: string): Channel {
    const channel = known.get(name) ?? new Channel(last);
    known.set(name, channel);
    return channel;
  }

  function valueOf(key: string) {
    const value = values.get(key);
    return value && value.until > Date.now() ? value : undefined;
  }

  const put = (key: string, text: string, lifetime: number) => values.set(key, {text, until: Date.now() + lifetime});

  function claim(key: string, text: string, lifetime: number): boolean {
    if (valueOf(key)) return false;
    put(key, text, lifetime);
    return true;
  }

  return {
    async append(name, text, once) {
      if (once && !claim(once.key, '', once.lifetime)) return;
      const channel = channelOf(name);
      const number = ++last;
      const entry = {id: idOf(number), number, text};
      channel.entries.push(entry);
      if (channel.entries.length > events) channel.floor = channel.entries.shift()?.number ?? 0;
      for (const listener of [...(listeners.get(name) ?? [])]) listener.entry(entry);
    },
    async since(name, id) {
      const {entries, floor} = channelOf(name);
      const number = numberIn(id);
      if (!(number >= floor && number <= last)) return 'gone';
      return entries.filter((entry) => entry.number > number).slice(0, REPLAY_PAGE);
    },
    isAfter: (id, other) => numberIn(id) > numberIn(other),
    listen(name, listener) {
      channelOf(name);
      const others = listeners.get(name) ?? new Set();
      listeners.set(name, others.add(listener));
      listener.up(idOf(last), false);
      return () => {
        others.delete(listener);
        if (others.size === 0 && listeners.get(name) === others) listeners.delete(name);
      };
    },

    claim: async (key, text, lifetime) => claim(key, text, lifetime),
    get: async (key) => valueOf(key)?.text,
    put: async (key, text, lifetime) => put(key, text, lifetime),
    drop: async (key) => values.delete(key),
    async count(key, lifetime) {
      const value = valueOf(key);
      const count = Number(value?.text ?? 0) + 1;
      values.set(key, {text: String(count), until: value?.until ?? Date.now() + lifetime});
      return count;
    },
    close: () => undefined,
  };
}
