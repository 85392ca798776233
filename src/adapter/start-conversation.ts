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
  /** The number or channel it is approved for; any of our own without it. */
  readonly ownEndpointId?: string;
  readonly parameters: readonly {readonly key: string; readonly label?: string}[];
}

/** A template with what its parameters are filled in with. */
export interface FilledTemplate {
  readonly id: string;
  /** By the parameter's key. */
  readonly parameters: Readonly<Record<string, string>>;
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
  /** What the first message may be instead of a text; each on its own number or channel. */
  readonly templates?: readonly MessageTemplate[];
  /**
   * Our own numbers or channels, by id, whose first message must be one of the templates. All of them by default, as soon
   * as there are templates.
   */
  readonly templatesOnly?: readonly string[];
  readonly asksTitle: boolean;
  /** Accounts in which nothing can be started at the moment, where several are one inbox. */
  readonly missing?: readonly string[];
  /** What may be filled in about a recipient of kind `address`, who then becomes a contact; nothing by default. */
  readonly contactFields?: readonly (keyof NewContact)[];
}

export interface StartRequest {
  readonly recipient: {readonly kind: RecipientKind; readonly value: string};
  readonly title?: string;
  readonly text?: string;
  readonly template?: FilledTemplate;
  readonly ownEndpointId?: string;
  /** About a recipient of kind `address`, as far as `contactFields` asks for it. */
  readonly contact?: NewContact;
}
