import {isReactionKind, type ReactionKind} from '../../../model/reaction.js';
import {fineTimeOf, type FineTime} from '../message-order.js';
import {SEND_STYLES, type WireSend} from '../wire.js';
import {invalid, Refused} from './answers.js';
import type {AgentPhoneMockOptions} from './options.js';

/** @throws Refused without a valid key */
export function checkEntry(request: Request, {acceptToken}: AgentPhoneMockOptions): void {
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token !== undefined && (!acceptToken || acceptToken(token))) return;
  const message = token === undefined ? 'Not authenticated' : 'Invalid API key';
  throw new Refused({status: 401, code: 'UNAUTHORIZED', message});
}

/** A whole number of the query. @throws Refused for anything outside its bounds */
export function numberParameter(
  query: URLSearchParams,
  name: string,
  {usual, minimum, maximum = Infinity}: {readonly usual: number; readonly minimum: number; readonly maximum?: number},
): number {
  const text = query.get(name);
  if (text === null) return usual;
  if (!/^-?\d{1,9}$/.test(text)) throw invalid(['query', name], 'Input should be a valid integer', 'int_parsing');
  const value = Number(text);
  if (value < minimum) {
    throw invalid(['query', name], `Input should be greater than or equal to ${minimum}`, 'greater_than_equal');
  }
  if (value > maximum) {
    throw invalid(['query', name], `Input should be less than or equal to ${maximum}`, 'less_than_equal');
  }
  return value;
}

/** @throws Refused for anything but an ISO 8601 datetime */
export function timeParameter(query: URLSearchParams, name: string): FineTime | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? fineTimeOf(text) : undefined;
  if (!time) throw invalid(['query', name], 'Input should be a valid datetime', 'datetime_parsing');
  return time;
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws Refused for anything but a JSON object */
export async function readObject(request: Request): Promise<Fields> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return {...body};
  } catch {
    // Said below.
  }
  throw invalid(['body'], 'JSON decode error', 'json_invalid');
}

/** A change of a conversation. What is not named stays as it is. */
export interface ConversationChange {
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly groupName?: string;
}

/** @throws Refused for metadata that is neither an object nor null */
export function readChange(body: Fields): ConversationChange {
  const {metadata, group_name: groupName} = body;
  if (metadata !== undefined && (typeof metadata !== 'object' || Array.isArray(metadata))) {
    throw invalid(['body', 'metadata'], 'Input should be a valid dictionary', 'dict_type');
  }
  if (groupName != null && typeof groupName !== 'string') {
    throw invalid(['body', 'group_name'], 'Input should be a valid string', 'string_type');
  }
  return {
    ...(metadata === null ? {metadata: null} : metadata !== undefined && {metadata: {...metadata}}),
    ...(groupName != null && {groupName}),
  };
}

export type SendRequest = Partial<WireSend> & Pick<WireSend, 'body' | 'to_number'>;

/** @throws Refused for a body that is not what the client's documents describe */
export function readSend(body: Fields): SendRequest {
  const text = (name: keyof WireSend): string | undefined => {
    const value = body[name];
    if (value == null) return undefined;
    if (typeof value !== 'string') throw invalid(['body', name], 'Input should be a valid string', 'string_type');
    return value || undefined;
  };
  if (body['body'] == null) throw invalid(['body', 'body'], 'Field required', 'missing');
  const words = text('body') ?? '';
  const mediaUrls = mediaOf(body);
  if (!words.trim() && mediaUrls.length === 0) throw invalid(['body', 'body'], 'body must not be empty');
  if (words.trim() && mediaUrls.length > 1) throw invalid(['body', 'body'], 'A carousel has no text');
  if (body['recipients'] != null) {
    throw new Refused({status: 400, code: 'VALIDATION_ERROR', message: 'New groups need an iMessage number.'});
  }
  const to = text('to_number');
  if (to === undefined) throw invalid(['body', 'to_number'], 'Provide to_number or recipients');
  const style = text('send_style');
  const known = SEND_STYLES.find((name) => name === style);
  if (style !== undefined && !known) throw invalid(['body', 'send_style'], 'Unknown effect', 'enum');
  return {
    to_number: to,
    body: words,
    number_id: text('number_id'),
    agent_id: text('agent_id'),
    from_number: text('from_number'),
    media_urls: mediaUrls,
    send_style: known,
    reply_to_message_id: text('reply_to_message_id'),
  };
}

/** The newer lines, which take any emoji, are not mocked. @throws Refused for anything but the six tapbacks */
export function readReaction({reaction}: Fields): ReactionKind {
  if (reaction == null) throw invalid(['body', 'reaction'], 'Field required', 'missing');
  if (isReactionKind(reaction)) return reaction;
  const message = 'This line supports classic tapbacks only. Upgrade it to send custom emoji reactions.';
  throw new Refused({status: 400, code: 'VALIDATION_ERROR', message});
}

function mediaOf({media_urls: many, media_url: one}: Fields): readonly string[] {
  const listed: readonly unknown[] = Array.isArray(many) ? many : one == null ? [] : [one];
  const urls = listed.filter((url) => typeof url === 'string' && /^https:\/\/\S+$/.test(url)) as string[];
  if ((many != null && !Array.isArray(many)) || urls.length < listed.length) {
    throw invalid(['body', 'media_urls'], 'Each URL must be a publicly accessible HTTPS link', 'url_scheme');
  }
  if (urls.length > 20) throw invalid(['body', 'media_urls'], 'List should have at most 20 items', 'too_long');
  return urls;
}
