/** `GET /threads`: in the order they were opened. */
export interface WireThreadPage {
  readonly threads: readonly WireThread[];
  /** The last thread of the page, when there are more. */
  readonly next?: string;
}

export interface WireThread {
  readonly id: string;
  readonly contact: {readonly name: string | null; readonly phone: string};
  readonly unread: number;
  readonly last_letter: WireLetter | null;
}

/** `GET /threads/:id/letters`: newest first. */
export interface WireLetterPage {
  readonly letters: readonly WireLetter[];
  readonly has_older: boolean;
}

export interface WireLetter {
  readonly id: string;
  readonly thread_id: string;
  readonly from: 'them' | 'us';
  readonly text: string;
  /** Only of our own. */
  readonly state?: 'flying' | 'landed' | 'lost';
  /** ISO 8601. */
  readonly written_at: string;
}

/** What a webhook delivers. */
export interface WireEvent {
  readonly event: 'letter.arrived' | 'letter.landed';
  readonly letter: WireLetter;
}

export interface WireError {
  readonly problem: 'no_such_thread' | 'empty_letter' | 'bad_cursor' | 'no_stamps' | 'unwanted' | 'signed_out';
}
