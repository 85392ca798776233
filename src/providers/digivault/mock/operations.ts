import type {Backend} from '../../../backend/backend.js';
import {answer, emptyAnswer, notFound, Refused, unprocessable} from './answers.js';
import type {DigivaultMockOptions} from './options.js';
import type {NewMessage} from './requests.js';
import type {Tables} from './tables.js';
import {groupMessageToWire, messageToWire} from './to-wire.js';

/** What the writing calls need. */
export interface World {
  readonly backend: Backend;
  readonly tables: Tables;
  readonly options: DigivaultMockOptions;
}

/** A row, or the answer that there is none. */
export const found = (row: {readonly id: string} | undefined): Response => (row ? answer({...row}) : notFound());

/** A contact or a group has one conversation, which is answered if it is there already. */
export function createAnswer(world: World, {kind, id}: {readonly kind: 'contact' | 'group'; readonly id: string}) {
  const {backend, tables, options} = world;
  const isOfThem = ({contact_id, group_id}: {contact_id?: string | null; group_id?: string | null}) =>
    (kind === 'contact' ? contact_id : group_id) === id;
  if (!(kind === 'contact' ? tables.contact(id) : tables.group(id))) return notFound();
  const existing = tables.conversations().find(isOfThem);
  if (existing && options.refuseExisting) return unprocessable(`${kind}_id`, 'There is a conversation already.');
  if (existing) return answer({...existing});
  const thread = backend.addThread({contactId: id});
  return answer({...tables.conversation(thread.id), last_active_at: null, last_opened_at: null}, 201);
}

/** @param archivedAt in seconds; `undefined` for no change */
export function updateAnswer(world: World, id: string, archivedAt: number | null | undefined): Response {
  const {backend, tables, options} = world;
  if (!tables.conversation(id)) return notFound();
  if (archivedAt !== undefined) {
    const group = options.groups?.ofConversation(id);
    if (group) options.groups?.setArchivedAt(group.id, archivedAt === null ? undefined : archivedAt * 1000);
    else backend.setArchived(id, archivedAt !== null);
  }
  const now = tables.conversation(id);
  return answer({...now, ...(archivedAt !== undefined && {archived_at: archivedAt})});
}

export function deleteAnswer(world: World, id: string): Response {
  const {backend, tables, options} = world;
  if (!tables.conversation(id)) return notFound();
  const group = options.groups?.ofConversation(id);
  if (group) options.groups?.delete(group.id);
  else backend.deleteThread(id);
  return options.deleteWithoutBody ? emptyAnswer() : answer({id, deleted: true});
}

export function deleteMessageAnswer({backend, options}: World, id: string): Response {
  const thread = backend.threads().find((candidate) => backend.messagesOf(candidate.id).some((said) => said.id === id));
  const isDeleted = thread ? backend.deleteMessage(thread.id, id) : options.groups?.unsay(id);
  if (!isDeleted) return notFound();
  return options.deleteWithoutBody ? emptyAnswer() : answer({id, deleted: true});
}

export function sendAnswer({backend, tables, options}: World, message: NewMessage): Response {
  const {conversationId, text, mediaUrls} = message;
  if (!tables.conversation(conversationId)) throw new Refused(notFound());
  const group = options.groups?.ofConversation(conversationId);
  if (group && options.groups) {
    const said = options.groups.say(group.id, text, undefined, mediaUrls);
    return answer({...groupMessageToWire(backend, group, said, options)}, 201);
  }
  const sent = backend.send({threadId: conversationId, text, mediaUrls});
  return answer({...messageToWire(backend, sent, undefined, options)}, 201);
}
