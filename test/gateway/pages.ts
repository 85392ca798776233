import {expectNoSecret} from './secrecy.js';
import {ORIGIN} from './servers.js';

/** An event of a stream, as a page reads it. */
export interface SeenEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** A page that listens. */
export interface Listening {
  readonly status: number;
  readonly events: readonly SeenEvent[];
  /** Everything that came, as it came. */
  readonly text: () => string;
  /** The id to come back with. */
  readonly lastId: () => string | undefined;
  readonly payloads: () => readonly unknown[];
  /** Waits until the stream has so many events of a name; fails when it does not within a few seconds. */
  readonly until: (event: string, count?: number) => Promise<void>;
  /** Settles when the server ended it. */
  readonly ended: Promise<void>;
  readonly close: () => void;
}

export async function listen(
  url: string,
  {
    after,
    user,
    headers: more = {},
  }: {
    readonly after?: string | undefined;
    readonly user?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Listening> {
  const leave = new AbortController();
  const headers = {
    ...{origin: ORIGIN, accept: 'text/event-stream'},
    ...(after !== undefined && {'last-event-id': after}),
    ...(user !== undefined && {'x-user': user}),
    ...more,
  };
  const response = await fetch(url, {headers, signal: leave.signal});
  const events: SeenEvent[] = [];
  let text = '';
  let isOver = false;
  const ended = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const part of response.body ?? []) {
        const piece = decoder.decode(part, {stream: true});
        text += piece;
        const blocks = (rest + piece).split('\n\n');
        rest = blocks.pop() ?? '';
        events.push(...blocks.flatMap(eventIn));
      }
    } catch {
      // Cut off, or left.
    }
    isOver = true;
  })();
  return {
    ...{status: response.status, events, ended},
    text: () => text,
    lastId: () => events.findLast(({id}) => id !== undefined)?.id,
    payloads: () =>
      events
        .filter(({event}) => event === 'webhook')
        .map(({data}) => (JSON.parse(data) as {readonly payload: unknown}).payload),
    async until(event, count = 1) {
      expectNoSecret(text);
      const deadline = Date.now() + 30_000;
      while (events.filter((each) => each.event === event).length < count) {
        if (Date.now() > deadline || isOver) {
          throw new Error(`No ${count} × ${event} came${isOver ? ' before the end' : ''}: ${text.slice(-500)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    close: () => leave.abort(),
  };
}

function eventIn(block: string): SeenEvent[] {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const event = fields.get('event');
  return event === undefined ? [] : [{id: fields.get('id'), event, data: fields.get('data') ?? ''}];
}
