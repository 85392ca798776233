/** One event of a stream, as it was written there. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  /** Of this event itself. */
  readonly id?: string;
}

/** Characters of one event at most; a stream that goes on longer is not one of ours. */
const LONGEST_EVENT = 4_000_000;
/** An id goes back in a header, which takes no other characters. */
const ID = /^[\x21-\x7e]{1,256}$/;

/** Reads `text/event-stream` as it arrives, in pieces that may end anywhere. */
export class EventParser {
  #rest = '';
  /** A line that ended with a carriage return may have its line feed in the next piece. */
  #endedWithReturn = false;
  #type = '';
  #data: string[] = [];
  #size = 0;
  #id: string | undefined;
  /** What the stream asks to wait before coming back, in milliseconds. */
  retry: number | undefined;

  /** @throws RangeError when an event does not end */
  read(piece: string): readonly StreamEvent[] {
    if (piece === '') return [];
    const text = this.#endedWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#endedWithReturn = piece.endsWith('\r');
    const [first = '', ...lines] = text.split(/\r\n|\n|\r/);
    this.#rest += first;
    const events: StreamEvent[] = [];
    for (const line of lines) {
      const event = this.#readLine(this.#rest);
      if (event) events.push(event);
      this.#rest = line;
    }
    if (this.#rest.length + this.#size > LONGEST_EVENT) throw new RangeError('An event has no end.');
    return events;
  }

  #readLine(line: string): StreamEvent | undefined {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#type = value;
    else if (name === 'id') this.#id = ID.test(value) ? value : undefined;
    else if (name === 'retry' && /^\d{1,9}$/.test(value)) this.retry = Number(value);
    else if (name === 'data') {
      this.#data.push(value);
      this.#size += value.length + 1;
    }
    return undefined;
  }

  #end(): StreamEvent | undefined {
    const [type, data, id] = [this.#type, this.#data.join('\n'), this.#id];
    [this.#type, this.#data, this.#size, this.#id] = ['', [], 0, undefined];
    return type || id !== undefined ? {type, data, ...(id !== undefined && {id})} : undefined;
  }
}
