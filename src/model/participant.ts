/** The part somebody plays in a conversation. `self` is whoever uses this inbox. */
export type ParticipantRole = 'contact' | 'self' | 'agent' | 'bot' | 'system' | 'unknown';

/**
 * Whether a number can receive texts. `pending` is a look-up under way; `unknown` is a provider that does not say.
 * The first three are what a provider calls textable: true, false, null.
 */
export type Textable = 'yes' | 'no' | 'pending' | 'unknown';

/** Somebody in a conversation. */
export interface Participant {
  readonly id?: string;
  readonly role: ParticipantRole;
  /** As the provider gives it; may hold any script. */
  readonly name?: string;
  /** Phone number, e-mail address or handle, spelled as the provider spells it. */
  readonly address?: string;
  readonly avatarUrl?: string;
  readonly textable?: Textable;
  /** Somebody at the account switched off all messages to this contact. It is no opt-out: the contact did not ask for it. */
  readonly outboundDisabled?: boolean;
}

/** One of the user's own numbers or channels. */
export interface OwnEndpoint {
  readonly id?: string;
  readonly address?: string;
  readonly label?: string;
}
