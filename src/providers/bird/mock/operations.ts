import type {Thread} from '../../../backend/types.js';
import type {WireConversation, WireConversationChange, WireMessage} from '../wire.js';
import {invalid, notFound, Refused} from './answers.js';
import type {BirdMockOptions} from './options.js';
import type {NewConversation} from './requests.js';
import {checkReference, deliver, templateText} from './send.js';
import type {WireWriter} from './to-wire.js';
import type {BirdWorkspace} from './workspace.js';

/** @throws Refused */
export function known(workspace: BirdWorkspace, conversationId: string): Thread {
  const thread = workspace.backend.thread(conversationId);
  if (!thread) throw notFound();
  return thread;
}

/** The thread again, after something about it changed. */
const again = ({backend}: BirdWorkspace, thread: Thread): Thread => backend.thread(thread.id) ?? thread;

export function changeConversation(
  workspace: BirdWorkspace,
  thread: Thread,
  change: WireConversationChange,
  writer: WireWriter,
  options: BirdMockOptions,
): WireConversation {
  const {status, name, description, attributes} = change;
  if (attributes) {
    const kept = options.attributes === 'merge' ? thread.metadata : {};
    workspace.backend.setMetadata(thread.id, {...kept, ...attributes});
  }
  const answer = (): WireConversation => writer.conversation(again(workspace, thread));
  if (status === 'deleted') {
    const last: WireConversation = {...answer(), status};
    workspace.remove(thread);
    return last;
  }
  workspace.change(again(workspace, thread), {
    ...(status && {status}),
    ...(name != null && {name}),
    ...(description != null && {description}),
  });
  return answer();
}

/**
 * Starts a conversation with a contact, who need not be known. A second one with the same contact is a conflict, as
 * the world behind has one thread a contact; the reference has the status, without a word when.
 */
export function createConversation(
  workspace: BirdWorkspace,
  {name, channelId, contacts, attributes, message}: NewConversation,
  writer: WireWriter,
  options: BirdMockOptions,
): WireConversation {
  const {backend} = workspace;
  if (!backend.ownNumbers().some(({id}) => id === channelId)) throw invalid('channelId is not a channel');
  if (message) checkReference(workspace, message.reference);
  if (message?.template) templateText(message.template, options);
  const phone = contacts[0]?.identifierValue ?? '';
  const contact = backend.contactWithPhone(phone) ?? backend.addContact({firstName: '', lastName: '', phone});
  if (backend.threadWithPhone(phone)) {
    throw new Refused(409, 'ResourceAlreadyExists', 'A conversation with this participant already exists');
  }
  const thread = backend.addThread({contactId: contact.id, ownNumberId: channelId, metadata: attributes});
  workspace.change(thread, {name});
  const others = contacts.slice(1).map(({identifierKey, identifierValue}) => ({identifierKey, identifierValue}));
  for (const [index, identifier] of others.entries()) {
    const id = `${contact.id.slice(0, -1)}${index}`;
    workspace.join(thread, {
      id,
      type: 'contact',
      status: 'active',
      displayName: '',
      avatarUrl: '',
      contact: identifier,
    });
  }
  workspace.join(thread, writer.accessKey());
  if (message) deliver(workspace, again(workspace, thread), message, options);
  return writer.conversation(again(workspace, thread));
}

/** @throws Refused where there is no such message */
export function removeMessage({backend}: BirdWorkspace, {id: threadId}: Thread, id: string): void {
  if (!backend.deleteMessage(threadId, id)) throw notFound();
}

export function oneMessage(workspace: BirdWorkspace, thread: Thread, id: string, writer: WireWriter): WireMessage {
  const message = workspace.messagesOf(thread).find((candidate) => candidate.id === id);
  if (!message) throw notFound();
  return writer.message(thread, message);
}
