import {Problem} from './problem.js';

/**
 * The bytes of a body, as they came.
 *
 * @throws Problem `too-large`, as soon as that is known
 */
export async function bodyOf(
  {headers, body}: Pick<Request, 'headers' | 'body'>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Problem('too-large', {limit});
  if (Number(headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const {done, value} = (await reader?.read()) ?? {done: true};
    if (done || !value) break;
    size += value.length;
    if (size > limit) {
      void reader?.cancel().catch(() => undefined);
      throw tooLarge();
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A broken character costs that character and not the message it is in. */
export const textOfBytes = (bytes: Uint8Array<ArrayBuffer>): string => new TextDecoder().decode(bytes);

/** The media type alone, in lower case. */
export const typeOf = ({headers}: Pick<Request, 'headers'>): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Hexadecimal SHA-256. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
