import type {WireReply, WireRoute} from '../wire.js';
import {refuse} from './answers.js';
import type {AmplifiMockOptions} from './options.js';

const ROUTES: readonly WireRoute[] = ['AUTO', 'SMS', 'MMS'];

/** Why the caller is not let in; both headers are needed on every request. What a missing organisation gets is inference. */
export function refusedEntry(request: Request, options: AmplifiMockOptions): Response | undefined {
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token === undefined) return refuse(401, 'Missing bearer token.');
  if (options.acceptToken && !options.acceptToken(token)) return refuse(401, 'The token is invalid or has expired.');
  const organization = request.headers.get('x-organization-id');
  if (!organization) return refuse(401, 'Missing x-organization-id header.');
  if (options.organizationId !== undefined && organization !== options.organizationId) {
    return refuse(403, 'You are not a member of this organization.');
  }
  return undefined;
}

/** An error answer as an exception, so that reading a request can stop anywhere. */
export class Refused extends Error {
  constructor(readonly response: Response) {
    super('refused');
  }
}

const badRequest = (text: string): Refused => new Refused(refuse(400, text));

/** @throws Refused for anything but true, false, 1 and 0 */
export function booleanParameter(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw badRequest(`${name} must be a boolean.`);
}

/** @throws Refused for anything but a whole number from 1 to 200 */
export function limitParameter(query: URLSearchParams): number {
  const value = query.get('limit') ?? '50';
  const limit = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > 200) throw badRequest('limit must be a number from 1 to 200.');
  return limit;
}

/** @throws Refused for a body that is not what the document describes */
export async function readReply(request: Request): Promise<WireReply> {
  const body = await readObject(request);
  const {message, fromPhoneNumberId, mediaUrl, normalizeText, forceRoute} = body;
  if (typeof message !== 'string' || !message.trim()) throw badRequest('message must be a non-empty string.');
  if (fromPhoneNumberId !== undefined && (typeof fromPhoneNumberId !== 'string' || !fromPhoneNumberId)) {
    throw badRequest('fromPhoneNumberId must be a UUID.');
  }
  if (mediaUrl !== undefined && (typeof mediaUrl !== 'string' || !/^https?:\/\/\S+$/.test(mediaUrl))) {
    throw badRequest('mediaUrl must be a public URL.');
  }
  if (normalizeText !== undefined && typeof normalizeText !== 'boolean') {
    throw badRequest('normalizeText must be a boolean.');
  }
  const route = ROUTES.find((known) => known === forceRoute);
  if (forceRoute !== undefined && !route) throw badRequest('forceRoute must be AUTO, SMS, or MMS.');
  return {
    message,
    ...(fromPhoneNumberId !== undefined && {fromPhoneNumberId}),
    ...(mediaUrl !== undefined && {mediaUrl}),
    ...(normalizeText !== undefined && {normalizeText}),
    ...(route && {forceRoute: route}),
  };
}

async function readObject(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return {...body};
  } catch {
    // Said below.
  }
  throw badRequest('The body must be a JSON object.');
}
