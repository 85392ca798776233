/**
 * The shapes of the Surge document, "Ongoing Conversations", and, where marked, of the official client's source. Ids
 * are opaque text: one of the document's own samples is not a valid TypeID. Times are ISO 8601, UTC.
 */

/** `number` and `type` from the document; `name` from the client. */
export interface WirePhoneNumber {
  readonly id: string;
  readonly number: string;
  readonly name?: string | null;
  readonly type?: 'local' | 'toll_free' | 'short_code' | 'demo';
}

/** A phone number in the context of one account. The three of the carrier are filled in after the first message. */
export interface WireContact {
  readonly id: string;
  readonly phone_number: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly email?: string | null;
  readonly date_of_birth?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly phone_carrier?: string | null;
  readonly phone_carrier_name?: string | null;
  readonly phone_country?: string | null;
  /** The client's: nobody may write to this contact. Set by hand, and not the same as a STOP. */
  readonly outbound_disabled?: boolean | null;
}

/** The body of `POST /accounts/{account_id}/contacts`, and of the client's `PATCH /contacts/{id}`. */
export type WireContactParameters = Omit<WireContact, 'id' | 'phone_carrier' | 'phone_carrier_name' | 'phone_country'>;

/** `archived` is closed in the dashboard; sending opens it again. */
export type WireConversationStatus = 'active' | 'archived' | 'opted_out';

/**
 * The thread between one of the account's numbers and a contact. Some samples of other pages have the id alone.
 * The document describes `status` and `opted_out_at` but shows them in no sample; no client has them either.
 */
export interface WireConversation {
  readonly id: string;
  readonly phone_number?: WirePhoneNumber;
  readonly contact?: WireContact;
  readonly status?: WireConversationStatus;
  readonly opted_out_at?: string | null;
}

/** The kinds are the client's. */
export interface WireAttachment {
  readonly id?: string;
  readonly type?: 'file' | 'image' | 'link' | 'contact' | 'video';
  readonly url: string;
}

/** A message as requests answer it. It has no direction, no time and no delivery status. */
export interface WireMessage {
  readonly id: string;
  /** Of a message to many, which the account sent. */
  readonly blast_id: string | null;
  readonly body: string | null;
  readonly attachments: readonly WireAttachment[];
  readonly conversation: WireConversation;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The envelope of the client's lists: messages, contacts and phone numbers of an account. */
export interface WireList<Item> {
  readonly data: readonly Item[];
  readonly pagination: {readonly next_cursor?: string | null; readonly previous_cursor?: string | null};
}

export interface WireSendCommon {
  readonly body?: string;
  readonly attachments?: readonly {readonly url: string}[];
  /** Sixty days ahead at most. */
  readonly send_at?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly settings?: {readonly link_shortening: 'enabled' | 'disabled'};
}

/** The thread to write in: by its id (the document), or by contact and own number (the client). */
export type WireSendConversation =
  {readonly id: string} | {readonly contact: Pick<WireContact, 'phone_number'>; readonly phone_number?: string};

/** The body of `POST /accounts/{account_id}/messages`: `conversation`, or `to` with an optional `from`, never both. */
export type WireSend = WireSendCommon &
  (
    | {readonly conversation: WireSendConversation; readonly to?: never; readonly from?: never}
    | {readonly to: string; readonly from?: string; readonly conversation?: never}
  );

/** The message events' data. Each type has a time of its own; `failure_reason` is of `message.failed`. */
export interface WireEventMessage {
  readonly id: string;
  readonly body: string | null;
  readonly attachments?: readonly WireAttachment[];
  readonly blast_id?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly conversation: WireConversation;
  readonly received_at?: string;
  readonly sent_at?: string;
  readonly delivered_at?: string;
  readonly failed_at?: string;
  readonly failure_reason?: string;
}

export type WireMessageEventType = 'message.received' | 'message.sent' | 'message.delivered' | 'message.failed';

export interface WireEnvelope {
  /** Missing in some samples. */
  readonly id?: string;
  readonly timestamp: string;
  readonly account_id: string;
}

/** The webhook events that concern an inbox; there are others. The data of consent events is the contact's id alone. */
export type WireEvent = WireEnvelope &
  (
    | {readonly type: WireMessageEventType; readonly data: WireEventMessage}
    | {readonly type: 'contact.opted_out' | 'contact.opted_in'; readonly data: {readonly id: string}}
    | {readonly type: 'conversation.created'; readonly data: WireConversation}
  );

/** The error types of the reference pages; the document itself names `opted_out` only. */
export type WireErrorType =
  | 'bad_request'
  | 'missing_api_key'
  | 'invalid_api_key'
  | 'demo_api_key'
  | 'platform_locked'
  | 'demo_message_limit'
  | 'not_found'
  | 'account_not_found'
  | 'account_archived'
  | 'validation_error'
  | 'invalid_pagination'
  | 'opted_out'
  | 'campaign_locked'
  | 'no_phone_number'
  | 'phone_number_not_found'
  | 'account_not_ready'
  | 'accounts_limit_exceeded'
  | 'link_size_limit';

export interface WireError {
  readonly error: {
    readonly type: WireErrorType;
    readonly message: string;
    /** Of `validation_error`: by field. */
    readonly detail?: Readonly<Record<string, readonly string[]>>;
  };
}
