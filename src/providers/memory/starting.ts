import type {StartForm, StartRequest} from '../../adapter/start-conversation.js';
import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import type {Backend} from '../../backend/backend.js';
import type {StoredMessage} from '../../backend/types.js';
import {normalizePhone} from '../../model/phone-number.js';

/** Anybody of the address book, or a number; a text begins it, as in any SMS. */
export function startForm(backend: Backend): StartForm {
  return {
    recipientKinds: ['address', 'contact'],
    recipients: backend.contacts().map(({id, firstName, lastName, phone}) => {
      const name = `${firstName} ${lastName}`.trim();
      return {id, kind: 'contact', ...(name && {name}), address: phone};
    }),
    firstMessage: 'required',
    asksTitle: false,
    contactFields: ['firstName', 'lastName'],
  };
}

/**
 * Sends the first message. A contact who is refused has no conversation after it that was not there before.
 *
 * @throws ConversationError of kind `validation` or `contact-not-found`
 * @throws BackendRefusal
 */
export function start(backend: Backend, {recipient, text = '', ownEndpointId, contact}: StartRequest): StoredMessage {
  const {error, refusal} = adapterErrors('memory');
  const {kind, value} = recipient;
  if (kind === 'group') throw refusal('recipient', 'There are no groups to write to.');
  if (text.trim() === '') throw refusal('text', 'A conversation begins with a text.');
  const phone = kind === 'contact' ? backend.contact(value)?.phone : normalizePhone(value);
  if (kind === 'contact' && phone === undefined) throw error('contact-not-found');
  if (phone === undefined) throw refusal('recipient', 'That is no phone number.');
  if (!backend.contactWithPhone(phone)) {
    const {firstName = '', lastName = ''} = contact ?? {};
    backend.addContact({firstName, lastName, phone});
  }
  // Whoever has a conversation already is written to in it, from its own number.
  const usual = backend.account.defaultNumberId === null ? undefined : backend.threadWithPhone(phone)?.ownNumberId;
  const ownNumberId = ownEndpointId ?? usual;
  return backend.send({phone, text, ...(ownNumberId !== undefined && {ownNumberId})});
}
