import type {Conversation} from './conversation.js';

/** When people may be texted, by the clock. */
export interface TextingHours {
  /** Such as `08:00`. */
  readonly from: string;
  /** Such as `21:00`; before `from`, it is the next day. */
  readonly to: string;
  /** Whose clock: that of the contact, or that of an IANA zone. */
  readonly zone: 'contact' | (string & {});
}

/** The zone a contact lives in, and who says so. */
export interface ContactZone {
  /** IANA name. */
  readonly timeZone: string;
  /** In the page's own words, such as "by their address". */
  readonly source?: string;
}

/** Where a page knows better than an area code in which zone a contact lives. */
export type TimeZoneOf = (conversation: Conversation) => string | ContactZone | undefined;
