/** One event of a channel, as text. */
export interface LogEntry {
  /** Opaque to pages. */
  readonly id: string;
  readonly text: string;
}

/** Never throws. */
export interface LogListener {
  /** In order, each once. */
  entry(entry: LogEntry): void;
  /**
   * From now on every entry after `position` is told.
   *
   * @param missed entries before it may never be told to this listener
   */
  up(position: string, missed: boolean): void;
  /** Nothing can be promised until `up`. */
  down(): void;
}

/**
 * What several nodes share: the events of every channel for a while, and what is known of keys. Everything but `listen`
 * rejects while it is out of reach.
 */
export interface GatewayLog {
  /**
   * Resolves once the entry is kept, or is there already.
   *
   * @param once a name for it, under which it is kept once, however often and from wherever that is tried: the name and the
   *   entry are written in one step
   */
  append(channel: string, text: string, once?: {readonly key: string; readonly lifetime: number}): Promise<void>;
  /** The next entries after one, oldest first; none when there is nothing newer. `gone` when some may be missing. */
  since(channel: string, id: string): Promise<readonly LogEntry[] | 'gone'>;
  /** Whether an id is of a later entry of its channel. */
  isAfter(id: string, other: string): boolean;
  /** Tells of a channel, and goes on by itself whatever happens to the log. @returns ends it */
  listen(channel: string, listener: LogListener): () => void;

  /** @returns whether nobody had the key, and it holds the value now */
  claim(key: string, value: string, lifetime: number): Promise<boolean>;
  get(key: string): Promise<string | undefined>;
  put(key: string, value: string, lifetime: number): Promise<void>;
  drop(key: string): Promise<void>;
  /** Counts up. @returns how often that was done within the lifetime of the first */
  count(key: string, lifetime: number): Promise<number>;

  close(): void | Promise<void>;
}

/** Entries that one call of `since` gives at most. */
export const REPLAY_PAGE = 200;
