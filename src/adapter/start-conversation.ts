/** What names the other side of a new conversation. */
export type RecipientKind = 'address' | 'contact' | 'group';

/** A contact or group to choose from. */
export interface Recipient {
  readonly id: string;
  readonly kind: 'contact' | 'group';
  readonly name?: string;
  readonly address?: string;
}

/** A message approved beforehand, where free text may not open a conversation. */
export interface MessageTemplate {
  readonly id: string;
  readonly name: string;
  /** What the template says, with `{{key}}` for each parameter, when known. */
  readonly preview?: string;
  readonly parameters: readonly {readonly key: string; readonly label?: string}[];
}

/** What can be said about a contact that a new conversation creates. `birthDate` is written like `1990-12-31`. */
export interface NewContact {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly birthDate?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a form for a new conversation asks. */
export interface StartForm {
  readonly recipientKinds: readonly RecipientKind[];
  /** For the kinds `contact` and `group`. */
  readonly recipients?: readonly Recipient[];
  readonly firstMessage: 'required' | 'optional' | 'none';
  /** When there are any, the first message must be one of them. */
  readonly templates?: readonly MessageTemplate[];
  readonly asksTitle: boolean;
  /** What may be filled in about a recipient of kind `address`, who then becomes a contact; nothing by default. */
  readonly contactFields?: readonly (keyof NewContact)[];
}

export interface StartRequest {
  readonly recipient: {readonly kind: RecipientKind; readonly value: string};
  readonly title?: string;
  readonly text?: string;
  readonly template?: {readonly id: string; readonly parameters: Readonly<Record<string, string>>};
  readonly ownEndpointId?: string;
  /** About a recipient of kind `address`, as far as `contactFields` asks for it. */
  readonly contact?: NewContact;
}
