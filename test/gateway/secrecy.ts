import {KEYS} from './accounts.js';

const SECRETS = [KEYS.acme.api, KEYS.acme.webhook, KEYS.globex.api, KEYS.globex.webhook, KEYS.rotated];
/** However a key may be written: bare, in an address, in JSON, in another JSON, as basic credentials, without its prefix. */
const SPELLINGS = SECRETS.flatMap((secret) => [
  ...[secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), secret.replaceAll('/', '\\/')],
  ...[btoa(secret), secret.replace('whsec_', '')],
]);

let looked = 0;

const secretIn = (text: string): string | undefined => {
  looked += text.length;
  return SPELLINGS.find((spelling) => text.includes(spelling));
};

/** Looks through what reached a page, a log or an error. */
export const hasSecret = (text: string): boolean => secretIn(text) !== undefined;

/** The same, where it is a test's own step. */
export function expectNoSecret(text: string): void {
  const found = secretIn(text);
  if (found !== undefined) throw new Error(`A secret got out: ${found} in ${text.slice(0, 500)}`);
}

export const charactersLooked = (): number => looked;
