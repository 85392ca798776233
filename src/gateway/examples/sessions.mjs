// Stands for the sessions that your product has: only `viewerOf` is what the gateway needs.
import {createHash, randomBytes, timingSafeEqual} from 'node:crypto';
import {password, publicUrl} from './settings.mjs';

/** @typedef {import('parlor/gateway').Viewer & {readonly expiresAt: number}} Session */

const HOURS = 8;
const COOKIE = 'session';

/** By a digest of the secret that the browser has, so that what is in memory opens nothing. @type {Map<string, Session>} */
const sessions = new Map();
/** @type {((session: Session) => void)[]} */
const listeners = [];

/** @param {string} text */
const digest = (text) => createHash('sha256').update(text).digest();

/** @param {Request} request */
function keyIn({headers}) {
  const [, secret] = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(headers.get('cookie') ?? '') ?? [];
  return secret && digest(secret).toString('hex');
}

const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
/** @param {string} value @param {number} seconds */
const cookie = (value, seconds) => `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;

/** @param {string} setCookie */
const backToPage = (setCookie) => new Response(null, {status: 303, headers: {location: '/', 'set-cookie': setCookie}});

/**
 * Who asks: nobody without a session that lasts.
 *
 * @param {Request} request
 * @returns {Session | null}
 */
export function viewerOf(request) {
  const session = sessions.get(keyIn(request) ?? '');
  return session && session.expiresAt > Date.now() ? session : null;
}

/** @param {(session: Session) => void} listener */
export const whenSignedOut = (listener) => void listeners.push(listener);

/** Takes the form of the page. @param {Request} request */
export async function signIn(request) {
  const given = new URLSearchParams(await request.text()).get('password') ?? '';
  if (!timingSafeEqual(digest(given), digest(password))) return new Response('Not the password.', {status: 401});
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = Date.now() + HOURS * 3_600_000;
  for (const [key, session] of sessions) if (session.expiresAt < Date.now()) sessions.delete(key);
  sessions.set(digest(secret).toString('hex'), {user: 'operator', name: 'Operator', expiresAt});
  return backToPage(cookie(secret, HOURS * 3600));
}

/** @param {Request} request */
export function signOut(request) {
  const session = viewerOf(request);
  sessions.delete(keyIn(request) ?? '');
  if (session) listeners.forEach((listener) => listener(session));
  return backToPage(cookie('', 0));
}
