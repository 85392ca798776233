/** One event of a stream, as it was written there. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  /** Of this event itself. */
  readonly id?: string | undefined;
}

/** Characters of one event at most; a stream that goes on longer is not one of ours. */
const LONGEST_EVENT = 4_000_000;
/** An id goes back in a header, which takes no other characters. */
const ID = /^[\x21-\x7e]{1,256}$/;

/**
 * Reads `text/event-stream` as it arrives, in pieces that may end anywhere.
 *
 * @param onRetry told what the stream asks to wait before coming back, in milliseconds
 * @returns what takes the next piece, and throws a RangeError when an event does not end
 */
export function eventParser(onRetry: (milliseconds: number) => void): (piece: string) => readonly StreamEvent[] {
  let rest = '';
  let endedWithReturn = false;
  let size = 0;
  let data: string[] = [];
  let type = '';
  let id: string | undefined;

  const readLine = (line: string): void => {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (name === 'event') type = value;
    if (name === 'id' && ID.test(value)) id = value;
    if (name === 'retry' && /^\d{1,9}$/.test(value)) onRetry(Number(value));
    if (name !== 'data') return;
    data.push(value);
    size += value.length + 1;
  };

  return (piece) => {
    const events: StreamEvent[] = [];
    // A line that ended with a carriage return may have its line feed in the next piece.
    const text = endedWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    if (piece) endedWithReturn = piece.endsWith('\r');
    const [first = '', ...lines] = text.split(/\r\n|\n|\r/);
    rest += first;
    for (const next of lines) {
      if (rest) readLine(rest);
      else {
        if (type || id) events.push({type, data: data.join('\n'), id});
        [type, data, size, id] = ['', [], 0, undefined];
      }
      rest = next;
    }
    if (rest.length + size > LONGEST_EVENT) throw new RangeError('An event has no end.');
    return events;
  };
}
