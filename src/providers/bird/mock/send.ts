import {fieldsOf} from '../../../adapter/toolkit/fields.js';
import {BackendRefusal, type RefusalCode} from '../../../backend/refusal.js';
import type {SendRequest} from '../../../backend/requests.js';
import type {StoredMessage, Thread} from '../../../backend/types.js';
import type {WireBody, WireFileBody, WireImageBody, WireMessage, WireTemplate, WireTextBody} from '../wire.js';
import {invalid, notFound, Refused} from './answers.js';
import type {BirdMockOptions} from './options.js';
import type {NewMessage} from './requests.js';
import type {WireWriter} from './to-wire.js';
import type {BirdWorkspace} from './workspace.js';

/** Milliseconds until a message that was taken turns out to have failed. */
const FAILS_AFTER = 1200;

/** Why a message fails that was taken first. "Insufficient credit" is documented; the other words are inference. */
const REASONS: Readonly<Partial<Record<RefusalCode, string>>> = {
  'opted-out': 'The recipient has opted out of messages from this channel',
  'not-textable': 'The recipient cannot receive messages on this channel',
  'lookup-pending': 'The recipient is not yet known on this channel',
  'from-number-not-owned': 'The channel is not active',
  'no-from-number': 'The channel is not active',
  'insufficient-credits': 'Insufficient credit',
};
/** Stands for what a template says in the backend. */
const UNKNOWN_TEMPLATE = '[template]';
/** Milliseconds after a message of the contact, on a channel that takes templates only. */
const FREE_TEXT_FOR = 24 * 60 * 60_000;
const TEMPLATE_NEEDED = 'Only a template can be sent until the recipient responds';

/**
 * Sends into a conversation. Bird takes every well-formed message; why it does not arrive is told by the message later.
 *
 * @throws Refused in the order: conversation, closed, reference, sender, recipients
 */
export function sendMessage(
  workspace: BirdWorkspace,
  conversationId: string,
  message: NewMessage,
  writer: WireWriter,
  options: BirdMockOptions,
): WireMessage {
  const thread = workspace.backend.thread(conversationId);
  if (!thread) throw notFound();
  if (writer.statusOf(thread) !== 'active') {
    const words = options.closedText ?? 'Messages cannot be sent in a closed conversation';
    throw new Refused(options.closedStatus ?? 409, 'ConversationClosed', words);
  }
  checkReference(workspace, message.reference);
  const {accessKeys} = options;
  if (accessKeys && !accessKeys.some(({id}) => id === message.participantId)) {
    throw invalid('participantId is not an access key of the workspace');
  }
  const participants = writer.participants(thread).map(({id}) => id);
  if (!participants.includes(message.participantId) && !message.addMissingParticipants) {
    throw invalid('The sender is not a participant of the conversation');
  }
  const stranger = message.recipientIds.find((id) => !participants.includes(id));
  if (stranger !== undefined) throw invalid(`Recipient ${stranger} is not a participant of the conversation`);
  workspace.join(thread, writer.accessKey(message.participantId));
  const stored = deliver(workspace, thread, message, options);
  return {...writer.message(thread, stored), status: 'accepted', interactions: null};
}

/** @throws Refused when another message of the workspace has the reference */
export function checkReference(workspace: BirdWorkspace, reference: string): void {
  if (reference && workspace.isTaken(reference)) {
    throw new Refused(409, 'ResourceAlreadyExists', 'A message with this reference already exists');
  }
}

/** Hands a message to the backend, and keeps what only Bird knows of it even when the answer is lost. */
export function deliver(
  workspace: BirdWorkspace,
  thread: Thread,
  message: Pick<NewMessage, 'body' | 'template' | 'reference' | 'replyToMessageId'> & {readonly participantId?: string},
  options: BirdMockOptions,
): StoredMessage {
  const {backend} = workspace;
  const before = backend.sequence;
  const {template, reference, replyToMessageId, participantId} = message;
  const text = template && templateText(template, options);
  // Where it is known what a template says, the message has a body too.
  const body = message.body ?? (text === undefined ? undefined : {type: 'text', text: {text}});
  const request: SendRequest = {
    threadId: thread.id,
    ownNumberId: thread.ownNumberId,
    ...(body ? contentOf(body) : {text: UNKNOWN_TEMPLATE}),
  };
  try {
    return sendOrFail(workspace, thread, request, !!template, options);
  } finally {
    const stored = backend.messagesOf(thread.id).find(({sequence}) => sequence > before);
    if (stored) {
      workspace.noteMessage(stored.id, {
        ...(body && {body}),
        ...(template && {template}),
        reference,
        ...(replyToMessageId !== undefined && {replyToMessageId}),
        ...(participantId !== undefined && {senderId: participantId}),
      });
    }
  }
}

function sendOrFail(
  workspace: BirdWorkspace,
  thread: Thread,
  request: SendRequest,
  isTemplate: boolean,
  options: BirdMockOptions,
): StoredMessage {
  const {backend} = workspace;
  const fail = (code: string, text: string): StoredMessage =>
    backend.send({...request, outcome: {status: 'failed', failure: {code, text}, delay: FAILS_AFTER}});
  const needsTemplate =
    workspace.templateOnlyChannels.has(thread.ownNumberId) ||
    !!options.templateOnlyChannels?.includes(thread.ownNumberId);
  const heardAt = workspace.messagesOf(thread).findLast(({direction}) => direction === 'inbound')?.at ?? -Infinity;
  const isOpen = backend.clock.now() < heardAt + FREE_TEXT_FOR;
  if (needsTemplate && !isTemplate && !isOpen) return fail('template-needed', TEMPLATE_NEEDED);
  try {
    return backend.send(request);
  } catch (thrown) {
    const reason = thrown instanceof BackendRefusal ? REASONS[thrown.code] : undefined;
    if (!(thrown instanceof BackendRefusal) || reason === undefined) throw thrown;
    return fail(thrown.code, reason);
  }
}

function contentOf(body: WireBody): Pick<SendRequest, 'text' | 'mediaUrls'> {
  const inside = fieldsOf<Record<string, unknown>>(body)[body.type];
  const {text} = fieldsOf<{text: string}>(inside);
  const {attachments} = fieldsOf<WireTextBody['text']>(inside);
  const {images} = fieldsOf<WireImageBody['image']>(inside);
  const {files} = fieldsOf<WireFileBody['file']>(inside);
  const media = [attachments, images, files].flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []));
  const mediaUrls = media.map((entry) => String(fieldsOf<{mediaUrl: string}>(entry).mediaUrl));
  const words = typeof text === 'string' ? text : '';
  return {text: words || (mediaUrls.length > 0 ? '' : `[${body.type}]`), mediaUrls};
}

/**
 * What a template says, if that is known.
 *
 * @throws Refused for a template that is not among those there are
 */
export function templateText({projectId, version, parameters = []}: WireTemplate, {templates}: BirdMockOptions) {
  const known = templates?.find((candidate) => candidate.projectId === projectId && candidate.version === version);
  if (templates && !known) throw invalid('There is no such template');
  return known && parameters.reduce((words, {key, value}) => words.replaceAll(`{{${key}}}`, value), known.text);
}
