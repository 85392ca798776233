import {startTimer} from '../util/timer.js';
import {eventFrame, Frame, type EventSink} from './event-frames.js';
import {EventStream, type SharedEvent} from './event-stream.js';
import type {GatewayLog, LogEntry} from './log/log.js';
import {Problem} from './problem.js';
import {tenantOf, type Viewer} from './viewer.js';
import {loggedEvent} from './webhooks.js';

export interface HubOptions {
  readonly log: GatewayLog;
  /** Bytes that may wait for one reader. */
  readonly limit: number;
  /** Streams that one viewer may have on this node. */
  readonly streamsPerViewer: number;
  /** Seconds after which a stream ends by itself, for hosts that cut connections. */
  readonly seconds: number;
  /** Seconds between two signs of life. */
  readonly keepAlive: number;
  /** Seconds after which it is asked again who the viewer of a stream is. */
  readonly recheck: number;
}

interface Channel {
  readonly streams: Set<EventStream>;
  /** Where the log is, while it can be relied on. */
  position?: string;
  stop: () => void;
}

interface OpenStream {
  readonly stream: EventStream;
  /** Who the viewer is now. */
  readonly again: () => Promise<Viewer | null>;
  checkedAt: number;
}

/** All streams of this node. Each channel is heard once, and each of its events is encoded once. */
export class EventHub {
  readonly #options: HubOptions;
  readonly #signOfLife = new Frame(':\n\n');
  readonly #channels = new Map<string, Channel>();
  readonly #open = new Set<OpenStream>();
  #stopTimer: (() => void) | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** @throws Problem `rate-limited` for a viewer with too many streams */
  open(
    name: string,
    {
      viewer,
      after,
      again,
    }: {
      readonly viewer: Viewer;
      readonly after: string | undefined;
      readonly again: () => Promise<Viewer | null>;
    },
    sinkFor: (onClose: () => void) => EventSink,
  ): void {
    const {log, limit, streamsPerViewer} = this.#options;
    const isTheirs = ({stream}: OpenStream) => isSame(stream.viewer, viewer);
    if ([...this.#open].filter(isTheirs).length >= streamsPerViewer) {
      throw new Problem('rate-limited', {retryAfter: 5});
    }
    const channel = this.#channelOf(name);
    const sink = sinkFor(() => stream.closed());
    const stream: EventStream = new EventStream({
      ...{log, channel: name, viewer, sink, after, limit, toShared},
      onEnd: () => this.#left(name, channel, opened),
    });
    const opened: OpenStream = {stream, again, checkedAt: Date.now()};
    this.#open.add(opened);
    channel.streams.add(stream);
    if (channel.position === undefined) stream.down();
    else stream.up(channel.position, false);
    if (!this.#stopTimer) this.#wait();
  }

  /** Ends the streams of viewers at once, such as of one who signed out. */
  end(isMeant: (viewer: Viewer) => boolean): void {
    for (const {stream} of [...this.#open]) if (isMeant(stream.viewer)) stream.end();
  }

  #channelOf(name: string): Channel {
    const known = this.#channels.get(name);
    if (known) return known;
    const channel: Channel = {streams: new Set(), stop: () => undefined};
    this.#channels.set(name, channel);
    channel.stop = this.#options.log.listen(name, {
      entry: (entry) => {
        const event = {...toShared(entry), previous: channel.position};
        channel.position = entry.id;
        for (const stream of [...channel.streams]) stream.take(event);
      },
      up: (position, missed) => {
        channel.position = position;
        for (const stream of [...channel.streams]) stream.up(position, missed);
      },
      down: () => {
        delete channel.position;
        for (const stream of [...channel.streams]) stream.down();
      },
    });
    return channel;
  }

  #left(name: string, channel: Channel, opened: OpenStream): void {
    this.#open.delete(opened);
    channel.streams.delete(opened.stream);
    if (channel.streams.size > 0) return;
    channel.stop();
    this.#channels.delete(name);
    if (this.#open.size > 0) return;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #wait(): void {
    this.#stopTimer = startTimer(this.#options.keepAlive * 1000, () => this.#tick());
  }

  #tick(): void {
    const {recheck, seconds} = this.#options;
    // So long ago, in seconds.
    const since = (time: number) => (Date.now() - time) / 1000;
    for (const opened of [...this.#open]) {
      const {stream} = opened;
      stream.write(this.#signOfLife);
      if (stream.isExpired || since(stream.startedAt) >= seconds) stream.end();
      else if (since(opened.checkedAt) >= recheck) void this.#checkAgain(opened);
    }
    if (this.#open.size > 0) this.#wait();
  }

  /** Whoever is somebody else by now, or nobody, gets nothing more; nor does anybody of whom that is not known. */
  async #checkAgain(opened: OpenStream): Promise<void> {
    opened.checkedAt = Date.now();
    const {stream, again} = opened;
    const viewer = await again().catch(() => null);
    if (viewer && isSame(viewer, stream.viewer)) stream.viewer = viewer;
    else stream.end();
  }
}

const isSame = (a: Viewer, b: Viewer): boolean => a.user === b.user && tenantOf(a) === tenantOf(b);

function toShared({id, text}: LogEntry): SharedEvent {
  const {about, data} = loggedEvent(text);
  return {id, about, frame: eventFrame('webhook', data, id)};
}
