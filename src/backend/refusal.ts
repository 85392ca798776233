/** Why the backend would not take a message. */
export type RefusalCode =
  | 'empty-message'
  | 'contact-not-found'
  | 'opted-out'
  | 'not-textable'
  | 'lookup-pending'
  | 'from-number-not-owned'
  | 'no-from-number'
  | 'insufficient-credits';

const WORDS: Readonly<Record<RefusalCode, string>> = {
  'empty-message': 'A message needs text or media.',
  'contact-not-found': 'The contact does not exist.',
  'opted-out': 'The contact has opted out of messages from this number.',
  'not-textable': 'The number cannot receive texts.',
  'lookup-pending': 'The look-up of the number is still pending.',
  'from-number-not-owned': 'The number to send from does not belong to this account.',
  'no-from-number': 'The account has no number to send from.',
  'insufficient-credits': 'The account does not have enough credits.',
};

/** A send that the backend refused. Nothing was stored and nothing was charged. */
export class BackendRefusal extends Error {
  override readonly name = 'BackendRefusal';

  constructor(readonly code: RefusalCode) {
    super(WORDS[code]);
  }
}
