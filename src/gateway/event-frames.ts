/** Bytes of a stream, encoded once for all streams that get them. */
export class Frame {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(text: string) {
    this.bytes = new TextEncoder().encode(text);
  }
}

/** Where the bytes of one stream go. */
export interface EventSink {
  write(frame: Frame): void;
  /** Bytes that the reader did not take yet. */
  readonly waiting: number;
  /** After what waits. */
  end(): void;
  /** At once: nobody reads what waits. */
  abort(): void;
}

export type EventName = 'webhook' | 'live' | 'poll' | 'resync';

export const eventFrame = (event: EventName, data: string, id?: string): Frame =>
  new Frame(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);

export const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
} as const;

/** The body of a response, for hosts that have nothing better. */
export function streamSink(
  limit: number,
  onClose: () => void,
): {readonly sink: EventSink; readonly body: ReadableStream} {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (made) => void (controller = made),
      cancel: onClose,
    },
    // Typed by bytes, so that all streams can share one array.
    {highWaterMark: limit, size: ({byteLength}) => byteLength},
  );
  const sink: EventSink = {
    write: ({bytes}) => controller?.enqueue(bytes),
    get waiting() {
      return limit - (controller?.desiredSize ?? limit);
    },
    end: () => controller?.close(),
    abort: () => controller?.error(new Error('The reader is too slow.')),
  };
  return {sink, body};
}
