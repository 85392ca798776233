import {invalid, refuse, Refused, unprocessable} from './answers.js';
import type {DigivaultMockOptions} from './options.js';

/** Why the caller is not let in. */
export function refusedEntry(request: Request, {acceptAuthorization}: DigivaultMockOptions): Response | undefined {
  const header = request.headers.get('authorization') ?? '';
  const isWellFormed = /^(?:Bearer|Basic) \S+$/.test(header);
  if (isWellFormed && (acceptAuthorization?.(header) ?? true)) return undefined;
  return refuse(401, 'authentication_error', 'Invalid API key provided');
}

export interface NewMessage {
  readonly conversationId: string;
  readonly text: string;
  readonly mediaUrls: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws Refused for a body without exactly one of `contact_id` and `group_id` */
export async function readNewConversation(
  request: Request,
): Promise<{readonly kind: 'contact' | 'group'; readonly id: string}> {
  const {contact_id, group_id, ...others} = await readObject(request);
  refuseOthers(others);
  if ((contact_id == null) === (group_id == null)) {
    throw new Refused(invalid('contact_id', "One of 'contact_id' and 'group_id' is required."));
  }
  const kind = contact_id == null ? 'group' : 'contact';
  const id = contact_id ?? group_id;
  if (typeof id !== 'string' || !id) throw new Refused(unprocessable(`${kind}_id`, 'It must be an id.'));
  return {kind, id};
}

/** @returns the new `archived_at` in seconds; `undefined` when the body does not change it */
export async function readConversationChange(request: Request): Promise<number | null | undefined> {
  const {archived_at, is_pinned, is_muted, pinned_message_id, ...others} = await readObject(request);
  refuseOthers(others);
  if (archived_at !== undefined && archived_at !== null && !Number.isSafeInteger(archived_at)) {
    throw new Refused(unprocessable('archived_at', 'The archived_at field must be an integer or null.'));
  }
  for (const [field, value] of Object.entries({is_pinned, is_muted})) {
    if (value !== undefined && typeof value !== 'boolean') {
      throw new Refused(unprocessable(field, `The ${field} field must be a boolean.`));
    }
  }
  if (pinned_message_id !== undefined && pinned_message_id !== null && typeof pinned_message_id !== 'string') {
    throw new Refused(unprocessable('pinned_message_id', 'The pinned_message_id field must be an id or null.'));
  }
  return archived_at as number | null | undefined;
}

/** @throws Refused for a body without conversation or text, and for attachments that have no public address */
export async function readNewMessage(request: Request): Promise<NewMessage> {
  const {conversation_id, message, attachments = [], ...others} = await readObject(request);
  refuseOthers(others);
  if (typeof conversation_id !== 'string' || !conversation_id) {
    throw new Refused(invalid('conversation_id', "Missing required parameter: 'conversation_id'"));
  }
  if (message === undefined) throw new Refused(invalid('message', "Missing required parameter: 'message'"));
  if (typeof message !== 'string' || !message.trim()) {
    throw new Refused(unprocessable('message', 'The message field must be a text that is not empty.'));
  }
  if (!Array.isArray(attachments)) {
    throw new Refused(unprocessable('attachments', 'The attachments field must be an array.'));
  }
  return {conversationId: conversation_id, text: message, mediaUrls: attachments.map(urlOfAttachment)};
}

function urlOfAttachment(attachment: unknown): string {
  const isObject = typeof attachment === 'object' && attachment !== null && 'url' in attachment;
  const url = isObject ? attachment.url : attachment;
  if (typeof url === 'string' && /^https?:\/\/\S+$/.test(url)) return url;
  throw new Refused(unprocessable('attachments', 'An attachment must have a public URL.'));
}

function refuseOthers(others: Fields): void {
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Refused(unprocessable(other, `The ${other} field is unknown.`));
}

async function readObject(request: Request): Promise<Fields> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return {...body};
  } catch {
    // Said below.
  }
  throw new Refused(refuse(400, 'invalid_request', 'The body must be a JSON object.'));
}
