/**
 * The shapes of Bird's Conversations API, as its quickstart document shows them and, where that is silent, its
 * reference pages. `null`, an empty text or object, and an absent key are three spellings of "none" there, so almost
 * everything is optional here.
 *
 * Times are RFC 3339 with none to nine fraction digits. Ids are opaque text.
 */

/** Who a participant can be. The quickstart shows `contact` and `accessKey`; the rest is from the reference. */
export type WireParticipantType =
  'contact' | 'accessKey' | 'user' | 'agent' | 'flow' | 'bot' | 'channel' | 'connector' | 'collaborationAutomation';

export type WireParticipantStatus = 'active' | 'pending' | 'invited';

/** Names a contact by an identifier. `phonenumber` and `emailaddress` are the keys the document shows. */
export interface WireIdentifier {
  readonly identifierKey: string;
  readonly identifierValue: string;
}

export interface WireParticipant {
  readonly id: string;
  readonly type: WireParticipantType;
  readonly status?: WireParticipantStatus | null;
  /** May be empty. */
  readonly displayName?: string | null;
  /** Empty when there is none. */
  readonly avatarUrl?: string | null;
  /** Empty for a contact of an e-mail conversation in the document's sample; absent for an access key. */
  readonly contact?: (Partial<WireIdentifier> & {readonly platformAddress?: string | null}) | null;
}

export type WireRecipientType = 'to' | 'cc' | 'bcc';

/** Somebody a message went to. */
export interface WireRecipient extends Partial<WireIdentifier> {
  readonly type?: WireRecipientType | null;
  readonly id?: string | null;
  readonly platformAddress?: string | null;
  readonly contactAnnotation?: {readonly name?: string | null} | null;
}

/** Where a message is. Messages of contacts carry `delivered`. */
export type WireMessageStatus = 'accepted' | 'processing' | 'sent' | 'sending_failed' | 'delivered' | 'delivery_failed';

/** The last message inside a conversation: a preview, not a body. */
export interface WireLastMessage {
  readonly id: string;
  /** The type of the body. */
  readonly type?: string | null;
  readonly preview?: {readonly text?: string | null} | null;
  readonly recipients?: readonly WireRecipient[] | null;
  readonly status?: WireMessageStatus | null;
  readonly sender?: WireParticipant | null;
  readonly createdAt?: string | null;
}

export type WireConversationStatus = 'active' | 'closed' | 'deleted';

export interface WireConversation {
  readonly id: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly status?: WireConversationStatus | null;
  readonly visibility?: 'public' | 'private' | null;
  readonly accessibility?: 'open' | 'invite-only' | 'request-to-join' | null;
  /** Up to five, not everybody. */
  readonly featuredParticipants?: readonly WireParticipant[] | null;
  readonly activeParticipantCount?: number | null;
  readonly pendingParticipantCount?: number | null;
  readonly initiatingParticipant?: WireParticipant | null;
  readonly channelId?: string | null;
  readonly lastMessage?: WireLastMessage | null;
  readonly lastMessageIncomingAt?: string | null;
  readonly lastMessageOutgoingAt?: string | null;
  readonly attributes?: Readonly<Record<string, unknown>> | null;
  readonly createdAt?: string | null;
  readonly updatedAt?: string | null;
  readonly platformStyle?: 'email' | 'direct' | null;
}

export interface WireTextAttachment {
  readonly mediaUrl: string;
  readonly filename?: string | null;
  readonly inline?: boolean | null;
  readonly contentId?: string | null;
}

export interface WireTextBody {
  readonly type: 'text';
  readonly text: {readonly text: string; readonly attachments?: readonly WireTextAttachment[] | null};
}

export interface WireHtmlBody {
  readonly type: 'html';
  readonly html: {
    readonly html: string;
    readonly text?: string | null;
    readonly attachments?: readonly WireTextAttachment[] | null;
  };
}

/** At most ten images. */
export interface WireImageBody {
  readonly type: 'image';
  readonly image: {
    readonly images: readonly {readonly mediaUrl: string; readonly altText?: string | null}[];
    readonly text?: string | null;
  };
}

export interface WireFileBody {
  readonly type: 'file';
  readonly file: {
    readonly files: readonly {
      readonly mediaUrl: string;
      readonly contentType?: string | null;
      readonly filename?: string | null;
    }[];
    readonly text?: string | null;
  };
}

/** Named by the reference, its inside is not [Inference]. */
export interface WireGifBody {
  readonly type: 'gif';
  readonly gif: {
    readonly mediaUrl?: string | null;
    readonly gifs?: WireImageBody['image']['images'] | null;
    readonly images?: WireImageBody['image']['images'] | null;
    readonly files?: WireImageBody['image']['images'] | null;
    readonly text?: string | null;
  };
}

/** `list`, `carousel`, `location`, `template` and whatever comes next: the inside is not read, but for a `text`. */
export interface WireOtherBody {
  readonly type: string;
  readonly [inside: string]: unknown;
}

export type WireBody = WireTextBody | WireHtmlBody | WireImageBody | WireFileBody | WireGifBody | WireOtherBody;

export interface WireTemplate {
  readonly projectId: string;
  readonly version: string;
  readonly locale: string;
  readonly parameters?: readonly WireTemplateParameter[];
}

export interface WireTemplateParameter {
  readonly type: 'string';
  readonly key: string;
  readonly value: string;
}

export interface WireMessage {
  readonly id: string;
  readonly conversationId?: string | null;
  /** Empty when the sender chose none; unique in the workspace. */
  readonly reference?: string | null;
  readonly sender?: WireParticipant | null;
  readonly draft?: boolean | null;
  /** `null` or absent on messages of contacts. */
  readonly recipients?: readonly WireRecipient[] | null;
  readonly status?: WireMessageStatus | null;
  /** Who made it: `conversations` and `external`; one sample says `channels`. */
  readonly source?: string | null;
  readonly body?: WireBody | null;
  readonly template?: WireTemplate | null;
  /** Why it failed, such as "Insufficient credit". */
  readonly reason?: string | null;
  readonly interactions?: readonly unknown[] | null;
  readonly replyToMessageId?: string | null;
  readonly createdAt?: string | null;
  readonly updatedAt?: string | null;
  readonly receiverTypes?: readonly WireRecipientType[] | null;
}

/** The envelope of every list. The last page has no `nextPageToken`. */
export interface WireList<Item> {
  readonly results: readonly Item[];
  readonly nextPageToken?: string | null;
  readonly total?: number | null;
  /** What kind of number `total` is; empty in the one sample there is. */
  readonly totalType?: string | null;
}

/** Somebody to send to: a participant of the conversation, or an identifier. */
export type WireNewRecipient =
  {readonly type: WireRecipientType; readonly id: string} | ({readonly type: WireRecipientType} & WireIdentifier);

/** The body of `POST …/conversations/{id}/messages`. */
export interface WireNewMessage {
  readonly participantType: 'accessKey';
  /** The id of the access key, not the key. */
  readonly participantId: string;
  readonly addMissingParticipants?: boolean;
  readonly recipients?: readonly WireNewRecipient[];
  /** Either this or a template. */
  readonly body?: WireBody;
  readonly template?: WireTemplate;
  readonly reference?: string;
  readonly replyToMessageId?: string;
}

/** The body of `POST …/conversations`. */
export interface WireNewConversation {
  /** The subject of an e-mail conversation. */
  readonly name: string;
  readonly channelId: string;
  readonly participants: readonly ({readonly type: 'contact'} & WireIdentifier)[];
  readonly initialMessage?: {
    readonly template?: WireTemplate;
    readonly body?: WireBody;
    readonly recipients: readonly ({readonly type: WireRecipientType} & WireIdentifier)[];
    readonly reference?: string;
  };
}

/** The body of `PATCH …/conversations/{id}`. */
export interface WireConversationChange {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly status?: WireConversationStatus;
  readonly visibility?: 'public' | 'private';
  readonly accessibility?: 'open' | 'invite-only' | 'request-to-join';
  readonly attributes?: Readonly<Record<string, unknown>> | null;
}

/** Every error answer. */
export interface WireError {
  /** Such as `ResourceNotFound`. */
  readonly code: string;
  readonly message: string;
}

export type WireEventName = 'conversation.created' | 'conversation.updated' | 'conversation.deleted';

/** The body of a webhook. */
export interface WireEvent {
  readonly service: 'conversations';
  readonly event: WireEventName;
  readonly payload: WireConversation;
}
